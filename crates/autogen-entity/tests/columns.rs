//! Columns: types, attributes, defaults, comments, keys.

#![allow(missing_docs, unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_entity::{ColumnDescription, TableDescription, describe};

mod account {
    use sea_orm::entity::prelude::*;

    #[sea_orm::model]
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "account", comment = "People; renamed_from \"person\"")]
    pub struct Model {
        #[sea_orm(primary_key)]
        pub id: i32,
        #[sea_orm(unique, column_type = "String(StringLen::N(320))", comment = "It's \"theirs\"")]
        pub email: String,
        #[sea_orm(indexed, default_value = "it's")]
        pub nick: Option<String>,
        #[sea_orm(renamed_from = "full name", comment = "was renamed_from \"x\"; once")]
        pub name: String,
        #[sea_orm(renamed_from = "balance")]
        #[sea_orm(column_type = "Decimal(Some((12, 4)))", default_value = 0)]
        pub credit: Decimal,
        #[sea_orm(column_type = "Money(Some((10, 2)))", nullable)]
        pub tip: Option<Decimal>,
        #[sea_orm(default_expr = "Expr::current_timestamp()")]
        pub created_at: DateTimeUtc,
        #[sea_orm(column_type = "JsonBinary", nullable)]
        pub settings: Json,
        pub tags: Vec<String>,
        #[sea_orm(
            column_name = "Mixed Case",
            extra = "COLLATE \"C\" CHECK (\"Mixed Case\" <> '')"
        )]
        pub mixed: String,
        #[sea_orm(column_type = "custom(\"tsvector\")", select_as = "text", save_as = "tsvector")]
        pub search: String,
        #[sea_orm(ignore)]
        pub not_a_column: i32,
        #[cfg(any())]
        pub absent: i32,
    }

    impl ActiveModelBehavior for ActiveModel {}
}

mod keys {
    pub mod uuid_newtype {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveValueType)]
        pub struct AccountId(pub Uuid);

        impl From<AccountId> for Uuid {
            fn from(id: AccountId) -> Self {
                id.0
            }
        }

        impl sea_orm::TryFromU64 for AccountId {
            fn try_from_u64(n: u64) -> Result<Self, sea_orm::DbErr> {
                Uuid::try_from_u64(n).map(Self)
            }
        }

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "uuid_newtype")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: AccountId,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod unsigned {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "unsigned")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: u32,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod not_numbered {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "not_numbered")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: i64,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod chosen {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "chosen")]
        pub struct Model {
            #[sea_orm(primary_key, extra = "GENERATED ALWAYS AS IDENTITY")]
            pub id: i64,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod composite {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(schema_name = "other", table_name = "composite")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub a: i32,
            #[sea_orm(primary_key, indexed)]
            pub b: String,
            #[sea_orm(unique_key = "pair")]
            pub c: i16,
            #[sea_orm(unique_key = "pair")]
            pub d: i16,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

mod types {
    pub mod all {
        use sea_orm::entity::prelude::*;
        use sea_orm::sea_query::{ExprTrait, PgInterval, RcOrArc, Value};

        #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
        #[sea_orm(table_name = "all_types")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: u8,
            #[sea_orm(column_type = "Char(None)", default_expr = "Expr::val('é')")]
            pub char: String,
            #[sea_orm(column_type = "String(StringLen::Max)", default_value = "a\\b")]
            pub string_max: String,
            #[sea_orm(default_expr = "Expr::val(f32::NAN)")]
            pub float: f32,
            #[sea_orm(default_expr = "Expr::val(f64::INFINITY)")]
            pub double: f64,
            #[sea_orm(
                column_type = "Decimal(None)",
                default_expr = "Expr::val(Decimal::new(-125, 2))"
            )]
            pub decimal: Decimal,
            #[sea_orm(
                column_type = "Timestamp",
                default_expr = "Expr::val(DateTime::default())",
                nullable
            )]
            pub timestamp: Option<DateTime>,
            #[sea_orm(default_expr = "Expr::val(Date::from_ymd_opt(2026, 11, 20))")]
            pub date: Date,
            #[sea_orm(default_expr = "Expr::val(Time::from_hms_opt(1, 2, 3))")]
            pub time: Time,
            #[sea_orm(default_expr = "Expr::val(DateTimeUtc::UNIX_EPOCH)")]
            pub moment: DateTimeUtc,
            #[sea_orm(column_type = "Interval(Some(PgInterval::DayToSecond), Some(3))")]
            pub day_to_second: String,
            #[sea_orm(column_type = "Interval(None, Some(2))", default_value = "1 day")]
            pub interval: String,
            #[sea_orm(column_type = "Bit(Some(4))", default_expr = "Expr::cust(\"B'1010'\")")]
            pub bit: String,
            #[sea_orm(column_type = "VarBit(8)", nullable)]
            pub var_bit: Option<String>,
            #[sea_orm(
                column_type = "VarBinary(StringLen::N(16))",
                default_expr = "vec![0u8, 255]"
            )]
            pub bytes: Vec<u8>,
            #[sea_orm(default_value = true)]
            pub boolean: bool,
            #[sea_orm(default_expr = "Expr::val(Json::from(\"it's \\\\\"))")]
            pub json: Json,
            #[sea_orm(default_expr = "Expr::val(Uuid::nil())")]
            pub uuid: Uuid,
            #[sea_orm(column_type = "Cidr", nullable)]
            pub cidr: Option<String>,
            #[sea_orm(column_type = "Inet", nullable)]
            pub inet: Option<String>,
            #[sea_orm(column_type = "MacAddr", nullable)]
            pub mac: Option<String>,
            #[sea_orm(
                column_type = "Array(RcOrArc::new(ColumnType::Decimal(Some((8, 3)))))",
                default_expr = "vec![Decimal::ONE]"
            )]
            pub decimals: Vec<Decimal>,
            #[sea_orm(default_expr = "vec![\"it's\".to_owned(), \"b\".to_owned()]")]
            pub strings: Vec<String>,
            #[sea_orm(default_expr = "Vec::<i64>::new()")]
            pub numbers: Vec<i64>,
            #[sea_orm(default_expr = "Value::BigInt(None)")]
            pub null: Option<i64>,
            #[sea_orm(default_expr = "Expr::val(1).add(2).mul(3)")]
            pub sum: i64,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }
}

fn table(name: &str) -> TableDescription {
    let description = describe(module_path!()).unwrap();
    description.tables.into_iter().find(|table| table.name == name).expect("is described")
}

fn column<'t>(table: &'t TableDescription, name: &str) -> &'t ColumnDescription {
    table.columns.iter().find(|column| column.name == name).expect("is described")
}

#[test]
fn every_attribute_has_its_place_in_the_clause() {
    assert_eq!(
        table("account").create,
        "CREATE TABLE \"account\" (\
         \"id\" integer GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY, \
         \"email\" varchar(320) NOT NULL UNIQUE, \
         \"nick\" varchar DEFAULT 'it''s', \
         \"name\" varchar NOT NULL, \
         \"credit\" decimal(12, 4) NOT NULL DEFAULT 0, \
         \"tip\" money, \
         \"created_at\" timestamp with time zone NOT NULL DEFAULT CURRENT_TIMESTAMP, \
         \"settings\" jsonb, \
         \"tags\" varchar[] NOT NULL, \
         \"Mixed Case\" varchar NOT NULL COLLATE \"C\" CHECK (\"Mixed Case\" <> ''), \
         \"search\" tsvector NOT NULL)"
    );
}

#[test]
fn comments_come_without_the_former_names_in_them() {
    let account = table("account");
    assert_eq!(account.comment.as_deref(), Some("People"));
    assert_eq!(account.renamed_from.as_deref(), Some("person"));
    assert_eq!(column(&account, "email").comment.as_deref(), Some("It's \"theirs\""));
    let name = column(&account, "name");
    assert_eq!(name.comment.as_deref(), Some("was renamed_from \"x\"; once"));
    assert_eq!(name.renamed_from.as_deref(), Some("full name"));
    let credit = column(&account, "credit");
    assert_eq!(
        (credit.comment.as_deref(), credit.renamed_from.as_deref()),
        (None, Some("balance"))
    );
}

#[test]
fn only_a_derived_form_counts_as_auto_increment() {
    for (name, clause, auto_increment) in [
        ("account", "integer GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY", true),
        ("unsigned", "bigint GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY", true),
        ("uuid_newtype", "uuid NOT NULL PRIMARY KEY)", false),
        ("not_numbered", "bigint NOT NULL PRIMARY KEY)", false),
        ("chosen", "bigint NOT NULL PRIMARY KEY GENERATED ALWAYS AS IDENTITY)", false),
    ] {
        let table = table(name);
        let start = format!("CREATE TABLE \"{name}\" (\"id\" {clause}");
        assert!(table.create.starts_with(&start), "{}", table.create);
        assert_eq!(column(&table, "id").auto_increment, auto_increment, "{name}");
    }
}

#[test]
fn composite_keys_and_indexes_of_another_schema() {
    let table = table("composite");
    assert_eq!(table.schema.as_deref(), Some("other"));
    assert_eq!(
        table.create,
        "CREATE TABLE \"other\".\"composite\" (\
         \"a\" integer NOT NULL, \"b\" varchar NOT NULL, \"c\" smallint NOT NULL, \
         \"d\" smallint NOT NULL, CONSTRAINT \"pk-composite\" PRIMARY KEY (\"a\", \"b\"))"
    );
    let indexes: Vec<_> = table.indexes.iter().map(|index| index.create.as_str()).collect();
    assert_eq!(
        indexes,
        [
            "CREATE INDEX \"idx-composite-b\" ON \"other\".\"composite\" (\"b\")",
            "CREATE UNIQUE INDEX \"idx-composite-pair\" ON \"other\".\"composite\" (\"c\", \"d\")",
        ]
    );
}

#[test]
fn tables_are_sorted_by_schema_and_name_the_default_schema_first() {
    let description = describe(module_path!()).unwrap();
    let names: Vec<_> = description.tables.iter().map(|table| table.name.as_str()).collect();
    assert_eq!(
        names,
        ["account", "all_types", "chosen", "not_numbered", "unsigned", "uuid_newtype", "composite"]
    );
    assert_eq!(describe(module_path!()).unwrap().to_json(), description.to_json());
}

#[test]
fn every_type_and_literal_is_one_that_postgres_takes() {
    let expected = r#"CREATE TABLE "all_types" (
"id" smallint GENERATED BY DEFAULT AS IDENTITY NOT NULL PRIMARY KEY,
"char" char NOT NULL DEFAULT 'é',
"string_max" varchar NOT NULL DEFAULT E'a\\b',
"float" real NOT NULL DEFAULT 'NaN',
"double" double precision NOT NULL DEFAULT 'Infinity',
"decimal" decimal NOT NULL DEFAULT -1.25,
"timestamp" timestamp DEFAULT '1970-01-01 00:00:00.000000',
"date" date NOT NULL DEFAULT '2026-11-20',
"time" time NOT NULL DEFAULT '01:02:03.000000',
"moment" timestamp with time zone NOT NULL DEFAULT '1970-01-01 00:00:00.000000 +00:00',
"day_to_second" interval DAY TO SECOND(3) NOT NULL,
"interval" interval(2) NOT NULL DEFAULT '1 day',
"bit" bit(4) NOT NULL DEFAULT (B'1010'),
"var_bit" varbit(8),
"bytes" bytea NOT NULL DEFAULT '\x00FF',
"boolean" bool NOT NULL DEFAULT TRUE,
"json" json NOT NULL DEFAULT E'"it\'s \\\\"',
"uuid" uuid NOT NULL DEFAULT '00000000-0000-0000-0000-000000000000',
"cidr" cidr,
"inet" inet,
"mac" macaddr,
"decimals" decimal(8, 3)[] NOT NULL DEFAULT ARRAY [1],
"strings" varchar[] NOT NULL DEFAULT ARRAY [E'it\'s','b'],
"numbers" bigint[] NOT NULL DEFAULT '{}',
"null" bigint DEFAULT NULL,
"sum" bigint NOT NULL DEFAULT ((1 + 2) * 3))"#;
    assert_eq!(table("all_types").create, expected.replace("(\n", "(").replace(",\n", ", "));
}
