//! Which entities a prefix takes, and tables that two entities claim.

#![allow(missing_docs, unreachable_pub, reason = "entities are public, as an application has them")]

use autogen_entity::{DescribeError, describe};

/// An entity without anything of interest but its table.
macro_rules! entity {
    ($table:literal) => {
        use sea_orm::entity::prelude::*;

        #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
        #[sea_orm(table_name = $table)]
        pub struct Model {
            #[sea_orm(primary_key)]
            pub id: i32,
        }

        #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
        pub enum Relation {}

        impl ActiveModelBehavior for ActiveModel {}
    };
}

mod nested {
    pub mod user {
        entity!("user");

        pub mod inner {
            entity!("inner");
        }
    }
    pub mod user_role {
        entity!("user_role");
    }
    pub mod user_role_grant {
        entity!("a_grant");
    }
}

mod nested2 {
    pub mod user {
        entity!("other_user");
    }
}

mod apart {
    pub mod one {
        entity!("claimed");
    }
    pub mod two {
        entity!("claimed");
    }
}

mod prefixed {
    pub mod user {
        entity!("claimed");
    }
    pub mod user_too {
        entity!("claimed");
    }
}

mod several {
    pub mod user {
        entity!("claimed");
    }
    pub mod user_a {
        entity!("claimed");
    }
    pub mod user_b {
        entity!("another");
    }
}

fn tables(prefix: &str) -> Vec<(String, String)> {
    let description = describe(prefix).unwrap();
    description.tables.into_iter().map(|table| (table.name, table.entity)).collect()
}

fn pairs<const N: usize>(pairs: [(&str, &str); N]) -> Vec<(String, String)> {
    pairs.iter().map(|(table, entity)| ((*table).to_owned(), (*entity).to_owned())).collect()
}

#[test]
fn each_table_knows_its_entity_though_paths_begin_alike() {
    let expected = pairs([
        ("a_grant", "registry::nested::user_role_grant"),
        ("inner", "registry::nested::user::inner"),
        ("user", "registry::nested::user"),
        ("user_role", "registry::nested::user_role"),
    ]);
    assert_eq!(tables("registry::nested::*"), expected);
    assert_eq!(tables("registry::nested"), expected);
}

#[test]
fn a_prefix_ends_at_a_path_segment() {
    assert_eq!(
        tables("registry::nested::user"),
        pairs([("inner", "registry::nested::user::inner"), ("user", "registry::nested::user")])
    );
    assert_eq!(tables("registry::nested2"), pairs([("other_user", "registry::nested2::user")]));
}

#[test]
fn two_entities_for_one_table_are_refused_naming_both() {
    for (prefix, first, second) in [
        ("registry::apart", "registry::apart::one", "registry::apart::two"),
        ("registry::prefixed", "registry::prefixed::user", "registry::prefixed::user_too"),
    ] {
        let error = describe(prefix).unwrap_err();
        assert!(matches!(error, DescribeError::SameTable { .. }), "{error}");
        let message = error.to_string();
        for part in [first, second, "\"claimed\""] {
            assert!(message.contains(part), "{part} is not in: {message}");
        }
    }
}

#[test]
fn a_table_shared_with_one_of_several_names_them_all() {
    let error = describe("registry::several").unwrap_err();
    assert!(matches!(error, DescribeError::SharedTable { .. }), "{error}");
    let message = error.to_string();
    for part in
        ["several::user`", "several::user_a` (\"claimed\")", "several::user_b` (\"another\")"]
    {
        assert!(message.contains(part), "{part} is not in: {message}");
    }
}

#[test]
fn nothing_found_is_an_error() {
    let error = describe("registr").unwrap_err();
    assert!(matches!(error, DescribeError::NoEntities { .. }), "{error}");
}
