//! The page: static files, read once at the start and served from memory, so that no request can name a path outside.
//! Without a folder there is a built-in page that says in plain words what this address is.

use std::{collections::HashMap, fs, io, path::Path, sync::Arc};

use axum::{
    Router,
    extract::Request,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::{ServeError, options::Allowed};

/// More than any page of ours has.
const MAX_FILES: usize = 1000;
const MAX_BYTES: u64 = 64 << 20;

struct File {
    content_type: &'static str,
    bytes: Vec<u8>,
}

/// A fallback that serves the page's files, and the page itself for everything else that is asked with GET.
pub(crate) fn router(folder: Option<&Path>, allow: &[Allowed]) -> Result<Router, ServeError> {
    let files = match folder {
        None => built_in(),
        Some(folder) => read(folder).map_err(|source| ServeError::Page {
            folder: folder.to_owned(),
            source,
        })?,
    };
    let files = Arc::new(files);
    let policy: Arc<str> = policy(allow).into();
    let serve =
        move |request: Request| std::future::ready(answer(&files, &policy, request.uri().path()));
    Ok(Router::new().fallback(axum::routing::get(serve)))
}

fn answer(files: &HashMap<String, File>, policy: &str, path: &str) -> Response {
    let name = if path == "/" { "/index.html" } else { path };
    let Some(file) = files.get(name) else {
        return (StatusCode::NOT_FOUND, "There is nothing here.\n").into_response();
    };
    let headers = [
        (header::CONTENT_TYPE, file.content_type),
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CACHE_CONTROL, "no-cache"),
    ];
    (headers, file.bytes.clone()).into_response()
}

/// Nothing but our own files, and connections to our own servers and those the operator allowed.
fn policy(allow: &[Allowed]) -> String {
    let relays: String = allow
        .iter()
        .map(|allowed| format!(" {}", allowed.relay))
        .collect();
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; \
         font-src 'self'; connect-src 'self'{relays}; worker-src 'self'; frame-ancestors 'none'; base-uri 'none'; \
         form-action 'none'"
    )
}

fn built_in() -> HashMap<String, File> {
    let page = File {
        content_type: "text/html; charset=utf-8",
        bytes: include_bytes!("page.html").to_vec(),
    };
    let style = File {
        content_type: "text/css; charset=utf-8",
        bytes: include_bytes!("page.css").to_vec(),
    };
    HashMap::from([
        ("/index.html".to_owned(), page),
        ("/page.css".to_owned(), style),
    ])
}

fn read(folder: &Path) -> io::Result<HashMap<String, File>> {
    let mut files = HashMap::new();
    let mut folders = vec![(folder.to_owned(), String::new())];
    let mut total = 0;
    while let Some((folder, prefix)) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                folders.push((entry.path(), name));
            } else if kind.is_file() {
                total += entry.metadata()?.len();
                let bytes = fs::read(entry.path())?;
                files.insert(
                    name.clone(),
                    File {
                        content_type: content_type(&name),
                        bytes,
                    },
                );
            }
            if files.len() > MAX_FILES || total > MAX_BYTES {
                return Err(io::Error::other("it has more than 1,000 files or 64 MiB"));
            }
        }
    }
    if files.contains_key("/index.html") {
        Ok(files)
    } else {
        Err(io::Error::other("it has no index.html"))
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("wasm") => "application/wasm",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_names_a_file_of_the_page_or_nothing() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("page")).unwrap();
        fs::create_dir(folder.path().join("page/assets")).unwrap();
        fs::write(folder.path().join("page/index.html"), "hello").unwrap();
        fs::write(folder.path().join("page/assets/a.js"), "1").unwrap();
        fs::write(folder.path().join("secret"), "no").unwrap();
        let files = read(&folder.path().join("page")).unwrap();
        let status = |path| answer(&files, "", path).status();
        assert_eq!(status("/"), StatusCode::OK);
        assert_eq!(status("/assets/a.js"), StatusCode::OK);
        for path in [
            "/../secret",
            "/assets/../../secret",
            "//",
            "/assets",
            "/%2e%2e/secret",
        ] {
            assert_eq!(status(path), StatusCode::NOT_FOUND, "{path}");
        }
    }

    #[test]
    fn a_folder_without_a_page_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(read(folder.path()).is_err());
    }

    #[test]
    fn only_allowed_relays_may_be_contacted() {
        let allowed = "https://relay.example=ledger.example+00000000+AA".parse::<Allowed>();
        assert!(matches!(allowed, Err(ServeError::BadAllowed)));
        assert!(policy(&[]).contains("connect-src 'self';"));
    }
}
