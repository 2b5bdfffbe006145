//! Rust names for what a database names as it likes.

use std::collections::BTreeSet;

/// Words that are no identifiers. SeaORM does not take `r#` everywhere.
const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn",
    "else", "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let",
    "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub", "ref", "return",
    "static", "struct", "trait", "true", "try", "type", "typeof", "union", "unsafe", "unsized",
    "use", "virtual", "where", "while", "yield",
];

/// Words that an underscore does not help: `self_` is `Self` in camel case.
const NEVER: &[&str] = &["crate", "self", "super"];

/// `displayName`, `Display Name` and `display-name` as `display_name`: words of lower-case letters and
/// digits, the first of which begins with a letter. `what` stands in where nothing is left.
pub(super) fn snake(name: &str, what: &str) -> String {
    let mut text = String::new();
    let mut former = ' ';
    for character in name.chars() {
        let starts_word = character.is_ascii_uppercase()
            && (former.is_ascii_lowercase() || former.is_ascii_digit());
        if !character.is_ascii_alphanumeric() || starts_word {
            text.push('_');
        }
        if character.is_ascii_alphanumeric() {
            text.push(character.to_ascii_lowercase());
        }
        former = character;
    }
    let words: Vec<&str> = text.split('_').filter(|word| !word.is_empty()).collect();
    let text = words.join("_");
    match text.chars().next() {
        None => what.to_owned(),
        Some(first) if first.is_ascii_digit() => format!("{what}_{text}"),
        Some(_) => text,
    }
}

/// `display_name` as `DisplayName`.
pub(super) fn camel(snake: &str) -> String {
    let word = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|c| c.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    snake.split('_').map(word).collect()
}

/// `order_item` as `order_items`, for people.
pub(super) fn plural(name: &str) -> String {
    let consonant_y = name.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if name.ends_with("ss") || name.ends_with("sh") || name.ends_with("ch") => {
            format!("{name}es")
        }
        None if name.ends_with('s') => name.to_owned(),
        None if name.ends_with('x') => format!("{name}es"),
        None => format!("{name}s"),
    }
}

/// Names that are used up. Two that differ only in case and underscores are taken for the same, since
/// SeaORM writes one name in several cases.
#[derive(Debug, Default)]
pub(super) struct Taken(BTreeSet<String>);

impl Taken {
    /// With these already used.
    pub(super) fn with(names: &[&str]) -> Self {
        Self(names.iter().map(|name| key(name)).collect())
    }

    /// The name, or with the least number behind it that makes it another.
    pub(super) fn take(&mut self, name: &str) -> String {
        let mut found = name.to_owned();
        let mut number = 2;
        while !self.0.insert(key(&found)) {
            found = format!("{name}_{number}");
            number += 1;
        }
        found
    }

    /// Whether the name is free.
    pub(super) fn is_free(&self, name: &str) -> bool {
        !self.0.contains(&key(name))
    }
}

fn key(name: &str) -> String {
    name.chars().filter(|c| *c != '_').map(|c| c.to_ascii_lowercase()).collect()
}

/// The name of a field.
pub(super) fn field(name: &str) -> String {
    let name = snake(name, "column");
    if NEVER.contains(&name.as_str()) {
        format!("{name}_column")
    } else if KEYWORDS.contains(&name.as_str()) {
        format!("{name}_")
    } else {
        name
    }
}

/// The name of a module and its file.
pub(super) fn module(name: &str, what: &str) -> String {
    let name = snake(name, what);
    let is_word = KEYWORDS.contains(&name.as_str()) || NEVER.contains(&name.as_str());
    if is_word { format!("{name}_{what}") } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_words() {
        for (name, expected) in [
            ("user_id", "user_id"),
            ("displayName", "display_name"),
            ("HTTPStatus", "httpstatus"),
            ("we\"ird\nname", "we_ird_name"),
            ("__x__y", "x_y"),
            ("1st", "column_1st"),
            ("größe", "gr_e"),
            ("年", "column"),
        ] {
            assert_eq!(snake(name, "column"), expected, "{name}");
        }
        assert_eq!(camel("user_2nd_id"), "User2ndId");
        assert_eq!(plural("category"), "categories");
        assert_eq!(plural("address"), "addresses");
        assert_eq!(plural("day"), "days");
    }

    #[test]
    fn words_of_rust_are_no_names() {
        assert_eq!(field("type"), "type_");
        assert_eq!(field("Self"), "self_column");
        assert_eq!(module("type", "table"), "type_table");
        assert_eq!(module("crate", "schema"), "crate_schema");
    }

    #[test]
    fn a_name_is_taken_once_in_any_case() {
        let mut taken = Taken::with(&["enums"]);
        assert_eq!(taken.take("user_id"), "user_id");
        assert_eq!(taken.take("userid"), "userid_2");
        assert_eq!(taken.take("Enums"), "Enums_2");
    }
}
