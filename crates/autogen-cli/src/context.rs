//! What every command gets.

use tokio::sync::OnceCell;

use crate::args::GlobalArgs;
use crate::config::Settings;
use crate::embedded::Embedded;
use crate::failure::Result;

/// The settings of a run, and the embedded database once something needs it, which then runs until
/// this value is dropped.
pub(crate) struct Context {
    pub(crate) settings: Settings,
    pub(crate) global: GlobalArgs,
    pub(crate) embedded: OnceCell<Embedded>,
}

impl Context {
    /// Reads the settings. Nothing is started or connected to.
    ///
    /// # Errors
    /// When the configuration says what cannot be.
    pub(crate) fn new(global: GlobalArgs) -> Result<Self> {
        Ok(Self { settings: Settings::load(&global)?, global, embedded: OnceCell::new() })
    }
}
