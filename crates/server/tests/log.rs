//! What the server logs of a request, read line by line from a real one. It stands in a process of its own, because a log is
//! the whole process': beside other tests it would hold their requests too.

use std::{
    io::{self, Read as _, Write as _},
    net::TcpStream,
    sync::{Arc, Mutex},
};

use keepwell_protocol::time::Timestamp;
use keepwell_server::{ServeOptions, Server};

/// What was logged, kept in memory.
#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl io::Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0
            .lock()
            .map_err(|_| io::ErrorKind::Other)?
            .write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn ask(authority: &str, path: &str) -> io::Result<()> {
    let mut stream = TcpStream::connect(authority)?;
    write!(
        stream,
        "GET {path} HTTP/1.1\r\nHost: {authority}\r\nConnection: close\r\n\r\n"
    )?;
    stream.read_to_end(&mut Vec::new())?;
    Ok(())
}

#[test]
fn each_request_is_logged_once_and_names_nobody() {
    let lines = Lines::default();
    let writer = lines.clone();
    tracing_subscriber::fmt()
        .json()
        .with_writer(move || writer.clone())
        .init();
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(&ServeOptions::local(folder.path(), || {
        Timestamp::from_seconds(1_795_000_000)
    }))
    .unwrap();
    let authority = server.url().authority().to_owned();
    let id = "00112233445566778899aabbccddeeff";
    for path in [
        &format!("/v1/boxes/{id}?q={id}"),
        &format!("/entries/{id}{id}"),
        &format!("/{id}"),
    ] {
        ask(&authority, path).unwrap();
    }
    server.stop().unwrap();

    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(!log.contains(id), "{log}");
    let requests = log
        .lines()
        .filter(|line| line.contains("\"duration_ms\""))
        .collect::<Vec<_>>();
    assert_eq!(requests.len(), 3, "{log}");
    for route in ["/v1/boxes/{box}", "/entries/{id}"] {
        let named = format!("\"route\":\"{route}\"");
        let of_route = requests.iter().filter(|line| line.contains(&named));
        assert_eq!(of_route.count(), 1, "{log}");
    }
    assert!(requests.iter().all(|line| !line.contains(&authority)));
}
