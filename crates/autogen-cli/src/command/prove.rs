//! `autogen prove`: revisions of the folder do what they say.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::kind::Kind;
use autogen_core::object_id::ObjectId;
use autogen_core::plan::Plan;
use autogen_core::scope::Scope;
use autogen_migration::{RunError, RunOptions, Runner};
use autogen_postgres::dump::Dumper;
use autogen_postgres::elaborate::{ElaborateError, Replay, Workshop};
use autogen_postgres::prove::{Announced, Leg, Proof, ProofError, Report, Run, Way};
use autogen_revision::{Chain, Direction, Revision, RevisionId, Target};
use serde::Serialize;

use super::history::addressed;
use super::merge::in_order;
use super::revision::mark;
use crate::args::{ProveArgs, ProveFormat};
use crate::catalogs::read_chain;
use crate::config::Settings;
use crate::context::Context;
use crate::data_step::is_data_step;
use crate::evolution::{
    Replanned, allowed, by_hand, everything, ground, open, recorded, renames, replan, track,
    unplanned, workshop,
};
use crate::failure::{Failure, Outcome, Result};
use crate::output::{artifact, line, note};
use crate::proof::{DOWN, UP, dumper, failure, mentions, told, touched};
use crate::replay::stretches;

/// The version of the JSON.
const FORMAT: u32 = 1;

/// Proves the revisions, each after those that it needs.
///
/// # Errors
/// When one is not proven, or the revisions before it do not run.
pub(crate) async fn run(context: &Context, args: &ProveArgs) -> Result<Outcome> {
    let chain = read_chain(&context.settings)?;
    let wanted = wanted(context, &chain, args).await?;
    let (Some(first), false) = (wanted.first(), wanted.is_empty()) else {
        line("nothing to do: there are no revisions");
        return Ok(Outcome::Done);
    };
    let needed = chain.required(wanted.iter().copied());
    let all = in_order(&chain, &needed);
    let start = all.iter().position(|revision| revision.id() == *first).unwrap_or(0);
    let (base, rest) = all.split_at(start);
    let (loader, _) = ground(context).await?;
    let workshop = workshop(&loader)?;
    let steps = track(workshop, base, rest).await?;
    let schema = &workshop.mirror.default_schema;
    let prover = Prover {
        settings: &context.settings,
        workshop,
        chain: &chain,
        options: Proof::options(schema),
        scope: Proof::beside_records(&everything(&context.settings, schema)),
        dumper: dumper(&context.settings, steps.before.major),
    };
    let mut trunk = open(workshop, &stretches(all.iter().copied())?).await?;
    prover.prepare(&mut trunk, base).await?;
    let mut verdicts = Vec::new();
    for (revision, (before, after)) in rest.iter().zip(steps.steps()) {
        if wanted.contains(&revision.id()) {
            let (own, copy) = trunk.copied().await.map_err(cannot_copy)?;
            trunk = own;
            let verdict = prover.verdict(copy, revision, before, after).await?;
            if args.format == ProveFormat::Human {
                verdict.tell();
            }
            verdicts.push(verdict);
        }
        prover.apply(&mut trunk, revision).await?;
    }
    trunk.end().await?;
    if args.format == ProveFormat::Json {
        artifact(&json(&verdicts));
    }
    let failed = verdicts.iter().filter(|verdict| verdict.outcome.is_err()).count();
    if failed == 0 {
        return Ok(Outcome::Done);
    }
    Err(Failure::new(format_args!("{failed} of {} revisions not proven", verdicts.len())))
}

/// The revisions that are meant, in the order in which they run.
async fn wanted(context: &Context, chain: &Chain, args: &ProveArgs) -> Result<Vec<RevisionId>> {
    let mut ids = BTreeSet::new();
    if args.all {
        ids.extend(chain.iter().map(Revision::id));
    } else if args.revisions.is_empty() {
        ids.extend(chain.heads());
    }
    for address in &args.revisions {
        ids.insert(addressed(context, chain, address).await?);
    }
    Ok(in_order(chain, &ids).into_iter().map(Revision::id).collect())
}

fn cannot_copy(error: ElaborateError) -> Failure {
    Failure::new(error).context("the scratch database cannot be copied")
}

/// What proofs of revisions have in common.
struct Prover<'a> {
    settings: &'a Settings,
    workshop: &'a Workshop,
    chain: &'a Chain,
    options: RunOptions,
    scope: Scope,
    dumper: Option<Dumper>,
}

/// What became of the proof of a revision.
struct Verdict {
    id: RevisionId,
    title: String,
    /// Why its step could not be planned again.
    unplanned: Option<String>,
    outcome: Result<Report, Failure>,
}

impl Prover<'_> {
    /// Runs the revisions that nobody asked about.
    async fn prepare(&self, trunk: &mut Replay, base: &[&Revision]) -> Result<()> {
        let prepared = Proof::prepare(trunk.connection()).await;
        prepared.map_err(|error| Failure::new(error).context("the scratch database"))?;
        for revision in base {
            self.apply(trunk, revision).await?;
        }
        Ok(())
    }

    /// Runs a revision as `upgrade` does.
    async fn apply(&self, trunk: &mut Replay, revision: &Revision) -> Result<()> {
        let (chain, options) = (self.chain, &self.options);
        let connection = trunk.connection();
        let mut runner = Runner { chain, connection, options, progress: &mut () };
        let to = Target::after([revision.id()]);
        let done = runner.run(Direction::Up, |_, _| Ok::<_, RunError>(to.clone())).await;
        done.map(|_| ()).map_err(Failure::from)
    }

    /// Proves one in a database that has all before it.
    async fn verdict(
        &self,
        mut copy: Replay,
        revision: &Revision,
        before: &Catalog,
        after: &Catalog,
    ) -> Result<Verdict> {
        let mut unplanned = None;
        let outcome = self.shown(&mut copy, revision, before, after, &mut unplanned).await;
        copy.end().await?;
        let title = revision.title().to_owned();
        Ok(Verdict { id: revision.id(), title, unplanned, outcome })
    }

    async fn shown(
        &self,
        copy: &mut Replay,
        revision: &Revision,
        before: &Catalog,
        after: &Catalog,
        why: &mut Option<String>,
    ) -> Result<Report> {
        self.leads_where_it_says(revision, after)?;
        let (settings, workshop) = (self.settings, self.workshop);
        let renames = renames([revision.header()]);
        // what has no plan was written by hand
        let anew = replan(settings, workshop, before, after, &renames).await;
        let anew = anew.map_err(|failure| *why = Some(unplanned(&failure))).ok();
        let proof = self.proof(revision, before, after, anew.as_ref())?;
        let database = copy.options();
        proof
            .show_in(copy.connection(), database, self.dumper.as_ref())
            .await
            .map_err(|error| explained(&error))
    }

    /// The catalog after a revision is the one that its header names, where nothing else has run before it
    /// than when it was written.
    fn leads_where_it_says(&self, revision: &Revision, after: &Catalog) -> Result<()> {
        let header = revision.header();
        let Some(step) = &header.catalog else { return Ok(()) };
        let beside = self.chain.iter().take_while(|other| other.id() != revision.id());
        let needed = self.chain.required([revision.id()]);
        if beside.into_iter().any(|other| !needed.contains(&other.id())) {
            return Ok(());
        }
        let scope = recorded(self.settings, &self.workshop.mirror.default_schema, &header.scope);
        let found = mark(&scope.managed(&scope.restrict(after.clone())))?;
        if found.major != step.after.major || found == step.after {
            return Ok(());
        }
        Err(Failure::new(format_args!(
            "it leads to catalog {found}, and its header says {}",
            step.after
        ))
        .hint("was it edited? bring its header up to date, if no database has it: autogen seal"))
    }

    fn proof<'p>(
        &'p self,
        revision: &'p Revision,
        before: &Catalog,
        after: &Catalog,
        anew: Option<&'p Replanned>,
    ) -> Result<Proof<'p>> {
        let schema = &before.default_schema;
        let up = anew.map(|anew| &anew.comparison.up);
        let down = anew.map(|anew| anew.down.as_slice()).unwrap_or_default();
        let mut statements = by_hand(revision, Direction::Up, up)?;
        statements.extend(by_hand(revision, Direction::Down, down)?);
        let named = |sql: &str, found: &mut BTreeSet<ObjectId>| {
            let tables = before.facts.keys().filter(|id| id.kind() == Kind::Table);
            found.extend(tables.filter(|id| mentions(sql, id.name())).cloned());
        };
        let mut touched = match up {
            Some(up) => touched(up, down),
            None => diff(before, after).into_keys().collect(),
        };
        let mut loose = BTreeSet::new();
        for statement in &statements {
            named(&statement.sql, &mut touched);
            if is_data_step(&statement.sql) {
                named(&statement.sql, &mut loose);
            }
        }
        let leg = |direction, part, expected: &Catalog, plans: &mut dyn Iterator<Item = &Plan>| {
            let actions = plans.flat_map(Plan::actions);
            let mut announced = Announced::of(actions, schema);
            if direction == Direction::Up {
                announced = announced.without_losses();
            }
            allowed([revision.header()]).iter().for_each(|flag| announced.allow(flag));
            let (chain, options, id) = (self.chain, &self.options, revision.id());
            let way = Way::Revision(Run { chain, options, id, direction });
            Leg { part, way, expected: self.scope.restrict(expected.clone()), announced }
        };
        Ok(Proof {
            scope: &self.scope,
            before: self.scope.restrict(before.clone()),
            up: vec![leg(Direction::Up, UP, after, &mut up.into_iter())],
            down: vec![leg(Direction::Down, DOWN, before, &mut down.iter())],
            touched,
            renames: anew.map(|anew| anew.comparison.renames.as_slice()).unwrap_or_default(),
            loose,
        })
    }
}

/// What is wrong with a revision, and what its header may say.
fn explained(error: &ProofError) -> Failure {
    let failure = failure(error);
    let header = "say so in the header of the up file, if it is meant:";
    match error {
        ProofError::Lost { .. } => {
            failure.hint(format_args!("{header} -- decided allow drop-rows:SCHEMA.TABLE"))
        }
        ProofError::Costs { .. } => {
            failure.hint(format_args!("{header} -- decided allow rewrite:SCHEMA.TABLE"))
        }
        _ => failure,
    }
}

impl Verdict {
    fn tell(&self) {
        let Self { id, title, unplanned: _, outcome } = self;
        match outcome {
            Ok(report) => line(format_args!("{id} {title}: {}", told(report))),
            Err(_) => line(format_args!("{id} {title}: not proven")),
        }
        self.notes().for_each(|text| note(format_args!("  {text}")));
        if let Err(failure) = outcome {
            note(failure);
        }
    }

    /// What a person should know, proven or not.
    fn notes(&self) -> impl Iterator<Item = &str> {
        let found = self.outcome.as_ref().map_or(&[][..], |report| &report.notes);
        self.unplanned.iter().chain(found).map(String::as_str)
    }
}

#[derive(Serialize)]
struct Listing<'a> {
    format: u32,
    revisions: Vec<Listed<'a>>,
}

#[derive(Serialize)]
struct Listed<'a> {
    id: i64,
    title: &'a str,
    proven: bool,
    /// Why not.
    problem: Option<String>,
    tables: usize,
    rows: u64,
    pg_dump: bool,
    no_way_back: Option<&'a str>,
    notes: Vec<&'a str>,
}

fn json(verdicts: &[Verdict]) -> String {
    let listed = verdicts.iter().map(|verdict| {
        let Verdict { id, title, unplanned: _, outcome } = verdict;
        let report = outcome.as_ref().ok();
        Listed {
            id: id.as_i64(),
            title,
            proven: report.is_some(),
            problem: outcome.as_ref().err().map(ToString::to_string),
            tables: report.map_or(0, |report| report.tables),
            rows: report.map_or(0, |report| report.rows),
            pg_dump: report.is_some_and(|report| report.dumped),
            no_way_back: report.and_then(|report| report.no_way_back.as_deref()),
            notes: verdict.notes().collect(),
        }
    });
    let listing = Listing { format: FORMAT, revisions: listed.collect() };
    // plain structs of text, numbers and lists: JSON always takes them
    let mut text = serde_json::to_string_pretty(&listing).unwrap_or_default();
    text.push('\n');
    text
}
