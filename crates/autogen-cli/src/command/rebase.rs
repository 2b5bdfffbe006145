//! `autogen rebase`: the revisions of a branch that no database has yet follow another head.

use std::collections::{BTreeMap, BTreeSet};

use autogen_core::action::Action;
use autogen_core::catalog::Catalog;
use autogen_core::diff::diff;
use autogen_core::plan::Plan;
use autogen_postgres::elaborate::{Piece, Replay, Stretch, Workshop};
use autogen_revision::{
    Added, Bump, CatalogStep, Chain, Direction, KeptHalf, Revision, RevisionId, Rewrite, Version,
    VersionMark, rewrite,
};
use sqlx::postgres::PgConnection;

use super::merge::in_order;
use super::revision::{Place, Wanted, mark, next_id, proven, revisions};
use crate::args::RebaseArgs;
use crate::catalogs::{not_elaborated, read_chain};
use crate::comparison::Decisions;
use crate::config::{Settings, shown};
use crate::connect::Target;
use crate::context::Context;
use crate::evolution::{
    Replanned, allowed, everything, ground, is_as_planned, open, recorded, renames, replan, track,
    unplanned, workshop,
};
use crate::failure::{Failure, Outcome, Result};
use crate::hooks;
use crate::output::{line, note};
use crate::project;
use crate::proof::Proving;
use crate::replay::{of_file, stretches};
use crate::report;
use crate::versions;

/// Moves a branch.
///
/// # Errors
/// When it is not clear which, a database has some of it, or it does not run where it goes.
pub(crate) async fn run(context: &Context, args: &RebaseArgs) -> Result<Outcome> {
    let settings = &context.settings;
    let chain = read_chain(settings)?;
    let (loader, target) = ground(context).await?;
    let applied = applied(settings, target.as_ref()).await?;
    let Some(Move { moved, onto }) = choose(&chain, args, &applied)? else {
        line("nothing to do: the chain has one head");
        return Ok(Outcome::Done);
    };
    if let Some(there) = moved.iter().find(|revision| applied.contains(&revision.id())) {
        let before =
            chain.parents(moved[0].id()).first().map_or("base".to_owned(), |id| id.to_string());
        return Err(Failure::new(format_args!(
            "revision {} ({}) is applied to {}, so that it cannot get another id",
            there.id(),
            there.title(),
            target.map_or("the database".to_owned(), |target| target.label)
        ))
        .hint(format_args!("take it back first: autogen downgrade {before}"))
        .hint("or put the other branch on top of this one: autogen rebase REV"));
    }
    let workshop = workshop(&loader)?;
    let mut mover = Mover {
        settings,
        workshop,
        given: Decisions::from(&args.decisions),
        no_prove: args.no_prove,
        place: Place { follows: onto.into_iter().collect(), greatest: chain.greatest() },
        added: Vec::new(),
        ways_back: Vec::new(),
        new_ids: BTreeMap::new(),
        version: chain.version(onto),
    };
    mover.go(&chain, &moved, onto).await?;
    let change = Rewrite {
        added: mover.added,
        removed: moved.iter().map(|revision| revision.id()).collect(),
        mends_lock: true,
        ..Rewrite::default()
    };
    let written = rewrite(chain.folder(), &change)?;
    for revision in &moved {
        line(format_args!("removed {}", shown(&revision.path(Direction::Up))));
    }
    for path in &written {
        line(format_args!("wrote {}", shown(path)));
    }
    hooks::after_revision(context, &written).await?;
    note("read them, then apply: autogen upgrade");
    Ok(Outcome::Done)
}

/// What the database at hand has recorded.
async fn applied(settings: &Settings, target: Option<&Target>) -> Result<BTreeSet<RevisionId>> {
    let Some(target) = target else {
        note("no database at hand: nobody has looked whether one has the revisions");
        return Ok(BTreeSet::new());
    };
    let mut connection: PgConnection = target.connect().await?;
    let table = project::revision_table(settings, &target.default_schema);
    let recorded = table.read(&mut connection).await?;
    Ok(recorded.keys().filter_map(|id| RevisionId::new(*id).ok()).collect())
}

/// What goes where.
struct Move<'a> {
    /// The revisions, in order.
    moved: Vec<&'a Revision>,
    /// What the first of them is to follow.
    onto: Option<RevisionId>,
}

/// Finds out which branch is meant, and where it goes; `None` when there is nothing to choose.
fn choose<'a>(
    chain: &'a Chain,
    args: &RebaseArgs,
    applied: &BTreeSet<RevisionId>,
) -> Result<Option<Move<'a>>> {
    let heads = chain.heads();
    let at = |address: &String| chain.resolve_one(address, None);
    let onto = args.onto.as_ref().map(at).transpose()?;
    let tip = match &args.branch {
        Some(address) => {
            let id = at(address)?;
            let above: Vec<_> =
                heads.iter().filter(|head| chain.ancestors(**head).contains(&id)).collect();
            match above.as_slice() {
                [head] => **head,
                several => {
                    return Err(Failure::new(format_args!(
                        "{} branches go through {id}; name a revision of one of them: {}",
                        several.len(),
                        list(several.iter().map(|id| **id))
                    )));
                }
            }
        }
        None => {
            let others: Vec<_> = heads.iter().filter(|head| Some(**head) != onto).collect();
            match others.as_slice() {
                [] => return Ok(None),
                [_] if onto.is_none() => return Ok(None),
                [head] => **head,
                heads => {
                    // what a database has already stays where it is
                    let shared = heads.iter().map(|head| chain.ancestors(**head));
                    let shared = shared.reduce(|a, b| &a & &b).unwrap_or_default();
                    let is_free = |head: &RevisionId| {
                        (&chain.ancestors(*head) - &shared).is_disjoint(applied)
                    };
                    let free: Vec<_> = heads.iter().filter(|head| is_free(head)).collect();
                    match free.as_slice() {
                        [head] => ***head,
                        _ => return Err(unclear(&heads.iter().map(|id| **id).collect::<Vec<_>>())),
                    }
                }
            }
        }
    };
    let onto = match onto {
        Some(onto) => onto,
        None => match heads.iter().filter(|head| **head != tip).collect::<Vec<_>>().as_slice() {
            [] => return Ok(None),
            [head] => **head,
            several => {
                return Err(Failure::decision(format_args!(
                    "on which head is {tip} put: {}?",
                    list(several.iter().map(|id| **id))
                ))
                .hint(format_args!("autogen rebase {tip} --onto {}", several[0])));
            }
        },
    };
    let below = chain.ancestors(onto);
    if below.contains(&tip) {
        return Err(Failure::new(format_args!("{onto} follows {tip}, so that it cannot go there")));
    }
    let moved = in_order(chain, &(&chain.ancestors(tip) - &below));
    if moved.first().is_some_and(|first| chain.parents(first.id()) == BTreeSet::from([onto])) {
        return Ok(None);
    }
    check_line(chain, &moved)?;
    Ok(Some(Move { moved, onto: Some(onto) }))
}

fn list(ids: impl Iterator<Item = RevisionId>) -> String {
    ids.map(|id| id.to_string()).collect::<Vec<_>>().join(", ")
}

/// It cannot be known which branch is whose.
fn unclear(heads: &[RevisionId]) -> Failure {
    let failure =
        Failure::decision("which branch is yours, to be put on top of the other, cannot be known");
    heads.iter().fold(failure, |failure, head| failure.hint(format_args!("autogen rebase {head}")))
}

/// What moves is one line, that nothing else follows.
fn check_line(chain: &Chain, moved: &[&Revision]) -> Result<()> {
    for pair in moved.windows(2) {
        let (former, next) = (pair[0].id(), pair[1].id());
        if chain.parents(next) != BTreeSet::from([former]) {
            return Err(Failure::new(format_args!(
                "the branch is no line: {next} ({}) does not follow {former} alone",
                pair[1].title()
            ))
            .hint("join the heads instead: autogen merge"));
        }
    }
    let ids: BTreeSet<RevisionId> = moved.iter().map(|revision| revision.id()).collect();
    for revision in moved {
        let (children, dependents) =
            (chain.children(revision.id()), chain.dependents(revision.id()));
        if let Some(child) = children.union(&dependents).find(|id| !ids.contains(id)) {
            return Err(Failure::new(format_args!(
                "{child}, which is not of the branch, follows {} or depends on it, so that it cannot move",
                revision.id()
            )));
        }
    }
    Ok(())
}

/// Revisions on their way to another place.
struct Mover<'a> {
    settings: &'a Settings,
    workshop: &'a Workshop,
    given: Decisions,
    no_prove: bool,
    place: Place,
    added: Vec<Added>,
    ways_back: Vec<Back>,
    /// The ids of those that have moved.
    new_ids: BTreeMap<RevisionId, RevisionId>,
    /// The schema's version so far.
    version: Option<Version>,
}

/// How a revision is taken back.
struct Back {
    /// Its down file, as it was before.
    path: String,
    /// The catalog that it leads to.
    before: Catalog,
    down: Vec<Stretch>,
}

impl Mover<'_> {
    async fn go(
        &mut self,
        chain: &Chain,
        moved: &[&Revision],
        onto: Option<RevisionId>,
    ) -> Result<()> {
        let ids: BTreeSet<RevisionId> = moved.iter().map(|revision| revision.id()).collect();
        let below = &chain.required(ids.iter().copied()) - &ids;
        let former = track(self.workshop, &in_order(chain, &below), moved).await?;
        let needed =
            ids.iter().flat_map(|id| chain.dependencies(*id)).filter(|id| !ids.contains(id));
        let base = stretches(in_order(chain, &chain.required(onto.into_iter().chain(needed))))?;
        let mut line = Vec::new();
        for revision in moved {
            line.push(of_file(revision, Direction::Up)?);
        }
        let mut replay = open(self.workshop, base.iter().chain(line.iter().flatten())).await?;
        let outcome = async {
            let failed = |error| not_elaborated(&error, "the revisions do not replay");
            replay.run(&base).await.map_err(failed)?;
            let mut before = replay.read().await?;
            for (revision, step) in moved.iter().zip(former.steps()) {
                before = self.one(revision, step, &mut replay, before).await?;
            }
            self.back(&mut replay).await
        }
        .await;
        replay.end().await?;
        outcome
    }

    /// Moves one revision, whose step was from one catalog to another, and returns the catalog after it.
    async fn one(
        &mut self,
        revision: &Revision,
        (was, became): (&Catalog, &Catalog),
        replay: &mut Replay,
        before: Catalog,
    ) -> Result<Catalog> {
        let renames = renames([revision.header()]);
        let anew = replan(self.settings, self.workshop, was, became, &renames).await;
        // what has no plan was written by hand
        let planned = anew.map_err(|failure| {
            let (id, title) = (revision.id(), revision.title());
            note(format_args!("revision {id} ({title}) keeps its text: {}", unplanned(&failure)));
        });
        let planned = planned.ok().map(|anew| is_as_planned(revision, &anew)).transpose()?;
        replay.run(&of_file(revision, Direction::Up)?).await.map_err(|error| {
            let doing = format!("revision {} ({}) does not run there", revision.id(), revision.title());
            not_elaborated(&error, &doing).hint(
                "change the models or the file so that it does; what both branches make, one of them \
                 must leave to the other",
            )
        })?;
        let after = replay.read().await?;
        if planned == Some(true) {
            let anew = replan(self.settings, self.workshop, &before, &after, &renames).await?;
            if !anew.comparison.is_empty() {
                let statements = anew.down.iter().flat_map(Plan::actions);
                let piece = |action: &Action| Piece::new("the way back", action.statement.sql());
                let pieces = statements.map(piece).collect();
                let down = vec![Stretch { transaction: true, pieces }];
                let path = shown(&revision.path(Direction::Down));
                self.plan(revision, anew).await?;
                self.ways_back.push(Back { path, before, down });
                return Ok(after);
            }
        }
        self.keep(revision, &before, &after)?;
        let down = of_file(revision, Direction::Down)?;
        let path = shown(&revision.path(Direction::Down));
        self.ways_back.push(Back { path, before, down });
        Ok(after)
    }

    /// The revision as it is planned in its new place.
    async fn plan(&mut self, revision: &Revision, anew: Replanned) -> Result<()> {
        let Replanned { mut comparison, down } = anew;
        let asked: BTreeSet<String> =
            comparison.up.hazards().filter_map(|hazard| hazard.asks.clone()).collect();
        let mut allow = allowed([revision.header()]);
        allow.extend(self.given.allow.iter().cloned());
        allow.retain(|flag| asked.contains(flag));
        let questions = comparison.questions(&Decisions { allow, rename: Vec::new() })?;
        if !questions.is_empty() {
            return Err(report::ask(&questions));
        }
        let schema = self.workshop.mirror.default_schema.clone();
        comparison.scope = recorded(self.settings, &schema, &revision.header().scope);
        let Place { follows, greatest } = &self.place;
        let place = Place { follows: follows.clone(), greatest: *greatest };
        let wanted = Wanted {
            message: &revision.header().message,
            backfill: None,
            tenants: self.settings.tenants,
        };
        let scope = &revision.header().scope;
        let mut anew = revisions(place, &wanted, &comparison, &down, scope)?;
        versions::give(&mut anew, &comparison, self.version, None)?;
        let (settings, workshop) = (self.settings, self.workshop);
        let everything = everything(settings, &schema);
        let proving = Proving { settings, workshop, comparison: &comparison, scope: &everything };
        proven(&proving, self.no_prove, &down, None, &mut anew).await?;
        if let Some(first) = anew.first_mut() {
            first.up.header.labels = revision.header().labels.clone();
            first.up.header.depends_on = self.depends_on(revision);
        }
        for new in anew {
            let id = new.up.header.id;
            self.arrived(revision.id(), id, new.up.header.version);
            self.added.push(Added::Planned(new));
        }
        Ok(())
    }

    /// What a revision depends on, under the ids that they have now.
    fn depends_on(&self, revision: &Revision) -> Vec<RevisionId> {
        let now = |id: &RevisionId| self.new_ids.get(id).copied().unwrap_or(*id);
        revision.header().depends_on.iter().map(now).collect()
    }

    /// A revision has its place: what comes next follows it.
    fn arrived(&mut self, former: RevisionId, id: RevisionId, version: Option<VersionMark>) {
        self.place = Place { follows: vec![id], greatest: Some(id) };
        self.new_ids.insert(former, id);
        self.version = version.map(|mark| mark.version).or(self.version);
    }

    /// Takes everything back again, the last first. What was written by hand may not lead back, as when it
    /// changes rows: that is told.
    async fn back(&self, replay: &mut Replay) -> Result<()> {
        let schema = &self.workshop.mirror.default_schema;
        for Back { path, before, down } in self.ways_back.iter().rev() {
            if let Err(error) = replay.run(down).await {
                note(format_args!("{path} does not run there: {error}"));
                return Ok(());
            }
            let left = diff(before, &replay.read().await?);
            let left: Vec<String> = left.keys().map(|id| id.label(schema)).collect();
            if !left.is_empty() {
                note(format_args!("{path} does not lead back: {}", left.join(", ")));
                return Ok(());
            }
        }
        Ok(())
    }

    /// The revision with the text that it has.
    fn keep(&mut self, revision: &Revision, before: &Catalog, after: &Catalog) -> Result<()> {
        let Place { follows, greatest } = &self.place;
        let mut header = revision.header().clone();
        header.id = next_id(*greatest)?;
        header.follows = follows.clone();
        let schema = &self.workshop.mirror.default_schema;
        let scope = recorded(self.settings, schema, &header.scope);
        let mark = |catalog: &Catalog| mark(&scope.managed(&scope.restrict(catalog.clone())));
        header.catalog = Some(CatalogStep { before: mark(before)?, after: mark(after)? });
        header.depends_on = self.depends_on(revision);
        let bump = header.version.map_or(Bump::Minor, |mark| mark.bump);
        header.version = Some(VersionMark::following(self.version, bump));
        let mut down = header.for_down(revision.down.header.summary.clone());
        down.transaction = revision.down.header.transaction;
        self.arrived(revision.id(), header.id, header.version);
        self.added.push(Added::Kept {
            up: KeptHalf { header, body: revision.up.body().to_owned() },
            down: KeptHalf { header: down, body: revision.down.body().to_owned() },
        });
        Ok(())
    }
}
