//! `autogen squash`
use crate::args::SquashArgs;
use crate::context::Context;
use crate::failure::{Outcome, Result};
pub(crate) async fn run(_context: &Context, _args: &SquashArgs) -> Result<Outcome> {
    Ok(Outcome::Done)
}
