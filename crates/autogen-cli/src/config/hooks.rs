//! `[hooks]`: commands that are run around the writing and the applying of revisions.

use super::file::Section;
use crate::failure::Result;

/// The commands, for `sh -c` in the project's folder, in the order in which they run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Hooks {
    /// After the files of a revision were written, which they may change.
    pub(crate) after_revision: Vec<String>,
    /// Before the first of the pending revisions is applied. A failure keeps it from being.
    pub(crate) before_upgrade: Vec<String>,
    /// After revisions were applied.
    pub(crate) after_upgrade: Vec<String>,
}

impl Hooks {
    /// Reads the table.
    ///
    /// # Errors
    /// At an unknown key, or one that is no list of commands.
    pub(super) fn from_file(mut section: Section<'_>) -> Result<Self> {
        let mut commands = |key| section.strings(key).map(Option::unwrap_or_default);
        let hooks = Self {
            after_revision: commands("after_revision")?,
            before_upgrade: commands("before_upgrade")?,
            after_upgrade: commands("after_upgrade")?,
        };
        section.finish()?;
        Ok(hooks)
    }
}
