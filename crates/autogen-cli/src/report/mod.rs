//! How a plan is shown.

mod ask;
mod bystanders;
pub(crate) mod drift;
mod entry;
pub(crate) mod highlight;
pub(crate) mod human;
mod json;
pub(crate) mod lanes;
pub(crate) mod sql;
pub(crate) mod summary;
pub(crate) mod table;
#[cfg(test)]
mod testing;
mod text;

use autogen_core::action::Action;
use autogen_core::catalog::Catalog;
use autogen_core::decision::Question;
use autogen_core::lock::{LockLevel, strongest};
use autogen_core::plan::Plan;
use autogen_postgres::rename::Rename;

use crate::args::Format;
use crate::output;

pub(crate) use ask::ask;
pub(crate) use bystanders::{bystanders, unmodelled};
pub(crate) use sql::statement;
pub(crate) use text::{one_line, shell};

/// A plan with what it leads from and to.
#[derive(Clone, Copy)]
pub(crate) struct Difference<'a> {
    pub(crate) plan: &'a Plan,
    /// The catalog that the plan starts from, under the new names.
    pub(crate) before: &'a Catalog,
    pub(crate) after: &'a Catalog,
    /// What goes on under another name.
    pub(crate) renames: &'a [Rename],
    /// What nobody has decided yet.
    pub(crate) questions: &'a [Question],
}

/// What actions lock, in words: `SHARE on table user, stops writes`; only what stops programs, or all.
fn locks<'a>(
    actions: impl IntoIterator<Item = &'a Action>,
    only_programs: bool,
) -> impl Iterator<Item = String> {
    let told = move |level: LockLevel| {
        if only_programs { level.stops_programs() } else { level.is_told() }
    };
    let found = strongest(actions).into_iter().filter(move |(_, level)| told(*level));
    found.map(|(relation, level)| {
        format!("{level} on {}, stops {}", entry::name(relation), level.stops())
    })
}

/// Prints the difference on stdout. Nothing at all for people and for psql where nothing differs.
pub(crate) fn show(difference: &Difference<'_>, format: Format, verbose: bool) {
    match format {
        Format::Human => output::text(&human::render(difference, verbose)),
        Format::Sql => {
            let default_schema = &difference.after.default_schema;
            output::artifact(&sql::script(difference.plan, default_schema));
        }
        Format::Json => output::artifact(&json::render(difference)),
    }
}
