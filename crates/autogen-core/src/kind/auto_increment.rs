//! The two forms of a column that numbers itself, identity and serial: a model that did not choose
//! takes the one it finds.

use super::{Identity, Kind, Payload, Sequence};
use crate::catalog::{Catalog, Fact};
use crate::ident::Ident;
use crate::object_id::ObjectId;

/// Gives every column of `after` that is marked derived the form it has in `before`.
pub(crate) fn adopt(before: &Catalog, after: &mut Catalog) {
    let derived: Vec<ObjectId> = after
        .facts
        .iter()
        .filter(|(id, fact)| fact.derived && id.kind() == Kind::Column)
        .map(|(id, _)| id.clone())
        .collect();
    for id in derived {
        let Some(Payload::Column(was)) = before.payload(&id) else { continue };
        let Some(Payload::Column(is)) = after.payload(&id) else { continue };
        let mut column = is.clone();
        if let Some(identity) = &was.identity {
            column.identity = Some(identity.retyped(&column.data_type.text));
            replace(after, &id, Payload::Column(column));
        } else if let Some((sequence, default)) = serial(before, &id) {
            let data_type = column.data_type.text.clone();
            column.identity = None;
            replace(after, &id, Payload::Column(column));
            adopt_serial(before, after, &sequence, &default, &data_type);
        }
    }
}

fn replace(catalog: &mut Catalog, id: &ObjectId, payload: Payload) {
    if let Some(fact) = catalog.facts_mut().get_mut(id) {
        *fact.payload = payload;
    }
}

/// The sequence and the default that make a column a serial one: it owns the sequence, and its
/// default depends on that.
fn serial(catalog: &Catalog, column: &ObjectId) -> Option<(ObjectId, ObjectId)> {
    let default = ObjectId::part(Kind::Default, column.clone(), Ident::new(""));
    let depends = &catalog.facts.get(&default)?.depends;
    let owned = |id: &&ObjectId| {
        let payload = catalog.payload(id);
        matches!(payload, Some(Payload::Sequence(Sequence { owner: Some(o), .. })) if o == column)
    };
    let sequence = depends.iter().find(owned)?.clone();
    Some((sequence, default))
}

fn adopt_serial(
    before: &Catalog,
    after: &mut Catalog,
    sequence: &ObjectId,
    default: &ObjectId,
    data_type: &str,
) {
    let mut take = |id: &ObjectId, fact: Fact| after.facts_mut().insert(id.clone(), fact);
    if let Some(fact) = before.facts.get(default) {
        take(default, fact.clone());
    }
    if let Some(fact) = before.facts.get(sequence)
        && let Payload::Sequence(was) = &*fact.payload
    {
        // the type of a serial's sequence follows the column's
        let mut follows = was.clone();
        follows.options = was.options.retyped(data_type);
        take(sequence, Fact { payload: Box::new(Payload::Sequence(follows)), ..fact.clone() });
    }
    for (id, fact) in before.parts(Kind::Comment, sequence) {
        take(id, fact.clone());
    }
}

impl Identity {
    /// The same identity on a column of another type.
    fn retyped(&self, data_type: &str) -> Self {
        Self { options: self.options.retyped(data_type), ..self.clone() }
    }
}
