//! The store's rules, in memory: written once, replaced only where nobody else was.

use std::future::Future;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use super::*;

fn wait<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    runtime.unwrap().block_on(work)
}

fn file(path: &str, bytes: &[u8]) -> (String, Vec<u8>) {
    (path.to_owned(), bytes.to_vec())
}

#[test]
fn an_address_that_makes_no_sense_is_told_without_its_secrets() {
    let secret = ("AWS_SECRET_ACCESS_KEY".to_owned(), "swordfish".to_owned());
    for address in ["", "ledger", "https://bucket/folder", "s3://bucket//twice"] {
        let error = Objects::open(address, [secret.clone()], None).unwrap_err();
        assert!(matches!(error, ClusterError::BadStore(_)), "{address}");
        assert!(!error.to_string().contains("swordfish"));
    }
    let region = ("AWS_REGION".to_owned(), "eu-west-1".to_owned());
    let other = ("PATH".to_owned(), "/bin".to_owned());
    let id = ("AWS_ACCESS_KEY_ID".to_owned(), "somebody".to_owned());
    let given = [region, id, secret, other];
    let opened = Objects::open("s3://bucket/a/b", given, None).unwrap();
    assert_eq!(opened.at("tile/0/000").as_ref(), "a/b/tile/0/000");
    assert!(!format!("{opened:?}").contains("swordfish"));
}

#[test]
fn an_object_is_written_once_and_never_otherwise() {
    let objects = Objects::in_memory();
    let files = [file("tile/0", b"zero"), file("tile/1", b"one")];
    wait(objects.create(&files)).unwrap();
    // The same once more is what another sequencer does, too.
    wait(objects.create(&files)).unwrap();
    let other = wait(objects.create(&[file("tile/1", b"other")]));
    assert!(matches!(other, Err(ClusterError::Contradicted(path)) if path == "tile/1"));
    assert_eq!(wait(objects.read("tile/1")).unwrap().unwrap(), b"one");
}

#[test]
fn what_is_missing_is_none_alone_and_an_error_among_others() {
    let objects = Objects::in_memory();
    wait(objects.create(&[file("tile/1", b"one")])).unwrap();
    assert_eq!(wait(objects.read("tile/2")).unwrap(), None);
    let paths = ["tile/1", "tile/2"].map(str::to_owned);
    assert_eq!(wait(objects.read_all(&paths[..1])).unwrap(), [b"one"]);
    let missing = wait(objects.read_all(&paths));
    assert!(matches!(missing, Err(ClusterError::Missing(path)) if path == "tile/2"));
}

#[test]
fn the_checkpoint_is_replaced_only_where_it_is_the_one_that_was_seen() {
    let objects = Objects::in_memory();
    assert!(wait(objects.checkpoint()).unwrap().is_none());
    let first = wait(objects.replace_checkpoint(None, b"1"));
    let first = first.unwrap().unwrap();
    let again = wait(objects.replace_checkpoint(None, b"2")).unwrap();
    assert!(again.is_none(), "there is one by now");
    let second = wait(objects.replace_checkpoint(Some(&first), b"2"));
    let second = second.unwrap().unwrap();
    let late = wait(objects.replace_checkpoint(Some(&first), b"3")).unwrap();
    assert!(late.is_none(), "another one stands there");
    let read = wait(objects.checkpoint()).unwrap().unwrap();
    assert_eq!((read.note, second.note), (b"2".to_vec(), b"2".to_vec()));
    wait(objects.delete_below("")).unwrap();
    let gone = wait(objects.replace_checkpoint(Some(&first), b"4"));
    assert!(gone.unwrap().is_none(), "a store that was emptied is seen");
}

#[test]
fn a_folder_tells_what_stands_in_it_and_is_deleted_whole() {
    let objects = Objects::in_memory();
    let files = ["parts/a/1", "parts/a/2", "parts/b", "partsother"].map(|path| file(path, b"x"));
    wait(objects.create(&files)).unwrap();
    let mut names = wait(objects.names_below("parts")).unwrap();
    names.sort();
    assert_eq!(names, ["a", "b"]);
    wait(objects.delete_below("parts")).unwrap();
    assert_eq!(wait(objects.read("parts/a/1")).unwrap(), None);
    assert_eq!(wait(objects.read("partsother")).unwrap().unwrap(), b"x");
}

#[test]
fn an_object_is_replaced_only_where_it_stands_as_it_was_read() {
    let objects = Objects::in_memory();
    assert!(wait(objects.read_version("a")).unwrap().is_none());
    wait(objects.create(&[file("a", b"1")])).unwrap();
    let (bytes, old) = wait(objects.read_version("a")).unwrap().unwrap();
    assert_eq!(bytes, b"1");
    wait(objects.replace("a", &old, b"2")).unwrap();
    let late = wait(objects.replace("a", &old, b"3"));
    assert!(matches!(late, Err(ClusterError::Overtaken)));
    assert_eq!(wait(objects.read("a")).unwrap().unwrap(), b"2");
    wait(objects.delete(&["a".to_owned()])).unwrap();
    let gone = wait(objects.replace("a", &old, b"4"));
    assert!(matches!(gone, Err(ClusterError::Overtaken)));
}

/// A store at this port.
fn at_port(port: u16) -> Objects {
    let settings = [
        ("AWS_ENDPOINT_URL", format!("http://127.0.0.1:{port}")),
        ("AWS_ALLOW_HTTP", "true".to_owned()),
        ("AWS_REGION", "eu-west-1".to_owned()),
        ("AWS_ACCESS_KEY_ID", "somebody".to_owned()),
        ("AWS_SECRET_ACCESS_KEY", "swordfish".to_owned()),
    ];
    let settings = settings.map(|(name, value)| (name.to_owned(), value));
    Objects::open("s3://bucket/2026", settings, None).unwrap()
}

/// What is told of a store that answers a request with this status.
fn told_of(status: u16) -> String {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = listener.local_addr().unwrap().port();
    let answering = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]).unwrap();
        let body = "<Error><Resource>/bucket/2026/parts/5f0c/1</Resource></Error>";
        let length = body.len();
        write!(
            stream,
            "HTTP/1.1 {status} No\r\ncontent-length: {length}\r\n\r\n{body}"
        )
        .unwrap();
    });
    let told = asked(&at_port(port));
    answering.join().unwrap();
    told
}

fn asked(objects: &Objects) -> String {
    let mut building = tokio::runtime::Builder::new_current_thread();
    let runtime = building.enable_all().build().unwrap();
    let read = runtime.block_on(objects.read("parts/5f0c/1"));
    read.unwrap_err().to_string()
}

#[test]
fn a_store_that_does_not_do_it_is_told_with_its_status_and_without_what_was_asked_for() {
    let free = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = free.local_addr().unwrap().port();
    drop(free);
    for (told, has) in [
        (told_of(403), "refuses this machine (status 403)"),
        (told_of(400), "(status 400)"),
        (asked(&at_port(port)), "(no connection)"),
    ] {
        assert!(told.contains(has), "{told}");
        assert!(!told.contains("5f0c") && !told.contains("parts"), "{told}");
    }
}
