//! What was elaborated before, as it lies in the cache.

use std::collections::BTreeSet;

use autogen_core::catalog::Catalog;
use autogen_core::ident::Ident;
use autogen_core::object_id::ObjectId;
use autogen_core::script::settings;
use serde::{Deserialize, Serialize};
use sqlx::ConnectOptions as _;

use super::partial::{self, Outline};
use super::{ElaborateError, Source, Workshop};
use crate::cache::{Cache, Key, KeyBuilder};
use crate::reader::{Recording, texts};
use crate::scratch::{Mirror, ScratchServer};

/// What a catalog was made of: the rows of a whole one, and over them those of tables that were made anew.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pub(super) layers: Vec<Layer>,
    /// The statements, if they were pieces.
    pub(super) outline: Outline,
}

/// The rows of one database.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// The tables that it has all of; of the rest of it, nothing is taken. None of the first layer, of which
    /// everything is.
    pub(super) tables: BTreeSet<ObjectId>,
    pub(super) recording: Recording,
}

/// What stands before the rows, behind its length in four bytes.
#[derive(Serialize, Deserialize)]
struct Head {
    layers: Vec<(Vec<ObjectId>, usize)>,
    outline: Outline,
}

impl Kept {
    /// The catalog.
    pub(super) fn catalog(&self) -> Option<Catalog> {
        let (first, rest) = self.layers.split_first()?;
        let mut catalog = first.recording.catalog().ok()?;
        for Layer { tables, recording } in rest {
            catalog = partial::merge(&catalog, &recording.catalog().ok()?, tables);
        }
        Some(catalog)
    }

    fn encode(&self) -> Option<Vec<u8>> {
        let layer =
            |layer: &Layer| (layer.tables.iter().cloned().collect(), layer.recording.rows().len());
        let layers = self.layers.iter().map(layer).collect();
        let head = serde_json::to_vec(&Head { layers, outline: self.outline.clone() }).ok()?;
        let mut content = u32::try_from(head.len()).ok()?.to_le_bytes().to_vec();
        content.extend(head);
        for layer in &self.layers {
            content.extend(layer.recording.rows());
        }
        Some(content)
    }

    fn decode(content: &[u8], schema: &Ident, major: u32) -> Option<Self> {
        let (length, rest) = content.split_first_chunk::<4>()?;
        let (head, mut rest) = rest.split_at_checked(u32::from_le_bytes(*length) as usize)?;
        let head: Head = serde_json::from_slice(head).ok()?;
        let mut layers = Vec::new();
        for (tables, length) in head.layers {
            let rows;
            (rows, rest) = rest.split_at_checked(length)?;
            let recording = Recording::of_rows(schema.clone(), major, rows.to_vec());
            layers.push(Layer { tables: tables.into_iter().collect(), recording });
        }
        Some(Self { layers, outline: head.outline })
    }
}

impl Workshop {
    /// Scratch databases like those that a local server of ours makes by itself. It need not run to know
    /// what they are like, if that is kept.
    ///
    /// # Errors
    /// When it does not start or cannot be asked.
    pub async fn local(
        server: ScratchServer,
        cache: Option<Cache>,
        default_schema: &Ident,
    ) -> Result<Self, ElaborateError> {
        let known = cache.as_ref().map(|cache| {
            (cache, KeyBuilder::default().and("mirror").of([cache.traits.text.as_str()]))
        });
        let kept = known.as_ref().and_then(|(cache, key)| cache.load(key));
        let mirror = match kept.and_then(|text| serde_json::from_slice::<Mirror>(&text).ok()) {
            Some(mirror) => mirror,
            None => {
                let mirror = Mirror::of(&mut server.options().await?.connect().await?).await?;
                if let (Some((cache, key)), Ok(text)) = (&known, serde_json::to_vec(&mirror)) {
                    cache.store(key, &text);
                }
                mirror
            }
        };
        let mirror = mirror.with_default_schema(default_schema.clone());
        Ok(Self { server, mirror, extensions: Vec::new(), cache })
    }

    /// A hash of everything that decides what `source` becomes.
    pub(super) fn key(&self, cache: &Cache, source: &Source<'_>, search_path: &[Ident]) -> Key {
        let Self { server: _, mirror, extensions, cache: _ } = self;
        let schema = &mirror.default_schema;
        // another version may run statements in another way, or ask for the catalog in other words
        let key = KeyBuilder::default()
            .and(env!("CARGO_PKG_VERSION"))
            .and(&texts(schema))
            .and(&settings(schema).join("; "))
            .and(&cache.traits.text)
            .and(&format!("{mirror:?} {extensions:?} {search_path:?}"));
        match source {
            Source::Pieces(pieces) => {
                key.and("pieces").of(pieces.iter().map(|piece| piece.sql.as_str()))
            }
            Source::Chain(stretches) => {
                let texts = stretches.iter().flat_map(|stretch| {
                    let mode = if stretch.transaction { "transaction" } else { "alone" };
                    std::iter::once(mode).chain(stretch.pieces.iter().map(|p| p.sql.as_str()))
                });
                key.and("chain").of(texts)
            }
            Source::Files(files) => {
                key.and("files").of(files.iter().map(|(_, text)| text.as_str()))
            }
        }
    }

    /// What is kept under a key.
    pub(super) fn kept(&self, cache: &Cache, key: &Key) -> Option<Kept> {
        self.decode(cache, &cache.load(key)?)
    }

    /// What was kept last of what differs from the key in its statements alone.
    pub(super) fn former(&self, cache: &Cache, key: &Key) -> Option<Kept> {
        self.decode(cache, &cache.former(key)?)
    }

    fn decode(&self, cache: &Cache, content: &[u8]) -> Option<Kept> {
        Kept::decode(content, &self.mirror.default_schema, cache.traits.major)
    }

    /// Keeps it.
    pub(super) fn keep(cache: &Cache, key: &Key, kept: &Kept) {
        if let Some(content) = kept.encode() {
            cache.store(key, &content);
        }
    }
}
