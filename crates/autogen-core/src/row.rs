//! The rows a kind's catalog query yields, as text.

use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::ident::{Ident, QualifiedName};
use crate::object_id::ObjectId;

/// The oid of `pg_class` in itself.
const PG_CLASS: u32 = 1259;

/// Where the fields of one row come from: the driver, or a test.
pub trait Fields {
    /// The text of field `index`, `None` when it is null.
    ///
    /// # Errors
    /// When there is no such field or it is not text.
    fn field(&self, index: usize) -> Result<Option<&str>, RowError>;
}

/// The facts read so far, by their place in the system catalogs.
pub trait Known {
    /// The object with this oid in the system catalog with that oid.
    fn object(&self, class: u32, oid: u32) -> Option<&ObjectId>;
    /// The column with this table and number.
    fn column(&self, table: u32, number: i32) -> Option<&ObjectId>;
}

/// Why a row is no fact.
#[derive(Debug, Error)]
pub enum RowError {
    /// The query and its reader have come apart.
    #[error("catalog query: field {index}: {problem}")]
    Malformed {
        /// Place in the row, from 0.
        index: usize,
        /// What is wrong with it.
        problem: String,
    },
    /// It refers to something that no kind models, such as a foreign table.
    #[error("refers to an object that is not modelled")]
    Unmodelled,
}

/// Reads the fields of a row one after the other.
pub struct Row<'a> {
    fields: &'a dyn Fields,
    known: &'a dyn Known,
    next: usize,
}

impl<'a> Row<'a> {
    /// Starts at the first field.
    pub fn new(fields: &'a dyn Fields, known: &'a dyn Known) -> Self {
        Self { fields, known, next: 0 }
    }

    fn error(&self, problem: impl Into<String>) -> RowError {
        RowError::Malformed { index: self.next - 1, problem: problem.into() }
    }

    /// The relation that a field's oid stands for.
    ///
    /// # Errors
    /// [`RowError::Unmodelled`] when it is no fact.
    pub fn relation(&self, oid: u32) -> Result<ObjectId, RowError> {
        self.object(PG_CLASS, oid)
    }

    /// The object of a system catalog that a field's oid stands for.
    ///
    /// # Errors
    /// [`RowError::Unmodelled`] when it is no fact.
    pub fn object(&self, class: u32, oid: u32) -> Result<ObjectId, RowError> {
        self.known.object(class, oid).cloned().ok_or(RowError::Unmodelled)
    }

    /// The column that two fields, its table's oid and its number, stand for; `None` when null.
    ///
    /// # Errors
    /// [`RowError::Unmodelled`] when it is no fact.
    pub fn maybe_column(&mut self) -> Result<Option<ObjectId>, RowError> {
        match (self.numbers::<u32>()?.as_slice(), self.numbers::<i32>()?.as_slice()) {
            ([table], [number]) => {
                self.known.column(*table, *number).cloned().map(Some).ok_or(RowError::Unmodelled)
            }
            _ => Ok(None),
        }
    }

    /// Three fields that say where an object stands in the system catalogs: the catalog's oid, the
    /// object's, and the column's number; `None` when the first is null.
    ///
    /// # Errors
    /// When they are not numbers.
    pub fn maybe_address(&mut self) -> Result<Option<(u32, u32, i32)>, RowError> {
        let Some(class) = self.numbers()?.first().copied() else {
            self.skip(2);
            return Ok(None);
        };
        Ok(Some((class, self.number()?, self.number()?)))
    }

    /// Passes over fields.
    pub fn skip(&mut self, count: usize) {
        self.next += count;
    }

    /// A list of column numbers of the table, as `int2vector` or array text; null is the empty list
    /// and 0 (an expression) is left out.
    ///
    /// # Errors
    /// When one is no column.
    pub fn columns(&mut self, table: u32) -> Result<Vec<Ident>, RowError> {
        Ok(self.maybe_columns(table)?.into_iter().flatten().collect())
    }

    /// The same with `None` for each 0.
    ///
    /// # Errors
    /// When one is no column.
    pub fn maybe_columns(&mut self, table: u32) -> Result<Vec<Option<Ident>>, RowError> {
        self.numbers::<i32>()?
            .into_iter()
            .map(|number| match (number, self.known.column(table, number)) {
                (0, _) => Ok(None),
                (_, Some(column)) => Ok(Some(column.name().clone())),
                (_, None) => Err(RowError::Unmodelled),
            })
            .collect()
    }

    /// A list of numbers, as vector or array text; null is the empty list.
    ///
    /// # Errors
    /// When one is no number.
    pub fn numbers<T: std::str::FromStr>(&mut self) -> Result<Vec<T>, RowError> {
        let text = self.maybe()?.unwrap_or_default();
        text.split([' ', ',', '{', '}'])
            .filter(|part| !part.is_empty())
            .map(|part| part.parse().map_err(|_| self.error(format!("{part:?} is not a number"))))
            .collect()
    }

    /// The next field, which may be null.
    ///
    /// # Errors
    /// As all of these: when the field is not what is asked for.
    pub fn maybe(&mut self) -> Result<Option<&'a str>, RowError> {
        self.next += 1;
        self.fields.field(self.next - 1)
    }

    /// The next field, which is not null.
    ///
    /// # Errors
    /// When it is.
    pub fn text(&mut self) -> Result<&'a str, RowError> {
        self.maybe()?.ok_or_else(|| self.error("is null"))
    }

    /// A name.
    ///
    /// # Errors
    /// When it is null.
    pub fn ident(&mut self) -> Result<Ident, RowError> {
        self.text().map(Ident::new)
    }

    /// A schema (null for the default one) and a name; both null when there is no object.
    ///
    /// # Errors
    /// When a field is missing.
    pub fn maybe_qualified(&mut self) -> Result<Option<QualifiedName>, RowError> {
        let schema = self.maybe()?.map(Ident::new);
        Ok(self.maybe()?.map(|name| QualifiedName { schema, name: Ident::new(name) }))
    }

    /// A Boolean.
    ///
    /// # Errors
    /// When it is neither `t` nor `f`.
    pub fn bool(&mut self) -> Result<bool, RowError> {
        match self.text()? {
            "t" => Ok(true),
            "f" => Ok(false),
            other => Err(self.error(format!("{other:?} is not a Boolean"))),
        }
    }

    /// A number.
    ///
    /// # Errors
    /// When it is not one.
    pub fn number<T: std::str::FromStr>(&mut self) -> Result<T, RowError> {
        let text = self.text()?;
        text.parse().map_err(|_| self.error(format!("{text:?} is not a number in range")))
    }

    /// JSON, `Default` when null: how queries deliver lists.
    ///
    /// # Errors
    /// When it does not decode.
    pub fn json<T: DeserializeOwned + Default>(&mut self) -> Result<T, RowError> {
        match self.maybe()? {
            None => Ok(T::default()),
            Some(text) => serde_json::from_str(text).map_err(|e| self.error(e.to_string())),
        }
    }

    /// A one-character code such as `contype`.
    ///
    /// # Errors
    /// When it is null.
    pub fn code(&mut self) -> Result<char, RowError> {
        self.text()?.chars().next().ok_or_else(|| self.error("is empty"))
    }
}
