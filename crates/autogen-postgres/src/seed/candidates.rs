//! Values that are worth trying for a rule: what stands in its text, what lies beside that, and what
//! often does.

use super::distinct;

/// How many combinations of values are tried for one rule.
const MOST: usize = 150;

/// The values of several columns in all their combinations, the first ones of each first.
pub(super) struct Combinations {
    pools: Vec<(i16, Vec<String>)>,
    at: usize,
}

impl Combinations {
    /// Of a list of values for each column.
    pub(super) fn new(mut pools: Vec<(i16, Vec<String>)>) -> Self {
        pools.retain(|(_, values)| !values.is_empty());
        Self { pools, at: 0 }
    }

    /// The next values.
    pub(super) fn next(&mut self) -> Option<Vec<(i16, String)>> {
        let all: usize = self.pools.iter().map(|(_, values)| values.len()).product();
        if self.pools.is_empty() || self.at >= all.min(MOST) {
            return None;
        }
        let mut rest = self.at;
        self.at += 1;
        let mut row = Vec::new();
        for (column, values) in &self.pools {
            row.push((*column, values[rest % values.len()].clone()));
            rest /= values.len();
        }
        Some(row)
    }
}

/// What stands between single quotes in deparsed SQL, and the numbers that stand outside of them.
pub(super) fn literals(sql: &str) -> (Vec<String>, Vec<f64>) {
    let (mut texts, mut numbers) = (Vec::new(), Vec::new());
    let mut rest = sql;
    while let Some(at) = rest.find(|c: char| c == '\'' || c.is_ascii_digit()) {
        let before = &rest[..at];
        let word = before.ends_with(|c: char| c.is_alphanumeric() || "_\"$".contains(c));
        let minus = before.ends_with('-');
        rest = &rest[at..];
        if rest.starts_with('\'') {
            let Some((text, behind)) = quoted(&rest[1..]) else { break };
            numbers.extend(text.parse::<f64>());
            texts.push(text);
            rest = behind;
            continue;
        }
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        if let Ok(number) = rest[..end].parse::<f64>()
            && !word
        {
            numbers.push(if minus { -number } else { number });
        }
        rest = &rest[end..];
    }
    (texts, numbers)
}

/// The text up to the quote that ends it, and what follows; a quote in it is written twice.
fn quoted(sql: &str) -> Option<(String, &str)> {
    let (mut text, mut rest) = (String::new(), sql);
    loop {
        let (part, behind) = rest.split_once('\'')?;
        text += part;
        match behind.strip_prefix('\'') {
            Some(behind) => rest = behind,
            None => return Some((text, behind)),
        }
        text.push('\'');
    }
}

/// Numbers at and beside those of a rule.
pub(super) fn around(numbers: &[f64]) -> Vec<String> {
    let mut found = Vec::new();
    for number in numbers {
        found.extend([*number, number + 1.0, number - 1.0]);
    }
    for pair in numbers.windows(2) {
        found.push(((pair[0] + pair[1]) / 2.0).floor());
        found.push((pair[0] + pair[1]) / 2.0);
    }
    distinct(found.into_iter().filter(|n| n.is_finite()).map(|number| number.to_string()))
}

/// Texts that a rule about texts may be content with: what stands in it, without what matches anything in
/// a pattern, and texts as long as its numbers.
pub(super) fn texts_like(texts: &[String], numbers: &[f64]) -> Vec<String> {
    let mut found: Vec<String> = texts.to_vec();
    found.extend(texts.iter().map(|text| text.replace('%', "").replace('_', "a")));
    found.extend(texts.iter().map(|text| text.replace('%', "a")));
    let lengths = around(numbers).into_iter().filter_map(|n| n.parse::<usize>().ok());
    for length in lengths.filter(|length| (1..=2000).contains(length)) {
        found.extend(["a", "A", "1"].map(|letter| letter.repeat(length)));
    }
    let usual = [
        "a",
        "b",
        "A",
        "ab",
        "AB",
        "abc",
        "ABC",
        "1",
        "12",
        "123",
        "12345",
        "a1",
        "A1",
        "a-b",
        "a_b",
        "a.b",
        "a@b.cd",
        "c@b.cd",
        "https://a.bc",
        "http://a.bc",
        "/a",
        "#aabbcc",
        "+15551234567",
        "2000-01-01",
        "1.0.0",
        "en",
        "en-US",
        "USD",
        "192.0.2.1",
        "",
    ];
    found.extend(usual.map(str::to_owned));
    distinct(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_a_rule() {
        let (texts, numbers) = literals(
            "CHECK (((kind)::text = ANY (ARRAY['it''s'::text, 'b'::text])) AND (a1 > 10.5) AND (c < '-3'::integer))",
        );
        assert_eq!(texts, ["it's", "b", "-3"]);
        assert_eq!(numbers, [10.5, -3.0]);
        assert_eq!(literals("CHECK (x > '").1, [0.0; 0]);
    }

    #[test]
    fn combinations_come_to_an_end() {
        let pool = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>();
        let mut all =
            Combinations::new(vec![(1, pool(&["a", "b"])), (2, pool(&["x", "y"])), (3, vec![])]);
        let mut seen = Vec::new();
        while let Some(row) = all.next() {
            seen.push(row.into_iter().map(|(_, value)| value).collect::<String>());
        }
        assert_eq!(seen, ["ax", "bx", "ay", "by"]);
        assert!(Combinations::new(Vec::new()).next().is_none());
    }
}
