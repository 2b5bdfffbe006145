//! The version of the schema that new revisions lead to.

use autogen_core::version::{Compatibility, compatibility};
use autogen_revision::{Bump, NewRevision, Version, VersionMark};

use crate::comparison::Comparison;
use crate::failure::{Failure, Result};

/// Gives planned revisions their versions, one a stage of the comparison: each is past the one before by
/// what its stage changes. A version that was chosen is that of the last.
///
/// # Errors
/// When the chosen one is not past those before it.
pub(crate) fn give(
    revisions: &mut [NewRevision],
    comparison: &Comparison,
    former: Option<Version>,
    chosen: Option<Version>,
) -> Result<()> {
    let mut version = former;
    let count = revisions.len();
    for (at, (revision, bump)) in revisions.iter_mut().zip(bumps(comparison)).enumerate() {
        let next = VersionMark::following(version, bump);
        let mark = match chosen {
            None => next,
            Some(chosen) if at + 1 == count => self::chosen(version, chosen)?,
            // what comes before the last stays below it, if it can
            Some(chosen) if next.version < chosen => next,
            Some(_) => VersionMark::following(version, Bump::Patch),
        };
        revision.up.header.version = Some(mark);
        version = Some(mark.version);
    }
    Ok(())
}

/// The version of a revision that is written by hand, of which nobody knows yet what it changes: the
/// chosen one, or the next as if something were added.
///
/// # Errors
/// When the chosen one is not past the former.
pub(crate) fn by_hand(former: Option<Version>, version: Option<Version>) -> Result<VersionMark> {
    match version {
        Some(version) => chosen(former, version),
        None => Ok(VersionMark::following(former, Bump::Minor)),
    }
}

fn chosen(former: Option<Version>, version: Version) -> Result<VersionMark> {
    VersionMark::chosen(former, version).ok_or_else(|| {
        let former = former.unwrap_or_default();
        let next = former.raised(Bump::Patch);
        Failure::new(format_args!(
            "--version {version}: the schema is at version {former} already, and a revision goes past that"
        ))
        .hint(format_args!("choose {next} or a greater one, or leave the option out"))
    })
}

/// What each stage of a comparison raises.
fn bumps(comparison: &Comparison) -> Vec<Bump> {
    // names are compared as they are after the renames, which break those who use the former ones
    let mut renamed = !comparison.renames.is_empty();
    let mut before = &comparison.renamed;
    let mut bumps = Vec::new();
    for stage in &comparison.up.stages {
        let found = match std::mem::take(&mut renamed) {
            true => Compatibility::Breaking,
            false => compatibility(&stage.actions, before, &stage.after),
        };
        bumps.push(match found {
            Compatibility::Neutral => Bump::Patch,
            Compatibility::Additive => Bump::Minor,
            Compatibility::Breaking => Bump::Major,
        });
        before = &stage.after;
    }
    bumps
}
