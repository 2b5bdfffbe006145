//! Spells a deparsed expression so that Postgres parses it back to the tree it came from.
//!
//! The text of the catalog is what is compared, and it is emitted as it is but for two forms that do
//! not come back. A column of type `varchar` in `status in ('new', 'old')` is deparsed as
//!
//! ```sql
//! ((status)::text = ANY ((ARRAY['new'::character varying, 'old'::character varying])::text[]))
//! ```
//!
//! and the parser pushes a cast that is written on an `ARRAY[…]` down to its elements
//! (`transformTypeCast` in `parse_expr.c`), so that the text read back is another one for ever. Behind
//! `ANY` and `ALL` the bare `ARRAY[…]` is coerced as a whole, and elsewhere a cast to the array's own
//! type in between keeps the outer one off the elements.
//!
//! The other is a `BETWEEN` that begins a longer condition, `a between 1 and 9 and b`, deparsed as
//! `(((a >= 1) AND (a <= 9)) AND b)`: the parser takes what stands in the first pair of parentheses and what
//! follows for one list of three (`makeAndExpr` in `gram.y`). It is written as `BETWEEN` again, and so is an
//! `IN` of columns or arrays, which Postgres turns into a list of comparisons.
//!
//! This is a spelling, never a judgement: equality is decided on the text of the catalog, and whether a
//! plan converges is shown by its proof.

use std::ops::Range;

/// The expression in a form that Postgres reads back as the same.
pub fn respell(expression: &str) -> String {
    let mut text = String::with_capacity(expression.len());
    let mut rest = 0;
    for span in code(expression) {
        if span.start < rest || !expression[span.start..].starts_with("(ARRAY[") {
            continue;
        }
        let Some(array) = CastArray::at(expression, span.start) else { continue };
        text.push_str(&expression[rest..span.start]);
        rest = array.end;
        text.push_str(&array.sql(&text));
    }
    text.push_str(&expression[rest..]);
    match text.contains(") AND ") || text.contains(") OR ") {
        true => lists(&text),
        false => text,
    }
}

/// The expression with `BETWEEN` and `IN` where they begin a list of conditions.
fn lists(expression: &str) -> String {
    let mut text = String::with_capacity(expression.len());
    let mut rest = 0;
    for (open, close) in parentheses(expression) {
        if open < rest || !(open == 0 || expression[..open].ends_with('(')) {
            continue;
        }
        let (group, behind) = (&expression[open + 1..close], &expression[close + 1..]);
        let found = [(" AND ", ">=", "<=", "BETWEEN"), (" OR ", "<", ">", "NOT BETWEEN")]
            .into_iter()
            .filter(|(joint, ..)| behind.starts_with(joint))
            .find_map(|(joint, least, most, word)| {
                let (first, second) = halves(group, joint)?;
                let (value, from) = halves(inside(first)?, &format!(" {least} "))?;
                let (again, to) = halves(inside(second)?, &format!(" {most} "))?;
                (value == again).then(|| format!("({value} {word} {from} AND {to})"))
            });
        let found = found.or_else(|| {
            let lists = [(" OR ", " = ", "IN"), (" AND ", " <> ", "NOT IN")];
            let (joint, operator, word) =
                lists.into_iter().find(|(joint, ..)| behind.starts_with(joint))?;
            let (value, all) = compared(group, joint, operator)?;
            Some(format!("({value} {word} ({}))", all.join(", ")))
        });
        if let Some(found) = found {
            text.push_str(&expression[rest..open]);
            text.push_str(&found);
            rest = close + 1;
        }
    }
    text.push_str(&expression[rest..]);
    text
}

/// What is compared with each of a list, two by two: `(((a = b) OR (a = c)) OR (a = d))` without the outer
/// parentheses.
fn compared<'a>(group: &'a str, joint: &str, operator: &str) -> Option<(&'a str, Vec<&'a str>)> {
    let (first, last) = halves(group, joint)?;
    let (value, last) = halves(inside(last)?, operator)?;
    let first = inside(first)?;
    let (again, mut all) = match halves(first, operator) {
        Some((again, one)) => (again, vec![one]),
        None => compared(first, joint, operator)?,
    };
    all.push(last);
    (value == again).then_some((value, all))
}

/// Where pairs of parentheses open and close, the outer ones first.
fn parentheses(text: &str) -> Vec<(usize, usize)> {
    let (mut pairs, mut open) = (Vec::new(), Vec::new());
    for span in code(text) {
        match text.as_bytes()[span.start] {
            b'(' => open.push(span.start),
            b')' => pairs.extend(open.pop().map(|open| (open, span.start))),
            _ => {}
        }
    }
    pairs.sort_unstable();
    pairs
}

/// What stands between the parentheses that enclose the whole.
fn inside(text: &str) -> Option<&str> {
    let whole = parentheses(text).first() == Some(&(0, text.len().checked_sub(1)?));
    whole.then(|| &text[1..text.len() - 1])
}

/// What stands on either side of a joint, if it is there once outside of parentheses.
fn halves<'a>(text: &'a str, joint: &str) -> Option<(&'a str, &'a str)> {
    let mut depth = 0_usize;
    let mut found = None;
    for span in code(text) {
        match text.as_bytes()[span.start] {
            b'(' => depth += 1,
            b')' => depth = depth.checked_sub(1)?,
            _ if depth == 0 && text[span.start..].starts_with(joint) => {
                if found.is_some() {
                    return None;
                }
                found = Some((&text[..span.start], &text[span.start + joint.len()..]));
            }
            _ => {}
        }
    }
    found
}

/// The same, to stand between parentheses: without those that Postgres puts around the whole of it, unless
/// they are a subquery's, `( SELECT …)`.
pub(crate) fn enclosed(expression: &str) -> String {
    let text = respell(expression);
    let mut depth = 0_usize;
    for span in code(&text) {
        match text.as_bytes()[span.start] {
            b'(' => depth += 1,
            b')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
            let whole = span.start + 1 == text.len();
            let bare = inner.filter(|inner| whole && !inner.starts_with(char::is_whitespace));
            return bare.unwrap_or(&text).to_owned();
        }
    }
    text
}

/// `(ARRAY[…])::T[]`.
struct CastArray<'a> {
    elements: Vec<&'a str>,
    target: &'a str,
    /// The byte after it.
    end: usize,
}

impl<'a> CastArray<'a> {
    /// Reads one that begins at `start`, if it is one to its end.
    fn at(text: &'a str, start: usize) -> Option<Self> {
        let open = start + "(ARRAY".len();
        let mut depth = 0_usize;
        let mut element = open + 1;
        let mut elements = Vec::new();
        let mut close = None;
        for span in code(&text[open..]) {
            let at = open + span.start;
            match text.as_bytes()[at] {
                b'[' | b'(' => depth += 1,
                b']' | b')' => depth -= 1,
                b',' if depth == 1 => {
                    elements.push(text[element..at].trim());
                    element = at + 1;
                }
                _ => {}
            }
            if depth == 0 {
                elements.push(text[element..at].trim());
                close = Some(at + 1);
                break;
            }
        }
        let close = close?;
        let from = close + text[close..].strip_prefix(")::").map(|_| ")::".len())?;
        let target = &text[from..from + array_type(&text[from..])?];
        Some(Self { elements, target, end: from + target.len() + "[]".len() })
    }

    /// The spelling behind `before`.
    fn sql(&self, before: &str) -> String {
        let Self { elements, target, .. } = self;
        let list: Vec<String> = elements.iter().map(|element| respell(element)).collect();
        let list = list.join(", ");
        let casts: Vec<&str> = elements.iter().filter_map(|element| cast_of(element)).collect();
        let quantified = before.ends_with("ANY (") || before.ends_with("ALL (");
        let varying = casts.iter().any(|cast| cast.starts_with("character varying"));
        if quantified && varying && *target == "text" {
            return format!("ARRAY[{list}]");
        }
        match casts.iter().find(|cast| !cast.ends_with([')', ']'])) {
            Some(own) => format!("((ARRAY[{list}])::{own}[])::{target}[]"),
            None => format!("(ARRAY[{list}])::{target}[]"),
        }
    }
}

/// How long the element type's name at the start of the text is, if `[]` follows.
fn array_type(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for span in code(text) {
        match text.as_bytes()[span.start] {
            b'[' => return text[span.start..].starts_with("[]").then_some(span.start),
            b'(' => depth += 1,
            b')' if depth == 0 => return None,
            b')' => depth -= 1,
            b',' | b' ' | b'.' => {}
            byte if byte.is_ascii_alphanumeric() || byte == b'_' || !byte.is_ascii() => {}
            _ => return None,
        }
    }
    None
}

/// The type that an element is cast to, if its text says so.
fn cast_of(element: &str) -> Option<&str> {
    let mut depth = 0_usize;
    let mut last = None;
    for span in code(element) {
        match element.as_bytes()[span.start] {
            b'[' | b'(' => depth += 1,
            b']' | b')' => depth = depth.saturating_sub(1),
            b':' if depth == 0 && element[span.start..].starts_with("::") => {
                last = Some(span.start + "::".len());
            }
            _ => {}
        }
    }
    last.map(|at| &element[at..])
}

/// The bytes outside strings and quoted names, each as a span of one character.
pub(crate) fn code(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut quote = None;
    text.char_indices().filter_map(move |(at, character)| {
        match quote {
            // a doubled quote closes and opens again, which comes to the same
            Some(open) if open == character => quote = None,
            Some(_) => {}
            None if matches!(character, '\'' | '"') => quote = Some(character),
            None => return Some(at..at + character.len_utf8()),
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parentheses_around_the_whole_are_left_away() {
        assert_eq!(enclosed("(a > 0)"), "a > 0");
        assert_eq!(enclosed("((a > 0) OR (b > 0))"), "(a > 0) OR (b > 0)");
        for kept in ["a", "", "(a) = (b)", "( SELECT f())", "')' = (a)", "'('", "\"(\" = (a)"] {
            assert_eq!(enclosed(kept), kept);
        }
        assert_eq!(enclosed("((a)::text = ')')"), "(a)::text = ')'");
    }

    #[test]
    fn an_array_behind_any_is_left_bare() {
        let text = "((status)::text = ANY ((ARRAY['new'::character varying, 'it''s ])::text[]'::character varying])::text[]))";
        let bare = "((status)::text = ANY (ARRAY['new'::character varying, 'it''s ])::text[]'::character varying]))";
        assert_eq!(respell(text), bare);
        assert_eq!(respell(bare), bare, "and stays so");
        let two = "((a)::text <> ALL ((ARRAY['x'::character varying(3), NULL::character varying])::text[])) AND \
            ((b)::text = ANY ((ARRAY[v, 'y'::character varying])::text[]))";
        assert_eq!(
            respell(two),
            "((a)::text <> ALL (ARRAY['x'::character varying(3), NULL::character varying])) AND \
             ((b)::text = ANY (ARRAY[v, 'y'::character varying]))"
        );
    }

    #[test]
    fn another_cast_gets_the_own_type_in_between() {
        let text = "((v)::text = ANY ((ARRAY[('a'::character varying)::dv, ('b'::character varying)::dv])::text[]))";
        assert_eq!(
            respell(text),
            "((v)::text = ANY (((ARRAY[('a'::character varying)::dv, ('b'::character varying)::dv])::dv[])::text[]))"
        );
        assert_eq!(
            respell("f((ARRAY['a'::public.\"my ] type\"])::text[])"),
            "f(((ARRAY['a'::public.\"my ] type\"])::public.\"my ] type\"[])::text[])"
        );
    }

    #[test]
    fn a_list_that_between_begins_is_written_so() {
        let list = |first: &str| format!("({first} AND (b > 0))");
        assert_eq!(respell(&list("((a >= 1) AND (a <= 9))")), list("(a BETWEEN 1 AND 9)"));
        assert_eq!(
            respell(
                "((((f(a, ' AND '))::text < 'x'::text) OR ((f(a, ' AND '))::text > 'y'::text)) OR b)"
            ),
            "(((f(a, ' AND '))::text NOT BETWEEN 'x'::text AND 'y'::text) OR b)"
        );
        let columns = "((((a = b) OR (a = c)) OR (a = d)) OR (NOT e))";
        assert_eq!(respell(columns), "((a IN (b, c, d)) OR (NOT e))");
        assert_eq!(respell("(((a = b) OR (a = c)) OR (a = d))"), "((a IN (b, c)) OR (a = d))");
        assert_eq!(respell("(((a <> b) AND (a <> c)) AND e)"), "((a NOT IN (b, c)) AND e)");
        let nested = "(((((a >= 1) AND (a <= 9)) AND b) OR c) AND (NOT d))";
        assert_eq!(respell(nested), "((((a BETWEEN 1 AND 9) AND b) OR c) AND (NOT d))");
    }

    #[test]
    fn what_comes_back_as_it_is_is_left_alone() {
        for text in [
            "((b > 0) AND ((a >= 1) AND (a <= 9)))",
            "((a >= 1) AND (a <= 9))",
            "((a = b) OR (a = c))",
            "(((a = b) OR (c = d)) OR e)",
            "(((a >= 1) AND (c <= 9)) AND b)",
            "(((a >= 1) AND (a <= 9)) OR b)",
            "(' (((a >= 1) AND (a <= 9)) AND ' > b)",
            "(c = ANY (ARRAY['a'::bpchar, 'b'::bpchar]))",
            "((v)::text = ANY (ARRAY[('a'::character varying)::text, 'b'::text]))",
            "'(ARRAY[''a''::character varying])::text[]'::text",
            "\"(ARRAY[x])::text[]\" > 0",
            "(ARRAY[a, b])[1]",
            "((ARRAY['a'::text, 'b'::text])[1])::character varying",
            "lower('(ARRAY[')",
            "",
        ] {
            assert_eq!(respell(text), text);
        }
    }
}
