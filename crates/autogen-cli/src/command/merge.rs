//! `autogen merge`: a revision without statements that follows several heads, where their branches do
//! not get in each other's way.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::collision::{Collision, collisions};
use autogen_core::diff::{Change, diff};
use autogen_core::object_id::ObjectId;
use autogen_postgres::elaborate::Workshop;
use autogen_revision::{
    Added, Bump, CatalogStep, Chain, Header, NewHalf, NewRevision, Revision, RevisionId, Rewrite,
    VersionMark, rewrite,
};

use super::revision::{mark, next_id};
use crate::args::MergeArgs;
use crate::catalogs::read_chain;
use crate::config::{Settings, shown};
use crate::context::Context;
use crate::evolution::{Track, everything, ground, recorded, track, workshop};
use crate::failure::{Failure, Outcome, Result};
use crate::hooks;
use crate::output;

/// Merges heads.
///
/// # Errors
/// When branches touch the same objects, naming these and the revisions that do, or do not lead to the
/// same whichever runs first.
pub(crate) async fn run(context: &Context, args: &MergeArgs) -> Result<Outcome> {
    let settings = &context.settings;
    let chain = read_chain(settings)?;
    let Some(heads) = heads(&chain, args)? else {
        output::line("nothing to do: the chain has one head");
        return Ok(Outcome::Done);
    };
    let (loader, _) = ground(context).await?;
    let workshop = workshop(&loader)?;
    for (at, first) in heads.iter().enumerate() {
        for second in &heads[at + 1..] {
            apart(settings, workshop, &chain, *first, *second).await?;
        }
    }
    let merged = both_ways(settings, workshop, &chain, &heads).await?;

    let ids: Vec<String> = heads.iter().map(ToString::to_string).collect();
    let message = args.message.clone().unwrap_or_else(|| format!("merge {}", ids.join(" and ")));
    let mut header = Header::new(next_id(chain.greatest())?, message);
    for id in heads.iter().flat_map(|id| chain.ancestors(*id)) {
        header.scope.extend(&chain.get(id).map(|r| r.header().scope.clone()).unwrap_or_default());
    }
    let former = chain.version(heads.iter().copied());
    header.version = Some(VersionMark::following(former, Bump::Patch));
    header.follows = heads;
    let schema = &workshop.mirror.default_schema;
    let scope = recorded(settings, schema, &header.scope);
    let after = mark(&scope.managed(&scope.restrict(merged)))?;
    header.catalog = Some(CatalogStep { before: after.clone(), after });
    let down = NewHalf { header: header.for_down(Vec::new()), sections: Vec::new() };
    let up = NewHalf { header, sections: Vec::new() };
    let change = Rewrite {
        added: vec![Added::Planned(NewRevision { up, down })],
        mends_lock: true,
        ..Rewrite::default()
    };
    let written = rewrite(chain.folder(), &change)?;
    for path in &written {
        output::line(format_args!("wrote {}", shown(path)));
    }
    hooks::after_revision(context, &written).await?;
    Ok(Outcome::Done)
}

/// The heads to merge, the smallest id first; `None` when there is only one.
fn heads(chain: &Chain, args: &MergeArgs) -> Result<Option<Vec<RevisionId>>> {
    let mut heads = BTreeSet::new();
    for address in &args.heads {
        heads.extend(chain.resolve(address, None)?.ids());
    }
    if args.heads.is_empty() {
        heads.extend(chain.heads());
        if heads.len() < 2 {
            return Ok(None);
        }
    }
    if heads.len() < 2 {
        return Err(Failure::new("a merge takes two revisions or more")
            .hint("or none, for all heads: autogen merge"));
    }
    for id in &heads {
        if let Some(other) = heads.iter().find(|o| *o != id && chain.ancestors(**o).contains(id)) {
            return Err(Failure::new(format_args!(
                "{other} follows {id} already, so there is nothing to merge"
            )));
        }
    }
    Ok(Some(heads.into_iter().collect()))
}

/// The revisions of a set, in the order in which they run.
pub(super) fn in_order<'a>(chain: &'a Chain, ids: &BTreeSet<RevisionId>) -> Vec<&'a Revision> {
    chain.iter().filter(|revision| ids.contains(&revision.id())).collect()
}

/// The branches of two heads touch different objects.
async fn apart(
    settings: &Settings,
    workshop: &Workshop,
    chain: &Chain,
    first: RevisionId,
    second: RevisionId,
) -> Result<()> {
    let (one, other) = (chain.required([first]), chain.required([second]));
    let base = in_order(chain, &one.intersection(&other).copied().collect());
    let lines = [&one - &other, &other - &one].map(|ids| in_order(chain, &ids));
    let mut tracks = Vec::new();
    for line in &lines {
        tracks.push(restricted(settings, workshop, track(workshop, &base, line).await?));
    }
    let [one, other] = &tracks[..] else { return Ok(()) };
    let found = collisions(&one.before, one.last(), other.last());
    if found.is_empty() {
        return Ok(());
    }
    let sides = [Branch { track: one, line: &lines[0] }, Branch { track: other, line: &lines[1] }];
    let told: Vec<String> = found.iter().map(|collision| told(collision, &sides)).collect();
    Err(Failure::new(format_args!(
        "the branches of {first} and {second} touch the same objects:\n  {}",
        told.join("\n  ")
    ))
    .hint(format_args!(
        "put the one that no database has yet on top of the other: autogen rebase {second} --onto {first}"
    ))
    .hint(format_args!("or the other way round: autogen rebase {first} --onto {second}")))
}

/// Without what is never looked at, such as the tables of other tools.
fn restricted(settings: &Settings, workshop: &Workshop, track: Track) -> Track {
    let scope = everything(settings, &workshop.mirror.default_schema);
    Track {
        before: scope.restrict(track.before),
        after: track.after.into_iter().map(|catalog| scope.restrict(catalog)).collect(),
    }
}

/// A branch that was replayed.
struct Branch<'a> {
    track: &'a Track,
    line: &'a [&'a Revision],
}

impl Branch<'_> {
    /// Which of its revisions do something to an object or its parts, and what.
    fn touching(&self, id: &ObjectId) -> String {
        let mut told = Vec::new();
        for (revision, (before, after)) in self.line.iter().zip(self.track.steps()) {
            let changes = diff(before, after);
            let here = changes.get(id).copied();
            let within = || changes.keys().any(|changed| changed.lineage().any(|l| l == id));
            let does = match here {
                Some(Change::Create) => "creates it",
                Some(Change::Alter) => "changes it",
                Some(Change::Drop) => "drops it",
                None if within() => "changes a part of it",
                None => continue,
            };
            told.push(format!("{} ({}) {does}", revision.id(), revision.title()));
        }
        told.join(", ")
    }

    fn schema(&self) -> &autogen_core::ident::Ident {
        &self.track.before.default_schema
    }
}

fn told(collision: &Collision, sides: &[Branch<'_>; 2]) -> String {
    let [one, other] = sides;
    match collision {
        Collision::Both(id) => {
            let label = id.label(one.schema());
            format!("{label}: {}; {}", one.touching(id), other.touching(id))
        }
        Collision::Needed { changed, by, first } => {
            let (changing, needing) = if *first { (one, other) } else { (other, one) };
            let (label, needy) = (changed.label(one.schema()), by.label(one.schema()));
            format!(
                "{label}: {}; {needy} needs it: {}",
                changing.touching(changed),
                needing.touching(by)
            )
        }
    }
}

/// Shows that the branches lead to the same whichever runs first, and returns what to.
async fn both_ways(
    settings: &Settings,
    workshop: &Workshop,
    chain: &Chain,
    heads: &[RevisionId],
) -> Result<Catalog> {
    let schema = &workshop.mirror.default_schema;
    let scope = everything(settings, schema);
    let reversed: Vec<RevisionId> = heads.iter().rev().copied().collect();
    let mut outcomes: Vec<Catalog> = Vec::new();
    for order in [heads, &reversed] {
        let mut done = BTreeSet::new();
        let mut line = Vec::new();
        for head in order {
            let branch = chain.required([*head]);
            line.extend(in_order(chain, &(&branch - &done)));
            done.extend(branch);
        }
        let track = track(workshop, &line, &[]).await.map_err(|failure| {
            failure
                .context("the branches do not run one after the other")
                .hint("put one on top of the other: autogen rebase")
        })?;
        outcomes.push(scope.restrict(track.before));
    }
    let labels = |catalog: &Catalog| -> BTreeSet<String> {
        catalog.bystanders.iter().map(|bystander| bystander.label.clone()).collect()
    };
    let mut left: BTreeSet<String> =
        diff(&outcomes[0], &outcomes[1]).keys().map(|id| id.label(schema)).collect();
    let unmodelled = outcomes.iter().map(labels).collect::<Vec<_>>();
    left.extend(unmodelled[0].symmetric_difference(&unmodelled[1]).cloned());
    if !left.is_empty() {
        let left: Vec<String> = left.into_iter().collect();
        return Err(Failure::new(format_args!(
            "which of the branches runs first makes a difference: {}",
            left.join(", ")
        ))
        .hint("put one on top of the other: autogen rebase"));
    }
    outcomes.pop().ok_or_else(|| Failure::new("nothing was replayed"))
}
