//! A range of rows as a condition, and the statement with it.

use std::fmt;

use autogen_revision::sections::{BATCH_MARK, marks};
use autogen_sql::ident::Literal;

use super::mark::Own;
use super::table::{Key, Table};

/// The rows of one batch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Range {
    /// Those behind the one key, up to the other with it.
    Key { from: Option<Vec<String>>, to: Option<Vec<String>> },
    /// Those of these blocks, the last not included, that no batch has written.
    Blocks { leaf: Option<String>, from: u64, to: u64, own: Own },
    /// None at all.
    Nothing,
}

impl Range {
    /// The condition, on columns qualified as the statement calls the table.
    pub(super) fn condition(&self, table: &Table) -> String {
        let it = &table.called;
        match self {
            Self::Nothing => "false".to_owned(),
            Self::Key { from, to } => {
                let Some(key) = &table.key else { return "true".to_owned() };
                let from = from.as_ref().map(|from| key.compare(it, ">", from));
                let to = to.as_ref().map(|to| key.compare(it, "<=", to));
                let parts: Vec<_> = from.into_iter().chain(to).collect();
                if parts.is_empty() { "true".to_owned() } else { parts.join(" and ") }
            }
            Self::Blocks { leaf, from, to, own } => {
                let mut parts = Vec::new();
                if let Some(leaf) = leaf {
                    parts.push(format!("{it}.tableoid = {}::regclass", Literal(leaf)));
                }
                parts.push(if table.ranges_of_blocks {
                    format!("{it}.ctid >= '({from},0)'::tid and {it}.ctid < '({to},0)'::tid")
                } else {
                    // before PostgreSQL 14 only single places are looked up
                    let most = table.most_rows_of_a_block;
                    format!(
                        "{it}.ctid = any (array(select ('(' || b || ',' || r || ')')::tid from \
                         generate_series({from}::bigint, {to}::bigint - 1) as b, generate_series(1, {most}) as r))"
                    )
                });
                for (first, last) in &own.0 {
                    parts.push(format!("{it}.xmin::text::bigint not between {first} and {last}"));
                }
                parts.join(" and ")
            }
        }
    }
}

impl fmt::Display for Range {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = |key: &[String]| format!("({})", key.join(", "));
        match self {
            Self::Key { from: None, to: None } => f.write_str("of all rows"),
            Self::Key { from: None, to: Some(to) } => write!(f, "up to key {}", key(to)),
            Self::Key { from: Some(from), to: None } => write!(f, "behind key {}", key(from)),
            Self::Key { from: Some(from), to: Some(to) } => {
                write!(f, "behind key {} up to {}", key(from), key(to))
            }
            Self::Blocks { leaf, from, to, .. } => {
                write!(f, "of blocks {from} to {}", to.saturating_sub(1))?;
                leaf.as_ref().map_or(Ok(()), |leaf| write!(f, " of {leaf}"))
            }
            Self::Nothing => f.write_str("of no rows"),
        }
    }
}

impl Key {
    /// `(t.a, t.b) > ('1'::integer, 'x'::text)`: a comparison that an index on the columns serves.
    pub(super) fn compare(&self, it: &str, sign: &str, values: &[String]) -> String {
        let columns: Vec<_> =
            self.columns.iter().map(|column| format!("{it}.{}", column.name)).collect();
        let values: Vec<_> = self
            .columns
            .iter()
            .zip(values)
            .map(|(column, value)| format!("{}::{}", Literal(value), column.data_type))
            .collect();
        match (columns.as_slice(), values.as_slice()) {
            ([column], [value]) => format!("{column} {sign} {value}"),
            _ => format!("({}) {sign} ({})", columns.join(", "), values.join(", ")),
        }
    }
}

/// The statement for all rows at once: where there are only catalogs, and in scripts.
#[must_use]
pub fn without_ranges(statement: &str) -> String {
    expand(statement, "(true)").0
}

/// Puts a condition in the place of each mark.
pub(super) fn expand(statement: &str, condition: &str) -> (String, Shift) {
    let (mut sql, mut from, mut places) = (String::new(), 0, Vec::new());
    for at in marks(statement) {
        sql.push_str(&statement[from..at]);
        places.push(sql.chars().count());
        sql.push_str(condition);
        from = at + BATCH_MARK.len();
    }
    sql.push_str(&statement[from..]);
    (sql, Shift { places, length: condition.chars().count() })
}

/// Where conditions stand in an expanded statement, in characters.
pub(super) struct Shift {
    places: Vec<usize>,
    length: usize,
}

impl Shift {
    /// The character of the original statement, from 1, for one of the expanded, from 1.
    pub(super) fn original(&self, position: usize) -> usize {
        let mark = BATCH_MARK.len();
        let mut original = position;
        for place in self.places.iter().take_while(|place| position > **place) {
            if position <= place + self.length {
                // within the condition: the mark's first character
                original -= position - place - 1;
                return original;
            }
            original = (original + mark).saturating_sub(self.length);
        }
        original
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_is_replaced_and_nothing_else() {
        let statement = "update t set x = ':batch' where :batch and y::batch is null -- :batch";
        assert_eq!(
            without_ranges(statement),
            "update t set x = ':batch' where (true) and y::batch is null -- :batch"
        );
    }

    #[test]
    fn a_place_is_found_in_the_statement_as_it_was_written() {
        let statement = "update ü where :batch and x or :batch";
        let (sql, shift) = expand(statement, "(a > 1 and a <= 9)");
        let at = |text: &str, part: &str| {
            let byte = text.find(part).unwrap();
            text[..byte].chars().count() + 1
        };
        assert_eq!(shift.original(at(&sql, "where")), at(statement, "where"));
        assert_eq!(shift.original(at(&sql, "x or")), at(statement, "x or"));
        assert_eq!(shift.original(at(&sql, "a > 1")), at(statement, ":batch"));
        let last = sql.rfind("a > 1").unwrap();
        let last = sql[..last].chars().count() + 1;
        let mark = statement.rfind(":batch").unwrap();
        assert_eq!(shift.original(last), statement[..mark].chars().count() + 1);
    }

    #[test]
    fn ranges_say_what_they_are() {
        let key = |from: Option<&str>, to: Option<&str>| {
            let one = |text: &str| vec![text.to_owned()];
            Range::Key { from: from.map(one), to: to.map(one) }.to_string()
        };
        assert_eq!(key(None, None), "of all rows");
        assert_eq!(key(Some("1"), Some("2")), "behind key (1) up to (2)");
        let blocks = Range::Blocks { leaf: None, from: 0, to: 5, own: Own::default() };
        assert_eq!(blocks.to_string(), "of blocks 0 to 4");
    }
}
