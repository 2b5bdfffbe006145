//! What is declared beside entities: written, applied, and found again; and what is said of mistakes.
//!
//! The entities are this program's own, described as a models crate's binary would.

#![allow(unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_entity::describe;
use autogen_tests::cli::{Database, Models, Project, server};

mod shop {
    pub mod customer {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(schema_name = "shop", table_name = "customer")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub email: String,
            #[sea_orm(indexed)]
            pub first_name: String,
            pub last_name: Option<String>,
            pub age: i32,
            pub active: bool,
            pub search: Option<String>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table.column(Column::Id).identity_always().start_with(1000).cache(20);
            table.column(Column::Email).collate("C");
            table.column(Column::Search).generated("lower(first_name || coalesce(last_name, ''))");
            table
                .index("customer_by_name")
                .col(Column::LastName)
                .nulls_first()
                .col(Column::FirstName)
                .desc()
                .include([Column::Id])
                .and_where(Column::Active.eq(true))
                .comment("for the list of customers");
            table.index("customer_lower").unique().expr("lower(email)").nulls_not_distinct();
            table
                .index("customer_search")
                .using("brin")
                .col(Column::Search)
                .opclass("text_minmax_ops")
                .with("pages_per_range", 32);
            table
                .unique("customer_name", [Column::FirstName, Column::LastName])
                .nulls_not_distinct();
            table.check("customer_age", Column::Age.between(0, 150)).no_inherit();
            table.check("customer_email", "email like '%@%'").comment("roughly");
            table
                .exclude("customer_range")
                .expr("int4range(age, age + 1)")
                .with_operator("&&")
                .and_where("not active")
                .initially_deferred();
        });
    }

    pub mod order {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(schema_name = "shop", table_name = "order")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub customer_id: Option<i64>,
            pub mood: super::Mood,
            #[sea_orm(belongs_to, from = "customer_id", to = "id", on_delete = "SetNull")]
            pub customer: BelongsTo<Option<super::customer::Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table
                .foreign_key([Column::CustomerId])
                .name("order_customer")
                .on_delete_set_null([Column::CustomerId])
                .initially_deferred();
            table.check("order_fine", Column::Mood.ne(super::Mood::Bad)).not_valid();
        });
    }

    use sea_orm::entity::prelude::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
    #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "mood")]
    pub enum Mood {
        #[sea_orm(string_value = "good")]
        Good,
        #[sea_orm(string_value = "bad")]
        Bad,
    }

    autogen_entity::declare!(|database| {
        database.active_enum::<Mood>().schema("shop").comment("of an order");
        database.sequence(("shop", "numbers")).as_type("integer").increment_by(2).cycle();
        database.schema("shop").comment("What is sold");
        // needs what is declared after it
        database.sql("alter sequence shop.numbers owned by shop.customer.age");
    });
}

/// The models of a module of this program.
pub(crate) fn models(module: &str) -> Models {
    match describe(&format!("cli::{module}")) {
        Ok(description) => Models::described(description),
        Err(error) => panic!("{error}"),
    }
}

/// Whether the server does not know all that is declared.
pub(crate) fn is_too_old(needed: u32) -> bool {
    server().binaries.major < needed
}

#[test]
fn what_is_declared_is_made_and_found_again() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models("declarations::shop"));
    let first = project.run(["-m", "the shop"]);
    if is_too_old(15) {
        first.exits(1).tells("NULLS NOT DISTINCT is new in PostgreSQL 15");
        return;
    }
    first.exits(0).prints("+ enum shop.mood").prints("+ sequence shop.numbers");
    project.run(["upgrade"]).exits(0);
    project.run(["diff"]).exits(0).prints_nothing();
    let definition = |name: &str| {
        database.sql(&format!(
            "select pg_get_constraintdef(oid) from pg_constraint where conname = '{name}'"
        ))
    };
    for (name, expected) in [
        ("customer_name", "UNIQUE NULLS NOT DISTINCT (first_name, last_name)"),
        ("customer_age", "CHECK (((age >= 0) AND (age <= 150))) NO INHERIT"),
        ("order_fine", "CHECK ((mood <> 'bad'::shop.mood)) NOT VALID"),
        (
            "customer_range",
            "EXCLUDE USING gist (int4range(age, (age + 1)) WITH &&) WHERE ((NOT active)) DEFERRABLE INITIALLY DEFERRED",
        ),
        (
            "order_customer",
            "FOREIGN KEY (customer_id) REFERENCES shop.customer(id) ON DELETE SET NULL (customer_id) DEFERRABLE INITIALLY DEFERRED",
        ),
    ] {
        assert_eq!(definition(name), expected);
    }
    assert_eq!(
        database.sql("select pg_get_indexdef('shop.customer_by_name'::regclass)"),
        "CREATE INDEX customer_by_name ON shop.customer USING btree (last_name NULLS FIRST, first_name DESC) \
         INCLUDE (id) WHERE (active = true)"
    );
    let insert =
        "insert into shop.customer (email, first_name, age, active) values ('a@b', 'Ann', 9, true)";
    database.sql(insert);
    assert_eq!(database.sql("select id || search from shop.customer"), "1000ann");
}

#[test]
fn a_changed_declaration_is_a_change() {
    let database = Database::new();
    let project = Project::on(&database).with_models(&models("declarations::shop"));
    let first = project.run(["-m", "the shop"]);
    if is_too_old(15) {
        first.exits(1).tells("ON DELETE SET NULL with columns is new in PostgreSQL 15");
        return;
    }
    first.exits(0);
    project.run(["upgrade"]).exits(0);
    let json = project.read("models.json");
    assert!(json.contains("BETWEEN 0 AND 150"), "{json}");
    project.write("models.json", &json.replace("BETWEEN 0 AND 150", "BETWEEN 0 AND 120"));
    let changed = project.run(["-m", "nobody is older"]);
    changed.exits(0).prints("check shop.customer.customer_age");
    let up = project.read(&project.up_files()[1]);
    assert!(
        up.contains("customer_age") && up.contains("120") && !up.contains("create index"),
        "{up}"
    );
}

mod faults {
    pub mod texts {
        pub mod customer {
            use sea_orm::entity::prelude::*;

            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(schema_name = "shop", table_name = "customer")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                pub name: String,
            }

            impl ActiveModelBehavior for ActiveModel {}

            autogen_entity::declare!(Entity, |table| {
                table.check("customer_nick", "length(nick) > 3");
                table.index("customer_trgm").using("gin").col(Column::Name).opclass("gin_trgm_ops");
                table.trigger("touch").before().update().execute("touch_updated_at()");
            });
            autogen_entity::declare!(|database| {
                let function = autogen_entity::sql_file!("declarations/touch.sql");
                database.function("touch_updated_at(integer)", function);
                let query = autogen_entity::sql_file!("declarations/broken.sql");
                database.view(("shop", "nick"), query);
                database.view(("shop", "chicken"), "select * from shop.egg");
                database.view(("shop", "egg"), "select * from shop.nest");
                database.view(("shop", "nest"), "select * from shop.chicken");
                database.view(("shop", "on_top"), "select * from shop.beneath");
                database.view(("shop", "beneath"), "select * from shop.customer");
            });
        }
    }
    pub mod clauses {
        pub mod customer {
            use sea_orm::entity::prelude::*;

            #[sea_orm::model]
            #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
            #[sea_orm(table_name = "customer")]
            pub struct Model {
                #[sea_orm(primary_key)]
                pub id: i64,
                pub name: Option<String>,
            }

            impl ActiveModelBehavior for ActiveModel {}

            autogen_entity::declare!(Entity, |table| {
                table.column(Column::Name).generated("upper(nick)");
            });
        }
    }
}

/// The line of this file that holds the text.
fn line(text: &str) -> usize {
    let found = include_str!("declarations.rs").lines().position(|line| line.contains(text));
    found.unwrap_or_else(|| panic!("{text} is not there")) + 1
}

#[test]
fn what_postgres_refuses_is_said_with_the_line_that_declares_it() {
    let project = Project::on(&Database::new()).with_models(&models("declarations::faults::texts"));
    let failed = project.run(["-m", "mistakes"]);
    failed.exits(1).prints_nothing().tells("the models do not make a schema");
    let here = "tests/tests/cli/declarations.rs";
    let declared = |text: &str| format!("declaration at {here}:{}", line(text));
    for (text, said) in [
        ("\"customer_nick\"", " (check customer_nick): ERROR: column \"nick\" does not exist"),
        (
            "\"customer_trgm\"",
            " (index shop.customer_trgm): ERROR: operator class \"gin_trgm_ops\" does not exist",
        ),
        ("\"touch_updated_at(integer)\"", " (function touch_updated_at(integer)): ERROR: function"),
        ("(\"shop\", \"nick\")", " (view shop.nick): ERROR: column \"nick_name\" does not exist"),
    ] {
        failed.tells(&format!("{}{said}", declared(text)));
    }
    failed.tells("tests/tests/cli/declarations/broken.sql:3:8: declaration");
    failed.tells("these views need each other");
    for (view, lacks) in [("chicken", "egg"), ("egg", "nest"), ("nest", "chicken")] {
        let place = declared(&format!("(\"shop\", \"{view}\")"));
        failed.tells(&format!(
            "{place} (view shop.{view}): relation \"shop.{lacks}\" does not exist"
        ));
    }
    assert!(!failed.stderr.contains("on_top") && !failed.stderr.contains("beneath"), "{failed}");
    assert!(project.names("generated").is_empty());
}

#[test]
fn a_clause_that_postgres_refuses_names_the_entity_and_the_line() {
    let project =
        Project::on(&Database::new()).with_models(&models("declarations::faults::clauses"));
    let failed = project.run(["diff"]);
    let place = format!("declarations.rs:{}", line("\"upper(nick)\""));
    failed.exits(1).tells("entity cli::declarations::faults::clauses::customer").tells(&place);
    failed.tells("column \"nick\" does not exist").tells("in: ");
}
