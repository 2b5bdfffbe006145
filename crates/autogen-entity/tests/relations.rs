//! Foreign keys: both formats, actions, cycles, self references, other schemas, names.

#![allow(missing_docs, unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_entity::{DescribeError, ForeignKeyDescription, describe};

mod dense {
    pub mod place {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(schema_name = "geo", table_name = "place")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub within_id: Option<i32>,
            pub address_id: Option<i32>,
            #[sea_orm(
                self_ref,
                relation_enum = "Within",
                relation_reverse = "Parts",
                from = "within_id",
                to = "id",
                on_delete = "SetDefault"
            )]
            pub within: BelongsTo<Option<Entity>>,
            #[sea_orm(
                belongs_to,
                from = "address_id",
                to = "id",
                on_update = "Restrict",
                on_delete = "SetNull"
            )]
            pub address: BelongsTo<Option<super::address::Entity>>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod address {
        use sea_orm::entity::prelude::*;

        #[sea_orm::model]
        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "address")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub place_id: i32,
            pub owner_id: i32,
            #[sea_orm(
                belongs_to,
                relation_enum = "Place",
                from = "place_id",
                to = "id",
                on_delete = "Cascade"
            )]
            pub place: BelongsTo<super::place::Entity>,
            #[sea_orm(
                belongs_to,
                relation_enum = "SamePlace",
                from = "place_id",
                to = "id",
                on_delete = "Cascade"
            )]
            pub same_place: BelongsTo<super::place::Entity>,
            #[sea_orm(belongs_to, relation_enum = "Owner", from = "owner_id", to = "id", skip_fk)]
            pub owner: BelongsTo<super::place::Entity>,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

mod classic {
    pub mod pair {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "pair")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub a: i32,
            #[sea_orm(primary_key)]
            pub b: i32,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    }

    pub mod user {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "user")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub a: i32,
            pub b: i32,
            pub boss_id: i32,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "super::pair::Entity",
                from = "(Column::A, Column::B)",
                to = "(super::pair::Column::A, super::pair::Column::B)",
                on_delete = "NoAction",
                fk_name = "the \"pair\""
            )]
            Pair,
            #[sea_orm(belongs_to = "Entity", from = "Column::BossId", to = "Column::Id")]
            Boss,
            // A second foreign key on the same column, to another table: SeaORM names both alike.
            #[sea_orm(
                belongs_to = "crate::dense::place::Entity",
                from = "Column::BossId",
                to = "crate::dense::place::Column::Id"
            )]
            BossPlace,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

mod clashing {
    pub mod user {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = "clashing")]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
            pub a_id: i32,
            pub b_id: i32,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {
            #[sea_orm(
                belongs_to = "Entity",
                from = "Column::AId",
                to = "Column::Id",
                fk_name = "same"
            )]
            A,
            #[sea_orm(
                belongs_to = "Entity",
                from = "Column::BId",
                to = "Column::Id",
                fk_name = "same"
            )]
            B,
        }

        impl ActiveModelBehavior for ActiveModel {}
    }
}

fn foreign_keys(prefix: &str, table: &str) -> Vec<ForeignKeyDescription> {
    let description = describe(prefix).unwrap();
    let table = description.tables.into_iter().find(|t| t.name == table).expect("is described");
    assert!(!table.create.contains("FOREIGN KEY"), "{}", table.create);
    table.foreign_keys
}

fn statements(keys: &[ForeignKeyDescription]) -> Vec<&str> {
    keys.iter().map(|key| key.create.as_str()).collect()
}

#[test]
fn a_cycle_and_a_self_reference_are_detached_and_qualified() {
    assert_eq!(
        statements(&foreign_keys("relations::dense", "place")),
        [
            "ALTER TABLE \"geo\".\"place\" ADD CONSTRAINT \"fk-place-address_id\" \
             FOREIGN KEY (\"address_id\") REFERENCES \"address\" (\"id\") \
             ON DELETE SET NULL ON UPDATE RESTRICT",
            "ALTER TABLE \"geo\".\"place\" ADD CONSTRAINT \"fk-place-within_id\" \
             FOREIGN KEY (\"within_id\") REFERENCES \"geo\".\"place\" (\"id\") \
             ON DELETE SET DEFAULT",
        ]
    );
}

#[test]
fn the_same_foreign_key_twice_is_one_and_a_skipped_one_none() {
    assert_eq!(
        statements(&foreign_keys("relations::dense", "address")),
        ["ALTER TABLE \"address\" ADD CONSTRAINT \"fk-address-place_id\" \
          FOREIGN KEY (\"place_id\") REFERENCES \"geo\".\"place\" (\"id\") ON DELETE CASCADE"]
    );
}

#[test]
fn a_chosen_name_is_told_from_derived_ones_and_those_make_way_for_each_other() {
    let keys = foreign_keys("relations::classic", "user");
    let [boss, place, pair] = keys.as_slice() else { panic!("{keys:?}") };
    assert_eq!(
        (pair.name.as_deref(), pair.name_chosen, pair.columns.join(",")),
        (Some("the \"pair\""), true, "a,b".to_owned())
    );
    assert_eq!(
        pair.create,
        "ALTER TABLE \"user\" ADD CONSTRAINT \"the \"\"pair\"\"\" FOREIGN KEY (\"a\", \"b\") \
         REFERENCES \"pair\" (\"a\", \"b\") ON DELETE NO ACTION"
    );
    assert!(!boss.name_chosen && !place.name_chosen);
    assert_eq!(boss.name.as_deref(), Some("fk-user-boss_id"));
    let second = place.name.as_deref().unwrap();
    assert!(second.starts_with("fk-user-boss_id-") && second.len() == 24, "{second}");
}

#[test]
fn one_chosen_name_for_two_foreign_keys_is_refused() {
    let error = describe("relations::clashing").unwrap_err();
    assert!(matches!(error, DescribeError::ForeignKeyName { .. }), "{error}");
    assert!(error.to_string().contains("relations::clashing::user"), "{error}");
}
