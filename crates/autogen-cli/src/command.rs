//! The commands, a file each.

mod adopt;
mod beside;
mod branching;
pub(crate) mod check;
pub(crate) mod current;
pub(crate) mod db;
pub(crate) mod diff;
pub(crate) mod dump;
pub(crate) mod edit;
pub(crate) mod entities;
pub(crate) mod fleet;
pub(crate) mod heads;
pub(crate) mod history;
pub(crate) mod init;
pub(crate) mod merge;
pub(crate) mod prove;
pub(crate) mod rebase;
pub(crate) mod refresh;
pub(crate) mod revision;
pub(crate) mod seal;
pub(crate) mod show;
pub(crate) mod squash;
pub(crate) mod stamp;
pub(crate) mod upgrade;
pub(crate) mod views;

use crate::args::Command;
use crate::context::Context;
use crate::failure::{Outcome, Result};

/// Runs a command.
///
/// # Errors
/// What the command says.
pub(crate) async fn run(context: &Context, command: Command) -> Result<Outcome> {
    match command {
        Command::Revision(args) => revision::run(context, &args).await,
        Command::Diff(args) => diff::run(context, &args).await,
        Command::Check(args) => check::run(context, &args).await,
        Command::Upgrade(args) => upgrade::upgrade(context, &args).await,
        Command::Downgrade(args) => upgrade::downgrade(context, &args).await,
        Command::Current(args) => current::run(context, &args).await,
        Command::History(args) => history::run(context, &args).await,
        Command::Heads => heads::heads(context),
        Command::Branches => heads::branches(context),
        Command::Edit(args) => edit::run(context, &args).await,
        Command::Dump(args) => dump::run(context, &args).await,
        Command::Entities(args) => entities::run(context, &args).await,
        Command::Stamp(args) => stamp::run(context, &args).await,
        Command::Show(args) => show::run(context, &args).await,
        Command::Views(args) => views::run(context, &args).await,
        Command::Refresh(args) => refresh::run(context, &args).await,
        Command::Merge(args) => merge::run(context, &args).await,
        Command::Rebase(args) => rebase::run(context, &args).await,
        Command::Squash(args) => squash::run(context, &args).await,
        Command::Prove(args) => prove::run(context, &args).await,
        Command::Seal(args) => seal::run(context, args).await,
        Command::Init(args) => init::run(context, &args).await,
        Command::Db { command } => db::run(context, command).await,
    }
}
