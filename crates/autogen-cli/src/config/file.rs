//! Reads a table of `autogen.toml` key by key, and says file and line of what is wrong.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::failure::{Failure, Result};
use crate::nearest::nearest;

/// The text of the file, for line numbers.
#[derive(Clone, Copy)]
pub(super) struct Source<'a> {
    /// The file's path for people.
    pub(super) name: &'a str,
    /// Its text.
    pub(super) text: &'a str,
}

impl Source<'_> {
    fn line(&self, at: usize) -> usize {
        self.text.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
    }

    fn place(&self, span: &Range<usize>) -> String {
        format!("{}:{}", self.name, self.line(span.start))
    }
}

/// A value with its dotted key.
pub(super) struct Entry<'a> {
    source: Source<'a>,
    key: String,
    span: Range<usize>,
    value: DeValue<'a>,
}

/// A table whose keys are taken out one by one; what is left in the end is unknown.
pub(super) struct Section<'a> {
    source: Source<'a>,
    path: String,
    span: Range<usize>,
    entries: Vec<(Spanned<String>, Spanned<DeValue<'a>>)>,
    known: Vec<&'static str>,
}

impl<'a> Section<'a> {
    /// The whole file.
    pub(super) fn parse(source: Source<'a>) -> Result<Self> {
        match DeTable::parse(source.text) {
            Ok(table) => Ok(Self::new(source, String::new(), 0..0, table.into_inner())),
            Err(error) => {
                let span = error.span().unwrap_or(0..0);
                let problem = format!("{}: {}", source.place(&span), error.message());
                Err(Failure::new(problem).hint("the syntax is that of https://toml.io"))
            }
        }
    }

    fn new(source: Source<'a>, path: String, span: Range<usize>, table: DeTable<'a>) -> Self {
        let entries = table.into_iter().map(|(key, value)| {
            let span = key.span();
            (Spanned::new(span, key.into_inner().into_owned()), value)
        });
        Self { source, path, span, entries: entries.collect(), known: Vec::new() }
    }

    /// Where it stands, for messages: `database.staging in autogen.toml:3`.
    pub(super) fn origin(&self) -> String {
        format!("{} in {}", self.path, self.source.place(&self.span))
    }

    fn full(&self, key: &str) -> String {
        if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) }
    }

    /// Takes a key out.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Entry<'a>> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, _)| name.get_ref() == key)?;
        let (name, value) = self.entries.remove(at);
        Some(self.entry(&name, value))
    }

    fn entry(&self, name: &Spanned<String>, value: Spanned<DeValue<'a>>) -> Entry<'a> {
        let (source, key, span) = (self.source, self.full(name.get_ref()), name.span());
        Entry { source, key, span, value: value.into_inner() }
    }

    /// Takes out a key that must be text.
    pub(super) fn string(&mut self, key: &'static str) -> Result<Option<String>> {
        self.take(key).map(Entry::string).transpose()
    }

    /// Takes out a key that must be a list of text.
    pub(super) fn strings(&mut self, key: &'static str) -> Result<Option<Vec<String>>> {
        self.take(key).map(Entry::strings).transpose()
    }

    /// Takes out a key that must be true or false.
    pub(super) fn boolean(&mut self, key: &'static str) -> Result<Option<bool>> {
        self.take(key).map(Entry::boolean).transpose()
    }

    /// Takes out a key that must be a table.
    pub(super) fn section(&mut self, key: &'static str) -> Result<Option<Self>> {
        self.take(key).map(Entry::section).transpose()
    }

    /// Takes out all tables that are left, whose names the user chose.
    pub(super) fn sections(&mut self) -> Result<Vec<(String, Self)>> {
        let is_table = |value: &Spanned<DeValue<'_>>| value.get_ref().is_table();
        let (tables, rest): (Vec<_>, Vec<_>) =
            std::mem::take(&mut self.entries).into_iter().partition(|(_, value)| is_table(value));
        self.entries = rest;
        let section = |(name, value): (Spanned<String>, _)| {
            let section = self.entry(&name, value).section()?;
            Ok((name.into_inner(), section))
        };
        tables.into_iter().map(section).collect()
    }

    /// Takes out all that is left, whose names the user chose.
    pub(super) fn all(mut self) -> Vec<(String, Entry<'a>)> {
        let entries = std::mem::take(&mut self.entries);
        let entry = |(name, value): (Spanned<String>, _)| {
            let entry = self.entry(&name, value);
            (name.into_inner(), entry)
        };
        entries.into_iter().map(entry).collect()
    }

    /// Refuses a key that nobody took.
    pub(super) fn finish(self) -> Result<()> {
        // the first one in the file, not in the alphabet
        let unknown =
            self.entries.iter().map(|(name, _)| name).min_by_key(|name| name.span().start);
        let Some(name) = unknown else { return Ok(()) };
        let (word, place) = (name.get_ref(), self.source.place(&name.span()));
        let section =
            if self.path.is_empty() { String::new() } else { format!(" in [{}]", self.path) };
        let problem = format!("unknown key `{word}`{section} in {place}");
        Err(match nearest(word, self.known.iter().copied()) {
            Some(known) => Failure::new(format!("{problem}, did you mean `{known}`?")),
            None => Failure::new(problem).hint(format!("known here: {}", self.known.join(", "))),
        })
    }
}

impl<'a> Entry<'a> {
    /// Where it stands, for messages: `database.url in autogen.toml:3`.
    pub(super) fn origin(&self) -> String {
        format!("{} in {}", self.key, self.source.place(&self.span))
    }

    /// Whether it is text.
    pub(super) fn is_string(&self) -> bool {
        self.value.is_str()
    }

    fn wrong(&self, wanted: &str) -> Failure {
        let found = match &self.value {
            DeValue::String(_) => "text",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        Failure::new(format!("{} must be {wanted}, and it is {found}", self.origin()))
    }

    /// Its text.
    pub(super) fn string(self) -> Result<String> {
        match self.value {
            DeValue::String(text) => Ok(text.into_owned()),
            _ => Err(self.wrong("text in quotes")),
        }
    }

    /// Whether it is true.
    pub(super) fn boolean(self) -> Result<bool> {
        self.value.as_bool().ok_or_else(|| self.wrong("true or false"))
    }

    /// Its list of texts.
    pub(super) fn strings(self) -> Result<Vec<String>> {
        const WANTED: &str = "a list of texts: [\"a\", \"b\"]";
        let Some(items) = self.value.as_array() else { return Err(self.wrong(WANTED)) };
        let text = |item: &Spanned<DeValue<'_>>| item.get_ref().as_str().map(str::to_owned);
        items.iter().map(|item| text(item).ok_or_else(|| self.wrong(WANTED))).collect()
    }

    /// The table it is.
    pub(super) fn section(self) -> Result<Section<'a>> {
        match self.value {
            DeValue::Table(table) => Ok(Section::new(self.source, self.key, self.span, table)),
            _ => Err(self.wrong("a table")),
        }
    }
}
