//! What is around the app in a test: a folder, a real server, and a clinic that opens what it is shown.

use std::{
    path::PathBuf,
    sync::Arc,
    time::{SystemTime, UNIX_EPOCH},
};

use keepwell_client::transport::{HttpOptions, HttpTransport};
use keepwell_clinic::{
    card,
    desk::{Desk, NewClinic},
    open::{self, Code, OpenError, Opened},
};
use keepwell_crypto::slot::Cost;
use keepwell_protocol::time::Timestamp;
use keepwell_server::{Roles, ServeOptions, Server};
use rand_core::OsRng;
use tempfile::TempDir;

/// The world of one test.
pub(crate) struct World {
    folder: TempDir,
    server: Server,
    clinic: Desk,
    transport: HttpTransport,
}

impl World {
    /// A running server, and a clinic that is set up with it.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let server = Server::start(&ServeOptions {
            data: folder.path().join("server"),
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            roles: Roles::ALL,
            page_listen: None,
            page: None,
            tls: None,
            allow: Vec::new(),
            clock: Arc::new(now),
        })
        .expect("the server starts");
        let transport = HttpTransport::new(HttpOptions::default());
        let new = NewClinic {
            name: "Harbour Clinic",
            country: "IE",
            server: server.url(),
            ledger_key: None,
        };
        let root = folder.path().join("clinic");
        let secret = ("a clinic's passphrase", Cost::TEST_ONLY);
        let clinic = Desk::init(&root, &new, secret, &transport, now(), &mut OsRng);
        let clinic = clinic.expect("the clinic is set up");
        Self {
            folder,
            server,
            clinic,
            transport,
        }
    }

    /// The server's address.
    pub(crate) fn url(&self) -> String {
        self.server.url().to_string()
    }

    /// A place in the world's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The link of the clinic's card.
    pub(crate) fn card(&mut self) -> String {
        let issued = card::issue(&mut self.clinic, &self.transport, now(), &mut OsRng);
        issued.expect("a card").link
    }

    /// The clinic opens a code into a new folder.
    ///
    /// # Errors
    /// As the clinic is told.
    pub(crate) fn open(&mut self, code: &str, folder: &str) -> Result<Opened, OpenError> {
        let out = self.path(folder);
        let code = Code::Text(code);
        open::open(
            &mut self.clinic,
            &self.transport,
            code,
            &out,
            now(),
            &mut OsRng,
        )
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the real program under test reads the real clock too"
)]
fn now() -> Timestamp {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .expect("a clock after 1970");
    Timestamp::from_seconds(seconds.as_secs())
}
