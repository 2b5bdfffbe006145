//! A state as data, and the statements that make it: the finest there are, so that one that is refused
//! takes little along.

use super::below::{self, Below};
use super::names::{list, literal, qualified, quote};
use super::server::{self, Collation, Extension};
use super::settings::Policy;
use super::types::Type;
use super::views::View;

#[derive(Clone)]
pub(super) struct Enum {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) labels: Vec<String>,
}

#[derive(Clone)]
pub(super) struct Sequence {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) unlogged: bool,
    pub(super) options: String,
    /// A qualified column.
    pub(super) owner: Option<String>,
}

/// What a type is like: which expressions go with it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    Integer,
    Number,
    Text,
    Boolean,
    Moment,
    Json,
    Array,
    Enum,
    Range,
    Other,
}

#[derive(Clone)]
pub(super) enum Filling {
    Plain,
    Default(String),
    Identity(String),
    Serial,
    Generated(String),
    /// Computed when it is read (since 18).
    Virtual(String),
}

#[derive(Clone)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) data_type: String,
    pub(super) class: Class,
    /// Literals of the type.
    pub(super) values: Vec<String>,
    /// Quoted.
    pub(super) collation: Option<String>,
    pub(super) not_null: bool,
    pub(super) filling: Filling,
}

#[derive(Clone)]
pub(super) struct Constraint {
    pub(super) name: String,
    pub(super) definition: String,
    /// The columns of a primary key or unique constraint.
    pub(super) key: Vec<String>,
    pub(super) is_reference: bool,
}

#[derive(Clone)]
pub(super) struct Index {
    pub(super) name: String,
    pub(super) unique: bool,
    pub(super) definition: String,
}

#[derive(Clone)]
pub(super) struct Table {
    pub(super) schema: String,
    pub(super) name: String,
    pub(super) unlogged: bool,
    /// By which its first column partitions it.
    pub(super) partition_by: Option<&'static str>,
    pub(super) columns: Vec<Column>,
    pub(super) constraints: Vec<Constraint>,
    pub(super) indexes: Vec<Index>,
}

impl Table {
    /// One that has nothing but columns.
    pub(super) fn of(columns: Vec<Column>) -> Self {
        Self {
            schema: String::new(),
            name: String::new(),
            unlogged: false,
            partition_by: None,
            columns,
            constraints: Vec::new(),
            indexes: Vec::new(),
        }
    }

    pub(super) fn qualified(&self) -> String {
        qualified(&self.schema, &self.name)
    }

    /// Without columns, or with the one that it is partitioned by.
    fn create(&self) -> String {
        let (unlogged, table) = (if self.unlogged { " unlogged" } else { "" }, self.qualified());
        match (self.partition_by, self.columns.first()) {
            (Some(method), Some(Column { name, data_type, .. })) => {
                let name = quote(name);
                format!("create table {table} ({name} {data_type}) partition by {method} ({name})")
            }
            _ => format!("create{unlogged} table {table} ()"),
        }
    }

    fn columns(&self) -> Vec<String> {
        let table = self.qualified();
        let mut statements = vec![self.create()];
        for Column { name, data_type, collation, not_null, filling, .. } in &self.columns {
            let data_type = match (filling, data_type.as_str()) {
                (Filling::Serial, "smallint") => "smallserial",
                (Filling::Serial, "bigint") => "bigserial",
                (Filling::Serial, _) => "serial",
                (_, other) => other,
            };
            let mut text = format!("alter table {table} add column {} {data_type}", quote(name));
            if let Some(collation) = collation {
                text += &format!(" collate {collation}");
            }
            text += if *not_null { " not null" } else { "" };
            text += &match filling {
                Filling::Identity(options) => format!(" generated {options}"),
                Filling::Virtual(expression) => {
                    format!(" generated always as ({expression}) virtual")
                }
                Filling::Generated(expression) => {
                    format!(" generated always as ({expression}) stored")
                }
                _ => String::new(),
            };
            statements.push(text);
            if let Filling::Default(value) = filling {
                let head = format!("alter table {table} alter column {}", quote(name));
                statements.push(format!("{head} set default {value}"));
            }
        }
        statements
    }
}

#[derive(Clone)]
pub(super) struct Routine {
    pub(super) schema: String,
    pub(super) name: String,
    /// `function` or `procedure`.
    pub(super) kind: &'static str,
    /// The types of the input arguments.
    pub(super) signature: String,
    pub(super) arguments: String,
    /// All behind the arguments.
    pub(super) rest: String,
    /// Whether it needs a table.
    pub(super) of_table: bool,
}

#[derive(Clone)]
pub(super) struct Trigger {
    /// The qualified table.
    pub(super) on: String,
    pub(super) name: String,
    pub(super) constraint: bool,
    pub(super) definition: String,
    /// What ALTER TABLE does to it.
    pub(super) fires: &'static str,
}

#[derive(Clone, Default)]
pub(super) struct State {
    pub(super) schemas: Vec<String>,
    pub(super) extensions: Vec<Extension>,
    pub(super) collations: Vec<Collation>,
    pub(super) enums: Vec<Enum>,
    pub(super) types: Vec<Type>,
    pub(super) sequences: Vec<Sequence>,
    pub(super) tables: Vec<Table>,
    pub(super) below: Vec<Below>,
    pub(super) views: Vec<View>,
    pub(super) routines: Vec<Routine>,
    pub(super) triggers: Vec<Trigger>,
    pub(super) policies: Vec<Policy>,
    /// Statements that set something or grant it.
    pub(super) settings: Vec<String>,
    pub(super) default_privileges: Vec<String>,
    /// What is commented on, as COMMENT ON names it, and the comment.
    pub(super) comments: Vec<(String, String)>,
}

impl State {
    /// The statements that make it.
    pub(super) fn statements(&self) -> Vec<String> {
        let mut all = Vec::new();
        all.extend(self.schemas.iter().map(|schema| format!("create schema {}", quote(schema))));
        all.extend(self.extensions.iter().map(Extension::statement));
        all.extend(self.collations.iter().map(Collation::statement));
        for Enum { schema, name, labels } in &self.enums {
            let labels: Vec<_> = labels.iter().map(|label| literal(label)).collect();
            let name = qualified(schema, name);
            all.push(format!("create type {name} as enum ({})", labels.join(", ")));
        }
        all.extend(self.types.iter().map(Type::statement));
        for Sequence { schema, name, options, unlogged, .. } in &self.sequences {
            let unlogged = if *unlogged { " unlogged" } else { "" };
            all.push(format!("create{unlogged} sequence {} {options}", qualified(schema, name)));
        }
        all.extend(self.default_privileges.iter().cloned());
        all.extend(self.routines(false));
        all.extend(self.types.iter().flat_map(Type::checks));
        for table in &self.tables {
            all.extend(table.columns());
        }
        all.extend(self.below.iter().map(Below::statement));
        for Sequence { schema, name, owner, .. } in &self.sequences {
            let name = qualified(schema, name);
            all.extend(owner.iter().map(|o| format!("alter sequence {name} owned by {o}")));
        }
        for references in [false, true] {
            for table in self.all_tables() {
                let alter = format!("alter table {} add constraint", table.qualified());
                let wanted = table.constraints.iter().filter(|c| c.is_reference == references);
                all.extend(wanted.map(|c| format!("{alter} {} {}", quote(&c.name), c.definition)));
            }
        }
        for table in self.all_tables() {
            for Index { name, unique, definition } in &table.indexes {
                let unique = if *unique { " unique" } else { "" };
                let on = format!("{} on {}", quote(name), table.qualified());
                all.push(format!("create{unique} index {on} {definition}"));
            }
        }
        all.extend(self.views.iter().flat_map(View::statements));
        all.extend(self.routines(true));
        for Trigger { on, name, constraint, definition, fires } in &self.triggers {
            let constraint = if *constraint { " constraint" } else { "" };
            let name = quote(name);
            all.push(format!("create{constraint} trigger {name} {definition}"));
            if !fires.is_empty() {
                all.push(format!("alter table {on} {fires} trigger {name}"));
            }
        }
        all.extend(self.policies.iter().map(Policy::statement));
        all.extend(self.settings.iter().cloned());
        let comments = self.comments.iter();
        all.extend(comments.map(|(on, text)| format!("comment on {on} is {}", literal(text))));
        all
    }

    fn routines(&self, of_table: bool) -> impl Iterator<Item = String> {
        self.routines.iter().filter(move |r| r.of_table == of_table).map(|routine| {
            let Routine { schema, name, kind, arguments, rest, .. } = routine;
            format!("create {kind} {}({arguments}) {rest}", qualified(schema, name))
        })
    }

    /// The tables, and those below them.
    pub(super) fn all_tables(&self) -> Vec<&Table> {
        self.tables.iter().chain(self.below.iter().map(|below| &below.table)).collect()
    }

    /// Everything that can be commented on.
    pub(super) fn commentable(&self) -> Vec<String> {
        let mut all: Vec<String> =
            self.schemas.iter().map(|schema| format!("schema {}", quote(schema))).collect();
        all.extend(self.enums.iter().map(|e| format!("type {}", qualified(&e.schema, &e.name))));
        all.extend(self.types.iter().flat_map(Type::commentable));
        let sequences = self.sequences.iter();
        all.extend(sequences.map(|s| format!("sequence {}", qualified(&s.schema, &s.name))));
        for Routine { schema, name, kind, signature, .. } in &self.routines {
            all.push(format!("{kind} {}({signature})", qualified(schema, name)));
        }
        for Trigger { on, name, .. } in &self.triggers {
            let tables = below::partitions(self, on).into_iter().chain([on.clone()]);
            all.extend(tables.map(|on| format!("trigger {} on {on}", quote(name))));
        }
        all.extend(self.policies.iter().map(Policy::address));
        all.extend(self.below.iter().map(below::address));
        all.extend(server::comments(self));
        for table in self.all_tables() {
            let on = table.qualified();
            all.push(format!("table {on}"));
            all.extend(table.columns.iter().map(|c| format!("column {on}.{}", quote(&c.name))));
            let constraints = table.constraints.iter();
            all.extend(constraints.map(|c| format!("constraint {} on {on}", quote(&c.name))));
            let indexes = table.indexes.iter();
            all.extend(indexes.map(|i| format!("index {}", qualified(&table.schema, &i.name))));
            let keys = table.constraints.iter().filter(|c| !c.key.is_empty());
            all.extend(keys.map(|c| format!("index {}", qualified(&table.schema, &c.name))));
        }
        all.extend(self.views.iter().flat_map(View::commentable));
        all
    }

    /// Inserts of a few rows; many of them will be refused.
    pub(super) fn rows(&self, dice: &mut super::dice::Dice) -> Vec<String> {
        let mut all = Vec::new();
        for table in self.all_tables() {
            let plain = |c: &&Column| matches!(c.filling, Filling::Plain | Filling::Default(_));
            let columns: Vec<&Column> = table.columns.iter().filter(plain).collect();
            let names: Vec<String> = columns.iter().map(|c| c.name.clone()).collect();
            for _ in 0..4 {
                let mut value = |c: &&Column| match dice.maybe(&c.values) {
                    Some(value) if c.not_null || dice.chance(85) => value.clone(),
                    _ => "null".to_owned(),
                };
                let values: Vec<String> = columns.iter().map(&mut value).collect();
                let into = format!("insert into {}", table.qualified());
                all.push(match names.as_slice() {
                    [] => format!("{into} default values"),
                    _ => format!("{into} ({}) values ({})", list(&names), values.join(", ")),
                });
            }
        }
        all
    }
}
