//! What is told of other tools' histories in the database at hand.

use autogen_migration::foreign::histories;

use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::output::note;

/// Names the histories of other migration tools on stderr, a line each.
///
/// # Errors
/// When the database cannot be read.
pub(crate) async fn tell(context: &Context) -> Result<()> {
    let target = context.target(None).await?;
    let mut connection = target.connect().await?;
    let found = histories(&mut connection).await;
    for history in found.map_err(|error| Failure::new(error).context(&target.label))? {
        note(format_args!("it also holds the history of {history}, which is left alone"));
    }
    Ok(())
}
