//! Drift: what somebody did to a database beside its revisions.
//!
//! A revision's header holds the fingerprint of the catalog that it leads to. Where the database has the
//! same, one look at its catalog is all. Where it has not, or no header can be compared with it, the
//! revisions are replayed up to where the database is, and the catalogs compared object by object: in what
//! the project managed at that place, on the same major version.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::fingerprint::fingerprint;
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::scope::Scope;
use autogen_migration::Recorded;
use autogen_revision::{Chain, Header, RevisionId, Target as Place};
use sqlx::postgres::PgConnection;

use crate::args::GlobalArgs;
use crate::catalogs::{Loader, read_on};
use crate::connect::Target;
use crate::context::Context;
use crate::evolution;
use crate::failure::Result;
use crate::project;
use crate::report::{shell, summary};

/// A database, with what it records.
#[derive(Clone, Copy)]
pub(crate) struct Watched<'a> {
    pub(crate) context: &'a Context,
    pub(crate) chain: &'a Chain,
    pub(crate) target: &'a Target,
    pub(crate) recorded: &'a Recorded,
}

/// How a database compares with the revisions that it has, as far as was looked.
#[derive(Debug)]
pub(crate) enum Drift {
    /// It is as they left it; also where none is applied.
    None,
    /// A line for each object that differs, as revisions have them in their headers: `+` for what only the
    /// database has, `-` for what only the revisions have, `~` for what differs.
    Found(Vec<String>),
    /// It was not compared, and why.
    Unknown(String),
}

impl Drift {
    /// How many objects differ.
    pub(crate) fn count(&self) -> usize {
        match self {
            Self::Found(lines) => lines.len(),
            Self::None | Self::Unknown(_) => 0,
        }
    }
}

/// What a look at the catalog tells, without replaying anything.
enum Glance {
    Same,
    /// It is another catalog than the one that was promised, or perhaps only another scope.
    Unlike(Catalog),
    /// Only a replay can tell, for this reason.
    Unmarked(String),
    /// Nothing can tell.
    Unknown(String),
}

impl Watched<'_> {
    /// Looks for drift. The revisions are replayed if the fingerprints differ or, with `always`, if they cannot
    /// be compared.
    ///
    /// # Errors
    /// When the catalog cannot be read, or the revisions cannot be replayed.
    pub(crate) async fn look(&self, connection: &mut PgConnection, always: bool) -> Result<Drift> {
        let (catalog, why) = match self.glance(connection).await? {
            Glance::Same => return Ok(Drift::None),
            Glance::Unknown(why) => return Ok(Drift::Unknown(why)),
            Glance::Unmarked(why) if !always => {
                let more = "`autogen current --check` replays the revisions to compare it";
                return Ok(Drift::Unknown(format!("{why}; {more}")));
            }
            Glance::Unmarked(why) => (read_on(connection, self.target).await?, why),
            Glance::Unlike(catalog) => (
                catalog,
                "its catalog is not the one that the header of its revision promises".to_owned(),
            ),
        };
        let Self { context, chain, target, recorded } = self;
        // what was applied before the catalog was read is no drift
        let table = project::revision_table(&context.settings, &target.default_schema);
        let again = Recorded::read(connection, &table, &target.default_schema, chain).await?;
        if again.ids() != recorded.ids() || !again.partial().is_empty() {
            return Ok(Drift::Unknown(
                "revisions are applied or taken back meanwhile; run this again".to_owned(),
            ));
        }
        let promised = self.promised().await.map_err(|failure| {
            let label = &target.label;
            failure
                .context(format_args!("{label}: {why}, and what its revisions make cannot be seen"))
        })?;
        Ok(self.compare(&promised, &catalog))
    }

    /// The same for a catalog that was read before. Only where a fingerprint differs anything is replayed.
    ///
    /// # Errors
    /// When the revisions cannot be replayed.
    pub(crate) async fn look_at(&self, catalog: &Catalog, loader: &Loader<'_>) -> Result<Drift> {
        match self.mark() {
            Some(header) if !self.is_promised(header, catalog) => {}
            _ => return Ok(Drift::None),
        }
        Ok(self.compare(&loader.replayed(self.chain, &self.place()).await?, catalog))
    }

    async fn glance(&self, connection: &mut PgConnection) -> Result<Glance> {
        let Self { chain, target, recorded, .. } = *self;
        let applied = recorded.ids();
        if applied.is_empty() {
            return Ok(Glance::Same);
        }
        if let Some(why) = self.in_between(&applied) {
            return Ok(Glance::Unknown(why));
        }
        let current = chain.current(&applied);
        let Some(header) = self.mark() else {
            return Ok(Glance::Unmarked(match current.as_slice() {
                [one] => format!("revision {one} does not say what catalog it leads to"),
                _ => "it is at several heads, whose headers know nothing of each other".to_owned(),
            }));
        };
        let major = autogen_postgres::reader::major(connection);
        if let Some(step) = &header.catalog
            && u32::from(step.after.major) != major
        {
            return Ok(Glance::Unmarked(format!(
                "revision {} promises a catalog of PostgreSQL {}, and this is {major}",
                header.id, step.after.major
            )));
        }
        let catalog = read_on(connection, target).await?;
        Ok(match self.is_promised(header, &catalog) {
            true => Glance::Same,
            false => Glance::Unlike(catalog),
        })
    }

    /// Why what is applied is no place in the chain.
    fn in_between(&self, applied: &BTreeSet<RevisionId>) -> Option<String> {
        if let Some(partial) = self.recorded.partial().first() {
            return Some(format!("revision {} is applied or taken back in part", partial.id));
        }
        let standing = self.chain.standing(applied);
        let stands_for = |id: &RevisionId| {
            self.chain.replaced_by(*id).is_some_and(|main| !standing.contains(&main))
        };
        if let Some(id) = applied.iter().find(|id| stands_for(id)) {
            return Some(format!(
                "{id} is only a part of what was squashed into one revision; go on with `autogen upgrade`"
            ));
        }
        let missing = &self.chain.upto(&self.place()) - &standing;
        missing
            .first()
            .map(|id| format!("revision {id} is not recorded, though others that follow it are"))
    }

    /// What to do about drift, a way out a line.
    pub(crate) fn ways_out(&self) -> [String; 2] {
        let options = self.options();
        let over = match self.place() == self.chain.all_heads() {
            true => format!("autogen -m \"…\" --from database --adopt{options}"),
            false => format!("first autogen upgrade{options}, then autogen -m \"…\" --adopt"),
        };
        [
            format!(
                "take it back, with SQL that leads there: autogen diff --from database --to \
                 revisions@current --format sql{options}"
            ),
            format!("or take it over into a revision: {over}"),
        ]
    }

    /// The options that choose the database, as they were given.
    pub(crate) fn options(&self) -> String {
        let GlobalArgs { database, schema, .. } = &self.context.global;
        let option = |name: &str, value: &Option<String>| {
            value.as_ref().map(|value| format!(" {name} {}", shell(value))).unwrap_or_default()
        };
        option("-d", database) + &option("--schema", schema)
    }

    /// The header that promises a catalog: that of the one revision that the database is at.
    fn mark(&self) -> Option<&Header> {
        let current = self.chain.current(&self.recorded.ids());
        let [one] = current.as_slice() else { return None };
        self.chain
            .get(*one)
            .map(|revision| revision.header())
            .filter(|header| header.catalog.is_some())
    }

    /// Whether the catalog is the one that the header promises, as far as fingerprints tell.
    fn is_promised(&self, header: &Header, catalog: &Catalog) -> bool {
        let settings = &self.context.settings;
        let scope = self.chain.scope_at([header.id]);
        let scope = evolution::recorded(settings, &self.target.default_schema, &scope);
        header.catalog.as_ref().is_some_and(|step| {
            u32::from(step.after.major) == catalog.major
                && step.after.fingerprint.matches(&fingerprint(&scope.managed(catalog)))
        })
    }

    /// Where the database is.
    pub(crate) fn place(&self) -> Place {
        Place::after(self.chain.current(&self.recorded.ids()))
    }

    fn compare(&self, promised: &Catalog, catalog: &Catalog) -> Drift {
        let scope = self.scope();
        match summary::lines(&scope.managed(promised), &scope.managed(catalog), &[]) {
            lines if lines.is_empty() => Drift::None,
            lines => Drift::Found(lines),
        }
    }

    /// What is compared: what was managed at that place.
    fn scope(&self) -> Scope {
        let settings = &self.context.settings;
        let schema = &self.target.default_schema;
        let recorded = self.chain.scope_at(self.place().ids());
        let scope = evolution::recorded(settings, schema, &recorded);
        let is_behind = self.place() != self.chain.all_heads();
        if settings.tenants && is_behind { of_one_tenant(scope, schema) } else { scope }
    }

    /// The catalog that the revisions of the database make.
    async fn promised(&self) -> Result<Catalog> {
        let loader = Loader::with_ground(self.context, Some(self.target)).await?;
        loader.replayed(self.chain, &self.place()).await
    }
}

/// Without what all tenants of a database share: others may be further than this one.
fn of_one_tenant(scope: Scope, schema: &Ident) -> Scope {
    let mut kinds = scope.kinds.unwrap_or_else(|| Kind::ALL.iter().copied().collect());
    kinds.remove(&Kind::Extension);
    Scope { schemas: Some(BTreeSet::from([schema.clone()])), kinds: Some(kinds), ..scope }
}
