//! Functions and procedures.

use super::record::{Base, Declared, Item, Phase, methods};
use super::text::{Name, Sql};
use crate::sql::{quote, string};

/// A function or procedure: its signature, and the statement that makes it.
#[derive(Debug)]
pub struct Routine {
    base: Base,
    text: Sql,
}

impl Routine {
    #[track_caller]
    pub(super) fn new(kind: &'static str, signature: Name, text: Sql) -> Self {
        let address = format!("{kind} {}", signature_sql(&signature));
        Self { base: Base::addressed(kind, address, signature, None), text }
    }

    methods!(comment owner grant);
}

/// The signature is SQL already; a schema beside it is a name.
fn signature_sql(signature: &Name) -> String {
    let Name { schema, name } = signature;
    match schema {
        Some(schema) => format!("{}.{name}", quote(schema)),
        None => name.clone(),
    }
}

impl Item for Routine {
    fn write(&self, declared: &mut Declared) {
        // Postgres says if the text makes something else than what it is declared to.
        let signature = signature_sql(&self.base.name);
        let after = format!(";\nselect {}::regprocedure", string(&signature));
        let statement = self.base.statement_with(Phase::Functions, "", &self.text, &after);
        self.base.write(declared, statement);
    }
}
