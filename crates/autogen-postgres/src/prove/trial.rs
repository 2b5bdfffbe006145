//! A proof: what is to be shown, and the run that shows it.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::ident::{Ident, QualifiedName};
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_core::scope::Scope;
use autogen_core::surroundings::surroundings;
use autogen_migration::RunOptions;
use sqlx::postgres::{PgConnectOptions, PgConnection};
use sqlx::{AssertSqlSafe, Connection, Executor};

use super::announced::Announced;
use super::files::Files;
use super::refusal::{Refusal, raised};
use super::rows::{Rows, table};
use super::way::Way;
use super::{ProofError, build, compare};
use crate::dump::{Dumper, difference};
use crate::elaborate::{ElaborateError, Workshop};
use crate::rename::Rename;
use crate::seed::{seed, thin};

/// The schema of a scratch database in which the runner records what it has run.
const RECORDS: &str = "autogen_proof";

/// What is to be shown.
#[derive(Clone, Debug)]
pub struct Proof<'a> {
    /// What is looked at.
    pub scope: &'a Scope,
    /// Where it starts.
    pub before: Catalog,
    /// The steps up, in order; at least one.
    pub up: Vec<Leg<'a>>,
    /// The steps down, in order.
    pub down: Vec<Leg<'a>>,
    /// What they touch, under the former or the new names.
    pub touched: BTreeSet<ObjectId>,
    /// The renames among it.
    pub renames: &'a [Rename],
    /// Tables and columns, under their new names, whose values may become others.
    pub loose: BTreeSet<ObjectId>,
}

/// One step.
#[derive(Clone, Debug)]
pub struct Leg<'a> {
    /// What it is called in errors: `the up plan`.
    pub part: &'static str,
    /// How it is done.
    pub way: Way<'a>,
    /// Where it leads.
    pub expected: Catalog,
    /// What is announced of it.
    pub announced: Announced,
}

/// What was shown.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The tables that had rows.
    pub tables: usize,
    /// The rows.
    pub rows: u64,
    /// Whether pg_dump saw the same.
    pub dumped: bool,
    /// What a person should know.
    pub notes: Vec<String>,
    /// Why there is no way back, where a down file says so by failing on purpose.
    pub no_way_back: Option<String>,
}

/// Where a run is.
struct Place<'a> {
    /// What is there before the next step.
    catalog: &'a Catalog,
    /// The tables that got rows, by their names before.
    tables: Vec<ObjectId>,
    /// The rows that have to be kept.
    rows: Rows,
    /// Whether a step was taken.
    has_moved: bool,
}

/// A look at a database from outside.
#[derive(Clone, Debug)]
struct Observer<'a> {
    dumper: &'a Dumper,
    database: PgConnectOptions,
}

impl Observer<'_> {
    /// What pg_dump says; nothing, with a note, where it does not work.
    async fn look(&self, notes: &mut Vec<String>) -> Option<String> {
        let hidden = [RECORDS, "autogen"].map(str::to_owned);
        match self.dumper.dump(&self.database, &hidden).await {
            Ok(dump) => Some(dump),
            Err(error) => {
                notes.push(format!("not confirmed by pg_dump: {error}"));
                None
            }
        }
    }
}

impl<'a> Proof<'a> {
    /// How the runner runs revisions in a scratch database of a proof.
    #[must_use]
    pub fn options(default_schema: &Ident) -> RunOptions {
        let mut options = RunOptions::new(default_schema.clone());
        options.table.schema = Ident::new(RECORDS);
        options
    }

    /// Makes room for what the runner records.
    ///
    /// # Errors
    /// When the server goes away.
    pub async fn prepare(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
        let schema = format!("create schema if not exists {RECORDS}");
        connection.execute(AssertSqlSafe(schema)).await.map(|_| ())
    }

    /// The scope without what the runner records.
    #[must_use]
    pub fn beside_records(scope: &Scope) -> Scope {
        let mut scope = scope.clone();
        let records = Ident::new(RECORDS);
        for name in ["autogen_revision", "autogen_revision_progress"] {
            let schema = Some(records.clone());
            scope.records.insert(ObjectId::root(Kind::Table, schema, Ident::new(name)));
        }
        scope.records.insert(ObjectId::root(Kind::Schema, None, records));
        scope
    }

    /// Shows it in a scratch database that has what the steps touch, with what that refers to; where that
    /// does not do, in one that has everything.
    ///
    /// # Errors
    /// What is not as promised.
    pub async fn show(
        &self,
        workshop: &Workshop,
        dumper: Option<&Dumper>,
    ) -> Result<Report, ProofError> {
        if let Some(kept) = self.surroundings() {
            let small = Self {
                before: self.before.only(&kept),
                up: self.up.iter().map(|leg| leg.only(&kept)).collect(),
                down: self.down.iter().map(|leg| leg.only(&kept)).collect(),
                touched: self.touched.clone(),
                loose: self.loose.clone(),
                ..*self
            };
            match small.attempt(workshop, dumper).await {
                Ok(report) => return Ok(report),
                Err(error @ ProofError::Scratch(_)) => return Err(error),
                // what is left out may be what is missed: the whole will tell
                Err(_) => {}
            }
        }
        self.attempt(workshop, dumper).await
    }

    /// What a scratch database needs, if that is not everything. Renames, which every text follows, are
    /// shown in the whole.
    fn surroundings(&self) -> Option<BTreeSet<ObjectId>> {
        let last = self.up.last()?;
        if !self.renames.is_empty() {
            return None;
        }
        let kept = surroundings([&self.before, &last.expected], &self.touched);
        let needless = self.before.facts.keys().any(|id| !kept.contains(id));
        needless.then_some(kept)
    }

    async fn attempt(
        &self,
        workshop: &Workshop,
        dumper: Option<&Dumper>,
    ) -> Result<Report, ProofError> {
        let (scratch, mut connection) = workshop.open().await?;
        let observer = dumper.map(|dumper| Observer { dumper, database: scratch.options() });
        let trial = async {
            build(&mut connection, &self.before, self.scope).await?;
            Self::prepare(&mut connection).await?;
            self.run(&mut connection, observer.as_ref()).await
        };
        let (outcome, desired) = tokio::join!(trial, self.desired(workshop, dumper));
        // the database is dropped with its connections; the outcome is what counts
        drop(connection.close().await);
        scratch.drop_now().await.map_err(ElaborateError::from)?;
        let (mut report, after) = outcome?;
        if let (Some(got), Some(wanted)) = (after, desired) {
            let headings = ("what the up plan makes", "the desired catalog made directly");
            if let Some(difference) = difference(&got, &wanted, headings) {
                return Err(ProofError::Dump { part: "the up plan", difference });
            }
            report.dumped = true;
        }
        Ok(report)
    }

    /// What pg_dump says of the desired catalog, made in a database of its own. What cannot be made so is
    /// not looked at.
    async fn desired(&self, workshop: &Workshop, dumper: Option<&Dumper>) -> Option<String> {
        let (dumper, last) = (dumper?, self.up.last()?);
        let (scratch, mut connection) = workshop.open().await.ok()?;
        let built = build(&mut connection, &last.expected, self.scope).await;
        drop(connection.close().await);
        let observer = Observer { dumper, database: scratch.options() };
        let dump = match built {
            Ok(()) => observer.look(&mut Vec::new()).await,
            Err(_) => None,
        };
        drop(scratch.drop_now().await);
        dump
    }

    /// Shows it in a database that is where it starts, and leaves that there. The connection is of the
    /// database that `dumper` is to look at.
    ///
    /// # Errors
    /// What is not as promised.
    pub async fn show_in(
        &self,
        connection: &mut PgConnection,
        database: PgConnectOptions,
        dumper: Option<&Dumper>,
    ) -> Result<Report, ProofError> {
        let observer = dumper.map(|dumper| Observer { dumper, database });
        self.run(connection, observer.as_ref()).await.map(|(report, _)| report)
    }

    /// The run; also returns what pg_dump says of the database after the way up.
    async fn run(
        &self,
        connection: &mut PgConnection,
        observer: Option<&Observer<'_>>,
    ) -> Result<(Report, Option<String>), ProofError> {
        let schema = &self.before.default_schema;
        let mut report = Report::default();
        let former = look(observer, &mut report.notes).await;
        let seeded = seed(connection, schema, &self.tables()).await?;
        (report.tables, report.rows) = (seeded.tables.len(), seeded.rows());
        for (name, why) in &seeded.refused {
            report.notes.push(format!("no rows could be made up for {name}: {why}"));
        }
        let is_known = |id: &ObjectId| self.before.facts.contains_key(id);
        let tables: Vec<_> = seeded.tables.keys().map(table).filter(is_known).collect();
        let rows = Rows::read(connection, &self.before, &tables).await?;
        let mut place = Place { catalog: &self.before, tables, rows, has_moved: false };
        let mut announced = Announced::default();
        for leg in &self.up {
            self.take(connection, leg, &mut place, &mut report.notes).await?;
            announced.and(&leg.announced);
        }
        if let Some(last) = self.up.last() {
            let now = |id: &ObjectId| self.now(id);
            let catalogs = (&self.before, &last.expected);
            let lost = place.rows.lost(connection, catalogs, &now, &self.loose, &announced).await?;
            if !lost.is_empty() {
                return Err(ProofError::Lost { part: last.part, lost });
            }
        }
        let after = look(observer, &mut report.notes).await;
        for leg in &self.down {
            let notes = report.notes.len();
            match self.take(connection, leg, &mut place, &mut report.notes).await {
                Ok(()) => announced.and(&leg.announced),
                Err(error) => {
                    // it is not for the rows that it fails
                    report.notes.truncate(notes);
                    report.no_way_back = Some(raised(&error).ok_or(error)?);
                    return Ok((report, after));
                }
            }
        }
        if let Some(last) = self.down.last() {
            let catalogs = (&self.before, &self.before);
            let loose: BTreeSet<_> = self.loose.iter().map(|id| self.then(id)).collect();
            let same = |id: &ObjectId| id.clone();
            let lost = place.rows.lost(connection, catalogs, &same, &loose, &announced).await?;
            if !lost.is_empty() {
                return Err(ProofError::Lost { part: last.part, lost });
            }
            let back = look(observer, &mut report.notes).await;
            if let (Some(back), Some(former)) = (back, former) {
                let headings = ("what the way back makes", "what was there");
                if let Some(difference) = difference(&back, &former, headings) {
                    return Err(ProofError::Dump { part: last.part, difference });
                }
                report.dumped = true;
            }
        }
        report.notes.dedup();
        Ok((report, after))
    }

    /// Takes one step.
    async fn take<'s>(
        &'s self,
        connection: &mut PgConnection,
        leg: &'s Leg<'_>,
        place: &mut Place<'s>,
        notes: &mut Vec<String>,
    ) -> Result<(), ProofError> {
        let schema = &self.before.default_schema;
        let files = Files::read(connection).await?;
        let (mut done, mut tries) = (0, 0);
        let said = loop {
            let error = match leg.way.run(connection, schema, leg.part, &mut done).await {
                Ok(said) => break said,
                Err(error) => error,
            };
            let Some(refusal) = Refusal::of(&error) else { return Err(error) };
            let (culprits, announced) = self.culprits(&refusal, leg, &place.tables);
            // first only one row of each with all values is left, then none
            let (culprits, all) = match tries {
                0 => (culprits, false),
                1 => (culprits, true),
                2 => (place.tables.iter().collect(), true),
                _ => return Err(error),
            };
            tries += 1;
            if !announced && tries == 2 {
                let part = leg.part;
                notes.push(format!("{part} fails on rows that were made up: {}", refusal.message));
            }
            let names = culprits.into_iter().flat_map(|id| [id.clone(), self.now(id)]);
            let there: BTreeSet<ObjectId> =
                names.filter(|id| place.catalog.facts.contains_key(id)).collect();
            if there.is_empty() {
                return Err(error);
            }
            let there: Vec<QualifiedName> = there.iter().map(ObjectId::qualified).collect();
            thin(connection, schema, &there, all).await?;
            // what referred to those rows went with them; where columns are others already, rows say nothing
            place.rows = match place.has_moved || done > 0 {
                true => Rows::default(),
                false => {
                    Rows::read(connection, &self.before, &place.tables).await.unwrap_or_default()
                }
            };
        };
        (place.catalog, place.has_moved) = (&leg.expected, true);
        if !said.is_empty() {
            // rows had to go, and what referred to them
            place.rows = Rows::default();
        }
        notes.extend(said);
        compare(connection, &leg.expected, leg.part, self.scope).await?;
        let later = Files::read(connection).await?;
        let unannounced = files.unannounced(&later, &leg.announced, &Ident::new(RECORDS));
        if unannounced.is_empty() {
            return Ok(());
        }
        Err(ProofError::Costs { part: leg.part, unannounced })
    }

    /// The tables whose rows a step stumbles over, and whether that was announced.
    fn culprits<'t>(
        &self,
        refusal: &Refusal,
        leg: &Leg<'_>,
        tables: &'t [ObjectId],
    ) -> (Vec<&'t ObjectId>, bool) {
        let schema = &self.before.default_schema;
        let path = |id: &ObjectId| id.full_path(schema);
        let may_fail = |id: &&ObjectId| {
            [path(id), path(&self.now(id))].iter().any(|path| leg.announced.may_fail_in(path))
        };
        let named = |id: &&ObjectId| {
            let is = |path: String| Some(path) == refusal.table;
            is(path(id)) || is(path(&self.now(id)))
        };
        let culprits: Vec<_> = tables.iter().filter(named).collect();
        if !culprits.is_empty() {
            let announced = culprits.iter().all(may_fail);
            return (culprits, announced);
        }
        let culprits: Vec<_> = tables.iter().filter(may_fail).collect();
        if culprits.is_empty() { (tables.iter().collect(), false) } else { (culprits, true) }
    }

    /// What an object of before is called in the end.
    fn now(&self, id: &ObjectId) -> ObjectId {
        self.renames.iter().fold(id.clone(), |id, rename| rename.moves(&id))
    }

    /// What an object was called before.
    fn then(&self, id: &ObjectId) -> ObjectId {
        self.renames.iter().rev().fold(id.clone(), |id, rename| rename.inverse().moves(&id))
    }

    /// The tables whose rows notice something of the steps.
    fn tables(&self) -> Vec<QualifiedName> {
        let before = &self.before;
        let mut found: BTreeSet<ObjectId> = BTreeSet::new();
        let after = self.up.last().map(|leg| &leg.expected);
        for id in self.touched.iter().flat_map(|id| [id.clone(), self.then(id)]) {
            let root = id.outermost();
            if root.kind() == Kind::Table {
                found.insert(root.clone());
                continue;
            }
            if matches!(root.kind(), Kind::Schema | Kind::Extension | Kind::DefaultPrivileges) {
                continue;
            }
            // the tables of a type's columns, and those that a view reads
            let up = |id: &ObjectId| before.dependents(id).to_vec();
            let down = |id: &ObjectId| -> Vec<ObjectId> {
                let catalogs = after.into_iter().chain([before]);
                let needed = catalogs.flat_map(|catalog| catalog.needs(id)).cloned();
                needed.map(|id| self.then(&id)).collect()
            };
            for next in [&up as &dyn Fn(&ObjectId) -> Vec<ObjectId>, &down] {
                let mut seen = BTreeSet::from([root.clone()]);
                let mut queue = vec![root.clone()];
                while let Some(id) = queue.pop() {
                    if id.outermost().kind() == Kind::Table {
                        found.insert(id.outermost().clone());
                    } else {
                        queue.extend(next(&id).into_iter().filter(|id| seen.insert(id.clone())));
                    }
                }
            }
        }
        found.retain(|id| before.facts.contains_key(id));
        found.iter().map(ObjectId::qualified).collect()
    }
}

impl Leg<'_> {
    /// The same between catalogs with fewer facts.
    fn only(&self, kept: &BTreeSet<ObjectId>) -> Self {
        Self {
            part: self.part,
            way: self.way.clone(),
            expected: self.expected.only(kept),
            announced: self.announced.clone(),
        }
    }
}

async fn look(observer: Option<&Observer<'_>>, notes: &mut Vec<String>) -> Option<String> {
    match observer {
        Some(observer) => observer.look(notes).await,
        None => None,
    }
}
