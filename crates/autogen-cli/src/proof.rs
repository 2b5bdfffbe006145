//! Proofs of plans, and what people are told of them.

use std::collections::BTreeSet;
use std::path::Path;

use autogen_core::action::Action;
use autogen_core::diff::diff;
use autogen_core::ident::Ident;
use autogen_core::object_id::ObjectId;
use autogen_core::plan::{Plan, Stage};
use autogen_core::scope::Scope;
use autogen_migration::RunOptions;
use autogen_postgres::dump::Dumper;
use autogen_postgres::elaborate::Workshop;
use autogen_postgres::prove::{Announced, Leg, Proof, ProofError, Report, Run, Way};
use autogen_revision::{Chain, Direction, FileName, NewRevision};

use crate::backfill::Backfill;
use crate::comparison::Comparison;
use crate::config::Settings;
use crate::failure::{Failure, Result};
use crate::report::{Difference, human};

/// The words of errors for the two ways.
pub(crate) const UP: &str = "the up plan";
pub(crate) const DOWN: &str = "the down plan";

/// The pg_dump of this machine that a server of this major version takes.
pub(crate) fn dumper(settings: &Settings, major: u32) -> Option<Dumper> {
    Dumper::find(settings.postgres_bin.as_deref(), major)
}

/// A comparison whose plan is to be proven.
#[derive(Clone, Copy)]
pub(crate) struct Proving<'a> {
    pub(crate) settings: &'a Settings,
    pub(crate) workshop: &'a Workshop,
    pub(crate) comparison: &'a Comparison,
    /// What is looked at; may be more than the comparison's.
    pub(crate) scope: &'a Scope,
}

impl Proving<'_> {
    /// Proves the plan as it is printed. That there is no plan back is told.
    ///
    /// # Errors
    /// What is not as promised.
    pub(crate) async fn of_plan(&self) -> Result<Report> {
        let (down, no_way_back) = match self.comparison.down() {
            Ok(down) => (down, None),
            Err(failure) => (Vec::new(), Some(failure.headline().to_owned())),
        };
        let way = |stages: &[Stage]| Way::of_stages(stages);
        let up = |at: usize| way(&self.comparison.up.stages[at..=at]);
        let shown = self.show(&down, up, |at| way(&down[at].stages)).await;
        let report = shown.map_err(|error| failure(&error).context("the plan is not proven"))?;
        Ok(Report { no_way_back, ..report })
    }

    /// Proves revisions that are about to be written, by their texts, which the runner runs.
    ///
    /// # Errors
    /// What is not as promised.
    pub(crate) async fn of_revisions(
        &self,
        down: &[Plan],
        revisions: &[NewRevision],
    ) -> Result<Report> {
        let chain = &alone(revisions)?;
        let options = &self.options();
        let run = |at: usize, direction| {
            let id = revisions[at].up.header.id;
            Way::Revision(Run { chain, options, id, direction })
        };
        self.show(down, |at| run(at, Direction::Up), |at| run(at, Direction::Down))
            .await
            .map_err(|error| unproven(&error))
    }

    /// Proves a plan that fills columns between its halves.
    ///
    /// # Errors
    /// What is not as promised, and an expression that does not fill its column.
    pub(crate) async fn of_backfill(&self, down: &[Plan], backfill: &Backfill) -> Result<Report> {
        let up = |_| Way::Parts(backfill.parts());
        let mut proof = self.proof(down, up, |at| Way::of_stages(&down[at].stages));
        proof.loose.extend(backfill.columns.iter().cloned());
        self.shown(&proof).await.map_err(|error| match error {
            ProofError::Fill { .. } | ProofError::Null { .. } => Failure::new(error)
                .context("nothing was written")
                .hint("mend the expression behind --backfill; it may use the columns of the row"),
            error => unproven(&error),
        })
    }

    fn options(&self) -> RunOptions {
        Proof::options(&self.comparison.before.default_schema)
    }

    async fn show<'w>(
        &'w self,
        down: &[Plan],
        up: impl Fn(usize) -> Way<'w>,
        back: impl Fn(usize) -> Way<'w>,
    ) -> Result<Report, ProofError> {
        self.shown(&self.proof(down, up, back)).await
    }

    async fn shown(&self, proof: &Proof<'_>) -> Result<Report, ProofError> {
        let dumper = dumper(self.settings, self.comparison.before.major);
        let scope = Proof::beside_records(self.scope);
        let proof = Proof { scope: &scope, ..proof.clone() };
        proof.show(self.workshop, dumper.as_ref()).await
    }

    /// A step for each stage, with the way that each goes.
    fn proof<'w>(
        &'w self,
        down: &[Plan],
        up: impl Fn(usize) -> Way<'w>,
        back: impl Fn(usize) -> Way<'w>,
    ) -> Proof<'w> {
        let Comparison { before, up: plan, renames, .. } = self.comparison;
        let schema = &before.default_schema;
        let mut proof = Proof {
            scope: self.scope,
            before: before.clone(),
            up: Vec::new(),
            down: Vec::new(),
            touched: touched(plan, down),
            renames,
            loose: BTreeSet::new(),
        };
        let mut former = before;
        for (at, stage) in plan.stages.iter().enumerate() {
            let announced = Announced::of(&stage.actions, schema);
            let expected = stage.after.clone();
            proof.up.push(Leg { part: UP, way: up(at), expected, announced });
            if let Some(plan) = down.get(at) {
                let announced = Announced::of(plan.actions(), schema);
                let expected = former.clone();
                proof.down.insert(0, Leg { part: DOWN, way: back(at), expected, announced });
            }
            former = &stage.after;
        }
        proof
    }
}

/// What plans touch.
pub(crate) fn touched<'a>(
    plan: &'a Plan,
    down: impl IntoIterator<Item = &'a Plan>,
) -> BTreeSet<ObjectId> {
    let actions = plan.actions().chain(down.into_iter().flat_map(Plan::actions));
    let ids = actions.flat_map(Action::touches).chain(plan.changes.keys());
    ids.cloned().collect()
}

/// New revisions as a chain of their own: what the first follows has run when they do.
fn alone(revisions: &[NewRevision]) -> Result<Chain> {
    let mut texts = Vec::new();
    for (at, revision) in revisions.iter().enumerate() {
        for half in [&revision.up, &revision.down] {
            let mut half = half.clone();
            if at == 0 {
                half.header.follows.clear();
            }
            half.header.depends_on.clear();
            let (id, direction) = (half.header.id, half.header.direction);
            let name = FileName { id, slug: "proof".to_owned(), direction };
            texts.push((name.to_string(), half.guarded().text()));
        }
    }
    let texts = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Ok(Chain::from_texts(Path::new("the revision"), texts)?)
}

/// Why nothing was written.
fn unproven(error: &ProofError) -> Failure {
    failure(error).context("the plan is not proven, so nothing was written").hint(
        "see its statements with `autogen diff --format sql`; to write it all the same: --no-prove",
    )
}

/// What is not as promised; objects that differ are shown as they should be and as they are.
pub(crate) fn failure(error: &ProofError) -> Failure {
    let ProofError::Diverges { catalogs, .. } = error else { return Failure::new(error) };
    let (expected, got) = &**catalogs;
    let plan = Plan { changes: diff(expected, got), stages: Vec::new() };
    let (before, after) = (expected, got);
    let difference = Difference { plan: &plan, before, after, renames: &[], questions: &[] };
    Failure::new(format_args!("{error}\n{}", human::render(&difference, true).trim_end()))
}

/// What was shown, in a line.
pub(crate) fn told(report: &Report) -> String {
    let Report { tables, rows, dumped, facts: _, notes: _, no_way_back } = report;
    let plural = |n: u64, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let rows = match rows {
        0 => "no rows to keep".to_owned(),
        n => {
            let tables = u64::try_from(*tables).unwrap_or(u64::MAX);
            format!("{} in {} kept", plural(*n, "row"), plural(tables, "table"))
        }
    };
    let ways = match no_way_back {
        Some(why) => format!("up; there is no way back ({})", crate::report::one_line(why)),
        None => "up and down".to_owned(),
    };
    let dump = if *dumped { "pg_dump agrees" } else { "without pg_dump" };
    format!("proven: {ways}, {rows}, nothing rewritten unannounced, {dump}")
}

/// The words of a statement that are tables, by names without schema.
pub(crate) fn mentions(sql: &str, table: &Ident) -> bool {
    let name = table.as_str();
    sql.match_indices(name).any(|(at, _)| {
        let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
        !sql[..at].ends_with(is_part) && !sql[at + name.len()..].starts_with(is_part)
    })
}
