//! An S3 double, `moto` (Python), that keeps objects in memory and enforces conditional writes.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    process::{Child, Stdio},
    time::Duration,
};

use crate::{
    program::command,
    python,
    waiting::{free_port, wait_until},
};

const PACKAGE: &str = "moto[server]==5.2.5";
/// How long it may take to start.
const START: Duration = Duration::from_secs(60);

/// The double asks who reads, and believes it.
const SOMEBODY: &str = "Authorization: AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0";

/// A running store; killed when dropped.
pub(crate) struct Store {
    child: Child,
    pub(crate) port: u16,
}

impl Store {
    /// Without a bucket; `None` after saying why not.
    pub(crate) fn start() -> Option<Self> {
        let moto = python::install(PACKAGE)?;
        let port = free_port();
        let child = command(moto.program("moto_server"))
            .args(["-H", "127.0.0.1", "-p", &port.to_string()])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let store = Self { child, port };
        wait_until(START, "the store answers", || {
            store.ask("GET", "/").is_some()
        });
        Some(store)
    }

    /// What a program is told to reach it by way of `port`.
    pub(crate) fn environment(port: u16) -> [(String, String); 5] {
        let endpoint = format!("http://127.0.0.1:{port}");
        [
            ("AWS_ENDPOINT_URL", endpoint.as_str()),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_ACCESS_KEY_ID", "test"),
            ("AWS_SECRET_ACCESS_KEY", "test"),
            ("AWS_REGION", "us-east-1"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
    }

    /// Makes an empty bucket.
    pub(crate) fn make(&self, bucket: &str) {
        self.ask("PUT", &format!("/{bucket}")).expect("a bucket");
    }

    /// The object at `path`, a bucket and what is below it, past everything of ours; `None` where there is none.
    pub(crate) fn object(&self, path: &str) -> Option<Vec<u8>> {
        self.ask("GET", &format!("/{path}"))
    }

    /// How many objects a bucket has whose paths begin like this.
    pub(crate) fn count(&self, bucket: &str, begins: &str) -> usize {
        let path = format!("/{bucket}?list-type=2&prefix={begins}");
        let listed = self.ask("GET", &path).expect("a list");
        String::from_utf8_lossy(&listed).matches("<Key>").count()
    }

    /// Puts something else in an object's place.
    pub(crate) fn overwrite(&self, path: &str, bytes: &[u8]) {
        self.ask_with("PUT", &format!("/{path}"), bytes)
            .expect("written");
    }

    fn ask(&self, method: &str, path: &str) -> Option<Vec<u8>> {
        self.ask_with(method, path, b"")
    }

    /// The body of an answer of 200.
    fn ask_with(&self, method: &str, path: &str, body: &[u8]) -> Option<Vec<u8>> {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).ok()?;
        let length = body.len();
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{SOMEBODY}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), body].concat()).ok()?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok()?;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n")?;
        let (head, body) = answer.split_at(end + 4);
        String::from_utf8_lossy(head)
            .lines()
            .next()?
            .contains(" 200 ")
            .then(|| body.to_vec())
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
