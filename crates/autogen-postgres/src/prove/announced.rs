//! What a plan, or a person, says that a step costs.

use std::collections::BTreeSet;

use autogen_core::action::Action;
use autogen_core::catalog::Catalog;
use autogen_core::hazard::HazardClass;
use autogen_core::ident::Ident;
use autogen_core::object_id::ObjectId;

/// The flag of a decision that announces a rewrite of a table by hand: `allow rewrite:public.user`.
const REWRITE: &str = "rewrite";

/// What is announced of a step, so that a proof does not object to it.
#[derive(Clone, Debug, Default)]
pub struct Announced {
    /// What may lose what it held, by full paths.
    lost: BTreeSet<String>,
    /// The tables that are written anew, by full paths.
    rewritten: BTreeSet<String>,
    /// The tables and materialized views of which an index is built anew, likewise.
    built: BTreeSet<String>,
    /// The tables whose rows may not do, likewise.
    may_fail: BTreeSet<String>,
}

impl Announced {
    /// What the hazards of actions announce.
    pub fn of<'a>(actions: impl IntoIterator<Item = &'a Action>, default_schema: &Ident) -> Self {
        let mut announced = Self::default();
        for action in actions {
            let tables =
                || action.touches().into_iter().map(|id| id.outermost().full_path(default_schema));
            for hazard in &action.hazards {
                match &hazard.class {
                    HazardClass::DataLoss => match &hazard.asks {
                        Some(flag) => announced.allow(flag),
                        None => announced.lost.extend(tables()),
                    },
                    HazardClass::Rewrite | HazardClass::Refresh => {
                        announced.rewritten.extend(tables());
                    }
                    HazardClass::IndexBuild(_) => announced.built.extend(tables()),
                    HazardClass::MayFail(_) => announced.may_fail.extend(tables()),
                    HazardClass::Scan(_) | HazardClass::Review(_) => {}
                }
            }
        }
        announced
    }

    /// The same, but no loss: somebody has to allow that.
    #[must_use]
    pub fn without_losses(self) -> Self {
        Self { lost: BTreeSet::new(), ..self }
    }

    /// What a decision allows: `drop-column:public.user.fax`, `rewrite:public.user`. Any other word than
    /// `rewrite` is about what is lost.
    pub fn allow(&mut self, flag: &str) {
        match flag.split_once(':') {
            Some((REWRITE, path)) => self.rewritten.insert(path.to_owned()),
            Some((_, path)) => self.lost.insert(path.to_owned()),
            None => false,
        };
    }

    /// All that two steps announce.
    pub(super) fn and(&mut self, other: &Self) {
        let Self { lost, rewritten, built, may_fail } = other;
        self.lost.extend(lost.iter().cloned());
        self.rewritten.extend(rewritten.iter().cloned());
        self.built.extend(built.iter().cloned());
        self.may_fail.extend(may_fail.iter().cloned());
    }

    /// Whether a table, a column or a type may lose what it held: by its own name, that of what it is a part
    /// of, or as that of a table above it. What outlives that, as `stays` says of each, loses nothing with it.
    pub(super) fn loses(
        &self,
        id: &ObjectId,
        catalog: &Catalog,
        stays: &dyn Fn(&ObjectId) -> bool,
    ) -> bool {
        let named = |id: &ObjectId| self.lost.contains(&id.full_path(&catalog.default_schema));
        if self.lost.is_empty() {
            return false;
        }
        let above = catalog.tables_above(id.outermost());
        let same = above.iter().map(|table| match id.parent() {
            Some(_) => id.moved(table.clone()),
            None => table.clone(),
        });
        let mut of_above = same.chain(above.iter().cloned());
        id.lineage().any(named) || of_above.any(|up| named(&up) && (stays(&up) || !stays(id)))
    }

    pub(super) fn rewrites(&self, path: &str) -> bool {
        self.rewritten.contains(path)
    }

    pub(super) fn builds_index_of(&self, path: &str) -> bool {
        self.built.contains(path) || self.rewrites(path)
    }

    pub(super) fn may_fail_in(&self, path: &str) -> bool {
        self.may_fail.contains(path)
    }
}
