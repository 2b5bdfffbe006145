//! Rows as an aligned table.

use super::text::one_line;

/// A cell is cut at this many characters.
const WIDEST: usize = 48;

/// How null is written; a text of the same letters gets quotes.
const NULL: &str = "<null>";

/// A header, a line below it, and a line a row.
pub(crate) fn render(columns: &[String], rows: &[Vec<Option<String>>]) -> String {
    let header: Vec<String> = columns.iter().map(|name| cut(name)).collect();
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|value| cell(value.as_deref())).collect()).collect();
    aligned(&header, &cells)
}

/// The same with every text as long as it is.
pub(crate) fn uncut(columns: &[String], rows: &[Vec<String>]) -> String {
    let cells: Vec<Vec<String>> =
        rows.iter().map(|row| row.iter().map(|text| one_line(text)).collect()).collect();
    aligned(columns, &cells)
}

fn aligned(header: &[String], cells: &[Vec<String>]) -> String {
    let width = |n: usize| {
        let column = cells.iter().filter_map(|row| row.get(n));
        column.chain(header.get(n)).map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let widths: Vec<usize> = (0..header.len()).map(width).collect();
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).map(|(cell, width)| format!("{cell:<width$}"));
        let text = padded.collect::<Vec<_>>().join("  ");
        format!("{}\n", text.trim_end())
    };
    let rule: Vec<String> = widths.iter().map(|width| "-".repeat(*width)).collect();
    let body: String = cells.iter().map(|row| line(row)).collect();
    line(header) + &line(&rule) + &body
}

fn cell(value: Option<&str>) -> String {
    match value {
        None => NULL.to_owned(),
        Some(NULL) => format!("\"{NULL}\""),
        Some(text) => cut(text),
    }
}

fn cut(text: &str) -> String {
    let line = one_line(text);
    if line.chars().count() <= WIDEST {
        return line;
    }
    line.chars().take(WIDEST - 1).chain(['…']).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_aligned_and_null_is_no_text() {
        let text = |text: &str| Some(text.to_owned());
        let rows =
            [vec![text("1"), None], vec![text("22"), text("<null>")], vec![text(""), text("a\nb")]];
        let table = render(&["id".to_owned(), "note".to_owned()], &rows);
        assert_eq!(table, "id  note\n--  --------\n1   <null>\n22  \"<null>\"\n    a\\nb\n");
        let wide = render(&["w".to_owned()], &[vec![text(&"ä".repeat(100))]]);
        assert!(wide.ends_with("ää…\n"), "{wide}");
        assert!(wide.lines().all(|line| line.chars().count() <= WIDEST), "{wide}");
    }
}
