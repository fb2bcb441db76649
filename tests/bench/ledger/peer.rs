//! `siglog`, another tlog-tiles server in Rust, by others: it takes anything, verifies nothing, and answers with an index. Only
//! measured beside ours where somebody has installed it; nothing of ours is built with it. Its database and tiles are files on
//! the same disk as ours, and it commits as often as its settings let it.

use std::{
    fs::File,
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::note::{Name, Signer};

/// How it gets here.
pub(crate) const INSTALL: &str =
    "cargo install siglog@0.1.0 --locked --root FOLDER, and FOLDER/bin in PATH";
/// After so many seconds it is not coming.
const STARTS_WITHIN: u64 = 10;

/// A running peer; killed when dropped.
pub(crate) struct Peer {
    child: Child,
    address: SocketAddr,
}

impl Peer {
    /// `None` when it is not installed.
    pub(crate) fn start(folder: &Path) -> Option<Self> {
        std::fs::create_dir_all(folder).expect("a folder");
        let database = folder.join("log.db");
        File::create(&database).expect("a file");
        let log = File::create(folder.join("log")).expect("a log");
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let address = free.local_addr().expect("an address");
        drop(free);
        let child = Command::new("siglog")
            .args(["--storage-backend", "fs", "--origin", "peer.example/log"])
            .args(["--batch-max-age-ms", "100", "--batch-max-size", "256"])
            .args(["--private-key", &key(), "--listen", &address.to_string()])
            .args(["--database-url", &format!("sqlite:{}", database.display())])
            .arg("--fs-root")
            .arg(folder.join("tiles"))
            .env("RUST_LOG", "warn")
            .stdin(Stdio::null())
            .stdout(log.try_clone().expect("the same log"))
            .stderr(log)
            .spawn()
            .ok()?;
        let peer = Self { child, address };
        let answers = (0..STARTS_WITHIN * 10).any(|_| {
            thread::sleep(Duration::from_millis(100));
            TcpStream::connect(address).is_ok()
        });
        assert!(answers, "siglog does not start: see its log");
        Some(peer)
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// The request that adds these bytes.
    pub(crate) fn add(&self, entry: &[u8]) -> Vec<u8> {
        let (address, length) = (self.address, entry.len());
        let head =
            format!("POST /add HTTP/1.1\r\nhost: {address}\r\ncontent-length: {length}\r\n\r\n");
        [head.as_bytes(), entry].concat()
    }
}

/// A private key as its settings want it.
fn key() -> String {
    let seed = [1; 32];
    let name = Name::parse("peer.example/log").expect("a name");
    let public = Signer::new(name, SigningKey::from_seed(&seed))
        .verifier_key()
        .to_string();
    let id = public.split('+').nth(1).expect("a key's id").to_owned();
    let secret = STANDARD.encode([&[1], seed.as_slice()].concat());
    format!("PRIVATE+KEY+peer.example/log+{id}+{secret}")
}

impl Drop for Peer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
