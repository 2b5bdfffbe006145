//! Options as `reloptions` holds them, `name=value` each: how a WITH clause and SET and RESET say them.

use crate::action::Action;
use crate::ident::Literal;
use crate::lock::Form;
use crate::object_id::ObjectId;

/// The parameters that ALTER … SET changes under ACCESS EXCLUSIVE (`relOpts` arrays in `reloptions.c`): it
/// takes the strongest lock that one of the named needs.
const STRONG: [&str; 9] = [
    "user_catalog_table",
    "security_barrier",
    "security_invoker",
    "check_option",
    "fastupdate",
    "gin_pending_list_limit",
    "autosummarize",
    "buffering",
    "pages_per_range",
];

/// A statement that changes options.
pub(super) struct Change {
    pub(super) sql: String,
    form: Form,
}

impl Change {
    /// As an action on the relation.
    pub(super) fn locks(self, relation: &ObjectId) -> Action {
        Action::new(self.sql).locks(self.form, relation)
    }
}

/// The form of a statement that sets or resets these options, named or with their values.
pub(super) fn form(options: &[String]) -> Form {
    let strong = |option: &String| {
        let name = option.split('=').next().unwrap_or_default();
        STRONG.contains(&name)
    };
    if options.iter().any(strong) { Form::SetOtherParameter } else { Form::SetParameter }
}

/// ` with (…)`, or nothing.
pub(super) fn clause(options: &[String]) -> String {
    if options.is_empty() { String::new() } else { format!(" with ({})", list(options)) }
}

/// The statements, each `head` with RESET or SET, that turn one list into the other. What is set goes to
/// the end (`transformRelOptions`); another order than that, which `pg_dump` shows, takes setting all.
pub(super) fn changes(head: &str, before: &[String], after: &[String]) -> Vec<Change> {
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
        let sql = format!("{head} reset ({})", gone.join(", "));
        statements.push(Change { sql, form: form(&gone) });
    }
    if !new.is_empty() {
        let sql = format!("{head} set ({})", list(&new));
        statements.push(Change { sql, form: form(&new) });
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
