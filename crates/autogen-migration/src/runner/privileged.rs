//! The roles that sections run as, found out before anything runs.

use std::collections::BTreeMap;

use autogen_revision::Directives;
use autogen_sql::ident::{Ident, Literal};
use sqlx::{AssertSqlSafe, Executor, Row};

use super::{Locked, Runner};
use crate::error::RunError;
use crate::script::Script;

/// What the server knows of a role: whether there is one, and whether the session may become it.
struct Known {
    there: bool,
    reachable: bool,
}

impl Runner<'_> {
    /// The roles of all words that the scripts use. On a server of our own a word without a role, or with
    /// one that is not there, means the session's own role, which may do everything.
    ///
    /// # Errors
    /// [`RunError::Refused`] when a role is not configured, not there, or not to be had.
    pub(crate) async fn roles(
        &mut self,
        scripts: &[Script<'_>],
    ) -> Result<BTreeMap<String, Ident>, RunError> {
        let mut roles = BTreeMap::new();
        let words = scripts.iter().flat_map(|script| {
            let sections = script.sections.iter();
            sections.filter_map(move |s| Some((script, s, s.directives.role.as_deref()?)))
        });
        let words: Vec<_> = words.collect();
        if words.is_empty() {
            return Ok(roles);
        }
        let session = "select session_user::text, coalesce(current_setting('autogen.server', true), '') <> ''";
        let row = self.connection.fetch_one(session).await?;
        let (user, ours): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
        let user = Ident::new(user);
        for (script, section, word) in words {
            if roles.contains_key(word) {
                continue;
            }
            let refused = |why: &str, hint: String| Err(script.refused(section, why, hint));
            let Some(role) = self.options.roles.get(word) else {
                if ours {
                    continue;
                }
                return Err(script.no_role(section, word));
            };
            match self.known(role).await? {
                Known { reachable: true, .. } => {
                    roles.insert(word.to_owned(), role.clone());
                }
                Known { there: false, .. } if ours => {}
                Known { there: false, .. } => {
                    return refused(
                        &format!("there is no role {role}, which `{word}` stands for"),
                        format!("make it, or correct [roles] {word} in autogen.toml"),
                    );
                }
                Known { .. } => {
                    return refused(
                        &format!(
                            "{user} may not become {role}, which `{word}` stands for, as it is no member of it"
                        ),
                        format!(
                            "make it one: grant {role} to {user}; or run the revision with a login that is"
                        ),
                    );
                }
            }
        }
        Ok(roles)
    }

    async fn known(&mut self, role: &Ident) -> Result<Known, RunError> {
        // since 16 a member may be kept from becoming the role
        let query = format!(
            "select r.oid is not null, coalesce(pg_has_role(session_user, r.oid, \
             case when current_setting('server_version_num')::integer >= 160000 then 'SET' else 'MEMBER' end), \
             false) from (select (select oid from pg_roles where rolname = {}) as oid) as r",
            Literal(role.as_str())
        );
        let row = self.connection.fetch_one(AssertSqlSafe(query)).await?;
        Ok(Known { there: row.try_get(0)?, reachable: row.try_get(1)? })
    }
}

impl Locked<'_, '_> {
    /// The role that a section runs as.
    pub(super) fn role_of(&self, directives: &Directives) -> &Ident {
        let word = directives.role.as_ref();
        word.and_then(|word| self.roles.get(word)).unwrap_or(&self.session.role)
    }
}
