//! The members of a fleet: which schemas the chosen databases have.

use autogen_core::ident::Ident;
use autogen_core::scope::Glob;
use autogen_migration::execute::describe;
use futures_util::{StreamExt as _, stream};
use sqlx::{Connection as _, Executor as _, Row as _};

use super::select::Group;
use super::shard::Shard;
use crate::connect::Target;
use crate::context::Context;
use crate::failure::{Failure, Result};
use crate::output;

/// Schemas that are no project's: the server's own, and the journal of what is made once per database.
const SCHEMAS: &str = "select nspname::text from pg_catalog.pg_namespace \
    where nspname !~ '^pg_' and nspname not in ('information_schema', 'autogen')";

/// A database and a schema of it.
#[derive(Debug)]
pub(crate) struct Member {
    /// `label`, `label/schema`, or the schema alone of a database without a label.
    pub(crate) name: String,
    /// The database's label; none is the default one.
    pub(crate) label: Option<String>,
    /// The schema, if it is not the database's default one.
    pub(crate) schema: Option<Ident>,
    /// Whether it is the first of its database: what is true of the server need be asked only once.
    pub(crate) first: bool,
    /// Why nothing can be done on it, where that is known already.
    pub(crate) refusal: Option<Failure>,
}

impl Member {
    fn new(label: Option<&str>, schema: Option<&str>) -> Self {
        let parts: Vec<&str> = label.into_iter().chain(schema).collect();
        let name = if parts.is_empty() { "database".to_owned() } else { parts.join("/") };
        let label = label.map(str::to_owned);
        Self { name, label, schema: schema.map(Ident::new), first: false, refusal: None }
    }

    /// Where it is.
    ///
    /// # Errors
    /// When its database has no URL, or a wrong one.
    pub(crate) async fn target(&self, context: &Context) -> Result<Target> {
        let mut target = context.target(self.label.as_deref()).await?;
        if let Some(schema) = &self.schema {
            target.default_schema = schema.clone();
        }
        Ok(target)
    }
}

/// The members of the chosen databases, those of one behind those of the other, by name. A database whose
/// schemas cannot be listed is a member itself, with its refusal; it belongs to every shard.
///
/// # Errors
/// When there is no member at all, in any shard.
pub(crate) async fn gather(
    context: &Context,
    groups: &[Group],
    jobs: usize,
    shard: Option<Shard>,
) -> Result<Vec<Member>> {
    let found = stream::iter(groups).map(|group| members(context, group));
    let found: Vec<Vec<Member>> = found.buffered(jobs).collect().await;
    let mut all: Vec<Member> = found.into_iter().flatten().collect();
    if all.is_empty() {
        return Err(Failure::new("no schema matches, so there is nothing to work on")
            .hint("see which there are: psql -c '\\dn'")
            .hint("a pattern is quoted for the shell: --schemas 'tenant_*'"));
    }
    if let Some(shard) = shard {
        all.retain(|member| member.refusal.is_some() || shard.holds(&member.name));
        if all.is_empty() {
            output::note("this part of the fleet has no members");
        }
    }
    let mut last = None;
    for member in &mut all {
        member.first = last.replace(member.label.clone()).as_ref() != Some(&member.label);
    }
    Ok(all)
}

async fn members(context: &Context, group: &Group) -> Vec<Member> {
    let label = group.label.as_deref();
    if group.schemas.is_empty() {
        return vec![Member::new(label, None)];
    }
    match list(context, label, &group.schemas).await {
        Ok(schemas) => {
            if schemas.is_empty() {
                let name = label.unwrap_or("the database");
                output::note(format_args!("{name}: no schema matches, so it has no members"));
            }
            schemas.iter().map(|schema| Member::new(label, Some(schema))).collect()
        }
        Err(failure) => vec![Member { refusal: Some(failure), ..Member::new(label, None) }],
    }
}

async fn list(context: &Context, label: Option<&str>, globs: &[Glob]) -> Result<Vec<String>> {
    let target = context.target(label).await?;
    let mut connection = target.connect().await?;
    let rows = connection.fetch_all(SCHEMAS).await.map_err(|error| {
        Failure::new(format_args!("the schemas cannot be listed: {}", describe(&error)))
            .context(&target.label)
    })?;
    let mut schemas = Vec::new();
    for row in rows {
        let name: String = row.try_get(0)?;
        if globs.iter().any(|glob| glob.matches(&name)) {
            schemas.push(name);
        }
    }
    // the server's collation may be another one on another machine
    schemas.sort();
    // it has done its work
    drop(connection.close().await);
    Ok(schemas)
}

#[cfg(test)]
mod tests {
    use super::Member;

    #[test]
    fn a_member_is_called_by_what_tells_it_from_the_others() {
        let name = |label, schema| Member::new(label, schema).name;
        assert_eq!(name(Some("prod"), None), "prod");
        assert_eq!(name(Some("prod"), Some("tenant_1")), "prod/tenant_1");
        assert_eq!(name(None, Some("tenant_1")), "tenant_1");
    }
}
