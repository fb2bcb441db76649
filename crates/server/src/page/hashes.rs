//! The SHA-256 of every file of the page, as a file at a well-known path, so that anybody can compare what is served with
//! what was released. It proves nothing against a server that lies in both places; whoever must be sure hosts the page.

use std::collections::BTreeMap;

use axum::body::Bytes;
use serde_json::json;

use super::File;

/// Where it is.
pub(super) const PATH: &str = "/.well-known/keepwell-page.json";

/// The list, in the order of the paths.
pub(super) fn list<'f>(files: impl Iterator<Item = (&'f String, &'f File)>) -> Bytes {
    let hashes: BTreeMap<&str, &str> = files
        .filter_map(|(path, file)| {
            let tag = file.etag.to_str().ok()?;
            Some((path.as_str(), tag.trim_matches('"')))
        })
        .collect();
    Bytes::from(json!({ "sha256": hashes }).to_string())
}
