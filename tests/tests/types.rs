//! What values become when the type of their column changes, asked of a server for every pair of many types: where
//! two of them become one, the plan says that something is lost, and where one fails, that it may.

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::kind::{Column, Kind, Payload};
use autogen_core::object_id::ObjectId;
use autogen_core::sql_type::{Conversion, Fit, SqlType};
use autogen_tests::database::Server;
use autogen_tests::{Result, while_};

/// Types, and values that a coarser one does not tell apart. A value's spelling is not its content: of what a text
/// may say, none is here twice.
const TYPES: &[(&str, &[&str])] = &[
    ("smallint", &["0", "1", "2", "300", "-5"]),
    ("integer", &["0", "1", "2", "300", "70000", "16777216", "16777217"]),
    ("bigint", &["0", "1", "2", "70000", "5000000000", "9007199254740992", "9007199254740993"]),
    (
        "numeric",
        &["1", "1.4", "1.6", "2.004", "1.0040000001", "16777217.25", "0.30000000000000004"],
    ),
    ("numeric(5)", &["1", "2", "99999"]),
    ("numeric(10,2)", &["1", "1.4", "1.44", "12345678.9"]),
    ("numeric(12,4)", &["1", "1.4", "1.4401", "1.4402", "12345678.9"]),
    ("real", &["1", "1.4", "1.6", "16777216", "16777214"]),
    (
        "double precision",
        &["1", "1.4", "1.6", "16777216", "16777217", "0.1", "0.10000000000000002"],
    ),
    ("money", &["1", "1.4", "1.44", "1.6"]),
    ("boolean", &["true", "false"]),
    (
        "text",
        &[
            "a",
            "ab",
            "ab ",
            "false",
            "1",
            "1.41",
            "1.4100000000000000000001",
            "2020-01-02",
            "2020-01-02 03:04:05",
            "2020-01-02 03:04:05.6",
            "2020-01-02 03:04:05.6+05",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        ],
    ),
    ("varchar(20)", &["a", "ab", "abcdef", "abcdeg", "1.41", "1.42", "2020-01-02 03:04:05"]),
    ("varchar(5)", &["a", "ab", "abcde", "1.41"]),
    ("char(4)", &["a", "ab", "abcd"]),
    ("bpchar", &["a", "ab", "abcdef", "abcdeg"]),
    ("name", &["a", "ab", "abcdef", "abcdeg"]),
    ("\"char\"", &["a", "b", "1"]),
    ("date", &["2020-01-02", "2020-01-03", "infinity"]),
    ("time", &["03:04", "03:04:05.1", "03:04:05.123456"]),
    ("time(2)", &["03:04", "03:04:05.12"]),
    ("timetz", &["03:04+00", "03:04+05", "03:04:05.1+05"]),
    (
        "timestamp",
        &[
            "2020-01-02 03:04",
            "2020-01-02 03:04:05.1",
            "2020-01-02 03:04:05.123456",
            "2020-02-02 03:04",
        ],
    ),
    ("timestamp(3)", &["2020-01-02 03:04", "2020-01-02 03:04:05.123"]),
    (
        "timestamptz",
        &["2020-01-02 03:04+00", "2020-01-02 03:04:05.123456+00", "2020-01-02 03:04+05"],
    ),
    ("timestamptz(0)", &["2020-01-02 03:04+00", "2020-01-02 03:04:05+00"]),
    (
        "interval",
        &[
            "1 year",
            "1 year 1 month",
            "1 month",
            "1 day",
            "1 day 1 hour",
            "1 hour",
            "1 minute",
            "1.23 s",
            "1.2345 s",
        ],
    ),
    ("interval(2)", &["1 year", "1 day", "1.2 s", "1.23 s"]),
    ("interval day to second", &["1 day", "1 hour", "1.2 s", "1.23456 s"]),
    ("interval year to month", &["1 year", "1 month"]),
    ("interval hour to minute", &["1 hour", "1 minute"]),
    ("json", &["{\"a\": 1}", "[1]", "1", "1.4", "\"\\u0000\""]),
    (
        "jsonb",
        &[
            "{\"a\": 1}",
            "[1]",
            "[\"[a]\"]",
            "[\"{a}\"]",
            "1",
            "1.4",
            "1.6",
            "0.10000000000000001",
            "0.1",
            "true",
        ],
    ),
    ("xml", &["<a/>", "b"]),
    ("uuid", &["00000000-0000-0000-0000-000000000001", "00000000-0000-0000-0000-000000000002"]),
    ("bytea", &["\\x01", "\\x0102"]),
    ("inet", &["10.0.0.1", "10.0.0.1/8", "10.0.0.2/8", "10.0.0.0/8"]),
    ("cidr", &["10.0.0.0/8", "10.0.0.0/16"]),
    ("macaddr", &["08:00:2b:01:02:03", "08:00:2b:01:02:04"]),
    ("macaddr8", &["08:00:2b:ff:fe:01:02:03", "08:00:2b:01:02:03:04:05"]),
    ("bit(3)", &["101", "001"]),
    (
        "bit(40)",
        &["0000000000000000000000000000000000000101", "1000000000000000000000000000000000000101"],
    ),
    ("bit varying", &["101", "1"]),
    ("bit varying(5)", &["101", "1", "11111"]),
    ("oid", &["1", "4000000000"]),
    ("tsvector", &["a b", "b"]),
    ("point", &["(1,2)", "(2,3)"]),
    ("box", &["((0,0),(2,2))", "((-1,-1),(3,3))"]),
    ("line", &["{1,1,0}", "{1,2,0}"]),
    ("lseg", &["((0,0),(2,2))", "((-1,-1),(3,3))"]),
    ("circle", &["((1,1),1)", "((1,1),2)"]),
    ("polygon", &["((0,0),(2,2),(2,0))", "((0,0),(0,2),(2,2),(2,0))"]),
    ("path", &["[(0,0),(2,2)]", "((0,0),(2,2))"]),
    ("int4range", &["[1,3)", "[2,3)", "(,)"]),
    ("numrange", &["[1,3)", "[1.5,3)"]),
    ("daterange", &["[2020-01-01,2020-01-03)", "[2020-01-02,2020-01-03)"]),
    ("tsrange", &["[2020-01-01,2020-01-03)", "[2020-01-01 01:00,2020-01-03)"]),
    (
        "tstzrange",
        &["[2020-01-01 00:00+00,2020-01-03 00:00+00)", "[2020-01-01 05:00+00,2020-01-03 00:00+00)"],
    ),
    ("pg_lsn", &["0/1", "0/2"]),
    ("integer[]", &["{1}", "{2,3}", "{70000}"]),
    ("smallint[]", &["{1}", "{2,3}"]),
    ("numeric[]", &["{1.4}", "{1.6}", "{1}"]),
    ("numeric(8,2)[]", &["{1.4}", "{1.44}"]),
    ("double precision[]", &["{1.4}", "{1.6}", "{1}"]),
    ("text[]", &["{a}", "{ab}", "{ab,cd}", "{2020-01-02}", "{2020-01-02 03:04}"]),
    ("varchar(10)[]", &["{a}", "{abcdef}"]),
    ("char(3)[]", &["{a}", "{ab}"]),
    ("timestamp[]", &["{2020-01-02 03:04:05.123}", "{2020-01-02 03:04:05}"]),
    ("timestamp(0)[]", &["{2020-01-02 03:04:05}"]),
    ("date[]", &["{2020-01-02}"]),
    ("jsonb[]", &["{1}", "{1.4}"]),
];

/// Whatever of `source` an insert takes, under what the values were, by a conversion.
const CONVERT: &str = "create function convert(source text, expression text, target text)
    returns table (was text, came_to text, failed text) language plpgsql as $$
    declare place tid;
    begin
        for place, was in execute format('select ctid, a::text from %I', source) loop
            begin
                execute format('insert into %I select %s from %I where ctid = %L returning a::text', target, expression, source, place)
                    into came_to;
                failed := null;
            exception when others then
                came_to := null;
                failed := sqlerrm;
            end;
            return next;
        end loop;
    end $$";

/// The types of the columns of the tables that values come from.
fn data_types(catalog: &Catalog) -> Result<Vec<&SqlType>> {
    let data_type = |number: usize| {
        let table = ObjectId::root(Kind::Table, None, Ident::new(format!("from_{number}")));
        let mut columns = catalog.parts(Kind::Column, &table);
        columns.find_map(|(_, fact)| match &*fact.payload {
            Payload::Column(Column { data_type, .. }) => Some(data_type),
            _ => None,
        })
    };
    (0..TYPES.len()).map(|number| data_type(number).ok_or(format!("no table {number}"))).collect()
}

/// What a value was, came to, or failed on.
type Converted = (String, Option<String>, Option<String>);

/// What became of values and was not said.
fn unsaid(said: Fit, values: &[Converted]) -> Vec<String> {
    let fails = |(_, _, failed): &&Converted| said == Fit::Fits && failed.is_some();
    let fails = values.iter().find(fails).map(|value| format!("{value:?}"));
    let alike = values.iter().filter(|_| said != Fit::Loses).find_map(|(was, came_to, _)| {
        let came_to = came_to.as_ref()?;
        let other =
            values.iter().find(|(other, to, _)| other < was && to.as_ref() == Some(came_to))?;
        Some(format!("{:?} and {was:?} become {came_to:?}", other.0))
    });
    fails.into_iter().chain(alike).collect()
}

#[tokio::test]
async fn what_a_conversion_loses_or_fails_on_is_said() -> Result<()> {
    let server = Server::start()?;
    let mut script = format!("set timezone = 'Europe/Berlin'; {CONVERT};");
    for (number, (name, values)) in TYPES.iter().enumerate() {
        script +=
            &format!("create table from_{number} (a {name}); create table to_{number} (a {name});");
        for value in *values {
            script += &format!("insert into from_{number} values ('{value}');");
        }
    }
    let mut database = server.database(&script).await?;
    let catalog = database.catalog().await?;
    let data_types = data_types(&catalog)?;
    let mut wrong = Vec::new();
    for (from, was) in data_types.iter().enumerate() {
        for (to, is) in data_types.iter().enumerate() {
            let expression = match was.conversion(is, "a", &catalog.casts) {
                Conversion::Assignment => "a".to_owned(),
                Conversion::Using(expression) => expression,
            };
            let query = sqlx::query_as("select * from convert($1, $2, $3)");
            let query =
                query.bind(format!("from_{from}")).bind(&expression).bind(format!("to_{to}"));
            let values: Vec<Converted> =
                while_("conversion", query.fetch_all(&mut database.connection).await)?;
            let said = was.fit(is);
            let unsaid = unsaid(said, &values).into_iter();
            let pair = format!("{} -> {} ({expression}, {said:?})", was.text, is.text);
            wrong.extend(unsaid.map(|what| format!("{pair}: {what}")));
        }
    }
    database.remove().await?;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    Ok(())
}
