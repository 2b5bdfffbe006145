//! What a server brings along or can be given: extensions and collations.

use super::change::drop_one;
use super::dice::Dice;
use super::make;
use super::names::{literal, name, qualified, quote};
use super::state::{Class, State};

/// Those of contrib that bring types, operator classes or functions along.
const EXTENSIONS: &[&str] = &["citext", "hstore", "ltree", "pg_trgm", "btree_gist", "unaccent"];

#[derive(Clone)]
pub(super) struct Extension {
    name: &'static str,
    schema: String,
}

impl Extension {
    pub(super) fn statement(&self) -> String {
        format!("create extension {} schema {}", self.name, quote(&self.schema))
    }

    pub(super) fn address(&self) -> String {
        format!("extension {}", self.name)
    }
}

/// One that is not there yet.
pub(super) fn extension(dice: &mut Dice, state: &State) -> Option<Extension> {
    let name = dice.pick(EXTENSIONS);
    let there = state.extensions.iter().any(|e| e.name == name);
    (!there).then(|| Extension { name, schema: make::schema(dice, state) })
}

/// A type of one of them, its class, and literals of it.
pub(super) fn data_type(dice: &mut Dice, state: &State) -> Option<(String, Class, Vec<String>)> {
    let found = dice.maybe(&state.extensions)?;
    let (class, values): (_, &[&str]) = match found.name {
        "citext" => (Class::Text, &["'a'", "'B'", "''"]),
        "hstore" => (Class::Other, &["'a=>1'", "''"]),
        "ltree" => (Class::Other, &["'a.b'", "'a'"]),
        _ => return None,
    };
    let values = values.iter().map(|value| (*value).to_owned()).collect();
    Some((qualified(&found.schema, found.name), class, values))
}

#[derive(Clone)]
pub(super) struct Collation {
    schema: String,
    name: String,
    definition: &'static str,
}

impl Collation {
    pub(super) fn qualified(&self) -> String {
        qualified(&self.schema, &self.name)
    }

    pub(super) fn statement(&self) -> String {
        format!("create collation {} {}", self.qualified(), self.definition)
    }

    pub(super) fn address(&self) -> String {
        format!("collation {}", self.qualified())
    }
}

fn definition(dice: &mut Dice) -> &'static str {
    dice.pick(&[
        "(provider = icu, locale = 'und')",
        "(provider = icu, locale = 'de')",
        "(provider = icu, locale = 'und-u-ks-level2', deterministic = false)",
        "(locale = 'C')",
        "(lc_collate = 'C', lc_ctype = 'POSIX')",
        "from \"C\"",
    ])
}

pub(super) fn collation(dice: &mut Dice, state: &State) -> Collation {
    let (schema, name) = (make::schema(dice, state), name(dice, "k"));
    Collation { schema, name, definition: definition(dice) }
}

/// One goes, one comes, one is elsewhere or another.
pub(super) fn change(dice: &mut Dice, state: &mut State) {
    let (at, schema) = (dice.below(state.extensions.len()), make::schema(dice, state));
    match dice.below(7) {
        0 => drop(drop_one(dice, &mut state.extensions)),
        1 => {
            let made = extension(dice, state);
            state.extensions.extend(made);
        }
        2 => {
            if let Some(found) = state.extensions.get_mut(at) {
                found.schema = schema;
            }
        }
        3 => drop(drop_one(dice, &mut state.collations)),
        4 => {
            let made = collation(dice, state);
            state.collations.push(made);
        }
        _ => {
            let at = dice.below(state.collations.len());
            if let Some(found) = state.collations.get_mut(at) {
                found.definition = definition(dice);
            }
        }
    }
}

/// What of them can be commented on.
pub(super) fn comments(state: &State) -> Vec<String> {
    let extensions = state.extensions.iter().map(Extension::address);
    extensions.chain(state.collations.iter().map(Collation::address)).collect()
}

/// A call of a function of one of them, for a default.
pub(super) fn call(dice: &mut Dice, state: &State) -> Option<String> {
    let found = state.extensions.iter().find(|e| e.name == "unaccent")?;
    let text = literal(dice.pick(&["a", "é"]));
    Some(format!("{}({text})", qualified(&found.schema, "unaccent")))
}
