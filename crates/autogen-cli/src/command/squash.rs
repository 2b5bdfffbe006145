//! `autogen squash`: one revision in place of several that follow one another.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::plan::plan_in_one;
use autogen_postgres::elaborate::Workshop;
use autogen_revision::{
    Added, Chain, Direction, Header, NewHalf, NewRevision, Revision, RevisionId, Rewrite,
    VersionMark, rewrite,
};

use super::merge::in_order;
use super::revision::{Place, Wanted, mark, next_id, proven, revisions};
use crate::args::SquashArgs;
use crate::catalogs::read_chain;
use crate::comparison::{Decisions, refused};
use crate::config::{Settings, shown};
use crate::context::Context;
use crate::data_step::{is_data_step, named};
use crate::evolution::{
    Replanned, Track, allowed, by_hand, everything, ground, recorded, renames, replan, track,
    unplanned, workshop,
};
use crate::failure::{Failure, Outcome, Result};
use crate::hooks;
use crate::output::{line, note};
use crate::proof::Proving;
use crate::report;

/// Squashes a range.
///
/// # Errors
/// When the range is no line, something in it was written by hand and would be lost, a decision is needed,
/// or the plan is not proven.
pub(crate) async fn run(context: &Context, args: &SquashArgs) -> Result<Outcome> {
    let settings = &context.settings;
    let chain = read_chain(settings)?;
    let range = chain.resolve_range(&args.range, None)?;
    let range = chain.span(&range);
    check_line(&chain, &range)?;
    let (Some(first), Some(last)) = (range.first(), range.last()) else {
        return Ok(Outcome::Done);
    };
    let ids: BTreeSet<RevisionId> = range.iter().map(|revision| revision.id()).collect();
    let (loader, _) = ground(context).await?;
    let workshop = workshop(&loader)?;
    let below = &chain.required(ids.iter().copied()) - &ids;
    let track = track(workshop, &in_order(&chain, &below), &range).await?;
    let lost = lost(settings, workshop, &range, &track).await?;
    if !lost.is_empty() {
        left_out(&lost, args)?;
    }

    let headers = || range.iter().map(|revision| revision.header());
    let given = Decisions::from(&args.decisions);
    let mut wanted = renames(headers());
    wanted.extend(given.rename.iter().cloned());
    let anew = replan(settings, workshop, &track.before, track.last(), &wanted).await?;
    let new =
        Squashed { settings, workshop, chain: &chain, range: &range, no_prove: args.no_prove };
    let message = args.message.clone();
    let message = message.unwrap_or_else(|| format!("squash of {} revisions", range.len()));
    let mut allow = allowed(headers());
    allow.extend(given.allow);
    let mut revision = new.plan(anew, allow, &track, &message).await?;

    let header = &mut revision.up.header;
    header.replaces = range.iter().map(|revision| revision.id()).collect();
    header.follows = first.header().follows.clone();
    let outside = headers().flat_map(|header| &header.depends_on).filter(|id| !ids.contains(id));
    header.depends_on = outside.copied().collect::<BTreeSet<_>>().into_iter().collect();
    header.labels = headers().flat_map(|header| header.labels.iter().cloned()).collect();
    let bump = headers().filter_map(|header| header.version).map(|mark| mark.bump).max();
    header.version =
        chain.version([last.id()]).zip(bump).map(|(version, bump)| VersionMark { version, bump });
    let change = Rewrite {
        added: vec![Added::Planned(revision)],
        replaced: ids.iter().copied().collect(),
        mends_lock: true,
        ..Rewrite::default()
    };
    let written = rewrite(chain.folder(), &change)?;
    for path in &written {
        line(format_args!("wrote {}", shown(path)));
    }
    hooks::after_revision(context, &written).await?;
    line(format_args!(
        "moved the files of {} revisions to {}",
        range.len(),
        shown(&chain.folder().join(autogen_revision::REPLACED_FOLDER))
    ));
    note("databases that have all or a part of them go on from there with `autogen upgrade`");
    Ok(Outcome::Done)
}

/// The range is one line, into which nothing else leads and out of whose middle nothing goes.
fn check_line(chain: &Chain, range: &[&Revision]) -> Result<()> {
    if range.len() < 2 {
        return Err(Failure::new(format_args!(
            "a squash takes two revisions or more, and this range has {}",
            range.len()
        ))
        .hint("name the first and the last: autogen squash A:B, see `autogen history`"));
    }
    let no_line = |revision: &Revision, other: RevisionId, words: &str| {
        Failure::new(format_args!(
            "the range is no line: {} ({}) {words} {other}",
            revision.id(),
            revision.title()
        ))
        .hint("squash what lies before or after the branching, see `autogen history`")
    };
    for pair in range.windows(2) {
        let (former, next) = (pair[0], pair[1]);
        let parents = chain.parents(next.id());
        if let Some(other) = parents.iter().find(|id| **id != former.id()) {
            return Err(no_line(next, *other, "also follows"));
        }
        if parents.is_empty() {
            return Err(no_line(next, former.id(), "does not follow"));
        }
        let children = chain.children(former.id());
        if let Some(other) = children.iter().find(|id| **id != next.id()) {
            return Err(no_line(former, *other, "is also followed by"));
        }
    }
    Ok(())
}

/// What was written by hand in the range and no plan makes, a line each.
async fn lost(
    settings: &Settings,
    workshop: &Workshop,
    range: &[&Revision],
    track: &Track,
) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    for (revision, (before, after)) in range.iter().zip(track.steps()) {
        let title = format!("{} ({})", shown(&revision.path(Direction::Up)), revision.title());
        if revision.header().catalog.is_none() && !revision.up.statements()?.is_empty() {
            lost.push(format!("{title}: its catalog is unknown, so that nobody has proven it"));
        }
        let wanted = renames([revision.header()]);
        // what has no plan was written by hand, all of it
        let (anew, why) = match replan(settings, workshop, before, after, &wanted).await {
            Ok(anew) => (Some(anew), None),
            Err(failure) => (None, Some(unplanned(&failure))),
        };
        let plans = anew.iter().map(|anew| &anew.comparison.up);
        let data = by_hand(revision, Direction::Up, plans)?;
        let data = data.into_iter().filter(|statement| is_data_step(&statement.sql));
        let data: Vec<_> = data
            .map(|statement| format!("{}: {}", statement.place, named(&statement.sql)))
            .collect();
        if let Some(why) = why.filter(|_| !data.is_empty()) {
            lost.push(format!("{title}: {why}"));
        }
        lost.extend(data);
    }
    let labels = |catalog: &Catalog| -> BTreeSet<String> {
        let unmodelled = catalog.bystanders.iter().filter(|bystander| !bystander.modelled);
        unmodelled.map(|bystander| bystander.label.clone()).collect()
    };
    let unmodelled = &labels(track.last()) - &labels(&track.before);
    lost.extend(unmodelled.iter().map(|label| format!("{label}, which no plan can make")));
    Ok(lost)
}

/// What would be lost stops a squash, or is told of.
fn left_out(lost: &[String], args: &SquashArgs) -> Result<()> {
    if args.force {
        note("left out, although it was written by hand:");
        lost.iter().for_each(|text| note(format_args!("  {text}")));
        return Ok(());
    }
    Err(Failure::new(format_args!(
        "the range holds what was written by hand and a plan would leave out:\n  {}",
        lost.join("\n  ")
    ))
    .hint("squash up to it, and from behind it: see `autogen history`")
    .hint(format_args!("or leave it out: autogen squash {} --force", args.range)))
}

/// A range on its way to one revision.
struct Squashed<'a> {
    settings: &'a Settings,
    workshop: &'a Workshop,
    chain: &'a Chain,
    range: &'a [&'a Revision],
    no_prove: bool,
}

impl Squashed<'_> {
    /// The revision, proven both ways.
    async fn plan(
        &self,
        anew: Replanned,
        allow: BTreeSet<String>,
        track: &Track,
        message: &str,
    ) -> Result<NewRevision> {
        let Replanned { mut comparison, mut down } = anew;
        if comparison.up.stages.len() > 1 {
            // one revision is one transaction
            if !comparison.renames.is_empty() {
                return Err(Failure::new(
                    "the range makes a value of an enum, uses it, and renames something, which takes \
                     more than one transaction",
                )
                .hint("squash a shorter range"));
            }
            comparison.up = plan_in_one(&comparison.renamed, &comparison.after).map_err(refused)?;
            down = comparison.down()?;
        }
        let asked: BTreeSet<String> =
            comparison.up.hazards().filter_map(|hazard| hazard.asks.clone()).collect();
        let allow = allow.into_iter().filter(|flag| asked.contains(flag)).collect();
        let questions = comparison.questions(&Decisions { allow, rename: Vec::new() })?;
        if !questions.is_empty() {
            return Err(report::ask(&questions));
        }
        let schema = &self.workshop.mirror.default_schema;
        let scratch_scope = everything(self.settings, schema);
        let mut scope = autogen_revision::Scope::default();
        self.range.iter().for_each(|revision| scope.extend(&revision.header().scope));
        comparison.scope = recorded(self.settings, schema, &scope);
        let id = self.id()?;
        let place = Place { follows: Vec::new(), greatest: None };
        let wanted = Wanted { message, backfill: None, tenants: self.settings.tenants };
        let mut planned = revisions(place, &wanted, &comparison, &down, &scope)?;
        let (settings, workshop) = (self.settings, self.workshop);
        let proving =
            Proving { settings, workshop, comparison: &comparison, scope: &scratch_scope };
        proven(&proving, self.no_prove, &down, None, &mut planned).await?;
        let mut new = match planned.pop() {
            Some(new) => new,
            // what was made in it was also dropped in it
            None => {
                let mut header = Header::new(id, message);
                let after = mark(&comparison.scope.managed(track.last()))?;
                header.catalog =
                    Some(autogen_revision::CatalogStep { before: after.clone(), after });
                header.scope = scope;
                let down = NewHalf { header: header.for_down(Vec::new()), sections: Vec::new() };
                NewRevision { up: NewHalf { header, sections: Vec::new() }, down }
            }
        };
        let follows = self.range.first().map(|first| first.header().follows.clone());
        for header in [&mut new.up.header, &mut new.down.header] {
            header.id = id;
            header.follows = follows.clone().unwrap_or_default();
        }
        Ok(new)
    }

    /// Its id: a free one right behind one that it replaces, the last if possible, so that whoever runs
    /// files by their numbers runs it in their place; a new one where none is free.
    fn id(&self) -> Result<RevisionId> {
        let last = self.range.last().map(|revision| revision.id());
        let next = last.and_then(|last| self.chain.children(last).first().copied());
        for revision in self.range.iter().rev() {
            let behind = RevisionId::next(jiff::Timestamp::UNIX_EPOCH, Some(revision.id()))?;
            if self.chain.find(behind).is_none() && next.is_none_or(|next| behind < next) {
                return Ok(behind);
            }
        }
        next_id(self.chain.greatest())
    }
}
