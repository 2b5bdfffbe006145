//! Values of any type, as SQL expressions.

use std::collections::BTreeMap;

use autogen_core::ident::Literal;
use sqlx::postgres::PgConnection;
use sqlx::{AssertSqlSafe, Executor, Row};

use super::candidates::{around, literals, texts_like};
use super::distinct;
use super::facts::{Column, Facts};
use crate::reader::major;

/// How deep types may lie in one another.
const DEPTH: usize = 8;

/// The types that columns are of, and those that they are made of.
pub(super) struct Values(BTreeMap<i64, Type>);

struct Type {
    /// `pg_type.typtype`.
    form: String,
    /// `pg_type.typcategory`.
    category: String,
    /// Its name without a schema.
    name: String,
    /// Its name as SQL.
    sql: String,
    /// What a domain is over, an array of, a range of, a multirange of; the types of attributes.
    parts: Vec<i64>,
    labels: Vec<String>,
}

impl Values {
    /// Reads the types of all columns.
    pub(super) async fn of(
        connection: &mut PgConnection,
        facts: &Facts,
    ) -> Result<Self, sqlx::Error> {
        let types: Vec<String> = facts.types().iter().map(|oid| format!("{oid}::oid")).collect();
        let multiranges = match major(connection) {
            14.. => "union all select rngmultitypid, rngtypid, 1 from pg_range",
            _ => "",
        };
        let query = format!(
            "with recursive parts(one, other, at) as ( \
             select oid, typbasetype, 1 from pg_type where typtype = 'd' \
             union all select oid, typelem, 1 from pg_type where typcategory = 'A' and typelem <> 0 \
             union all select rngtypid, rngsubtype, 1 from pg_range {multiranges} \
             union all select t.oid, a.atttypid, a.attnum from pg_type t join pg_attribute a \
             on a.attrelid = t.typrelid where t.typtype = 'c' and a.attnum > 0 and not a.attisdropped), \
             wanted(oid) as (select * from unnest(array[{}]::oid[]) union \
             select p.other from parts p join wanted on wanted.oid = p.one) \
             select t.oid::int8, t.typtype::text, t.typcategory::text, t.typname::text, \
             format_type(t.oid, null), \
             array(select other::int8 from parts where one = t.oid order by at), \
             array(select enumlabel::text from pg_enum where enumtypid = t.oid order by enumsortorder) \
             from pg_type t join wanted on wanted.oid = t.oid",
            types.join(", ")
        );
        let mut found = BTreeMap::new();
        for row in connection.fetch_all(AssertSqlSafe(query)).await? {
            let of = Type {
                form: row.try_get(1)?,
                category: row.try_get(2)?,
                name: row.try_get(3)?,
                sql: row.try_get(4)?,
                parts: row.try_get(5)?,
                labels: row.try_get(6)?,
            };
            found.insert(row.try_get(0)?, of);
        }
        Ok(Self(found))
    }

    /// A value of a type, another one for each number; none of a type that nothing is known of.
    pub(super) fn of_type(&self, oid: i64, number: usize) -> Option<String> {
        self.nested(oid, number, DEPTH)
    }

    fn nested(&self, oid: i64, number: usize, depth: usize) -> Option<String> {
        let of = self.0.get(&oid).filter(|_| depth > 0)?;
        let Type { form, category, name, sql, parts, labels } = of;
        let part = |number| self.nested(*parts.first()?, number, depth - 1);
        Some(match (form.as_str(), category.as_str()) {
            ("e", _) => {
                let label = labels.get((number - 1) % labels.len().max(1))?;
                format!("{}::{sql}", Literal(label))
            }
            ("d", _) => format!("({})::{sql}", part(number)?),
            ("c", _) => {
                let values = parts.iter().map(|attribute| {
                    self.nested(*attribute, number, depth - 1).unwrap_or("null".to_owned())
                });
                format!("row({})::{sql}", values.collect::<Vec<_>>().join(", "))
            }
            ("r", _) => {
                // one that begins where the former ends, so that they do not overlap
                let (from, to) = (part(2 * number - 1)?, part(2 * number)?);
                format!("{sql}({from}, {to})")
            }
            ("m", _) => format!("{sql}({})", part(number)?),
            (_, "A") if !parts.is_empty() => format!("array[{}]::{sql}", part(number)?),
            (_, category) => format!("{}::{sql}", Literal(&scalar(name, category, number)?)),
        })
    }

    /// The type that a domain is over in the end.
    fn base(&self, oid: i64) -> Option<&Type> {
        let mut of = self.0.get(&oid)?;
        for _ in 0..DEPTH {
            match (of.form.as_str(), of.parts.first().and_then(|part| self.0.get(part))) {
                ("d", Some(below)) => of = below,
                _ => break,
            }
        }
        Some(of)
    }

    /// Values worth trying where rules that read so refuse the one that a column has.
    pub(super) fn candidates(&self, column: &Column, rules: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        let (mut texts, mut numbers) = (Vec::new(), Vec::new());
        for rule in rules {
            let (of_texts, of_numbers) = literals(rule);
            texts.extend(of_texts);
            numbers.extend(of_numbers);
        }
        let category = self.base(column.type_oid).map_or("", |base| base.category.as_str());
        let literal = |text: &String| Literal(text).to_string();
        match category {
            "S" => found.extend(texts_like(&texts, &numbers).iter().map(literal)),
            "N" => {
                found.extend(around(&numbers).iter().map(literal));
                let usual = ["1", "0", "2", "0.5", "-1", "10", "18", "42", "100", "1000", "2000"];
                found.extend(usual.map(str::to_owned));
            }
            _ => found.extend(texts.iter().map(literal)),
        }
        found.extend((1..=8).filter_map(|number| self.of_type(column.type_oid, number)));
        let usual: &[&str] = match category {
            "B" => &["true", "false"],
            "D" => &["'2000-01-01'", "'2100-01-01'", "'1900-01-01'", "now()"],
            "T" => &["'1 hour'", "'0'", "'1 day'", "'1 year'"],
            "U" => &["'[]'", "'{}'", "'{\"a\": 1}'", "'\"a\"'", "'1'"],
            "A" => &["'{}'"],
            "R" => &["'empty'", "'{}'"],
            _ => &[],
        };
        found.extend(usual.iter().map(|text| (*text).to_owned()));
        if let Some(base) = self.base(column.type_oid)
            && base.form == "e"
        {
            found.extend(base.labels.iter().map(literal));
        }
        if !column.not_null {
            found.push("null".to_owned());
        }
        distinct(found)
    }
}

/// The text of a value of a type that is made of no others, by its name or else by its category (manual:
/// pg_type.typcategory).
fn scalar(name: &str, category: &str, n: usize) -> Option<String> {
    let letters = || {
        let letter = char::from(b'a' + u8::try_from((n - 1) % 26).unwrap_or(0));
        letter.to_string().repeat(1 + (n - 1) / 26)
    };
    Some(match name {
        "uuid" => format!("00000000-0000-0000-0000-{n:012}"),
        "json" | "jsonb" => format!("{{\"a\": {n}}}"),
        "bytea" => format!("\\x{n:02x}"),
        "xml" => format!("<a>{n}</a>"),
        "hstore" => format!("a=>{n}"),
        "jsonpath" => format!("$.a{n}"),
        "pg_lsn" => format!("0/{n}"),
        "pg_snapshot" | "txid_snapshot" => format!("{n}:{n}:"),
        "xid" | "cid" | "xid8" => n.to_string(),
        "tid" => format!("(0,{n})"),
        "macaddr" => format!("08:00:2b:01:02:{n:02x}"),
        "macaddr8" => format!("08:00:2b:01:02:03:04:{n:02x}"),
        "point" => format!("({n},{n})"),
        "box" => format!("({n},{n}),(0,0)"),
        "lseg" => format!("[(0,0),({n},{n})]"),
        "path" | "polygon" => format!("((0,0),({n},{n}),({n},0))"),
        "line" => format!("{{1,-1,{n}}}"),
        "circle" => format!("<(0,0),{n}>"),
        "time" => format!("00:{n:02}:00"),
        "timetz" => format!("00:{n:02}:00+00"),
        "ltree" | "tsvector" | "tsquery" | "lquery" | "ltxtquery" => letters(),
        "regclass" => "pg_class".to_owned(),
        "regtype" => "integer".to_owned(),
        "regrole" => "pg_monitor".to_owned(),
        "regnamespace" => "pg_catalog".to_owned(),
        name if name.starts_with("reg") => return None,
        _ => match category {
            "N" => n.to_string(),
            "S" => letters(),
            "Z" if name == "char" => letters(),
            "B" => (n % 2 == 1).to_string(),
            "D" => format!("2000-01-{:02}", 1 + (n - 1) % 28),
            "T" => format!("{n} days"),
            "I" => format!("10.0.0.{}", n % 256),
            "V" => format!("{n:b}"),
            _ => return None,
        },
    })
}
