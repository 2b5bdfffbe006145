//! `autogen dump`.

use std::path::Path;

use autogen_core::snapshot;

use crate::args::DumpArgs;
use crate::catalogs::{Loader, database_of};
use crate::context::Context;
use crate::failure::{Failure, Outcome, Result};
use crate::output::{artifact, note};
use crate::state::State;

/// Writes the catalog of a state as a snapshot.
///
/// # Errors
/// When the state cannot be had, or the file not be written.
pub(crate) async fn run(context: &Context, args: &DumpArgs) -> Result<Outcome> {
    let name = args.snapshot.display();
    let is_stdout = args.snapshot == Path::new("-");
    if !is_stdout && args.snapshot.extension().is_none_or(|extension| extension != "json") {
        return Err(Failure::new(format!("{name} would not be known as a snapshot again"))
            .hint(format!("give it a name that ends in .json: --snapshot {name}.json")));
    }
    let state = State::parse(&args.state, "the state to dump")?;
    let target = database_of(context, &state).await?;
    let loader = if Loader::elaborates(&state) {
        Loader::with_ground(context, None).await?
    } else {
        Loader::without_ground(context)
    };
    let text = snapshot::encode(&loader.load(&state, target.as_ref()).await?.catalog);
    if is_stdout {
        artifact(&text);
    } else {
        std::fs::write(&args.snapshot, &text)
            .map_err(|error| Failure::new(format!("{name} cannot be written: {error}")))?;
        note(format_args!("wrote {name}; compare with it: autogen diff --from {name}"));
    }
    Ok(Outcome::Done)
}
