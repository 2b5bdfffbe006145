//! How what is declared is kept until it is asked for, and becomes statements.

use std::any::Any;
use std::collections::BTreeMap;
use std::panic::Location;

use super::grant::Grant;
use super::text::{Name, Sql};
use super::{Database, Table};
use crate::FileDescription;
use crate::sql::{quote, string};

/// A line of the models.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    pub(crate) file: &'static str,
    pub(crate) line: u32,
}

impl Place {
    /// Where the declaration is written.
    #[track_caller]
    pub(crate) fn caller() -> Self {
        let location = Location::caller();
        Self { file: location.file(), line: location.line() }
    }
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// When a statement runs. Postgres is asked in this order first; what fails for lack of something is
/// tried again after the others.
pub(crate) use crate::description::Phase;

/// What a declaration comes to.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    pub(crate) kind: &'static str,
    pub(crate) name: Name,
    /// The relation that it is a part of.
    pub(crate) on: Option<Name>,
    pub(crate) place: Place,
    pub(crate) phase: Phase,
    pub(crate) sql: String,
    /// The file that a part of `sql` stands in.
    pub(crate) file: Option<FileDescription>,
}

/// What is declared of an entity's table and stands in its CREATE TABLE.
#[derive(Debug, Default)]
pub(crate) struct TableChanges {
    pub(crate) columns: BTreeMap<String, ColumnChange>,
    pub(crate) unlogged: Option<Place>,
    pub(crate) partition_by: Option<(Place, String)>,
    pub(crate) foreign_keys: Vec<ForeignKeyChange>,
}

/// What is declared of a column and stands in its clause.
#[derive(Debug, Default, Clone)]
pub(crate) struct ColumnChange {
    pub(crate) generated: Option<(Place, String)>,
    pub(crate) identity: Option<(Place, String)>,
    pub(crate) collation: Option<(Place, String)>,
}

impl ColumnChange {
    /// Where it is declared.
    pub(crate) fn places(&self) -> impl Iterator<Item = Place> + '_ {
        let Self { generated, identity, collation } = self;
        [generated, identity, collation].into_iter().flatten().map(|(place, _)| *place)
    }
}

/// What is declared of the foreign key of a relation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ForeignKeyChange {
    pub(crate) place: Place,
    pub(crate) columns: Vec<String>,
    pub(crate) name: Option<String>,
    pub(crate) match_full: bool,
    /// `SET NULL` or `SET DEFAULT`, and the columns it is for.
    pub(crate) on_delete: Option<String>,
    /// What follows the actions.
    pub(crate) options: String,
}

/// An enum of the entities that is put into a schema.
#[derive(Debug, Clone)]
pub(crate) struct EnumChange {
    pub(crate) place: Place,
    pub(crate) name: String,
    pub(crate) schema: Option<String>,
}

/// All that is declared.
#[derive(Debug, Default)]
pub(crate) struct Declared {
    pub(crate) statements: Vec<Statement>,
    pub(crate) tables: BTreeMap<Name, TableChanges>,
    pub(crate) enums: Vec<EnumChange>,
    /// The entities that read from views.
    pub(crate) views: BTreeMap<Name, Place>,
    /// What is wrong without asking Postgres.
    pub(crate) problems: Vec<(Place, String)>,
}

impl Declared {
    /// The table's clauses.
    pub(crate) fn table(&mut self, name: &Name) -> &mut TableChanges {
        self.tables.entry(name.clone()).or_default()
    }

    /// Says what is wrong.
    pub(crate) fn problem(&mut self, place: Place, problem: impl Into<String>) {
        self.problems.push((place, problem.into()));
    }
}

/// One thing that is declared.
pub(crate) trait Item: Any + std::fmt::Debug {
    /// Adds what it comes to.
    fn write(&self, declared: &mut Declared);
}

/// Things that are declared, in the order they are.
#[derive(Debug, Default)]
pub(crate) struct Items(Vec<Box<dyn Item>>);

impl Items {
    /// Keeps it, and hands it out for whatever more is said of it.
    pub(crate) fn push<T: Item>(&mut self, item: T) -> &mut T {
        self.0.push(Box::new(item));
        let last: Option<&mut dyn Any> = match self.0.last_mut() {
            Some(last) => Some(last.as_mut()),
            None => None,
        };
        last.and_then(<dyn Any>::downcast_mut).expect("it has just been put there")
    }

    pub(crate) fn write(&self, declared: &mut Declared) {
        for item in &self.0 {
            item.write(declared);
        }
    }
}

/// What the declarations of a crate are told to. [`declare!`](crate::declare!) makes it.
#[derive(Debug, Default)]
pub struct Recorder {
    items: Items,
}

impl Recorder {
    /// The table of an entity.
    pub fn table<E: sea_orm::EntityTrait>(&mut self) -> &mut Table<E> {
        self.items.push(Table::new())
    }

    /// What stands by itself.
    pub fn database(&mut self) -> &mut Database {
        self.items.push(Database::default())
    }

    /// What it was told.
    pub(crate) fn declared(&self) -> Declared {
        let mut declared = Declared::default();
        self.items.write(&mut declared);
        // Links come in any order.
        declared.statements.sort_by_key(|statement| (statement.phase, statement.place));
        declared
    }
}

/// What every object that is declared has.
#[derive(Debug)]
pub(crate) struct Base {
    pub(crate) place: Place,
    pub(crate) kind: &'static str,
    pub(crate) name: Name,
    pub(crate) on: Option<Name>,
    /// How COMMENT ON and ALTER … OWNER TO name it.
    address: String,
    /// Of itself, or of a column.
    comments: Vec<(Place, Option<String>, String)>,
    owner: Option<(Place, String)>,
    pub(crate) items: Items,
}

impl Base {
    /// An object of its own. `word` is the keyword that it is addressed with.
    #[track_caller]
    pub(crate) fn new(kind: &'static str, word: &str, name: Name) -> Self {
        let address = format!("{word} {}", name.sql());
        Self::addressed(kind, address, name, None)
    }

    /// A part of a relation: a constraint, a trigger, a policy.
    #[track_caller]
    pub(crate) fn part(kind: &'static str, word: &str, name: &str, on: &Name) -> Self {
        let address = format!("{word} {} on {}", quote(name), on.sql());
        Self::addressed(kind, address, Name::plain(name), Some(on.clone()))
    }

    /// An object under an address that is already SQL.
    #[track_caller]
    pub(crate) fn addressed(
        kind: &'static str,
        address: String,
        name: Name,
        on: Option<Name>,
    ) -> Self {
        let (comments, owner, items) = (Vec::new(), None, Items::default());
        Self { place: Place::caller(), kind, name, on, address, comments, owner, items }
    }

    /// Under another name.
    pub(crate) fn rename(&mut self, word: &str, name: Name) {
        self.address = format!("{word} {}", name.sql());
        self.name = name;
    }

    #[track_caller]
    pub(crate) fn set_comment(&mut self, text: String) {
        self.comments.push((Place::caller(), None, text));
    }

    #[track_caller]
    pub(crate) fn set_column_comment(&mut self, column: &str, text: String) {
        let address = format!("column {}.{}", self.name.sql(), quote(column));
        self.comments.push((Place::caller(), Some(address), text));
    }

    #[track_caller]
    pub(crate) fn set_owner(&mut self, role: String) {
        self.owner = Some((Place::caller(), role));
    }

    #[track_caller]
    pub(crate) fn add_grant(&mut self, privileges: Vec<String>, revoked: bool) -> &mut Grant {
        // GRANT knows tables only, whatever relation it is.
        let address = self.address.strip_prefix("materialized view ");
        let address = address.or_else(|| self.address.strip_prefix("view "));
        let on = address.map_or_else(|| self.address.clone(), |name| format!("table {name}"));
        self.items.push(Grant::new(on, self.name.clone(), privileges, revoked))
    }

    /// A statement about it.
    pub(crate) fn statement(&self, phase: Phase, sql: String) -> Statement {
        Statement {
            kind: self.kind,
            name: self.name.clone(),
            on: self.on.clone(),
            place: self.place,
            phase,
            sql,
            file: None,
        }
    }

    /// A statement that holds a text of a file, between `before` and `after`.
    pub(crate) fn statement_with(
        &self,
        phase: Phase,
        before: &str,
        text: &Sql,
        after: &str,
    ) -> Statement {
        let body = text.text.trim_end().trim_end_matches(';').trim_end();
        let (start, length) = (before.chars().count(), body.chars().count());
        let file = text.file.clone().map(|path| FileDescription { path, start, length });
        // A comment at the end of a text must not swallow what follows.
        let line = if body.contains("--") || file.is_some() { "\n" } else { "" };
        let line = if after.is_empty() { "" } else { line };
        Statement { file, ..self.statement(phase, format!("{before}{body}{line}{after}")) }
    }

    /// Its statement, and those of its comments, owner, and parts.
    pub(crate) fn write(&self, declared: &mut Declared, statement: Statement) {
        declared.statements.push(statement);
        self.write_about(declared);
    }

    /// What is declared about it, without itself.
    pub(crate) fn write_about(&self, declared: &mut Declared) {
        for (place, address, text) in &self.comments {
            let address = address.as_ref().unwrap_or(&self.address);
            let sql = format!("comment on {address} is {}", string(text));
            let statement = self.statement(Phase::Comments, sql);
            declared.statements.push(Statement { kind: "comment", place: *place, ..statement });
        }
        if let Some((place, role)) = &self.owner {
            let sql = format!("alter {} owner to {}", self.address, quote(role));
            let statement = self.statement(Phase::Rights, sql);
            declared.statements.push(Statement { kind: "owner", place: *place, ..statement });
        }
        self.items.write(declared);
    }
}

/// Methods that many objects have. Each records the line of its caller.
macro_rules! methods {
    ($($method:ident)*) => { $(super::record::methods!(@$method);)* };
    (@comment) => {
        /// `COMMENT ON`.
        #[track_caller]
        pub fn comment(&mut self, text: impl Into<String>) -> &mut Self {
            self.base.set_comment(text.into());
            self
        }
    };
    (@owner) => {
        /// `ALTER … OWNER TO`.
        #[track_caller]
        pub fn owner(&mut self, role: impl Into<String>) -> &mut Self {
            self.base.set_owner(role.into());
            self
        }
    };
    (@grant) => {
        /// `GRANT` these privileges; say to whom with [`Grant::to`](crate::declare::Grant::to).
        #[track_caller]
        pub fn grant<P: Into<String>>(
            &mut self,
            privileges: impl IntoIterator<Item = P>,
        ) -> &mut crate::declare::Grant {
            self.base.add_grant(privileges.into_iter().map(Into::into).collect(), false)
        }

        /// `REVOKE` these privileges, such as those that everybody has by default; say from whom with
        /// [`Grant::from`](crate::declare::Grant::from).
        #[track_caller]
        pub fn revoke<P: Into<String>>(
            &mut self,
            privileges: impl IntoIterator<Item = P>,
        ) -> &mut crate::declare::Grant {
            self.base.add_grant(privileges.into_iter().map(Into::into).collect(), true)
        }
    };
    (@with) => {
        /// A storage parameter or option, as in `WITH (name = value)`.
        pub fn with(
            &mut self,
            parameter: impl Into<String>,
            value: impl std::fmt::Display,
        ) -> &mut Self {
            self.with.push((parameter.into(), value.to_string()));
            self
        }
    };
}
pub(crate) use methods;

/// ` with (a = 'b')`, or nothing.
pub(crate) fn with_clause(parameters: &[(String, String)]) -> String {
    if parameters.is_empty() {
        return String::new();
    }
    format!(" with ({})", parameter_list(parameters))
}

/// `a = 'b', c = 'd'`; a name may have a prefix (`toast.autovacuum_enabled`).
pub(crate) fn parameter_list(parameters: &[(String, String)]) -> String {
    let name = |name: &str| name.split('.').map(quote).collect::<Vec<_>>().join(".");
    let one = |(key, value): &(String, String)| format!("{} = {}", name(key), string(value));
    parameters.iter().map(one).collect::<Vec<_>>().join(", ")
}
