//! A short text that is the same for two catalogs exactly if they hold the same facts.

use crate::catalog::Catalog;

/// The hexadecimal hash over all facts, without column positions; 32 digits. Only comparable between
/// catalogs of one major version, since deparsed text differs between majors.
pub fn fingerprint(catalog: &Catalog) -> String {
    let mut hasher = blake3::Hasher::new();
    for (id, fact) in catalog.facts.iter() {
        // in the order of their ids, each in a form that has no other reading
        let line = serde_json::to_vec(&(id, &fact.payload)).unwrap_or_default();
        hasher.update(&(line.len() as u64).to_le_bytes());
        hasher.update(&line);
    }
    hasher.finalize().to_hex()[..32].to_owned()
}
