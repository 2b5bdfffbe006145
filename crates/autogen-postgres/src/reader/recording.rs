//! The rows that a catalog was made of. They are kept rather than the catalog, since what makes it of
//! them is the reader: nothing is lost on the way, and a reader that learns to say more of the same rows
//! says it of those kept too.

use std::ops::Range;

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::row::{Fields, RowError};

use super::{Assembly, ReadError, queries, take};

/// The length that stands for a null.
const NULL: u32 = u32::MAX;

/// What a server said of its catalog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recording {
    default_schema: Ident,
    major: u32,
    /// For each row the number of its query, that of its fields, and these, each behind its length.
    rows: Vec<u8>,
}

impl Recording {
    /// One without rows.
    pub(super) fn new(default_schema: Ident, major: u32) -> Self {
        Self { default_schema, major, rows: Vec::new() }
    }

    /// Of rows that were kept.
    pub(crate) fn of_rows(default_schema: Ident, major: u32, rows: Vec<u8>) -> Self {
        Self { default_schema, major, rows }
    }

    /// The rows, to be kept.
    pub(crate) fn rows(&self) -> &[u8] {
        &self.rows
    }

    pub(super) fn clear(&mut self) {
        self.rows.clear();
    }

    pub(super) fn push(&mut self, query: usize, row: &dyn Fields) {
        let start = self.rows.len();
        self.number(query);
        self.number(0);
        let mut count = 0;
        while let Ok(field) = row.field(count) {
            match field {
                None => self.rows.extend(NULL.to_le_bytes()),
                Some(text) => {
                    self.number(text.len());
                    self.rows.extend(text.as_bytes());
                }
            }
            count += 1;
        }
        let count = u32::try_from(count).unwrap_or(NULL);
        self.rows[start + 4..start + 8].copy_from_slice(&count.to_le_bytes());
    }

    fn number(&mut self, number: usize) {
        // a field has less than a gigabyte
        self.rows.extend(u32::try_from(number).unwrap_or(NULL).to_le_bytes());
    }

    /// The catalog, as it was read.
    ///
    /// # Errors
    /// When the rows are not those of this reader's statements.
    pub fn catalog(&self) -> Result<Catalog, ReadError> {
        let queries = queries();
        let mut assembly = Assembly::new(Catalog::empty(self.default_schema.clone(), self.major));
        let mut rest = Rest(&self.rows);
        let mut fields = Vec::new();
        while !rest.0.is_empty() {
            let place = rest.number()? as usize;
            fields.clear();
            for _ in 0..rest.number()? {
                fields.push(rest.field()?);
            }
            let (part, _) = queries.get(place).ok_or(ReadError::Damaged)?;
            take(&mut assembly, *part, &Kept(&fields))?;
        }
        Ok(assembly.finish())
    }
}

/// What is still to be read.
struct Rest<'a>(&'a [u8]);

impl<'a> Rest<'a> {
    fn bytes(&mut self, range: Range<usize>) -> Result<&'a [u8], ReadError> {
        let bytes = self.0.get(range.clone()).ok_or(ReadError::Damaged)?;
        self.0 = &self.0[range.end..];
        Ok(bytes)
    }

    fn number(&mut self) -> Result<u32, ReadError> {
        let bytes = self.bytes(0..4)?;
        Ok(u32::from_le_bytes(bytes.try_into().map_err(|_| ReadError::Damaged)?))
    }

    fn field(&mut self) -> Result<Option<&'a str>, ReadError> {
        let length = self.number()?;
        if length == NULL {
            return Ok(None);
        }
        let text = self.bytes(0..length as usize)?;
        std::str::from_utf8(text).map(Some).map_err(|_| ReadError::Damaged)
    }
}

/// The fields of a row that was kept.
struct Kept<'a>(&'a [Option<&'a str>]);

impl Fields for Kept<'_> {
    fn field(&self, index: usize) -> Result<Option<&str>, RowError> {
        let missing =
            || RowError::Malformed { index, problem: "there is no such field".to_owned() };
        self.0.get(index).copied().ok_or_else(missing)
    }
}
