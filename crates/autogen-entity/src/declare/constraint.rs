//! Constraints.

use std::marker::PhantomData;

use sea_orm::EntityTrait;
use sea_orm::sea_query::ForeignKeyAction;

use super::index::{Keys, keys};
use super::record::{Base, Declared, ForeignKeyChange, Item, Phase, methods, with_clause};
use super::text::{IntoColumn, IntoSql, Name, Sql, column_names};
use crate::sql::{quote, quoted_list};

/// When a constraint is checked.
#[derive(Debug, Default)]
struct Deferral(Option<bool>);

impl Deferral {
    fn sql(&self) -> &'static str {
        match self.0 {
            None => "",
            Some(false) => " deferrable",
            Some(true) => " deferrable initially deferred",
        }
    }
}

macro_rules! deferral {
    () => {
        /// `DEFERRABLE`: a transaction may put the check off.
        pub fn deferrable(&mut self) -> &mut Self {
            self.deferral.0.get_or_insert(false);
            self
        }

        /// `DEFERRABLE INITIALLY DEFERRED`: checked when the transaction commits.
        pub fn initially_deferred(&mut self) -> &mut Self {
            self.deferral.0 = Some(true);
            self
        }
    };
}

fn add(base: &Base, clause: &str) -> String {
    let on = base.on.as_ref().map(Name::sql).unwrap_or_default();
    format!("alter table {on} add constraint {} {clause}", quote(&base.name.name))
}

/// A check constraint.
#[derive(Debug)]
pub struct Check {
    base: Base,
    condition: Sql,
    not_valid: bool,
    no_inherit: bool,
}

impl Check {
    #[track_caller]
    pub(super) fn new(name: &str, on: &Name, condition: Sql) -> Self {
        let base = Base::part("check", "constraint", name, on);
        Self { base, condition, not_valid: false, no_inherit: false }
    }

    /// `NOT VALID`: rows that are there are not looked at.
    pub fn not_valid(&mut self) -> &mut Self {
        self.not_valid = true;
        self
    }

    /// `NO INHERIT`: not for tables that inherit from this one.
    pub fn no_inherit(&mut self) -> &mut Self {
        self.no_inherit = true;
        self
    }

    methods!(comment);
}

impl Item for Check {
    fn write(&self, declared: &mut Declared) {
        let inherit = if self.no_inherit { " no inherit" } else { "" };
        let valid = if self.not_valid { " not valid" } else { "" };
        let before = add(&self.base, "check (");
        let after = format!("){inherit}{valid}");
        let statement =
            self.base.statement_with(Phase::Constraints, &before, &self.condition, &after);
        self.base.write(declared, statement);
    }
}

/// A unique constraint.
#[derive(Debug)]
pub struct Unique<R> {
    base: Base,
    columns: Vec<String>,
    include: Vec<String>,
    nulls_not_distinct: bool,
    deferral: Deferral,
    with: Vec<(String, String)>,
    relation: PhantomData<R>,
}

impl<R> Unique<R> {
    #[track_caller]
    pub(super) fn new<C: IntoColumn<R>>(
        name: &str,
        on: &Name,
        columns: impl IntoIterator<Item = C>,
    ) -> Self {
        Self {
            base: Base::part("unique constraint", "constraint", name, on),
            columns: column_names(columns),
            include: Vec::new(),
            nulls_not_distinct: false,
            deferral: Deferral::default(),
            with: Vec::new(),
            relation: PhantomData,
        }
    }

    /// `NULLS NOT DISTINCT`, which PostgreSQL has since 15.
    pub fn nulls_not_distinct(&mut self) -> &mut Self {
        self.nulls_not_distinct = true;
        self
    }

    /// `INCLUDE`: columns that are stored in its index but need not be unique.
    pub fn include<C: IntoColumn<R>>(&mut self, columns: impl IntoIterator<Item = C>) -> &mut Self {
        self.include.extend(column_names(columns));
        self
    }

    deferral!();
    methods!(with comment);
}

impl<R: std::fmt::Debug + 'static> Item for Unique<R> {
    fn write(&self, declared: &mut Declared) {
        let distinct = if self.nulls_not_distinct { " nulls not distinct" } else { "" };
        let mut clause = format!("unique{distinct} ({})", quoted_list(&self.columns));
        if !self.include.is_empty() {
            clause.push_str(&format!(" include ({})", quoted_list(&self.include)));
        }
        clause.push_str(&with_clause(&self.with));
        clause.push_str(self.deferral.sql());
        let sql = add(&self.base, &clause);
        self.base.write(declared, self.base.statement(Phase::Constraints, sql));
    }
}

/// An exclusion constraint.
#[derive(Debug)]
pub struct Exclusion<R> {
    base: Base,
    method: String,
    keys: Keys,
    predicate: Option<String>,
    deferral: Deferral,
    with: Vec<(String, String)>,
    relation: PhantomData<R>,
}

impl<R> Exclusion<R> {
    #[track_caller]
    pub(super) fn new(name: &str, on: &Name) -> Self {
        Self {
            base: Base::part("exclusion constraint", "constraint", name, on),
            method: "gist".to_owned(),
            keys: Keys::default(),
            predicate: None,
            deferral: Deferral::default(),
            with: Vec::new(),
            relation: PhantomData,
        }
    }

    keys!();

    /// The operator that two rows are compared with in the column or expression before: `=`, `&&`.
    pub fn with_operator(&mut self, operator: impl AsRef<str>) -> &mut Self {
        self.keys.with_operator(operator.as_ref());
        self
    }

    /// The index method, `gist` if not said.
    pub fn using(&mut self, method: impl Into<String>) -> &mut Self {
        self.method = method.into();
        self
    }

    /// `WHERE`: only for these rows.
    pub fn and_where(&mut self, condition: impl IntoSql) -> &mut Self {
        let condition = condition.into_sql().text;
        self.predicate = Some(match self.predicate.take() {
            Some(former) => format!("({former}) and ({condition})"),
            None => condition,
        });
        self
    }

    deferral!();
    methods!(with comment);
}

impl<R: std::fmt::Debug + 'static> Item for Exclusion<R> {
    fn write(&self, declared: &mut Declared) {
        self.keys.check(&self.base, declared);
        let mut clause = format!(
            "exclude using {} {}{}",
            quote(&self.method),
            self.keys.sql(),
            with_clause(&self.with)
        );
        if let Some(predicate) = &self.predicate {
            clause.push_str(&format!(" where ({predicate})"));
        }
        clause.push_str(self.deferral.sql());
        let sql = add(&self.base, &clause);
        self.base.write(declared, self.base.statement(Phase::Constraints, sql));
    }
}

/// A foreign key.
#[derive(Debug)]
pub struct ForeignKey<R> {
    base: Base,
    columns: Vec<String>,
    name: Option<String>,
    target: Option<String>,
    match_full: bool,
    on_delete: Option<String>,
    on_update: Option<String>,
    deferral: Deferral,
    not_valid: bool,
    relation: PhantomData<R>,
}

impl<R> ForeignKey<R> {
    #[track_caller]
    pub(super) fn new<C: IntoColumn<R>>(on: &Name, columns: impl IntoIterator<Item = C>) -> Self {
        let columns = column_names(columns);
        Self {
            base: Base::part("foreign key", "constraint", &columns.join(", "), on),
            columns,
            name: None,
            target: None,
            match_full: false,
            on_delete: None,
            on_update: None,
            deferral: Deferral::default(),
            not_valid: false,
            relation: PhantomData,
        }
    }

    /// The constraint's name, which SeaORM would derive.
    pub fn name(&mut self, name: impl Into<String>) -> &mut Self {
        self.name = Some(name.into());
        self
    }

    /// What it refers to, for a foreign key that no relation of the entity makes.
    pub fn references<E: EntityTrait, C: IntoColumn<E>>(
        &mut self,
        _entity: E,
        columns: impl IntoIterator<Item = C>,
    ) -> &mut Self {
        let columns = quoted_list(&column_names(columns));
        self.target = Some(format!("{} ({columns})", Name::of::<E>().sql()));
        self
    }

    /// `MATCH FULL`: of several columns, all are null or none is.
    pub fn match_full(&mut self) -> &mut Self {
        self.match_full = true;
        self
    }

    /// `ON DELETE`, for a foreign key with [`references`](Self::references); a relation says it itself.
    pub fn on_delete(&mut self, action: ForeignKeyAction) -> &mut Self {
        self.on_delete = action_sql(&action).map(str::to_owned);
        self
    }

    /// `ON UPDATE`, for a foreign key with [`references`](Self::references).
    pub fn on_update(&mut self, action: ForeignKeyAction) -> &mut Self {
        self.on_update = action_sql(&action).map(str::to_owned);
        self
    }

    /// `ON DELETE SET NULL (…)`: only these columns, which PostgreSQL has since 15.
    pub fn on_delete_set_null<C: IntoColumn<R>>(
        &mut self,
        columns: impl IntoIterator<Item = C>,
    ) -> &mut Self {
        self.on_delete = Some(format!("SET NULL ({})", quoted_list(&column_names(columns))));
        self
    }

    /// `ON DELETE SET DEFAULT (…)`: only these columns, which PostgreSQL has since 15.
    pub fn on_delete_set_default<C: IntoColumn<R>>(
        &mut self,
        columns: impl IntoIterator<Item = C>,
    ) -> &mut Self {
        self.on_delete = Some(format!("SET DEFAULT ({})", quoted_list(&column_names(columns))));
        self
    }

    /// `NOT VALID`: rows that are there are not looked at.
    pub fn not_valid(&mut self) -> &mut Self {
        self.not_valid = true;
        self
    }

    deferral!();
}

/// As Postgres spells it; `None` for one that this version does not know.
pub(crate) fn action_sql(action: &ForeignKeyAction) -> Option<&'static str> {
    Some(match action {
        ForeignKeyAction::Restrict => "RESTRICT",
        ForeignKeyAction::Cascade => "CASCADE",
        ForeignKeyAction::SetNull => "SET NULL",
        ForeignKeyAction::NoAction => "NO ACTION",
        ForeignKeyAction::SetDefault => "SET DEFAULT",
        _ => return None,
    })
}

impl<R: std::fmt::Debug + 'static> Item for ForeignKey<R> {
    fn write(&self, declared: &mut Declared) {
        let Some(table) = &self.base.on else { return };
        let valid = if self.not_valid { " not valid" } else { "" };
        let options = format!("{}{valid}", self.deferral.sql());
        let Some(target) = &self.target else {
            if self.on_update.is_some() {
                let problem = "`on_update` belongs to the relation, or to `references`";
                declared.problem(self.base.place, problem);
            }
            let change = ForeignKeyChange {
                place: self.base.place,
                columns: self.columns.clone(),
                name: self.name.clone(),
                match_full: self.match_full,
                on_delete: self.on_delete.clone(),
                options,
            };
            declared.table(table).foreign_keys.push(change);
            return;
        };
        let matching = if self.match_full { " match full" } else { "" };
        let columns = quoted_list(&self.columns);
        let mut sql = format!("alter table {} add", table.sql());
        if let Some(name) = &self.name {
            sql.push_str(&format!(" constraint {}", quote(name)));
        }
        sql.push_str(&format!(" foreign key ({columns}) references {target}{matching}"));
        for (event, action) in [("delete", &self.on_delete), ("update", &self.on_update)] {
            if let Some(action) = action {
                sql.push_str(&format!(" on {event} {action}"));
            }
        }
        sql.push_str(&options);
        let mut statement = self.base.statement(Phase::ForeignKeys, sql);
        if let Some(name) = &self.name {
            statement.name = Name::plain(name.clone());
        }
        self.base.write(declared, statement);
    }
}
