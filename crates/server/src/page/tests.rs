//! What a browser gets from the page, and what nobody gets.

use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::note::{Name, Signer};

use super::*;

fn server() -> Origin {
    Origin::parse("https://keepwell.example").unwrap()
}

fn page(folder: Option<&Path>, allow: &[Allowed], embed: &[Origin]) -> Result<Page, ServeError> {
    Page::load(&Source {
        folder,
        server: &server(),
        ledger: None,
        allow,
        witnesses: None,
        embed,
    })
}

fn ask(page: &Page, method: Method, path: &str) -> Response {
    page.answer(&method, &path.parse().unwrap(), &HeaderMap::new())
}

fn field<'r>(response: &'r Response, name: &str) -> &'r str {
    response.headers()[name].to_str().unwrap()
}

#[test]
fn the_built_in_page_is_served_with_its_style() {
    let page = page(None, &[], &[]).unwrap();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        ("/index.html", "text/html; charset=utf-8"),
        ("/page.css", "text/css; charset=utf-8"),
    ] {
        let response = ask(&page, Method::GET, path);
        assert_eq!(response.status(), StatusCode::OK);
        assert_eq!(field(&response, "content-type"), kind);
        assert_eq!(field(&response, "referrer-policy"), "no-referrer");
    }
}

#[test]
fn every_page_has_the_one_that_opens_links() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("index.html"), "<!doctype html>").unwrap();
    for page in [page(None, &[], &[]), page(Some(folder.path()), &[], &[])] {
        let page = page.unwrap();
        let html = page.files["/view"].bytes.clone();
        let html = std::str::from_utf8(&html).unwrap();
        let named = html.split('"').filter(|text| text.starts_with("/view/"));
        let named: Vec<_> = named.collect();
        assert_eq!(named.len(), 3, "{named:?}");
        for path in named
            .into_iter()
            .chain(["/view/link.js", "/view/summary.js", "/view/texts.js"])
        {
            let response = ask(&page, Method::GET, path);
            assert_eq!(response.status(), StatusCode::OK, "{path}");
        }
        let response = ask(&page, Method::GET, "/view");
        assert_eq!(field(&response, "content-type"), "text/html; charset=utf-8");
        assert!(field(&response, "content-security-policy").starts_with("default-src 'none'"));
    }
}

#[test]
fn the_page_may_contact_its_server_and_the_listed_operators_alone() {
    let name = Name::parse("ledger.example/ledger").unwrap();
    let allowed = Allowed {
        relay: Origin::parse("https://other.example").unwrap(),
        ledger: Signer::new(name, SigningKey::from_seed(&[1; 32]))
            .verifier_key()
            .clone(),
        ledger_url: Origin::parse("https://ledger.example").unwrap(),
    };
    let page = page(None, &[allowed], &[]).unwrap();
    let response = ask(&page, Method::GET, "/");
    let policy = field(&response, "content-security-policy");
    let contacts = "; connect-src 'self' https://keepwell.example https://other.example https://ledger.example;";
    assert!(policy.contains(contacts), "{policy}");
    assert!(policy.starts_with("default-src 'none'; script-src 'self' 'wasm-unsafe-eval';"));
}

#[test]
fn nobody_shows_the_page_inside_theirs_but_who_was_named() {
    let shown = |embed: &[Origin]| {
        let response = ask(&page(None, &[], embed).unwrap(), Method::GET, "/");
        let policy = field(&response, "content-security-policy");
        let old = response.headers().contains_key("x-frame-options");
        (
            policy.split("frame-ancestors ").nth(1).map(str::to_owned),
            old,
        )
    };
    let (nobody, old) = shown(&[]);
    assert!(nobody.unwrap().starts_with("'none';") && old);
    let (records, old) = shown(&[Origin::parse("https://ehr.example").unwrap()]);
    assert!(records.unwrap().starts_with("'self' https://ehr.example;") && !old);
}

#[test]
fn a_known_file_is_not_sent_again() {
    let page = page(None, &[], &[]).unwrap();
    let etag = ask(&page, Method::GET, "/").headers()["etag"].clone();
    let headers = HeaderMap::from_iter([(header::IF_NONE_MATCH, etag)]);
    let response = page.answer(&Method::GET, &"/".parse().unwrap(), &headers);
    assert_eq!(response.status(), StatusCode::NOT_MODIFIED);
    let response = ask(&page, Method::POST, "/");
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
    let response = ask(&page, Method::HEAD, "/");
    assert_ne!(field(&response, "content-length"), "0");
}

#[test]
fn a_folder_is_served_and_nothing_outside_it() {
    let outside = tempfile::tempdir().unwrap();
    let folder = outside.path().join("page");
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    std::fs::write(outside.path().join("secret"), "secret").unwrap();
    std::fs::write(folder.join("index.html"), "<p>hello").unwrap();
    std::fs::write(folder.join("assets/app.js"), "1").unwrap();
    std::fs::write(folder.join(".hidden"), "hidden").unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(outside.path().join("secret"), folder.join("link")).unwrap();
    let page = page(Some(&folder), &[], &[]).unwrap();
    let status = |path: &str| ask(&page, Method::GET, path).status();
    assert_eq!(status("/"), StatusCode::OK);
    assert_eq!(status("/assets/app.js"), StatusCode::OK);
    for path in [
        "/../secret",
        "/assets/../../secret",
        "/%2e%2e/secret",
        "/.hidden",
        "/link",
        "/assets",
        "/assets/",
        "//index.html",
    ] {
        assert_eq!(status(path), StatusCode::NOT_FOUND, "{path}");
    }
}

#[test]
fn a_folder_without_a_page_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let nowhere = folder.path().join("nowhere");
    for path in [folder.path(), &nowhere] {
        let error = page(Some(path), &[], &[]).err().unwrap();
        assert!(matches!(error, ServeError::Page { .. }));
    }
}

#[test]
fn the_page_tells_the_hashes_of_its_files_and_which_servers_it_may_contact() {
    let page = page(None, &[], &[]).unwrap();
    for path in ["/operators.json", "/.well-known/keepwell-page.json"] {
        let response = ask(&page, Method::GET, path);
        assert_eq!(response.status(), StatusCode::OK, "{path}");
        assert_eq!(field(&response, "content-type"), "application/json");
    }
    let listed: serde_json::Value =
        serde_json::from_slice(&page.files["/.well-known/keepwell-page.json"].bytes).unwrap();
    let style = &page.files["/page.css"];
    let hash = data_encoding::HEXLOWER.encode(&keepwell_crypto::hash::sha256(&style.bytes));
    assert_eq!(listed["sha256"]["/page.css"], hash);
    assert_eq!(
        listed["sha256"].as_object().map(serde_json::Map::len),
        Some(2)
    );
}
