//! From SeaORM's generic statement to the concrete one.
//!
//! `ConnectionTrait::execute<S: StatementBuilder>(&self, &S)` is the only place where SeaORM hands
//! over what an entity is to be, before it becomes text that has lost comments, enum types and
//! quoting. `S` has no `'static` bound there, and an implementation may not add one, so
//! `std::any::Any` cannot tell what it is; `typeid` can.

use std::any::TypeId;

/// `value` as a `T` when that is what it is.
#[expect(unsafe_code, reason = "no safe downcast exists for a generic without a 'static bound")]
pub(super) fn cast<S, T: 'static>(value: &S) -> Option<&T> {
    if typeid::of::<S>() != TypeId::of::<T>() {
        return None;
    }
    // SAFETY: the ids are equal up to lifetimes, and `T: 'static` is used here only with sea-query's
    // statement types, which have no lifetime parameter; so `S` is `T`, and the reference keeps the
    // lifetime it had.
    Some(unsafe { &*std::ptr::from_ref(value).cast::<T>() })
}

#[cfg(test)]
mod tests {
    use sea_orm::sea_query::{IndexCreateStatement, TableCreateStatement};

    use super::cast;

    #[test]
    fn a_statement_is_itself_and_nothing_else() {
        let table = TableCreateStatement::new();
        let same = cast::<_, TableCreateStatement>(&table).expect("is a table");
        assert!(std::ptr::eq(same, &raw const table));
        assert!(cast::<_, IndexCreateStatement>(&table).is_none());
        assert!(cast::<_, TableCreateStatement>(&"text").is_none());
    }
}
