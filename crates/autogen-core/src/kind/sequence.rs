//! Sequences, free or owned by a column. The sequence of an identity column is a part of the column.

use serde::{Deserialize, Serialize};

use super::{Column, Impact, Object, Payload, Site, Slot};
use crate::action::Action;
use crate::catalog::Catalog;
use crate::hazard::HazardClass;
use crate::ident::{Ident, Literal, QualifiedName};
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// What CREATE SEQUENCE and identity columns have in common.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SequenceOptions {
    /// `smallint`, `integer` or `bigint`.
    pub data_type: String,
    start: i64,
    increment: i64,
    minimum: i64,
    maximum: i64,
    cache: i64,
    cycle: bool,
}

impl SequenceOptions {
    pub(super) fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        Ok(Self {
            data_type: row.text()?.to_owned(),
            start: row.number()?,
            increment: row.number()?,
            minimum: row.number()?,
            maximum: row.number()?,
            cache: row.number()?,
            cycle: row.bool()?,
        })
    }

    /// What CREATE SEQUENCE makes of a type and an increment (manual: CREATE SEQUENCE).
    pub(super) fn default_for(data_type: &str, increment: i64) -> Self {
        let (least, most) = match data_type {
            "smallint" => (i64::from(i16::MIN), i64::from(i16::MAX)),
            "integer" => (i64::from(i32::MIN), i64::from(i32::MAX)),
            _ => (i64::MIN, i64::MAX),
        };
        let (minimum, maximum) = if increment < 0 { (least, -1) } else { (1, most) };
        let start = if increment < 0 { maximum } else { minimum };
        let data_type = data_type.to_owned();
        Self { data_type, start, increment, minimum, maximum, cache: 1, cycle: false }
    }

    /// The clauses that lead from `former` to `self`, the type aside.
    pub(super) fn clauses(&self, former: &Self) -> Vec<String> {
        let Self { data_type: _, start, increment, minimum, maximum, cache, cycle } = self;
        let mut clauses = Vec::new();
        let mut number = |word: &str, is: i64, was: i64| {
            if is != was {
                clauses.push(format!("{word} {is}"));
            }
        };
        number("increment by", *increment, former.increment);
        number("minvalue", *minimum, former.minimum);
        number("maxvalue", *maximum, former.maximum);
        number("start with", *start, former.start);
        number("cache", *cache, former.cache);
        if *cycle != former.cycle {
            clauses.push(if *cycle { "cycle".to_owned() } else { "no cycle".to_owned() });
        }
        clauses
    }

    /// `self` once the type is another's: bounds that are the type's own follow it.
    pub(super) fn retyped(&self, data_type: &str) -> Self {
        let former = Self::default_for(&self.data_type, self.increment);
        let next = Self::default_for(data_type, self.increment);
        let follow = |is: i64, was: i64, becomes: i64| if is == was { becomes } else { is };
        Self {
            data_type: data_type.to_owned(),
            minimum: follow(self.minimum, former.minimum, next.minimum),
            maximum: follow(self.maximum, former.maximum, next.maximum),
            ..self.clone()
        }
    }
}

/// A sequence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sequence {
    unlogged: bool,
    /// Type, bounds and steps.
    pub options: SequenceOptions,
    /// The column that it goes away with.
    pub owner: Option<ObjectId>,
}

/// The name that a sequence bears while its position is carried over to the next one.
pub(super) fn aside(name: &QualifiedName) -> QualifiedName {
    let short = &name.name.as_str()[..name.name.as_str().floor_char_boundary(58)];
    QualifiedName { schema: name.schema.clone(), name: Ident::new(format!("{short}__old")) }
}

fn carry_over(from: &QualifiedName, to: &QualifiedName) -> String {
    let to = to.to_string();
    format!("select setval({}, last_value, is_called) from {from}", Literal(&to))
}

/// The name of the sequence behind an identity column.
fn identity_sequence(catalog: &Catalog, column: &ObjectId) -> Option<QualifiedName> {
    match catalog.payload(column)? {
        Payload::Column(Column { identity: Some(identity), .. }) => Some(QualifiedName {
            schema: column.schema().cloned(),
            name: identity.sequence.clone(),
        }),
        _ => None,
    }
}

impl Sequence {
    fn owned_by(&self, site: &Site<'_>) -> Action {
        let name = site.id.qualified();
        match &self.owner {
            None => Action::new(format!("alter sequence {name} owned by none")),
            Some(column) => {
                let table = column.parent().unwrap_or(column).qualified();
                let sql = format!("alter sequence {name} owned by {table}.{}", column.name());
                Action::new(sql).consumes(column)
            }
        }
        .consumes(site.id)
    }
}

impl Object for Sequence {
    const NAME: &'static str = "sequence";
    const QUERY: &'static str = include_str!("sequence.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let unlogged = row.code()? == 'u';
        let options = SequenceOptions::read(row)?;
        let owner = row.maybe_column()?;
        Ok(Self { unlogged, options, owner })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let name = site.id.qualified();
        let unlogged = if self.unlogged { "unlogged " } else { "" };
        let mut sql = format!("create {unlogged}sequence {name}");
        if self.options.data_type != "bigint" {
            sql += &format!(" as {}", self.options.data_type);
        }
        let usual = SequenceOptions::default_for(&self.options.data_type, self.options.increment);
        if self.options.increment != 1 {
            sql += &format!(" increment by {}", self.options.increment);
        }
        for clause in self.options.clauses(&usual) {
            sql += &format!(" {clause}");
        }
        let create = Action::new(sql).produces(site.id);
        let Some(column) = &self.owner else { return vec![create] };
        let mut actions = Vec::new();
        let former = identity_sequence(site.before, column);
        if let Some(former) = former.filter(|_| identity_sequence(site.after, column).is_none()) {
            // the identity's position is carried over
            let aside = aside(&former);
            let rename = format!("alter sequence {former} rename to {}", aside.name);
            let rename = Action::new(rename).frees(Slot::relation(&former)).precedes(column);
            actions.push(rename);
            actions.push(create);
            actions.push(Action::new(carry_over(&aside, &name)).precedes(column));
        } else {
            actions.push(create);
        }
        actions.push(self.owned_by(site));
        actions
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        let name = site.id.qualified();
        let drop = format!("drop sequence {name}");
        let Some(column) = &self.owner else {
            let drop = Action::new(drop).destroys(site.id);
            return vec![drop.loses(site.label(), site.flag("drop-sequence"))];
        };
        if !site.after.facts.contains_key(column) {
            return vec![Action::new(drop).destroys(site.id).releases(column).implied_by(column)];
        }
        let Some(next) = identity_sequence(site.after, column) else {
            let drop = Action::new(drop).destroys(site.id);
            return vec![drop.loses(site.label(), site.flag("drop-sequence"))];
        };
        let aside = aside(&name);
        vec![
            Action::new(format!("alter sequence {name} rename to {}", aside.name))
                .destroys(site.id),
            Action::new(carry_over(&aside, &next)).consumes(column),
            Action::new(format!("drop sequence {aside}")),
        ]
    }

    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::InPlace
    }

    fn alter(before: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let Self { unlogged, options, owner } = after;
        let name = site.id.qualified();
        let mut actions = Vec::new();
        if *unlogged != before.unlogged {
            let word = if *unlogged { "unlogged" } else { "logged" };
            actions.push(Action::new(format!("alter sequence {name} set {word}")));
        }
        let retyped = before.options.retyped(&options.data_type);
        let mut clauses = options.clauses(&retyped);
        if options.data_type != before.options.data_type {
            clauses.insert(0, format!("as {}", options.data_type));
        }
        if !clauses.is_empty() {
            let sql = format!("alter sequence {name} {}", clauses.join(" "));
            let mut action = Action::new(sql);
            if options.maximum < before.options.maximum || options.minimum > before.options.minimum
            {
                let what = "a last value outside the bounds".to_owned();
                action = action.hazard(HazardClass::MayFail(what), site.label());
            }
            actions.push(action);
        }
        if *owner != before.owner {
            let mut action = after.owned_by(site);
            if let Some(former) = &before.owner {
                action = action.releases(former);
            }
            actions.push(action);
        }
        actions.into_iter().map(|action| action.produces(site.id)).collect()
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot::relation(id.qualified())]
    }

    fn summary(&self) -> String {
        let usual = SequenceOptions::default_for("bigint", 1);
        let mut words = vec![self.options.data_type.clone()];
        words.extend(self.options.clauses(&usual.retyped(&self.options.data_type)));
        if let Some(column) = &self.owner {
            words.push(format!("owned by {}", column.path()));
        }
        words.join(" ")
    }
}
