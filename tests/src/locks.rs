//! What a server locks while a plan runs, beside what the plan says.

use std::collections::BTreeMap;

use autogen_core::action::Action;
use autogen_core::kind::Kind;
use autogen_core::lock::{LockLevel, strongest};
use autogen_core::object_id::ObjectId;
use autogen_core::plan::Plan;
use autogen_core::script::settings;
use sqlx::{AssertSqlSafe, Executor as _, Row as _};

use crate::database::Database;
use crate::{Result, while_};

/// The relations of a database, by oid: those that a query may have to wait for, which the relation behind
/// a composite type is not.
const RELATIONS: &str = "select c.oid::int8, n.nspname, c.relname, \
        coalesce(t.oid, i.indrelid, d.refobjid, c.oid)::int8, a.attname \
    from pg_class c join pg_namespace n on n.oid = c.relnamespace \
    left join pg_index i on i.indexrelid = c.oid \
    left join pg_depend d on c.relkind = 'S' and d.classid = 'pg_class'::regclass and d.objid = c.oid \
        and d.refclassid = 'pg_class'::regclass and d.deptype in ('a', 'i') \
    left join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid and d.deptype = 'i' \
    left join pg_class t on t.reltoastrelid = c.oid or t.reltoastrelid = i.indrelid \
    where c.oid >= 16384 and c.relkind <> 'c'";

const HELD: &str = "select relation::int8, mode from pg_locks \
    where pid = pg_backend_pid() and locktype = 'relation' and relation >= 16384";

/// One relation.
struct Relation {
    schema: String,
    name: String,
    /// What it belongs to, if not itself: an index to its table.
    whole: i64,
    /// The column that it is the identity of.
    column: Option<String>,
}

/// The relations that were there before, and what is held of them.
struct Watch {
    relations: BTreeMap<i64, Relation>,
    held: BTreeMap<i64, LockLevel>,
}

impl Watch {
    async fn begin(database: &mut Database) -> Result<Self> {
        let mut relations = BTreeMap::new();
        for row in while_("relations", database.connection.fetch_all(RELATIONS).await)? {
            let relation = Relation {
                schema: while_("relations", row.try_get(1))?,
                name: while_("relations", row.try_get(2))?,
                whole: while_("relations", row.try_get(3))?,
                column: while_("relations", row.try_get(4))?,
            };
            relations.insert(while_("relations", row.try_get(0))?, relation);
        }
        Ok(Self { relations, held: BTreeMap::new() })
    }

    /// What is held now of the relations that were there, the strongest of each.
    async fn look(&self, database: &mut Database) -> Result<BTreeMap<i64, LockLevel>> {
        let mut found = BTreeMap::new();
        for row in while_("locks", database.connection.fetch_all(HELD).await)? {
            let oid: i64 = while_("locks", row.try_get(0))?;
            let mode: String = while_("locks", row.try_get(1))?;
            if self.relations.contains_key(&oid) {
                let level = level(&mode)?;
                let strongest = found.entry(oid).or_insert(level);
                *strongest = level.max(*strongest);
            }
        }
        Ok(found)
    }

    /// The relation that a plan names.
    fn named(&self, id: &ObjectId) -> Option<i64> {
        let name = id.qualified();
        let schema = name.schema.as_ref().map_or("public", |schema| schema.as_str());
        let is =
            |relation: &Relation, name: &str| relation.schema == schema && relation.name == name;
        let mut all = self.relations.iter();
        let found = if id.kind() == Kind::Column {
            let table = id.parent()?.name().as_str();
            all.find(|(_, relation)| {
                relation.column.as_deref() == Some(id.name().as_str())
                    && self.relations.get(&relation.whole).is_some_and(|whole| is(whole, table))
            })
        } else {
            all.find(|(_, relation)| is(relation, name.name.as_str()))
        };
        found.map(|(oid, _)| *oid)
    }

    fn label(&self, oid: i64) -> String {
        let Relation { schema, name, .. } = &self.relations[&oid];
        format!("{schema}.{name}")
    }

    /// Holds what an action has newly locked against what it says.
    async fn after(&mut self, action: &Action, database: &mut Database) -> Result<()> {
        let now = self.look(database).await?;
        let said: BTreeMap<_, _> = strongest([action])
            .into_iter()
            .filter_map(|(id, level)| Some((self.named(id)?, level)))
            .collect();
        for (oid, level) in &now {
            let stronger = self.held.get(oid).is_none_or(|held| held < level);
            let covers = |oid: &i64| said.get(oid).is_some_and(|said| said >= level);
            if level.is_told() && stronger && !covers(oid) && !covers(&self.relations[oid].whole) {
                let (label, sql) = (self.label(*oid), action.statement.sql());
                return Err(format!("takes {level} on {label} and does not say so: {sql}"));
            }
        }
        self.held = now;
        Ok(())
    }
}

/// What a statement locks of what was there, by name; it is taken back.
///
/// # Errors
/// What the server says.
pub async fn taken(database: &mut Database, sql: &str) -> Result<BTreeMap<String, LockLevel>> {
    let watch = Watch::begin(database).await?;
    database.run("begin").await?;
    let outcome = async {
        database.run(sql).await?;
        watch.look(database).await
    }
    .await;
    database.run("rollback").await?;
    Ok(outcome?
        .into_iter()
        .map(|(oid, level)| (watch.relations[&oid].name.clone(), level))
        .collect())
}

fn level(mode: &str) -> Result<LockLevel> {
    let squeezed = |level: &LockLevel| level.name().replace(' ', "") + "LOCK";
    let mut all = LockLevel::ALL.into_iter();
    all.find(|level| squeezed(level) == mode.to_uppercase()).ok_or(format!("no such lock: {mode}"))
}

/// Runs the first stage of a plan and takes it back. No action may lock what was there before more
/// strongly than it says, nor all of them together less.
///
/// # Errors
/// The action, and what it locks.
pub async fn watch(database: &mut Database, plan: &Plan) -> Result<()> {
    let Some(stage) = plan.stages.first() else { return Ok(()) };
    let mut watch = Watch::begin(database).await?;
    database.run("begin").await?;
    let outcome = async {
        for setting in settings(&stage.after.default_schema) {
            database.run(&setting).await?;
        }
        for action in &stage.actions {
            let sql = AssertSqlSafe(action.statement.sql());
            while_("a statement", database.connection.execute(sqlx::raw_sql(sql)).await)?;
            watch.after(action, database).await?;
        }
        // what 13 locks of a partition that it detaches are its indexes, if it has any
        let detaches = |action: &Action| action.statement.sql().contains(" detach partition ");
        if stage.after.major == 13 && stage.actions.iter().any(detaches) {
            return Ok(());
        }
        for (id, said) in strongest(&stage.actions) {
            let held = watch.named(id).and_then(|oid| watch.held.get(&oid));
            if held.is_none_or(|held| *held < said) {
                let held = held.map_or("nothing", |level| level.name());
                return Err(format!("says that it takes {said} on {id}, and takes {held}"));
            }
        }
        Ok(())
    }
    .await;
    database.run("rollback").await?;
    outcome
}
