//! What a kept result is found by.

/// A hash of everything that decides a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Key {
    family: blake3::Hash,
    content: blake3::Hash,
}

impl Key {
    pub(super) fn content(&self) -> &[u8; 32] {
        self.content.as_bytes()
    }

    /// How the names of all begin that differ in their statements alone.
    pub(super) fn family(&self) -> String {
        format!("{}-", &self.family.to_hex()[..16])
    }

    /// The name of the file.
    pub(super) fn name(&self) -> String {
        self.family() + &self.content.to_hex()[..32]
    }
}

/// A key in the making.
#[derive(Debug, Default)]
pub struct KeyBuilder(blake3::Hasher);

impl KeyBuilder {
    /// Adds a text.
    #[must_use]
    pub fn and(mut self, text: &str) -> Self {
        // with its length, so that texts do not run together
        self.0.update(&(text.len() as u64).to_le_bytes()).update(text.as_bytes());
        self
    }

    /// The key of these statements, all else being the same as what was added.
    pub fn of<'a>(self, statements: impl IntoIterator<Item = &'a str>) -> Key {
        let family = self.0.finalize();
        let key = statements.into_iter().fold(self, Self::and);
        Key { family, content: key.0.finalize() }
    }
}
