//! What an action may cost.

use std::fmt;

use serde::Serialize;

use crate::lock::LockLevel;

/// One cost of an action; `object` is a label such as `column public.user.fax`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Hazard {
    /// What kind of cost.
    pub class: HazardClass,
    /// On what.
    pub object: String,
    /// The flag value that allows it, for what asks first: `drop-column:public.user.fax`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asks: Option<String>,
}

/// The kinds of cost.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "class", content = "detail", rename_all = "kebab-case")]
pub enum HazardClass {
    /// Values that cannot be had back.
    DataLoss,
    /// Holds ACCESS EXCLUSIVE while the table is written anew (manual: ALTER TABLE, Notes).
    Rewrite,
    /// Holds a lock while all rows are read.
    Scan(LockLevel),
    /// Holds a lock while an index is built: a constraint's under a stronger one (manual: CREATE INDEX,
    /// ALTER TABLE).
    IndexBuild(LockLevel),
    /// Runs the query of a materialized view, which is locked meanwhile, over all rows.
    Refresh,
    /// May fail on the rows that are there; says on which.
    MayFail(String),
    /// Somebody should look at it; says why.
    Review(String),
}

impl HazardClass {
    /// Whether it comes of running something over rows.
    pub(crate) fn reads_rows(&self) -> bool {
        match self {
            Self::Rewrite | Self::Scan(_) | Self::IndexBuild(_) | Self::Refresh => true,
            Self::DataLoss | Self::MayFail(_) | Self::Review(_) => false,
        }
    }
}

impl fmt::Display for Hazard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let object = &self.object;
        match &self.class {
            HazardClass::DataLoss => write!(f, "data loss: {object}"),
            HazardClass::Rewrite => write!(f, "table rewrite under ACCESS EXCLUSIVE: {object}"),
            HazardClass::Scan(lock) => write!(f, "full scan under {lock}: {object}"),
            HazardClass::IndexBuild(lock) => write!(f, "index build under {lock}: {object}"),
            HazardClass::Refresh => write!(f, "query run under ACCESS EXCLUSIVE: {object}"),
            HazardClass::MayFail(rows) => write!(f, "fails on {rows}: {object}"),
            HazardClass::Review(why) => write!(f, "review: {object}: {why}"),
        }
    }
}
