//! `autogen check`: one gate for CI. Reads no database of yours, unless one is named as a state.

use autogen_revision::Lock;

use super::diff::compare;
use crate::args::{CheckArgs, StatesArgs};
use crate::catalogs::{Loader, read_chain, states};
use crate::comparison::{Comparison, Decisions};
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::models;
use crate::output;
use crate::project;
use crate::report;
use crate::state::State;

/// One head, the lock file right, and the revisions lead to the models.
///
/// # Errors
/// When the revisions are broken. That they do not cover the models is no error but
/// [`Outcome::Changes`].
pub(crate) async fn run(context: &Context, args: &CheckArgs) -> Result<Outcome> {
    if args.from.is_some() || args.to.is_some() {
        return agree(context, args).await;
    }
    let settings = &context.settings;
    let chain = read_chain(settings)?;
    chain.head()?;
    models::expected(settings)?;
    check_lock(&chain)?;
    let loader = Loader::with_ground(context, None).await?;
    let before = loader.load(&State::Revisions(None), None).await?;
    let after = loader.load(&State::Models, None).await?;
    let schema = settings.default_schema();
    let managed = project::managed(settings, &chain, Some(&after), &schema)?;
    let scope = project::scope(settings, &schema, Some(&managed), &args.narrow);
    let decisions = Decisions::default();
    let workshop = loader.workshop();
    let comparison = Comparison::new(before, after, &scope, &decisions, workshop).await?;
    if comparison.is_empty() {
        let plural = if chain.len() == 1 { "" } else { "s" };
        let count = chain.len();
        output::line(format_args!(
            "{count} revision{plural}: one head, unedited, and they lead to the models"
        ));
        return Ok(Outcome::Done);
    }
    output::text(&report::human::render(&comparison.difference(&[]), context.global.verbose));
    output::note(
        "the revisions do not lead to the models: write the missing one with \
         `autogen -m \"…\" --from revisions`",
    );
    Ok(Outcome::Changes)
}

/// Two states hold the same, as far as anybody can see.
async fn agree(context: &Context, args: &CheckArgs) -> Result<Outcome> {
    let CheckArgs { from, to, narrow } = args;
    let (from, to) = states(&StatesArgs { from: from.clone(), to: to.clone() })?;
    let decisions = Decisions::default();
    let (comparison, uncovered) = compare(context, &from, &to, narrow, &decisions).await?;
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

fn check_lock(chain: &autogen_revision::Chain) -> Result<()> {
    let Some(lock) = Lock::read(chain.folder())? else {
        return if chain.is_empty() {
            Ok(())
        } else {
            let lock = crate::config::shown(&Lock::path(chain.folder()));
            Err(Failure::new(format_args!("{lock} is missing"))
                .hint("restore it from git, or `autogen seal`"))
        };
    };
    let problems = lock.verify(chain);
    if problems.is_empty() {
        return Ok(());
    }
    let problems: Vec<_> = problems.iter().map(ToString::to_string).collect();
    // each says what to do about it
    Err(Failure::new(problems.join("\n")))
}
