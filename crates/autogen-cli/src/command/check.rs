//! `autogen check`: one gate for CI. Of databases it looks at the configured one, whether that is still as its
//! revisions left it, and at those that are named as states.

use std::fmt;

use anstyle::{AnsiColor, Style};

use autogen_revision::Chain;

use super::current;
use super::diff::compare;
use crate::args::{CheckArgs, StatesArgs};
use crate::catalogs::{Loader, read_chain, states};
use crate::comparison::{Comparison, Decisions};
use crate::config::shown;
use crate::connect::Target;
use crate::context::Context;
use crate::drift::{Drift, Watched};
use crate::failure::{Outcome, Result};
use crate::models;
use crate::output;
use crate::project;
use crate::report;
use crate::sealed;
use crate::state::State;

/// One head, no revision edited since it was written, a database as its revisions left it, a chain that replays
/// from empty, and leads to the models: each is looked at, and what is wrong with one does not hide the others.
///
/// # Errors
/// When there is nothing to look at: a revision that cannot be read, models that do not compile, no
/// server. That a verdict is bad is no error but [`Outcome::Changes`].
pub(crate) async fn run(context: &Context, args: &CheckArgs) -> Result<Outcome> {
    if args.from.is_some() || args.to.is_some() {
        return agree(context, args).await;
    }
    let settings = &context.settings;
    let chain = read_chain(settings)?;
    models::expected(settings)?;
    let mut gate = Gate::default();
    match chain.head() {
        Ok(head) => gate.passed(match head.and_then(|head| chain.get(head)) {
            Some(head) => {
                let plural = if chain.len() == 1 { "" } else { "s" };
                format!(
                    "{} revision{plural}, one head: {} {}",
                    chain.len(),
                    head.id(),
                    head.title()
                )
            }
            None => format!("{} holds no revisions yet", shown(chain.folder())),
        }),
        Err(heads) => gate.failed(heads),
    }
    match sealed::problems(&chain) {
        Ok(problems) if problems.is_empty() => gate.passed("autogen.lock agrees with the files"),
        Ok(problems) => problems.iter().for_each(|problem| gate.failed(problem)),
        Err(problem) => gate.failed(problem),
    }
    if let Some(target) = configured(context).await? {
        drift(context, &chain, &target, &mut gate).await?;
    }
    for revision in chain.iter().filter(|revision| revision.header().unproven) {
        let (id, title) = (revision.id(), revision.title());
        output::note(format_args!("{id} {title} was written without a proof: autogen prove {id}"));
    }
    if chain.head().is_err() {
        output::note("which models they lead to is seen once there is one head");
        return Ok(gate.outcome());
    }
    let loader = Loader::with_ground(context, None).await?;
    let before = match loader.load(&State::Revisions(None), None).await {
        Ok(before) => before,
        Err(problem) => {
            gate.failed(problem);
            return Ok(gate.outcome());
        }
    };
    gate.passed("the chain replays from empty");
    let after = loader.load(&State::Models, None).await?;
    let schema = settings.default_schema();
    let managed = project::managed(settings, &chain, Some(&after), &schema)?;
    let scope = project::scope(settings, &schema, Some(&managed), &args.narrow);
    let decisions = Decisions::default();
    let workshop = loader.workshop();
    let comparison = Comparison::new(before, after, &scope, &decisions, workshop).await?;
    if comparison.is_empty() {
        gate.passed("the revisions lead to the models");
        return Ok(gate.outcome());
    }
    gate.failed(
        "the revisions do not lead to the models: write the missing one with \
         `autogen -m \"…\" --from revisions`",
    );
    output::text(&report::human::render(&comparison.difference(&[]), context.global.verbose));
    Ok(gate.outcome())
}

/// The database that the settings name, if there is one that answers. One that was asked for must answer.
async fn configured(context: &Context) -> Result<Option<Target>> {
    let settings = &context.settings;
    if settings.database(settings.label.as_deref())?.url.is_none() && settings.label.is_none() {
        return Ok(None);
    }
    let target = context.target(None).await?;
    let asked_for = settings.label.is_some() || context.global.database_url.is_some();
    match target.connect().await {
        Ok(_) => Ok(Some(target)),
        Err(failure) if asked_for => Err(failure),
        Err(failure) => {
            output::note(failure.headline());
            output::note("so no database is compared with its revisions");
            Ok(None)
        }
    }
}

/// The database is as its revisions left it, however far it is.
async fn drift(context: &Context, chain: &Chain, target: &Target, gate: &mut Gate) -> Result<()> {
    let label = &target.label;
    let unknown = |why: &dyn fmt::Display| {
        output::note(format_args!("{label} is not compared with what its revisions made: {why}"));
    };
    let mut connection = target.connect().await?;
    let recorded = match current::read(context, chain, target, &mut connection).await {
        Ok(recorded) => recorded,
        Err(failure) => {
            unknown(&failure.headline());
            return Ok(());
        }
    };
    let watched = Watched { context, chain, target, recorded: &recorded };
    match watched.look(&mut connection, true).await? {
        Drift::None if recorded.ids().is_empty() => {}
        Drift::None => gate.passed(format_args!("{label} is as its revisions left it")),
        Drift::Unknown(why) => unknown(&why),
        Drift::Found(lines) => {
            gate.failed(report::drift::render(label, &lines).trim_end());
            watched.ways_out().iter().for_each(output::note);
        }
    }
    Ok(())
}

/// What was looked at, a line each as it is known.
#[derive(Default)]
struct Gate {
    failed: bool,
}

impl Gate {
    fn passed(&mut self, what: impl fmt::Display) {
        output::line(format_args!("{PASSED}ok    {PASSED:#} {what}"));
    }

    fn failed(&mut self, what: impl fmt::Display) {
        self.failed = true;
        let text = what.to_string();
        // what is below the first line belongs to it
        let text = text.strip_prefix("error: ").unwrap_or(&text).replace('\n', "\n       ");
        output::line(format_args!("{FAILED}failed{FAILED:#} {text}"));
    }

    fn outcome(&self) -> Outcome {
        if self.failed { Outcome::Changes } else { Outcome::Done }
    }
}

const PASSED: Style = AnsiColor::Green.on_default();
const FAILED: Style = AnsiColor::Red.on_default().bold();

/// Two states hold the same, as far as anybody can see.
async fn agree(context: &Context, args: &CheckArgs) -> Result<Outcome> {
    let CheckArgs { from, to, narrow } = args;
    let (from, to) = states(&StatesArgs { from: from.clone(), to: to.clone() })?;
    let decisions = Decisions::default();
    let (comparison, uncovered, _) =
        compare(context, &from, &to, narrow, &decisions, false).await?;
    output::text(&report::human::render(&comparison.difference(&[]), context.global.verbose));
    match (comparison.is_empty(), uncovered) {
        (true, 0) => {
            output::line(format_args!("{from} and {to} agree"));
            return Ok(Outcome::Done);
        }
        (true, n) => output::note(format_args!(
            "{from} and {to} agree in what is modelled; {n} unmodelled objects are only in one of them"
        )),
        (false, _) => output::note(format_args!("{from} and {to} differ")),
    }
    Ok(Outcome::Changes)
}
