//! Every form of declaration, as Postgres takes it.

#![allow(unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_tests::cli::{Database, Project};

use crate::declarations::{is_too_old, models};

mod everything {
    pub mod person {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "person")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(column_type = "custom(\"email\")")]
            pub email: String,
            pub name: String,
            pub age: i32,
            #[sea_orm(column_type = "JsonBinary", nullable)]
            pub tags: Option<Json>,
            pub updated_at: Option<DateTimeUtc>,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table.with("fillfactor", 80).with("toast.autovacuum_enabled", false);
            table.replica_identity_full();
            table.unlogged();
            table
                .column(Column::Name)
                .collate("people")
                .statistics(500)
                .storage("external")
                .compression("pglz")
                .option("n_distinct", -0.5);
            table.index("person_trgm").using("gist").col(Column::Name).opclass("gist_trgm_ops");
            table.index("person_tags").using("gin").col(Column::Tags).opclass("jsonb_path_ops");
            table.row_level_security().force();
            table
                .policy("own")
                .restrictive()
                .for_update()
                .to("public")
                .using(Column::Age.gt(1))
                .with_check("true")
                .comment("who may");
            table
                .trigger("touch")
                .before()
                .update_of([Column::Name])
                .for_each_row()
                .when("old.name is distinct from new.name")
                .execute("touch_updated_at");
            table
                .trigger("gone")
                .after()
                .delete()
                .old_table("old_rows")
                .execute("touch_updated_at('x')")
                .enabled_replica();
            table.trigger("late").insert().initially_deferred().execute("touch_updated_at()");
            table.grant(["select", "update"]).columns([Column::Name, Column::Age]).to("public");
            table.grant(["insert"]).to("public");
        });
    }

    pub mod event {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "event")]
        pub struct Model {
            #[sea_orm(primary_key, auto_increment = false)]
            pub id: i64,
            #[sea_orm(primary_key, auto_increment = false)]
            pub at: Date,
            #[sea_orm(indexed)]
            pub place: String,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table.partition_by_range().col(Column::At);
            table
                .partition("event_2026")
                .from_to("'2026-01-01'", "'2027-01-01'")
                .with("fillfactor", 90);
            table.partition(("archive", "event_rest")).default().partition_by("hash (id)");
            table.index("event_place").col(Column::Place).col(Column::At).desc();
        });
        autogen_entity::declare!(|database| {
            database
                .partition_of(("archive", "event_rest"), ("archive", "event_rest_0"))
                .modulus(1, 0);
        });
    }

    pub mod special_event {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "employee")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            #[sea_orm(column_type = "custom(\"email\")")]
            pub email: String,
            #[sea_orm(column_type = "custom(\"varchar collate people\")")]
            pub name: String,
            pub age: i32,
            #[sea_orm(column_type = "JsonBinary", nullable)]
            pub tags: Option<Json>,
            pub updated_at: Option<DateTimeUtc>,
            pub salary: i32,
        }

        impl ActiveModelBehavior for ActiveModel {}

        autogen_entity::declare!(Entity, |table| {
            table.unlogged();
            table.inherits(super::person::Entity);
        });
    }

    pub mod adult {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(schema_name = "reports", table_name = "adult")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i64,
            pub name: String,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

    autogen_entity::declare!(|database| {
        database.extension("pg_trgm").schema("extensions");
        database.collation("people", "und-u-ks-level2").provider("icu").nondeterministic();
        database.domain("email", "text").not_null().check("email_at", "value like '%@%'");
        database
            .composite_type("address")
            .field("street", "text")
            .field("zip", "char(5)")
            .comment("where");
        database.range_type("floats", "float8").option("subtype_diff", "float8mi");
        database.enum_type(("reports", "size")).labels(["s", "m"]);
        database
            .function("touch_updated_at()", autogen_entity::sql_file!("declarations/touch.sql"));
        database
            .function(
                ("reports", "adults()"),
                "create function reports.adults() returns bigint language sql stable \
                 begin atomic select count(*) from reports.adult; end -- of rows",
            )
            .revoke(["execute"])
            .from("public");
        database
            .procedure(
                "tidy(integer)",
                "create procedure tidy(a integer) language sql as 'select 1'",
            )
            .comment("tidies");
        // reads from what is declared below
        database
            .materialized_view(
                ("reports", "names"),
                "select name, count(*) as n from reports.adult group by name",
            )
            .with("fillfactor", 70)
            .with_no_data()
            .index("names_name")
            .unique()
            .col("name");
        let adults = person::Entity::find()
            .select_only()
            .columns([person::Column::Id, person::Column::Name])
            .filter(person::Column::Age.gte(18));
        let adult = database.view(adult::Entity, adults.into_query()).security_barrier();
        adult.comment_on(adult::Column::Name, "of a person");
        adult.default(adult::Column::Name, "'Ann'");
        adult
            .trigger("redirect")
            .instead_of()
            .insert()
            .for_each_row()
            .execute("touch_updated_at()");
        adult.grant(["select"]).to("public");
        database.default_privileges("tables").in_schema("reports").grant(["select"]).to("public");
        database.grant(["select"]).on("all tables in schema archive").to("public");
        database.sql("create statistics person_name on age, name from person;");
    });
}

#[test]
fn postgres_takes_every_form_of_declaration() {
    let project =
        Project::on(&Database::new()).with_models(&models("every_declaration::everything"));
    project.configure("[manage]\nschemas = [\"archive\", \"reports\"]\n");
    let different = project.run(["diff"]);
    if is_too_old(14) {
        different.exits(1).tells("COMPRESSION is new in PostgreSQL 14");
        return;
    }
    different.exits(2).prints("+ extension pg_trgm").is_silent_about("ERROR");
}
