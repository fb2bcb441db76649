//! What a browser is told with each answer: by the page what it may do, by everything else that it may do nothing.

use super::*;

/// What the page answers, and what everything else does.
const PAGE_PATHS: [&str; 4] = [
    "/",
    "/nothing",
    "/operators.json",
    "/.well-known/keepwell-page.json",
];
const OTHER_PATHS: [&str; 12] = [
    "/G",
    "/health",
    "/ready",
    "/openapi.json",
    "/checkpoint",
    "/tile/0/000.p/1",
    "/.well-known/keepwell",
    "/.well-known/scitt-keys",
    "/entries/0",
    "/v1/nonce",
    "/v1/nothing",
    "/v1/boxes/03030303030303030303030303030303",
];

/// The head of an answer, in lower-case letters.
fn head(server: &Origin, path: &str) -> String {
    let answer = ask(server, path).to_ascii_lowercase();
    answer.split_once("\r\n\r\n").unwrap().0.to_owned()
}

#[test]
fn every_answer_is_of_a_told_type_and_sets_no_cookie() {
    let folder = folder();
    let server = Server::start(&options(folder.path())).unwrap();
    for path in PAGE_PATHS.iter().chain(&OTHER_PATHS) {
        let head = head(server.url(), path);
        assert!(
            head.contains("x-content-type-options: nosniff"),
            "{path}: {head}"
        );
        assert_eq!(head.matches("content-security-policy:").count(), 1);
        assert!(!head.contains("set-cookie"), "{path}");
        assert!(!head.contains("access-control-allow-credentials"), "{path}");
    }
}

#[test]
fn what_is_not_the_page_runs_nothing_in_a_browser() {
    let folder = folder();
    let mut options = options(folder.path());
    let server = Server::start(&options).unwrap();
    let network = network();
    let servers = servers(&server);
    let ledger = LedgerClient::new(&network, server.url().clone(), servers.ledger);
    ledger.register(&grant(1), 0).unwrap();
    let relay = RelayClient::new(&network, server.url().clone());
    let (owner, id) = (SigningKey::from_seed(&[2; 32]), BoxId::from_bytes([3; 16]));
    relay
        .write_box(&owner, &id, b"<script>", None, NOW)
        .unwrap();
    let policy = "content-security-policy: default-src 'none'; sandbox; frame-ancestors 'none'\r\n";
    for path in OTHER_PATHS {
        let head = head(server.url(), path) + "\r\n";
        assert!(head.contains(policy), "{path}: {head}");
        let is_answer = head.starts_with("http/1.1 2");
        let is_file = head.contains("content-disposition: attachment\r\n");
        assert_eq!(is_answer, is_file, "{path}: {head}");
    }
    for path in PAGE_PATHS {
        let head = head(server.url(), path);
        assert!(head.contains("script-src 'self'"), "{path}: {head}");
        assert!(!head.contains("sandbox"), "{path}: {head}");
    }
    let content = ask(server.url(), OTHER_PATHS[11]);
    assert!(content.contains("content-type: application/octet-stream"));
    assert!(content.ends_with("<script>"));
    drop(server);
    options.page_listen = Some(([127, 0, 0, 1], 0).into());
    let server = Server::start(&options).unwrap();
    assert!(head(server.url(), "/nothing").contains("sandbox"));
}

#[test]
fn a_page_alone_serves_other_operators_and_nothing_else() {
    let elsewhere = folder();
    let other = Server::start(&options(elsewhere.path())).unwrap();
    let key = other.ledger().unwrap().key;
    let folder = folder();
    let mut options = options(folder.path());
    options.roles = Roles {
        ledger: false,
        relay: false,
        page: true,
    };
    options.allow = vec![format!("{}={key}", other.url()).parse().unwrap()];
    let server = Server::start(&options).unwrap();
    let page = ask(server.url(), "/");
    let contacts = format!("connect-src 'self' {} {};", server.url(), other.url());
    assert!(page.contains("<h1>Keepwell</h1>"));
    assert!(page.contains(&contacts), "{page}");
    let listed = ask(server.url(), "/operators.json");
    let (_, listed) = listed.split_once("\r\n\r\n").unwrap();
    let listed: serde_json::Value = serde_json::from_str(listed).unwrap();
    assert_eq!(
        listed["operators"],
        serde_json::json!([{ "relay": other.url(), "ledger": { "url": other.url(), "key": key } }])
    );
    for path in OTHER_PATHS {
        let is_own = [
            "/health",
            "/ready",
            "/openapi.json",
            "/.well-known/keepwell",
        ]
        .contains(&path);
        let answer = ask(server.url(), path);
        assert_eq!(!answer.starts_with("HTTP/1.1 404"), is_own, "{path}");
    }
    assert!(!folder.path().join("relay").exists() && !folder.path().join("ledger").exists());
}
