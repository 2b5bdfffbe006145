//! `autogen diff`.

use std::collections::BTreeSet;
use std::mem::ManuallyDrop;

use autogen_revision::RevisionId;

use super::current;
use crate::args::{DiffArgs, NarrowArgs};
use crate::catalogs::{Ahead, Loader, database_of, read_chain, states};
use crate::comparison::{Comparison, Decisions};
use crate::connect::Target;
use crate::context::Context;
use crate::evolution::workshop;
use crate::failure::{Outcome, Result};
use crate::models;
use crate::output::note;
use crate::project;
use crate::proof::{Proving, told};
use crate::report::{bystanders, show};
use crate::state::State;

/// Shows what leads from one state to the other.
///
/// # Errors
/// When a state cannot be had, or there is no plan.
pub(crate) async fn run(context: &Context, args: &DiffArgs) -> Result<Outcome> {
    let (from, to) = states(&args.states)?;
    let decisions = Decisions::from(&args.decisions);
    let (comparison, uncovered, loader) =
        compare(context, &from, &to, &args.narrow, &decisions, args.prove).await?;
    // the process ends with it, and taking two large catalogs apart would only take time
    let comparison = ManuallyDrop::new(comparison);
    let questions = comparison.questions(&decisions)?;
    if args.prove && !comparison.is_empty() {
        let workshop = workshop(&loader)?;
        let settings = &context.settings;
        let scope = &comparison.scope;
        let proof = Proving { settings, workshop, comparison: &comparison, scope };
        let report = proof.of_plan().await?;
        note(told(&report));
        report.notes.into_iter().for_each(note);
    }
    let difference = comparison.difference(&questions);
    show(&difference, args.format, context.global.verbose);
    if comparison.is_empty() {
        match uncovered {
            0 => note(format_args!("no changes from {from} to {to}")),
            n => note(format_args!(
                "no changes from {from} to {to} in what is modelled; \
                 {n} unmodelled objects are only in one of them"
            )),
        }
        return Ok(Outcome::Done);
    }
    if matches!((&from, &to), (State::Database(_), State::Models)) {
        note("write the revision with `autogen -m \"what changes\"`");
    }
    Ok(Outcome::Changes)
}

/// Compares two states and names what is left alone. Also returns how many objects that no kind models
/// only one of them has, which is not asked where the project says what is managed, and what the states were
/// got with: to `prove` the plan, that has a server for scratch databases.
///
/// # Errors
/// As [`run`].
pub(super) async fn compare<'a>(
    context: &'a Context,
    from: &State,
    to: &State,
    narrow: &NarrowArgs,
    decisions: &Decisions,
    prove: bool,
) -> Result<(Comparison, usize, Loader<'a>)> {
    let both = [from, to];
    if both.contains(&&State::Models) && both.contains(&&State::Database(None)) {
        models::expected(&context.settings)?;
    }
    let (from_target, to_target) =
        (database_of(context, from).await?, database_of(context, to).await?);
    if let Some(target) = [&from_target, &to_target].into_iter().flatten().find(|t| t.embedded) {
        project::settle_embedded(context, target).await?;
    }
    let elaborates = Loader::elaborates(from) || Loader::elaborates(to);
    let target = from_target.as_ref().or(to_target.as_ref());
    let ground = async {
        if elaborates || prove || !decisions.rename.is_empty() {
            Loader::with_ground(context, target).await
        } else {
            Ok(Loader::without_ground(context))
        }
    };
    // describing models and reading databases takes longest, and needs no ground
    let early = [from, to].into_iter().all(Ahead::is_there);
    let ahead = async |state, target: &Option<Target>| {
        if early {
            return Ahead::of(&context.settings, state, target.as_ref()).await;
        }
        // a state that cannot be had at all is told before anything is built
        Ok(None)
    };
    let (loader, before, after) =
        tokio::try_join!(ground, ahead(from, &from_target), ahead(to, &to_target))?;
    let loader = match target.filter(|_| [from, to].into_iter().any(State::counts)) {
        Some(target) => loader.beside(applied(context, target).await?),
        None => loader,
    };
    let load = async |state, target: &Option<Target>, ahead| match ahead {
        Some(ahead) => loader.load_with(ahead).await,
        None => loader.load(state, target.as_ref()).await,
    };
    let (before, after) =
        tokio::try_join!(load(from, &from_target, before), load(to, &to_target, after))?;
    let schema = before.catalog.default_schema.clone();
    let managed = if from.is_of_project() || to.is_of_project() {
        let chain = read_chain(&context.settings)?;
        let models = [&before, &after].into_iter().find(|side| side.description.is_some());
        Some(project::managed(&context.settings, &chain, models, &schema)?)
    } else {
        None
    };
    let scope = project::scope(&context.settings, &schema, managed.as_ref(), narrow);
    let comparison = Comparison::new(before, after, &scope, decisions, loader.workshop()).await?;
    let uncovered = bystanders(&comparison, managed.is_none(), context.global.verbose);
    Ok((comparison, uncovered, loader))
}

/// What a database has applied, for the state of its revisions beside it.
async fn applied(context: &Context, target: &Target) -> Result<BTreeSet<RevisionId>> {
    let chain = read_chain(&context.settings)?;
    let mut connection = target.connect().await?;
    Ok(current::read(context, &chain, target, &mut connection).await?.ids())
}
