//! Names with quotes, spaces and letters of two bytes, as long as Postgres takes them.

#![allow(missing_docs, unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_entity::{DescribeError, describe};

mod hostile {
    pub mod entity {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Copy, Debug, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Enum", enum_name = "a.\"b\" ü; --")]
        pub enum Kind {
            #[sea_orm(string_value = "it's \"one\"\n-- line")]
            One,
        }

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(
            schema_name = "my \"schema\"",
            table_name = "the \"täble\" of 63 bytes xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxé",
            comment = "it's; -- a */ \"comment\"\nof two lines"
        )]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            #[sea_orm(column_name = "a \"q\" ü", indexed)]
            pub quoted: i32,
            #[sea_orm(
                column_name = "cölumn of 63 bytes xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
                indexed,
                unique_key = "k \"1\""
            )]
            pub long: i32,
            #[sea_orm(unique_key = "k \"1\"", renamed_from = "old \"name\"")]
            pub kind: Kind,
            pub kinds: Vec<Kind>,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(belongs_to = "Entity", from = "Column::Long", to = "Column::Id")]
            Long,
            #[sea_orm(belongs_to = "Entity", from = "Column::Quoted", to = "Column::Id")]
            Quoted,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

mod too_long {
    pub mod entity {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "short")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub a_column_with_a_name_that_postgres_would_cut_without_a_word_to_you: i32,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }
}

const TABLE: &str = "the \"täble\" of 63 bytes xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxé";
const QUOTED: &str =
    "\"my \"\"schema\"\"\".\"the \"\"täble\"\" of 63 bytes xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxé\"";

#[test]
fn every_identifier_is_quoted_and_every_derived_name_fits_and_is_its_own() {
    assert_eq!(TABLE.len(), 63);
    let description = describe("hostile_names::hostile").unwrap();
    let [table] = description.tables.as_slice() else { panic!("one table") };
    assert_eq!(table.name, TABLE);
    assert!(table.create.starts_with(&format!("CREATE TABLE {QUOTED} (")), "{}", table.create);
    assert!(table.create.contains("\"a \"\"q\"\" ü\" integer NOT NULL,"), "{}", table.create);
    assert!(
        table.create.ends_with("\"kinds\" \"a.\"\"b\"\" ü; --\"[] NOT NULL)"),
        "{}",
        table.create
    );
    assert_eq!(table.comment.as_deref(), Some("it's; -- a */ \"comment\"\nof two lines"));
    assert_eq!(table.columns[3].renamed_from.as_deref(), Some("old \"name\""));
    assert_eq!(description.enums[0].labels, ["it's \"one\"\n-- line"]);

    // SeaORM's own names would all be cut to the same 63 bytes.
    let mut names: Vec<_> = table.indexes.iter().map(|index| index.name.as_str()).collect();
    names.extend(table.foreign_keys.iter().filter_map(|key| key.name.as_deref()));
    assert_eq!(names.len(), 5);
    assert!(names.iter().all(|name| name.len() <= 63), "{names:?}");
    let distinct: std::collections::BTreeSet<_> = names.iter().collect();
    assert_eq!(distinct.len(), 5, "{names:?}");
    for index in &table.indexes {
        let name = index.name.replace('"', "\"\"");
        assert!(index.create.contains(&format!("INDEX \"{name}\" ON {QUOTED} (")), "{index:?}");
    }
}

#[test]
fn a_name_that_postgres_would_cut_is_refused() {
    let error = describe("hostile_names::too_long").unwrap_err();
    assert!(matches!(error, DescribeError::Name { what: "column", .. }), "{error}");
    assert!(error.to_string().contains("63 bytes"), "{error}");
}
