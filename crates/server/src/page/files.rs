//! The files of a page, in memory: from a folder, or the ones built in.

use std::{collections::HashMap, fs, io, path::Path};

use axum::{body::Bytes, http::HeaderValue};
use data_encoding::HEXLOWER;
use keepwell_crypto::hash::sha256;

use super::File;
use crate::ServeError;

/// The most bytes of a page, all its files together.
const MAX_BYTES: u64 = 128 << 20;
/// The most files and folders of a page.
const MAX_FILES: usize = 5000;
/// How deep folders may be.
const MAX_DEPTH: usize = 8;

type Files = HashMap<String, File>;

/// The page that a server has without another: it says in plain words what this address is.
pub(super) fn built_in() -> Files {
    let html: &[u8] = include_bytes!("../page.html");
    let style: &[u8] = include_bytes!("../page.css");
    [("/index.html", html), ("/page.css", style)]
        .into_iter()
        .map(|(path, bytes)| (path.to_owned(), file(path, Bytes::from_static(bytes))))
        .collect()
}

/// The page that opens SMART Health Links, for people whose reader knows none: part of every server, whatever its page is.
pub(super) fn viewer() -> Files {
    let files: [(&str, &str, &[u8]); 7] = [
        ("/view", "/view.html", include_bytes!("viewer/view.html")),
        ("/view/base.css", "", include_bytes!("../page.css")),
        ("/view/view.css", "", include_bytes!("viewer/view.css")),
        ("/view/view.js", "", include_bytes!("viewer/view.js")),
        ("/view/link.js", "", include_bytes!("viewer/link.js")),
        ("/view/summary.js", "", include_bytes!("viewer/summary.js")),
        ("/view/texts.js", "", include_bytes!("viewer/texts.js")),
    ];
    let of = |(path, named, bytes): (&str, &str, &'static [u8])| {
        let named = if named.is_empty() { path } else { named };
        (path.to_owned(), file(named, Bytes::from_static(bytes)))
    };
    files.into_iter().map(of).collect()
}

/// Reads every file in `folder` but those that begin with a dot.
pub(super) fn read(folder: &Path) -> Result<Files, ServeError> {
    let wrong = |source| ServeError::Page {
        folder: folder.to_owned(),
        source,
    };
    let mut reader = Reader {
        files: Files::new(),
        bytes_left: MAX_BYTES,
        files_left: MAX_FILES,
    };
    reader.read(folder, "", MAX_DEPTH).map_err(wrong)?;
    if reader.files.contains_key("/index.html") {
        Ok(reader.files)
    } else {
        Err(wrong(io::Error::other("it has no index.html")))
    }
}

struct Reader {
    files: Files,
    bytes_left: u64,
    files_left: usize,
}

impl Reader {
    /// Reads `folder`, whose path on the server is `prefix`.
    fn read(&mut self, folder: &Path, prefix: &str, depth: usize) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let Some(name) = entry.file_name().to_str().map(str::to_owned) else {
                continue;
            };
            if name.starts_with('.') {
                continue;
            }
            self.files_left = self.files_left.checked_sub(1).ok_or_else(too_much)?;
            let path = format!("{prefix}/{name}");
            let kind = entry.file_type()?;
            if kind.is_dir() {
                let depth = depth.checked_sub(1).ok_or_else(too_much)?;
                self.read(&entry.path(), &path, depth)?;
            } else if kind.is_file() {
                self.add(path, &entry.path())?;
            }
        }
        Ok(())
    }

    fn add(&mut self, path: String, from: &Path) -> io::Result<()> {
        use io::Read as _;
        let mut bytes = Vec::new();
        let read = fs::File::open(from)?
            .take(self.bytes_left.saturating_add(1))
            .read_to_end(&mut bytes)?;
        let read = u64::try_from(read).map_err(|_| too_much())?;
        self.bytes_left = self.bytes_left.checked_sub(read).ok_or_else(too_much)?;
        let file = file(&path, bytes.into());
        self.files.insert(path, file);
        Ok(())
    }
}

fn too_much() -> io::Error {
    io::Error::other("it has more than 5,000 files or 128 MiB, or folders deeper than eight")
}

pub(super) fn file(path: &str, bytes: Bytes) -> File {
    let digest = HEXLOWER.encode(&sha256(&bytes));
    let etag = HeaderValue::from_str(&format!("\"{digest}\""));
    File {
        kind: kind(path),
        etag: etag.unwrap_or_else(|_| HeaderValue::from_static("\"\"")),
        bytes,
    }
}

fn kind(path: &str) -> &'static str {
    match path.rsplit_once('.').map(|(_, ending)| ending) {
        Some("css") => "text/css; charset=utf-8",
        Some("ftl" | "txt") => "text/plain; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("ico") => "image/x-icon",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("png") => "image/png",
        Some("svg") => "image/svg+xml",
        Some("ttf") => "font/ttf",
        Some("wasm") => "application/wasm",
        Some("webmanifest") => "application/manifest+json",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
