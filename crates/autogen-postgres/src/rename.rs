//! Applies renames to a catalog the only exact way: Postgres renames the objects in a scratch copy,
//! and the catalog is read again, so that every expression that names them has followed.

use std::collections::BTreeSet;

use autogen_core::action::Action;
use autogen_core::catalog::{Bystander, Catalog};
use autogen_core::ident::Ident;
use autogen_core::kind::Kind;
use autogen_core::lock::Form;
use autogen_core::object_id::ObjectId;
use autogen_core::scope::Scope;
use thiserror::Error;

use crate::elaborate::{ElaborateError, Workshop};
use crate::prove::{ProofError, build};
use crate::reader::{ReadError, read};
use autogen_migration::execute::{StatementError, run_transaction};

/// A table or column that goes on under another name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rename {
    /// The object under its former name, in a table under its new one.
    pub from: ObjectId,
    /// The new name.
    pub to: Ident,
}

/// Why a catalog with renames could not be had.
#[derive(Debug, Error)]
pub enum RenameError {
    /// The copy of the former catalog.
    #[error("cannot copy the former catalog to rename in it: {0}")]
    Copy(#[from] Box<ProofError>),
    /// The server refuses the rename.
    #[error("cannot rename {from} to {to}: {source}")]
    Refused {
        /// The object.
        from: String,
        /// The new name.
        to: Ident,
        /// The statement and the server's words.
        source: Box<StatementError>,
    },
    /// The scratch database.
    #[error(transparent)]
    Scratch(#[from] ElaborateError),
    /// The catalog read back.
    #[error(transparent)]
    Read(#[from] ReadError),
}

impl Rename {
    /// The statement.
    pub fn action(&self) -> Action {
        let (from, to) = (&self.from, &self.to);
        let action = match (from.kind(), from.parent()) {
            (Kind::Column, Some(table)) => {
                let (name, column) = (table.qualified(), from.name());
                Action::new(format!("alter table {name} rename column {column} to {to}"))
                    .locks(Form::RenameColumn, table)
            }
            _ => Action::new(format!("alter table {} rename to {to}", from.qualified()))
                .locks(Form::RenameRelation, from),
        };
        action.produces(&self.target())
    }

    /// The object under its new name.
    pub fn target(&self) -> ObjectId {
        self.from.renamed(self.to.clone())
    }

    /// The way back, among renames that are undone from the last to the first.
    pub fn inverse(&self) -> Self {
        Self { from: self.target(), to: self.from.name().clone() }
    }

    pub(crate) fn moves(&self, id: &ObjectId) -> ObjectId {
        if *id == self.from {
            return self.target();
        }
        match id.parent() {
            Some(parent) => {
                let moved = self.moves(parent);
                if moved == *parent { id.clone() } else { id.moved(moved) }
            }
            None => id.clone(),
        }
    }
}

/// The former catalog, which is of this scope, as it reads once the renames have run.
///
/// # Errors
/// When the former catalog cannot be copied, or the server refuses a rename.
pub async fn rename(
    workshop: &Workshop,
    former: &Catalog,
    renames: &[Rename],
    scope: &Scope,
) -> Result<Catalog, RenameError> {
    let (scratch, mut connection) = workshop.open().await?;
    let outcome: Result<Catalog, RenameError> = async {
        build(&mut connection, former, scope).await.map_err(Box::new)?;
        for rename in renames {
            let sql = [rename.action().statement.sql()];
            run_transaction(&mut connection, &former.default_schema, &sql).await.map_err(
                |source| {
                    let (from, to) = (rename.from.label(&former.default_schema), rename.to.clone());
                    RenameError::Refused { from, to, source: Box::new(source) }
                },
            )?;
        }
        Ok(scope.restrict(read(&mut connection, &former.default_schema).await?))
    }
    .await;
    drop(connection);
    scratch.drop_now().await.map_err(ElaborateError::from)?;
    let mut renamed = outcome?;
    let moved = |ids: &BTreeSet<ObjectId>| -> BTreeSet<ObjectId> {
        let follow =
            |id: &ObjectId| renames.iter().fold(id.clone(), |id, rename| rename.moves(&id));
        ids.iter().map(follow).collect()
    };
    renamed.bystanders = former
        .bystanders
        .iter()
        .map(|b| Bystander {
            depends: moved(&b.depends),
            supports: moved(&b.supports),
            ..b.clone()
        })
        .collect();
    // the copy does without what is out of reach
    for (id, fact) in former.facts.iter().filter(|(_, fact)| !fact.payload.in_reach()) {
        let id = renames.iter().fold(id.clone(), |id, rename| rename.moves(&id));
        renamed.facts_mut().insert(id, fact.clone());
    }
    renamed.casts = former.casts.clone();
    Ok(renamed)
}
