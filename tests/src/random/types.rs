//! Domains, composite types and ranges, over one another too.

use super::change::drop_one;
use super::dice::Dice;
use super::names::{literal, name, qualified, quote};
use super::state::{Class, Column, Filling, State, Table};
use super::{columns, make};

#[derive(Clone)]
pub(super) struct Type {
    schema: String,
    name: String,
    /// `type` or `domain`.
    word: &'static str,
    /// All behind the name.
    definition: String,
    /// Names and definitions of a domain's checks.
    checks: Vec<(String, String)>,
    attributes: Vec<String>,
    class: Class,
    values: Vec<String>,
}

impl Type {
    pub(super) fn qualified(&self) -> String {
        qualified(&self.schema, &self.name)
    }

    pub(super) fn statement(&self) -> String {
        format!("create {} {} {}", self.word, self.qualified(), self.definition)
    }

    /// The statements that add checks.
    pub(super) fn checks(&self) -> Vec<String> {
        let head = format!("alter domain {} add constraint", self.qualified());
        self.checks.iter().map(|(name, check)| format!("{head} {} {check}", quote(name))).collect()
    }

    /// What can be commented on.
    pub(super) fn commentable(&self) -> Vec<String> {
        let on = self.qualified();
        let mut all = vec![format!("{} {on}", self.word)];
        all.extend(self.attributes.iter().map(|name| format!("column {on}.{}", quote(name))));
        let checks = self.checks.iter();
        all.extend(checks.map(|(name, _)| format!("constraint {} on domain {on}", quote(name))));
        all
    }
}

/// One of them, or an array of it, for a column.
pub(super) fn of_some(dice: &mut Dice, state: &State) -> Option<(String, Class, Vec<String>)> {
    let found = dice.maybe(&state.types)?;
    let name = found.qualified();
    Some(match dice.chance(20) {
        true => (format!("{name}[]"), Class::Array, vec!["'{}'".to_owned()]),
        false => (name, found.class, found.values.clone()),
    })
}

/// A new type.
pub(super) fn data_type(dice: &mut Dice, state: &State) -> Type {
    let word = if dice.chance(65) { "domain" } else { "type" };
    let (schema, name) = (make::schema(dice, state), name(dice, "d"));
    let (definition, checks) = (String::new(), Vec::new());
    let (attributes, values) = (Vec::new(), Vec::new());
    let class = Class::Other;
    let mut made = Type { schema, name, word, definition, checks, attributes, class, values };
    define(dice, state, &mut made);
    made
}

fn define(dice: &mut Dice, state: &State, found: &mut Type) {
    if found.word == "domain" {
        domain(dice, state, found);
    } else if dice.chance(15) {
        let below = dice.pick(&["integer", "text", "time", "numeric"]);
        found.definition = format!("as range (subtype = {below})");
        (found.class, found.values) = (Class::Range, vec!["'empty'".to_owned()]);
    } else {
        composite(dice, state, found);
    }
}

fn domain(dice: &mut Dice, state: &State, found: &mut Type) {
    let (data_type, class, values) = columns::data_type(dice, state);
    found.definition = format!("as {data_type}");
    if let Some(collation) = columns::collation(dice, state, class) {
        found.definition += &format!(" collate {collation}");
    }
    if dice.chance(25)
        && let Some(value) = dice.maybe(&values)
    {
        found.definition += &format!(" default {value}");
    }
    found.definition += if dice.chance(15) { " not null" } else { "" };
    (found.class, found.values) = (class, values);
    found.checks.clear();
    for _ in 0..dice.below(3) {
        let check = check(dice, state, found);
        found.checks.extend(check);
    }
}

fn check(dice: &mut Dice, state: &State, found: &Type) -> Option<(String, String)> {
    let value = Column {
        name: "the value".to_owned(),
        data_type: String::new(),
        class: found.class,
        values: found.values.clone(),
        collation: None,
        not_null: false,
        filling: Filling::Plain,
    };
    let signature = if found.class == Class::Integer { "integer" } else { "text" };
    let functions: Vec<_> = state.routines.iter().filter(|r| r.signature == signature).collect();
    let condition = match dice.maybe(&functions).filter(|_| dice.chance(30)) {
        Some(routine) => {
            format!("{}(value) is not null", qualified(&routine.schema, &routine.name))
        }
        None => make::condition(dice, &Table::of(vec![value]))?.replace("\"the value\"", "value"),
    };
    let valid = dice.pick(&["", "", "", " not valid"]);
    Some((name(dice, "n"), format!("check ({condition}){valid}")))
}

fn composite(dice: &mut Dice, state: &State, found: &mut Type) {
    let (mut names, mut items, mut values) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..dice.within(1, 4) {
        let (data_type, class, literals) = columns::data_type(dice, state);
        let name = name(dice, "a");
        if names.contains(&name) {
            continue;
        }
        let collation = columns::collation(dice, state, class);
        let collation = collation.map(|c| format!(" collate {c}")).unwrap_or_default();
        items.push(format!("{} {data_type}{collation}", quote(&name)));
        values.push(dice.maybe(&literals).cloned().unwrap_or_else(|| literal("")));
        names.push(name);
    }
    found.definition = format!("as ({})", items.join(", "));
    (found.class, found.values) = (Class::Other, vec![format!("row({})", values.join(", "))]);
    found.attributes = names;
}

/// One goes, comes, or changes.
pub(super) fn change(dice: &mut Dice, state: &mut State) {
    let at = dice.below(state.types.len());
    match dice.below(6) {
        0 => drop(drop_one(dice, &mut state.types)),
        1 => {
            let made = data_type(dice, state);
            state.types.push(made);
        }
        other => {
            let Some(mut found) = state.types.get(at).cloned() else { return };
            match (found.word, other) {
                ("domain", 2) => drop(drop_one(dice, &mut found.checks)),
                ("domain", 3) => {
                    let check = check(dice, state, &found);
                    found.checks.extend(check);
                }
                _ => define(dice, state, &mut found),
            }
            state.types[at] = found;
        }
    }
}
