//! A real server, asked over real connections.

mod answers;
mod watching;

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    path::{Path, PathBuf},
};

use keepwell_client::{
    error::ClientError,
    follow::{LogView, follow},
    ledger::Ledger as LedgerClient,
    relay::Relay as RelayClient,
    servers::{Servers, discover},
    transport::{HttpOptions, HttpTransport, Method, Request, Transport as _},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    access_root::AccessRoot,
    entry::{Entry, EntryType},
    key_set::KeySet,
    mailbox::BoxId,
    page_url::PageUrl,
    statement::Statement,
    time::Timestamp,
};
use tempfile::TempDir;

use super::*;
use crate::{Roles, TlsFiles};

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);

fn options(data: &Path) -> ServeOptions {
    ServeOptions::local(data, || NOW)
}

fn folder() -> TempDir {
    tempfile::tempdir().unwrap()
}

fn network() -> HttpTransport {
    HttpTransport::new(HttpOptions::default())
}

fn servers(server: &Server) -> Servers {
    let info = discover(&network(), server.url()).unwrap();
    Servers::from_info(server.url(), &info).unwrap()
}

fn grant(n: u8) -> Statement {
    Statement::grant(
        &[n; 16],
        &[n; 32],
        b"terms",
        &SigningKey::from_seed(&[n; 32]),
    )
}

/// The answer to a bare request, as text.
fn ask(server: &Origin, path: &str) -> String {
    let mut stream = TcpStream::connect(server.authority()).unwrap();
    let host = server.authority();
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_same_data_and_port_continue() {
    let folder = folder();
    let data = folder.path().join("data");
    let server = Server::start(&options(&data)).unwrap();
    let pinned = servers(&server);
    assert_eq!(server.ledger().unwrap().key, pinned.ledger.to_string());
    assert_eq!(pinned.relay, *server.url());
    let network = network();
    let ledger = LedgerClient::new(&network, server.url().clone(), pinned.ledger.clone());
    assert_eq!(ledger.time(&[7; 32]).unwrap(), NOW);
    let registered = ledger.register(&grant(1), 0).unwrap();
    let entry = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: grant(2).digest(),
    };
    assert_eq!(ledger.lookup(&entry.statement, &entry).unwrap(), None);
    let relay = RelayClient::new(&network, server.url().clone());
    let (owner, id) = (SigningKey::from_seed(&[2; 32]), BoxId::from_bytes([3; 16]));
    relay.write_box(&owner, &id, b"sealed", None, NOW).unwrap();
    let mut again = options(&data);
    again.listen = server.url().authority().parse().unwrap();
    server.stop().unwrap();
    assert!(matches!(
        ledger.time(&[7; 32]),
        Err(ClientError::Unreachable(_))
    ));
    let server = Server::start(&again).unwrap();
    assert_eq!(servers(&server), pinned);
    assert_eq!(
        ledger.register(&grant(1), 0).unwrap().receipt.index,
        registered.receipt.index
    );
    let contents = relay.read_box(&id).unwrap().unwrap();
    assert_eq!(contents.bytes, b"sealed");
}

#[test]
fn everything_is_on_one_port_or_the_page_on_its_own() {
    let folder = folder();
    let mut options = options(folder.path());
    let server = Server::start(&options).unwrap();
    assert_eq!(server.page_url().origin(), server.url());
    assert!(ask(server.url(), "/").contains("<h1>Keepwell</h1>"));
    assert!(ask(server.url(), "/health").contains("200 OK"));
    assert!(ask(server.url(), "/nothing").starts_with("HTTP/1.1 404"));
    drop(server);
    options.page_listen = Some(([127, 0, 0, 1], 0).into());
    let server = Server::start(&options).unwrap();
    assert_ne!(server.page_url().origin(), server.url());
    assert!(ask(server.url(), "/").starts_with("HTTP/1.1 404"));
    let page = ask(server.page_url().origin(), "/");
    let contacts = format!("connect-src 'self' {};", server.url());
    assert!(page.contains("<h1>Keepwell</h1>") && page.contains(&contacts));
    assert!(ask(server.page_url().origin(), "/checkpoint").starts_with("HTTP/1.1 404"));
    let code = ask(server.url(), "/G");
    let page_url = server.page_url();
    assert!(code.contains(&format!("location: {page_url}/")), "{code}");
}

#[test]
fn a_code_leads_to_the_page_s_full_address_behind_a_proxy() {
    let folder = folder();
    let mut options = options(folder.path());
    let address = "https://hospital.example/keepwell/";
    options.page_url = Some(PageUrl::parse(address).unwrap());
    let server = Server::start(&options).unwrap();
    assert!(ask(server.url(), "/G").contains(&format!("location: {address}\r\n")));
    let info = discover(&network(), server.url()).unwrap();
    assert_eq!(info.page, "https://hospital.example");
}

#[test]
fn only_the_roles_that_were_named_run() {
    let folder = folder();
    let mut options = options(folder.path());
    options.roles.ledger = false;
    let server = Server::start(&options).unwrap();
    assert!(server.ledger().is_none());
    assert!(ask(server.url(), "/checkpoint").starts_with("HTTP/1.1 404"));
    drop(server);
    options.roles = Roles {
        ledger: false,
        relay: false,
        page: false,
    };
    let error = Server::start(&options).err().unwrap();
    assert!(matches!(error, ServeError::NoRole) && error.is_usage());
}

#[test]
fn a_port_in_use_is_named_before_anything_is_made() {
    let folder = folder();
    let server = Server::start(&options(&folder.path().join("one"))).unwrap();
    let mut second = options(&folder.path().join("two"));
    second.listen = server.url().authority().parse().unwrap();
    let error = Server::start(&second).err().unwrap();
    assert!(matches!(error, ServeError::PortInUse(address) if address == second.listen));
    assert!(!second.data.exists());
    let same_data = Server::start(&options(&folder.path().join("one")));
    assert!(matches!(same_data.err(), Some(ServeError::Ledger(_))));
}

/// The status of an answer to a question for the time, as the proxy of `client` asks it, or a program on this machine.
fn ask_time(server: &Origin, client: Option<&str>) -> String {
    let mut stream = TcpStream::connect(server.authority()).unwrap();
    let host = server.authority();
    let client = client.map_or_else(String::new, |client| {
        format!("X-Forwarded-For: 198.51.100.1, {client}\r\n")
    });
    let nonce = "n".repeat(32);
    write!(
        stream,
        "POST /time HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n{client}Content-Length: 32\r\n\r\n{nonce}"
    )
    .unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer[9..12]).into_owned()
}

#[test]
fn a_proxy_s_clients_are_counted_apart_and_this_machine_is_not() {
    let folder = folder();
    let server = Server::start(&options(folder.path())).unwrap();
    let burst = keepwell_ledger::Limits::default().times.burst;
    for _ in 0..burst {
        assert_eq!(ask_time(server.url(), Some("192.0.2.1")), "200");
    }
    assert_eq!(ask_time(server.url(), Some("192.0.2.1")), "429");
    assert_eq!(ask_time(server.url(), Some("192.0.2.2")), "200");
    for _ in 0..=burst {
        assert_eq!(ask_time(server.url(), None), "200");
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

#[test]
fn tls_is_served_from_two_files() {
    let folder = folder();
    let mut options = options(folder.path());
    options.tls = Some(TlsFiles {
        cert: fixture("cert.pem"),
        key: fixture("key.pem"),
    });
    options.page_listen = Some(([127, 0, 0, 1], 0).into());
    let server = Server::start(&options).unwrap();
    assert!(server.url().as_str().starts_with("https://127.0.0.1:"));
    let trusting = HttpTransport::new(HttpOptions {
        extra_root: Some(std::fs::read(fixture("root.pem")).unwrap()),
        ..HttpOptions::default()
    });
    let info = discover(&trusting, server.url()).unwrap();
    assert_eq!(info.relay, server.url().as_str());
    assert!(discover(&network(), server.url()).is_err());
    // The page has an origin of its own, by the same certificate.
    assert_ne!(server.page_url().origin(), server.url());
    let page = || Request {
        method: Method::Get,
        url: server.page_url().to_text(),
        headers: Vec::new(),
        body: Vec::new(),
        limit: 1 << 20,
    };
    let answer = trusting.send(page()).unwrap();
    let policy = answer.header("content-security-policy").unwrap();
    assert!(policy.contains(&format!("connect-src 'self' {};", server.url())));
    assert_eq!(answer.status, 200);
    assert!(network().send(page()).is_err());
}

#[test]
fn a_renewed_certificate_is_used_without_a_restart() {
    let folder = folder();
    let [cert, key] = ["cert.pem", "key.pem"].map(|name| folder.path().join(name));
    let put = |from: &str, to: &Path| {
        // As certificate programs do: never half a file under the name.
        let new = folder.path().join("new");
        std::fs::copy(fixture(from), &new).unwrap();
        std::fs::rename(new, to).unwrap();
    };
    put("cert.pem", &cert);
    put("key.pem", &key);
    let mut options = options(&folder.path().join("data"));
    let (renewed, renewed_key) = (cert.clone(), key.clone());
    options.tls = Some(TlsFiles { cert, key });
    let server = Server::start(&options).unwrap();
    let is_trusted = |root: &str| {
        let trusting = HttpTransport::new(HttpOptions {
            extra_root: Some(std::fs::read(fixture(root)).unwrap()),
            ..HttpOptions::default()
        });
        discover(&trusting, server.url()).is_ok()
    };
    assert!(is_trusted("root.pem") && !is_trusted("renewed-cert.pem"));
    put("renewed-cert.pem", &renewed);
    put("renewed-key.pem", &renewed_key);
    while !is_trusted("renewed-cert.pem") {
        std::thread::yield_now();
    }
    assert!(!is_trusted("root.pem"));
}

#[test]
fn a_file_that_is_no_certificate_or_key_is_named() {
    let folder = folder();
    let data = folder.path().join("data");
    let [cert, key, other, nowhere, text] = [
        "cert.pem",
        "key.pem",
        "other-key.pem",
        "nowhere.pem",
        "README.md",
    ]
    .map(fixture);
    for (cert, key, named) in [
        (&nowhere, &key, &nowhere),
        (&cert, &nowhere, &nowhere),
        (&text, &key, &text),
        (&cert, &text, &text),
        (&key, &key, &key),
        (&cert, &other, &other),
    ] {
        let mut options = options(&data);
        let (cert, key) = (cert.clone(), key.clone());
        options.tls = Some(TlsFiles { cert, key });
        let error = Server::start(&options).err().unwrap();
        assert!(error.is_damaged());
        assert!(matches!(error, ServeError::BadCertificate { file, .. } if file == *named));
    }
    assert!(!data.exists());
}

#[test]
fn a_request_under_way_is_answered_before_the_server_stops() {
    let folder = folder();
    let server = Server::start(&options(folder.path())).unwrap();
    let authority = server.url().authority().to_owned();
    let statement = grant(4);
    let (first, rest) = statement.as_bytes().split_at(10);
    let mut stream = TcpStream::connect(&authority).unwrap();
    write!(
        stream,
        "POST /entries HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\
         Content-Type: application/scitt-statement+cose\r\nContent-Length: {}\r\n\r\n",
        statement.as_bytes().len()
    )
    .unwrap();
    stream.write_all(first).unwrap();
    // Once another request was answered, the server has begun with this one too.
    ask(server.url(), "/health");
    let stopping = std::thread::spawn(move || server.stop());
    while TcpStream::connect(&authority).is_ok() {
        std::thread::yield_now();
    }
    stream.write_all(rest).unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    assert!(answer.starts_with(b"HTTP/1.1 201"));
    stopping.join().unwrap().unwrap();
}

#[test]
fn a_relay_binds_itself_to_what_happened_where_it_is_asked_to() {
    let folder = folder();
    for access_roots in [false, true, true] {
        let options = ServeOptions {
            access_roots,
            ..options(folder.path())
        };
        let server = Server::start(&options).unwrap();
        let (network, servers) = (network(), servers(&server));
        let ledger = LedgerClient::new(&network, server.url().clone(), servers.ledger.clone());
        let relay = server.relay().unwrap();
        let mut named = Vec::new();
        let mut roots = Vec::new();
        let mut view = LogView::new(servers.ledger.origin());
        let take = |all: &mut Vec<Entry>, _, entry| all.push(entry);
        for entry in follow(&ledger, &mut view, &Vec::new, &take).unwrap() {
            let statement = ledger.statement(&entry.statement).unwrap();
            match (entry.kind, statement) {
                (EntryType::KeySet, Some(statement)) => {
                    named = KeySet::read(&statement, servers.ledger.key())
                        .unwrap()
                        .relays;
                }
                (EntryType::AccessRoot, Some(statement)) => {
                    assert_eq!(statement.signer(), relay.key);
                    roots.push(AccessRoot::read(&statement).unwrap().number);
                }
                _ => {}
            }
        }
        let is_bound = named.contains(&relay);
        assert_eq!((is_bound, !roots.is_empty()), (access_roots, access_roots));
        assert!((0..).zip(&roots).all(|(at, number)| at == *number));
        server.stop().unwrap();
    }
}
