//! Collations. The version that their provider had is not compared.

use serde::{Deserialize, Serialize};

use super::{Impact, Object, Reaction, Site, Slot, made_anew};
use crate::action::Action;
use crate::ident::Literal;
use crate::object_id::ObjectId;
use crate::row::{Row, RowError};

/// A collation.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Collation {
    /// `collprovider`: `c` for libc, `i` for ICU, `b` for Postgres itself.
    provider: char,
    deterministic: bool,
    /// `LC_COLLATE` and `LC_CTYPE`, of libc.
    collate: Option<String>,
    ctype: Option<String>,
    /// Of the other providers.
    locale: Option<String>,
    /// What ICU is told beside its locale.
    rules: Option<String>,
}

impl Collation {
    fn definition(&self) -> String {
        let Self { provider, deterministic, collate, ctype, locale, rules } = self;
        let provider = match provider {
            'i' => "icu",
            'b' => "builtin",
            _ => "libc",
        };
        let mut options = vec![format!("provider = {provider}")];
        let mut say = |option: &str, value: &Option<String>| {
            options.extend(value.as_ref().map(|value| format!("{option} = {}", Literal(value))));
        };
        // until 14, ICU's locale stands where those of libc do
        if locale.is_none() && collate == ctype {
            say("locale", collate);
        } else {
            say("lc_collate", collate);
            say("lc_ctype", ctype);
            say("locale", locale);
        }
        say("rules", rules);
        if !deterministic {
            options.push("deterministic = false".to_owned());
        }
        format!("({})", options.join(", "))
    }
}

impl Object for Collation {
    const NAME: &'static str = "collation";
    const QUERY: &'static str = include_str!("collation.sql");

    fn read(row: &mut Row<'_>) -> Result<Self, RowError> {
        let provider = row.code()?;
        let deterministic = row.bool()?;
        let mut text = || row.maybe().map(|text| text.map(str::to_owned));
        let (collate, ctype, locale, rules) = (text()?, text()?, text()?, text()?);
        Ok(Self { provider, deterministic, collate, ctype, locale, rules })
    }

    fn create(&self, site: &Site<'_>) -> Vec<Action> {
        let sql = format!("create collation {} {}", site.id.qualified(), self.definition());
        vec![Action::new(sql).produces(site.id)]
    }

    fn remove(&self, site: &Site<'_>) -> Vec<Action> {
        vec![Action::new(format!("drop collation {}", site.id.qualified())).destroys(site.id)]
    }

    /// There is no ALTER for what it is made of, and dropping it would take its columns along.
    fn impact(_: &Self, _: &Self) -> Impact {
        Impact::Rewritten
    }

    fn alter(_: &Self, after: &Self, site: &Site<'_>) -> Vec<Action> {
        let [create] = after.create(site).try_into().unwrap_or_else(|_| [Action::new("")]);
        made_anew::rewrite(site, "collation", create)
    }

    fn reaction(&self, _: &Site<'_>, _: &ObjectId, _: Impact) -> Reaction {
        Reaction::Keep
    }

    fn slots(&self, id: &ObjectId) -> Vec<Slot> {
        vec![Slot("collation", id.qualified().to_string())]
    }

    fn summary(&self) -> String {
        self.definition()
    }
}
