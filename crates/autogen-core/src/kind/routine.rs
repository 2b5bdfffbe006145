//! What functions and procedures share: the payload, its text, and what CREATE OR REPLACE can do.
//!
//! The text is built from catalog fields, since `pg_get_functiondef` names the schema. CREATE OR REPLACE
//! sets every attribute anew, so it is the one statement for whatever changes in place.

use serde::{Deserialize, Serialize};

use super::{Impact, Kind, Payload, Reaction, Site, Slot};
use crate::action::Action;
use crate::expression::respell;
use crate::hazard::HazardClass;
use crate::ident::{Ident, Literal, list};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A function or procedure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Routine {
    /// With those that are results.
    arguments: Vec<Argument>,
    /// Whether it returns a set, and of what; a procedure returns nothing.
    result: Option<(bool, String)>,
    language: Ident,
    /// Volatility, cost and so on where they are not the language's defaults, as SQL.
    attributes: Vec<String>,
    /// `name=value`, as the catalog has them.
    settings: Vec<String>,
    /// Whether a body in SQL does, so that it can only stand once the routine does.
    calls_itself: bool,
    body: Body,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Argument {
    /// `proargmodes`: in, out, both, variadic, table.
    mode: char,
    /// Empty where it has none.
    name: Ident,
    data_type: String,
    /// As Postgres deparses it.
    default: Option<String>,
}

impl Argument {
    fn is_result(&self) -> bool {
        matches!(self.mode, 'o' | 'b' | 't')
    }

    fn is_input(&self) -> bool {
        matches!(self.mode, 'i' | 'b' | 'v')
    }

    fn definition(&self) -> String {
        let Self { mode, name, data_type, default } = self;
        let mut text = match mode {
            'o' => "out ",
            'b' => "inout ",
            'v' => "variadic ",
            _ => "",
        }
        .to_owned();
        if !name.as_str().is_empty() {
            text += &format!("{name} ");
        }
        text += data_type;
        if let Some(default) = default {
            text += &format!(" default {}", respell(default));
        }
        text
    }

    /// Whether CREATE OR REPLACE may put the other in its place: an input keeps its name and has a
    /// default still, which for a polymorphic type must be of the same type as before.
    fn becomes(&self, after: &Self) -> bool {
        let Self { mode, name, data_type, default } = after;
        let named = self.name.as_str().is_empty() || self.name == *name;
        let default = match (&self.default, default) {
            (Some(_), None) => false,
            (Some(was), Some(is)) => was == is || !data_type.starts_with("any"),
            (None, _) => true,
        };
        self.mode == *mode && named && default
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum Body {
    /// What the language makes of it is not known here: it is kept byte for byte.
    Text(String),
    /// A function in a shared library.
    Library { file: String, symbol: String },
    /// `RETURN` or `BEGIN ATOMIC`, as Postgres deparses it.
    Sql(String),
}

impl Body {
    fn sql(&self) -> String {
        match self {
            Self::Text(text) => format!("as {}", quoted(text)),
            Self::Library { file, symbol } => {
                format!("as {}, {}", Literal(file), Literal(symbol))
            }
            Self::Sql(text) => respell(text),
        }
    }
}

/// The text between dollar signs. One with carriage returns, which would not survive a checkout that
/// settles line ends, is a string with escapes.
pub(super) fn quoted(text: &str) -> String {
    if text.contains('\r') {
        let escaped = text.replace('\\', "\\\\").replace('\'', "''").replace('\r', "\\r");
        return format!("e'{escaped}'");
    }
    // with nothing but the tag in the text, nothing at its end can be taken for the delimiter
    let mut tag = String::new();
    let mut number = 0;
    while text.contains(&format!("${tag}$")) || text.ends_with(&format!("${tag}")) {
        tag = if number == 0 { "body".to_owned() } else { format!("body{number}") };
        number += 1;
    }
    format!("${tag}${text}${tag}$")
}

/// Settings whose values are lists of names (`GUC_LIST_QUOTE` in `guc_tables.c`).
const LISTS: [&str; 6] = [
    "local_preload_libraries",
    "search_path",
    "session_preload_libraries",
    "shared_preload_libraries",
    "temp_tablespaces",
    "unix_socket_directories",
];

/// The clause of a setting, `search_path=a, "B"` in the catalog.
fn setting(pair: &str) -> String {
    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
    let is_list = LISTS.iter().any(|list| list.eq_ignore_ascii_case(name));
    let values = if is_list { names(value) } else { vec![value.to_owned()] };
    let values: Vec<_> = values.iter().map(|value| Literal(value)).collect();
    format!("set {} to {}", Ident::new(name), list(&values))
}

/// The names of a list in which they are quoted where need be.
fn names(value: &str) -> Vec<String> {
    let mut names = vec![String::new()];
    let mut quoted = false;
    let mut rest = value.chars().peekable();
    while let Some(character) = rest.next() {
        match (character, names.last_mut()) {
            ('"', Some(name)) if quoted && rest.next_if_eq(&'"').is_some() => name.push('"'),
            ('"', _) => quoted = !quoted,
            (',', _) if !quoted => names.push(String::new()),
            (' ', _) if !quoted => {}
            (other, Some(name)) => name.push(other),
            (_, None) => {}
        }
    }
    names
}

impl Routine {
    pub(super) fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let arguments = row.json()?;
        let set = row.bool()?;
        let result = row.maybe()?.map(|data_type| (set, data_type.to_owned()));
        let (language, attributes, settings) = (row.ident()?, row.json()?, row.json()?);
        let calls_itself = row.bool()?;
        let (library, text, sql) = (row.maybe()?, row.text()?.to_owned(), row.maybe()?);
        let body = match (library, sql) {
            (_, Some(sql)) => Body::Sql(sql.to_owned()),
            (Some(file), None) => Body::Library { file: file.to_owned(), symbol: text },
            (None, None) => Body::Text(text),
        };
        Ok(Self { arguments, result, language, attributes, settings, calls_itself, body })
    }

    /// All behind the name.
    fn definition(&self) -> String {
        let Self { arguments, result, language, attributes, settings, calls_itself: _, body } =
            self;
        let definitions = |table: bool| {
            let wanted = arguments.iter().filter(|argument| (argument.mode == 't') == table);
            wanted.map(Argument::definition).collect::<Vec<_>>().join(", ")
        };
        let mut text = format!("({})", definitions(false));
        if let Some((set, data_type)) = result {
            text += &match (arguments.iter().any(|argument| argument.mode == 't'), set) {
                (true, _) => format!(" returns table({})", definitions(true)),
                (false, true) => format!(" returns setof {data_type}"),
                (false, false) => format!(" returns {data_type}"),
            };
        }
        text += &format!("\nlanguage {language}");
        for attribute in attributes {
            text += &format!(" {attribute}");
        }
        for pair in settings {
            text += &format!("\n{}", setting(pair));
        }
        text + "\n" + &body.sql()
    }

    fn make(&self, verb: &str, site: &Site<'_>) -> Action {
        let (kind, name) = (site.id.kind(), site.id.qualified());
        Action::new(format!("{verb} {kind} {name}{}", self.definition())).produces(site.id)
    }

    pub(super) fn create(&self, site: &Site<'_>) -> Vec<Action> {
        if self.calls_itself {
            let empty = Self { body: Body::Text(String::new()), ..self.clone() };
            return vec![empty.make("create", site), self.make("create or replace", site)];
        }
        vec![self.make("create", site)]
    }

    pub(super) fn remove(site: &Site<'_>) -> Vec<Action> {
        let address = site.id.kind().address(site.id, &site.before.default_schema);
        vec![Action::new(format!("drop {address}")).destroys(site.id)]
    }

    /// In place if CREATE OR REPLACE takes it (`ProcedureCreate` in `pg_proc.c`).
    pub(super) fn impact(before: &Self, after: &Self) -> Impact {
        let Self {
            arguments,
            result,
            language: _,
            attributes: _,
            settings: _,
            calls_itself: _,
            body: _,
        } = after;
        let results = |of: &[Argument]| -> Vec<(char, Ident, String)> {
            let found = of.iter().filter(|argument| argument.is_result());
            found.map(|a| (a.mode, a.name.clone(), a.data_type.clone())).collect()
        };
        let inputs = before.arguments.iter().filter(|argument| argument.is_input());
        let mut pairs = inputs.zip(arguments.iter().filter(|argument| argument.is_input()));
        let same = before.result == *result && results(&before.arguments) == results(arguments);
        if same && pairs.all(|(was, is)| was.becomes(is)) {
            Impact::InPlace
        } else {
            Impact::Replaced
        }
    }

    pub(super) fn alter(&self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let mut action = after.make("create or replace", site);
        // cost, volatility and the like change no result
        let same = *self == Self { attributes: self.attributes.clone(), ..after.clone() };
        let stored = if same { Vec::new() } else { Self::stored(site) };
        if !stored.is_empty() {
            let why = format!("what it computed before stays as it is in {}", stored.join(", "));
            action = action.hazard(HazardClass::Review(why), site.label());
        }
        vec![action]
    }

    /// What holds its results, or trusts in them, and is not made anew.
    fn stored(site: &Site<'_>) -> Vec<String> {
        let holds = |payload: &Payload| match payload {
            Payload::Column(column) => column.generated.is_some(),
            Payload::Index(_) | Payload::Check(_) | Payload::Exclusion(_) => true,
            _ => false,
        };
        let facts = site.after.facts.iter();
        facts
            .filter(|(_, fact)| fact.depends.contains(site.id) && holds(&fact.payload))
            .filter(|(id, _)| site.stays(id) && !site.disturbed.contains_key(*id))
            .map(|(id, _)| id.label(&site.after.default_schema))
            .collect()
    }

    /// A body in SQL is a parse tree that Postgres does not rewrite: columns it reads cannot change their
    /// types under it. A text stands for itself, but the types in the signature must be there.
    pub(super) fn reaction(&self, cause: &ObjectId, impact: Impact) -> Reaction {
        let is_tree = matches!(self.body, Body::Sql(_)) || cause.kind() == Kind::Column;
        match impact {
            Impact::Replaced | Impact::Rewritten => Reaction::Replace,
            Impact::Reshaped if is_tree => Reaction::Replace,
            Impact::Reshaped | Impact::InPlace => Reaction::Keep,
        }
    }

    /// Whether only its language knows what it calls.
    pub(super) fn is_text(&self) -> bool {
        matches!(self.body, Body::Text(_))
    }

    /// Functions, procedures and aggregates share their names.
    pub(super) fn slots(id: &ObjectId) -> Vec<Slot> {
        let types = id.signature().unwrap_or_default();
        vec![Slot("routine", format!("{}({types})", id.qualified()))]
    }

    /// What has no arguments has said so by its name.
    pub(super) fn summary(&self) -> String {
        let definition = self.definition();
        definition.strip_prefix("()").map(str::to_owned).unwrap_or(definition)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_quoted_so_that_it_ends_where_it_ends() {
        for (text, sql) in [
            ("", "$$$$"),
            ("select '\\ü' || $1", "$$select '\\ü' || $1$$"),
            ("x $$ y", "$body$x $$ y$body$"),
            ("x$", "$body$x$$body$"),
            ("$$ $body$ $body1", "$body2$$$ $body$ $body1$body2$"),
            ("a\\n'b'\r\n", "e'a\\\\n''b''\\r\n'"),
        ] {
            assert_eq!(quoted(text), sql);
        }
    }

    #[test]
    fn settings_are_lists_or_values() {
        for (text, sql) in [
            ("search_path=\"\"", "set search_path to ''"),
            ("search_path=a, \"$user\", \"b,\"\" c\"", "set search_path to 'a', '$user', 'b,\" c'"),
            ("work_mem=64MB", "set work_mem to '64MB'"),
            ("my.name=it's, so", "set \"my.name\" to 'it''s, so'"),
            ("TimeZone=UTC", "set \"TimeZone\" to 'UTC'"),
        ] {
            assert_eq!(setting(text), sql);
        }
    }
}
