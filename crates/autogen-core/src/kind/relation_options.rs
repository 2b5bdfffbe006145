//! Options as `reloptions` holds them, `name=value` each: how a WITH clause and SET and RESET say them.

use crate::ident::Literal;

/// ` with (…)`, or nothing.
pub(super) fn clause(options: &[String]) -> String {
    if options.is_empty() { String::new() } else { format!(" with ({})", list(options)) }
}

/// The statements, each `head` with RESET or SET, that turn one list into the other. What is set goes to
/// the end (`transformRelOptions`); another order than that, which `pg_dump` shows, takes setting all.
pub(super) fn changes(head: &str, before: &[String], after: &[String]) -> Vec<String> {
    let name = |option: &String| option.split('=').next().unwrap_or_default().to_owned();
    let names = |options: &[String]| options.iter().map(name).collect::<Vec<_>>();
    let is_of_toast = |option: &String| option.starts_with("toast.");
    let (former, kept) = (names(before), names(after));
    let mut gone: Vec<_> = former.into_iter().filter(|name| !kept.contains(name)).collect();
    let mut new: Vec<_> = after.iter().filter(|o| !before.contains(o)).cloned().collect();
    let mut result: Vec<_> = before.iter().filter(|o| after.contains(o)).chain(&new).collect();
    result.sort_by_key(|option| is_of_toast(option));
    if !result.into_iter().eq(after) {
        (gone, new) = (names(before), after.to_vec());
    }
    let mut statements = Vec::new();
    if !gone.is_empty() {
        statements.push(format!("{head} reset ({})", gone.join(", ")));
    }
    if !new.is_empty() {
        statements.push(format!("{head} set ({})", list(&new)));
    }
    statements
}

/// Words and numbers are written plainly, any other value as a string.
fn list(options: &[String]) -> String {
    let write = |option: &String| match option.split_once('=') {
        Some((name, value)) if !value.chars().all(|c| c.is_ascii_alphanumeric() || c == '_') => {
            format!("{name}={}", Literal(value))
        }
        _ => option.clone(),
    };
    options.iter().map(write).collect::<Vec<_>>().join(", ")
}
