//! What declarations come to: a statement each, with the line that it is declared at.

#![allow(missing_docs, unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_entity::{DeclarationDescription, Description, Phase, TableDescription, describe};

mod shop {
    pub mod customer {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(schema_name = "shop", table_name = "Customer")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(column_name = "eMail")]
            pub email: String,
            pub name: String,
            pub age: i32,
            pub region: Option<i32>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table.index("trgm").using("gin").col(Column::Email).opclass("gin_trgm_ops");
            table.index("by_name").col(Column::Name).desc().nulls_last().col(Column::Age).unique();
            table
                .index("partial")
                .expr("lower(name)")
                .collate("C")
                .include([Column::Id])
                .nulls_not_distinct()
                .with("fillfactor", 70)
                .and_where(Column::Age.gte(18))
                .and_where("region is not null")
                .comment("it's one");
            table.unique("name_key", [Column::Name, Column::Age]).nulls_not_distinct().deferrable();
            table.check("age_check", Column::Age.between(0, 150)).not_valid().no_inherit();
            table
                .exclude("no_twins")
                .col(Column::Name)
                .with_operator("=")
                .expr("int4range(age, age + 1)")
                .with_operator("&&")
                .and_where("age > 0")
                .initially_deferred();
            table.column(Column::Id).identity_always().start_with(1000).cache(20);
            table.column(Column::Name).collate(("shop", "ci")).statistics(500).storage("EXTERNAL");
            table.column(Column::Email).compression("lz4");
            table.with("autovacuum_enabled", false).with("toast.autovacuum_enabled", false);
            table.row_level_security().force();
            table
                .policy("own")
                .restrictive()
                .for_update()
                .to("app")
                .to("public")
                .using("true")
                .with_check(Column::Age.gt(1));
            table
                .trigger("touch")
                .before()
                .insert()
                .update_of([Column::Name, Column::Email])
                .for_each_row()
                .when("new.age > 0")
                .execute("touch");
            table
                .trigger("audit")
                .insert()
                .new_table("fresh")
                .execute("audit('x')")
                .enabled_always();
            table.grant(["select", "update"]).columns([Column::Name, Column::Email]).to("readonly");
            table.grant(["all"]).to("app").with_grant_option();
            table.revoke(["select"]).from("public");
            table.owner("boss");
            table
                .foreign_key([Column::Region])
                .references(super::region::Entity, [super::region::Column::Id])
                .name("home")
                .match_full()
                .not_valid();
        });
    }

    pub mod region {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "region")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: i32,
            #[sea_orm(primary_key, auto_increment = false)]
            pub at: Date,
            pub parent_id: Option<i32>,
            pub tsv: Option<String>,
            #[sea_orm(
                self_ref,
                relation_enum = "Parent",
                relation_reverse = "Children",
                from = "parent_id",
                to = "id",
                on_delete = "SetNull"
            )]
            pub parent: BelongsTo<Option<Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table
                .foreign_key([Column::ParentId])
                .name("up")
                .on_delete_set_null([Column::ParentId])
                .initially_deferred();
            table.column(Column::Tsv).generated("upper('x')");
            table.partition_by_range().col(Column::At);
            table.partition("region_2026").from_to("'2026-01-01'", "'2027-01-01'");
            table.partition("region_rest").default().partition_by("hash (id)");
            table.unlogged();
        });
    }

    pub mod grown_up {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(schema_name = "shop", table_name = "grown_up")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub name: String,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    use sea_orm::entity::prelude::*;
    use sea_orm::{QueryFilter, QuerySelect, QueryTrait};

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mood")]
    pub enum Mood {
        #[sea_orm(string_value = "sad")]
        Sad,
    }

    pub mod day {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "day")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub mood: super::Mood,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    autogen_entity::declare!(|database| {
        database.extension("pg_trgm").schema("extensions").version("1.6");
        database.schema("shop").comment("what is sold").grant(["usage"]).to("readonly");
        database.active_enum::<Mood>().schema("shop");
        database.enum_type(("shop", "size")).labels(["s", "it's"]);
        database
            .domain("email", "text")
            .collate("C")
            .default("'a@b'")
            .not_null()
            .check("email_at", "value like '%@%'");
        database.composite_type("money").field("amount", "numeric(12, 2)").field("unit", "char(3)");
        database.range_type("floats", "float8").option("subtype_diff", "float8mi");
        database.collation("ci", "und-u-ks-level2").provider("icu").nondeterministic();
        database.sequence(("shop", "numbers")).as_type("integer").increment_by(2).cycle();
        database.function("touch()", autogen_entity::sql_file!("declarations/touch.sql"));
        database
            .procedure(
                ("shop", "tidy(integer)"),
                "create procedure shop.tidy(integer) begin atomic end;",
            )
            .grant(["execute"])
            .to("app");
        let grown = customer::Entity::find()
            .select_only()
            .columns([customer::Column::Id, customer::Column::Name])
            .filter(customer::Column::Name.ne("it's"))
            .into_query();
        let view = database.view(grown_up::Entity, grown).security_invoker();
        view.trigger("into").instead_of().insert().for_each_row().execute("touch()");
        view.comment_on(grown_up::Column::Name, "who");
        let counted = database
            .materialized_view(("shop", "counted"), "select count(*) as n from shop.\"Customer\";")
            .with_no_data();
        counted.index("counted_n").col("n").unique();
        counted.grant(["select"]).to("readonly");
        database.default_privileges("tables").in_schema("shop").grant(["select"]).to("readonly");
        database.grant(["select"]).on("all tables in schema shop").to("readonly");
        database.comment_on("cast (text as integer)", "odd");
        database.sql("create statistics s on age, name from shop.\"Customer\"");
    });
}

fn shop() -> Description {
    describe("declarations::shop").unwrap()
}

#[track_caller]
fn one<'d>(description: &'d Description, kind: &str, name: &str) -> &'d DeclarationDescription {
    let found = description.declarations.iter().find(|d| d.kind == kind && d.name == name);
    found.unwrap_or_else(|| panic!("no {kind} {name}"))
}

fn table<'d>(description: &'d Description, name: &str) -> &'d TableDescription {
    description.tables.iter().find(|table| table.name == name).unwrap()
}

#[test]
fn indexes_and_constraints() {
    let shop = shop();
    for (kind, name, sql) in [
        (
            "index",
            "trgm",
            r#"create index "trgm" on "shop"."Customer" using "gin" ("eMail" "gin_trgm_ops")"#,
        ),
        (
            "index",
            "by_name",
            r#"create unique index "by_name" on "shop"."Customer" ("name" desc nulls last, "age")"#,
        ),
        (
            "index",
            "partial",
            r#"create index "partial" on "shop"."Customer" ((lower(name)) collate "C") include ("id") nulls not distinct with ("fillfactor" = '70') where ("Customer"."age" >= 18) and (region is not null)"#,
        ),
        (
            "unique constraint",
            "name_key",
            r#"alter table "shop"."Customer" add constraint "name_key" unique nulls not distinct ("name", "age") deferrable"#,
        ),
        (
            "check",
            "age_check",
            "alter table \"shop\".\"Customer\" add constraint \"age_check\" check (\"Customer\".\"age\" BETWEEN 0 AND 150) no inherit not valid",
        ),
        (
            "exclusion constraint",
            "no_twins",
            r#"alter table "shop"."Customer" add constraint "no_twins" exclude using "gist" ("name" with =, (int4range(age, age + 1)) with &&) where (age > 0) deferrable initially deferred"#,
        ),
        (
            "foreign key",
            "home",
            r#"alter table "shop"."Customer" add constraint "home" foreign key ("region") references "region" ("id") match full not valid"#,
        ),
    ] {
        let declaration = one(&shop, kind, name);
        assert_eq!(declaration.sql, sql);
        assert_eq!(declaration.on.as_ref().unwrap().name, "Customer");
    }
    let comment = shop.declarations.iter().find(|d| d.sql.contains("it''s one")).unwrap();
    assert_eq!(comment.sql, r#"comment on index "shop"."partial" is 'it''s one'"#);
    assert_eq!((comment.kind.as_str(), comment.phase), ("comment", Phase::Comments));
}

#[test]
fn what_changes_a_clause_stands_in_the_entitys_own_statement() {
    let shop = shop();
    let customer = table(&shop, "Customer");
    let identity = r#""id" bigint NOT NULL GENERATED ALWAYS AS IDENTITY (start with 1000 cache 20) PRIMARY KEY"#;
    assert!(customer.create.contains(identity), "{}", customer.create);
    assert!(
        customer.create.contains(r#""name" varchar COLLATE "shop"."ci" NOT NULL"#),
        "{}",
        customer.create
    );
    assert!(!customer.columns[0].auto_increment, "its form is chosen");
    assert_eq!(customer.declared.len(), 2);
    let region = table(&shop, "region");
    assert!(region.create.starts_with(r#"CREATE UNLOGGED TABLE "region" ("#), "{}", region.create);
    assert!(region.create.ends_with(r#") PARTITION BY range ("at")"#), "{}", region.create);
    assert!(region.create.contains("GENERATED ALWAYS AS (upper('x')) STORED"), "{}", region.create);
    let [key] = region.foreign_keys.as_slice() else { panic!("one") };
    assert_eq!(
        key.create,
        r#"ALTER TABLE "region" ADD CONSTRAINT "up" FOREIGN KEY ("parent_id") REFERENCES "region" ("id") ON DELETE SET NULL ("parent_id") deferrable initially deferred"#
    );
    assert!(key.name_chosen && key.declared.is_some());
    let size = shop.enums.iter().find(|e| e.name == "mood").unwrap();
    assert_eq!(size.schema.as_deref(), Some("shop"));
    assert!(shop.tables.iter().all(|table| table.name != "grown_up"), "it reads from a view");
}

#[test]
fn settings_of_tables_and_columns() {
    let shop = shop();
    let sql: Vec<&str> = shop.declarations.iter().map(|d| d.sql.as_str()).collect();
    for expected in [
        r#"alter table "shop"."Customer" alter column "name" set statistics 500"#,
        r#"alter table "shop"."Customer" alter column "name" set storage "external""#,
        r#"alter table "shop"."Customer" alter column "eMail" set compression "lz4""#,
        r#"alter table "shop"."Customer" set ("autovacuum_enabled" = 'false')"#,
        r#"alter table "shop"."Customer" set ("toast"."autovacuum_enabled" = 'false')"#,
        r#"create table "region_2026" partition of "region" for values from ('2026-01-01') to ('2027-01-01')"#,
        r#"create table "region_rest" partition of "region" default partition by hash (id)"#,
        r#"alter table "shop"."Customer" enable row level security, force row level security"#,
        r#"create policy "own" on "shop"."Customer" as restrictive for update to "app", "public" using (true) with check ("Customer"."age" > 1)"#,
        r#"create trigger "touch" before insert or update of "name", "eMail" on "shop"."Customer" for each row when (new.age > 0) execute function touch()"#,
        r#"create trigger "audit" after insert on "shop"."Customer" referencing new table as "fresh" for each statement execute function audit('x')"#,
        r#"alter table "shop"."Customer" enable always trigger "audit""#,
        r#"grant select ("name", "eMail"), update ("name", "eMail") on table "shop"."Customer" to "readonly""#,
        r#"grant all on table "shop"."Customer" to "app" with grant option"#,
        r#"revoke select on table "shop"."Customer" from "public""#,
        r#"alter table "shop"."Customer" owner to "boss""#,
    ] {
        assert!(sql.contains(&expected), "{expected}\nis not in\n{}", sql.join("\n"));
    }
}

#[test]
fn what_stands_by_itself() {
    let shop = shop();
    let sql: Vec<&str> = shop.declarations.iter().map(|d| d.sql.as_str()).collect();
    for expected in [
        r#"create extension if not exists "pg_trgm" schema "extensions" version "1.6" cascade"#,
        r#"alter extension "pg_trgm" set schema "extensions""#,
        r#"create schema if not exists "shop""#,
        r#"comment on schema "shop" is 'what is sold'"#,
        r#"grant usage on schema "shop" to "readonly""#,
        r#"create type "shop"."size" as enum ('s', 'it''s')"#,
        r#"create domain "email" as text collate "C" default 'a@b' not null constraint "email_at" check (value like '%@%')"#,
        r#"create type "money" as ("amount" numeric(12, 2), "unit" char(3))"#,
        r#"create type "floats" as range (subtype = float8, subtype_diff = float8mi)"#,
        r#"create collation "ci" (provider = "icu", locale = 'und-u-ks-level2', deterministic = false)"#,
        r#"create sequence "shop"."numbers" as integer increment by 2 cycle"#,
        "create procedure shop.tidy(integer) begin atomic end;\nselect '\"shop\".tidy(integer)'::regprocedure",
        r#"grant execute on procedure "shop".tidy(integer) to "app""#,
        "create view \"shop\".\"grown_up\" with (\"security_invoker\" = 'true') as\nSELECT \"Customer\".\"id\", \"Customer\".\"name\" FROM \"shop\".\"Customer\" WHERE \"Customer\".\"name\" <> E'it\\'s'",
        r#"create trigger "into" instead of insert on "shop"."grown_up" for each row execute function touch()"#,
        r#"comment on column "shop"."grown_up"."name" is 'who'"#,
        "create materialized view \"shop\".\"counted\" as\nselect count(*) as n from shop.\"Customer\" with no data",
        r#"create unique index "counted_n" on "shop"."counted" ("n")"#,
        r#"grant select on table "shop"."counted" to "readonly""#,
        r#"alter default privileges in schema "shop" grant select on tables to "readonly""#,
        r#"grant select on all tables in schema shop to "readonly""#,
        "comment on cast (text as integer) is 'odd'",
        "create statistics s on age, name from shop.\"Customer\"",
    ] {
        assert!(sql.contains(&expected), "{expected}\nis not in\n{}", sql.join("\n"));
    }
    let phases: Vec<Phase> = shop.declarations.iter().map(|d| d.phase).collect();
    assert!(phases.is_sorted());
}

#[test]
fn each_knows_its_line_and_its_file() {
    let shop = shop();
    let here = std::path::Path::new(file!());
    let source = include_str!("declarations.rs");
    let line = |text: &str| {
        let found = source.lines().position(|line| line.contains(text)).unwrap();
        u32::try_from(found).unwrap() + 1
    };
    for (kind, name, text) in [
        ("index", "trgm", ".index(\"trgm\")"),
        ("index", "partial", ".index(\"partial\")"),
        ("view", "grown_up", "database.view(grown_up"),
        ("index", "counted_n", "counted.index("),
    ] {
        let place = &one(&shop, kind, name).place;
        assert_eq!(
            (place.file.as_str(), place.line),
            (here.to_str().unwrap(), line(text)),
            "{name}"
        );
    }
    let touch = one(&shop, "function", "touch()");
    let file = touch.file.as_ref().unwrap();
    let folder = here.parent().unwrap().join("declarations/touch.sql");
    assert_eq!((file.path.as_str(), file.start), (folder.to_str().unwrap(), 0));
    assert!(touch.sql[..file.length].starts_with("create function touch()"), "{}", touch.sql);
    assert!(touch.sql.ends_with("$$\n;\nselect 'touch()'::regprocedure"), "{}", touch.sql);
}

mod faults {
    pub mod one {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "one")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub other: i64,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table.index("twice").col(Column::Id); // first
            table.index("nothing");
            table.index("early").desc().col(Column::Id);
            table.unique("twice", [Column::Other]); // second
            table.foreign_key([Column::Other]).deferrable();
            table.trigger("idle").insert();
            table.partition("everything");
            table.check("", "true");
        });
        autogen_entity::declare!(|database| {
            database.view("one", "select 1");
            database.enum_type("unused");
            database.grant(["select"]).to("x");
        });
    }
}

#[test]
fn all_that_is_wrong_is_said_with_its_line() {
    let error = describe("declarations::faults").unwrap_err().to_string();
    let source = include_str!("declarations.rs");
    for (text, problem) in [
        ("\"twice\", [Column::Other]", "unique constraint twice is declared at "),
        ("index(\"nothing\")", "index nothing is of nothing"),
        ("index(\"early\")", "index early: `desc` stands before any `col`"),
        (
            "foreign_key([Column::Other])",
            "not one relation of the entity makes a foreign key of (other)",
        ),
        ("trigger(\"idle\")", "trigger idle does nothing"),
        ("partition(\"everything\")", "partition everything is of no values"),
        ("check(\"\", \"true\")", "check name \"\" is empty"),
        ("view(\"one\"", "view one is declared by the entity declarations::faults::one already"),
        ("enum_type(\"unused\")", "no entity uses the enum unused"),
        ("grant([\"select\"]).to(\"x\")", "a grant needs"),
    ] {
        let line = source.lines().position(|line| line.contains(text)).unwrap() + 1;
        let expected = format!("{}:{line}: {problem}", file!());
        assert!(error.contains(&expected), "{expected}\nis not in\n{error}");
    }
    assert_eq!(error.lines().count(), 10, "{error}");
}
