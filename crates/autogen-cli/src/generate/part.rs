//! Parts of an entity's table in the words of `declare!(Entity, |table| …)`.

use autogen_core::expression::respell;
use autogen_core::ident::Ident;
use autogen_core::kind::{Index, Payload};
use autogen_core::object_id::ObjectId;

use super::call::Call;
use super::draft::Draft;
use super::names::camel;
use super::rust::literal;

/// The call that makes a part; none where the builder has no words for all that it says.
pub(super) fn call(
    draft: &Draft<'_>,
    table: &ObjectId,
    id: &ObjectId,
    payload: &Payload,
) -> Option<Call> {
    let call = Call::on("table");
    let name = literal(id.name().as_str());
    match payload {
        Payload::Check(_) => {
            let text = payload.summary();
            let rest = text.strip_prefix("check (")?;
            let (rest, is_valid) = without(rest, " not valid");
            let (rest, is_inherited) = without(rest, " no inherit");
            let mut call = call.method("check", &[name, literal(rest.strip_suffix(')')?)]);
            if !is_inherited {
                call = call.method("no_inherit", &[]);
            }
            if !is_valid {
                call = call.method("not_valid", &[]);
            }
            Some(call)
        }
        Payload::Unique(unique) => {
            let columns = columns(draft, table, unique.plain()?)?;
            Some(call.method("unique", &[name, columns]))
        }
        Payload::Index(of) => index(draft, table, &name, of),
        _ => None,
    }
}

fn without<'a>(text: &'a str, end: &str) -> (&'a str, bool) {
    text.strip_suffix(end).map_or((text, true), |text| (text, false))
}

/// `Column::A`.
fn column(draft: &Draft<'_>, table: &ObjectId, name: &Ident) -> Option<String> {
    let field = draft.tables.get(table)?.fields.get(name)?;
    Some(format!("Column::{}", camel(field)))
}

fn columns(draft: &Draft<'_>, table: &ObjectId, names: &[Ident]) -> Option<String> {
    let columns: Option<Vec<_>> = names.iter().map(|name| column(draft, table, name)).collect();
    Some(format!("[{}]", columns?.join(", ")))
}

fn index(draft: &Draft<'_>, table: &ObjectId, name: &str, index: &Index) -> Option<Call> {
    let parts = index.parts();
    if !parts.parameters.is_empty() {
        return None;
    }
    let mut call = Call::on("table").method("index", &[name.to_owned()]);
    if parts.unique {
        call = call.method("unique", &[]);
    }
    if parts.method != "btree" {
        call = call.method("using", &[literal(parts.method)]);
    }
    let fields = &draft.tables.get(table)?.fields;
    for (expression, options) in parts.keys {
        let field = fields.iter().find(|(name, _)| name.to_string() == expression);
        call = match field {
            Some((_, field)) => call.method("col", &[format!("Column::{}", camel(field))]),
            None => call.method("expr", &[literal(&respell(expression))]),
        };
        let (opclass, order) = ordered(options);
        if !opclass.is_empty() {
            let word = opclass.strip_prefix(' ')?;
            let is_word =
                word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            call = is_word.then(|| call.method("opclass", &[literal(word)]))?;
        }
        for method in order {
            call = call.method(method, &[]);
        }
    }
    if !parts.include.is_empty() {
        call = call.method("include", &[columns(draft, table, parts.include)?]);
    }
    if parts.nulls_not_distinct {
        call = call.method("nulls_not_distinct", &[]);
    }
    if let Some(predicate) = parts.predicate {
        call = call.method("and_where", &[literal(&respell(predicate))]);
    }
    Some(call)
}

/// A key's options without its order, and the order.
fn ordered(options: &str) -> (&str, &'static [&'static str]) {
    for (words, methods) in [
        (" desc nulls last", ["desc", "nulls_last"].as_slice()),
        (" nulls first", ["nulls_first"].as_slice()),
        (" desc", ["desc"].as_slice()),
    ] {
        if let Some(rest) = options.strip_suffix(words) {
            return (rest, methods);
        }
    }
    (options, &[])
}
