//! Registered operations: the documents of our own pages, collected when they are built. A client names one by its hash; in
//! production nothing else runs, over whatever transport.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use async_graphql::ServerError;

use crate::graphql::refuse;

/// `{"<sha256>": "<document>"}`, written by the web's code generation.
const MANIFEST: &str = include_str!("../../../../schema/public.operations.json");

static OPERATIONS: LazyLock<Operations> = LazyLock::new(|| Operations::read(MANIFEST));

struct Operations {
    by_hash: HashMap<String, String>,
    texts: HashSet<String>,
}

impl Operations {
    fn read(manifest: &str) -> Self {
        let by_hash: HashMap<String, String> = serde_json::from_str(manifest).unwrap_or_default();
        let texts = by_hash.values().map(|document| normal(document)).collect();
        Self { by_hash, texts }
    }
}

/// White space does not make another document.
fn normal(document: &str) -> String {
    document.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The document of this hash, with or without `sha256:` before it.
pub(crate) fn find(hash: &str) -> Option<&'static str> {
    let hash = hash.strip_prefix("sha256:").unwrap_or(hash);
    OPERATIONS.by_hash.get(hash).map(String::as_str)
}

/// Refuses every document that is not registered.
pub(crate) fn must_be_registered(document: &str) -> Result<(), ServerError> {
    if OPERATIONS.texts.contains(&normal(document)) {
        return Ok(());
    }
    Err(refuse("OPERATION_NOT_REGISTERED", "这里只受理登记过的查询".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{MANIFEST, Operations, normal};
    use std::collections::HashMap;

    #[test]
    fn the_manifest_is_readable_and_every_document_stands_under_its_own_hash() {
        let manifest: HashMap<String, String> = serde_json::from_str(MANIFEST).unwrap();
        for (hash, document) in &manifest {
            let own = hex::encode(ring::digest::digest(&ring::digest::SHA256, document.as_bytes()));
            assert_eq!(hash, &own, "{document}");
        }
    }

    #[test]
    fn layout_does_not_make_another_operation() {
        let operations = Operations::read(r#"{"a":"query Site {\n  counties { name }\n}"}"#);
        assert!(operations.texts.contains(&normal("query Site { counties { name } }")));
        assert!(!operations.texts.contains(&normal("query Site { counties { county } }")));
    }
}
