//! What is around the app in a test: a folder, a real server, and a clinic that opens what it is shown.

use std::{
    net::TcpListener,
    path::{Path, PathBuf},
    time::{SystemTime, UNIX_EPOCH},
};

use keepwell_client::transport::{HttpOptions, HttpTransport};
use keepwell_clinic::{
    card,
    desk::{Desk, NewClinic},
    open::{self, Code, OpenError, Opened},
    rendezvous::{Asked, Outcome, first},
};
use keepwell_crypto::slot::Cost;
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_server::{ServeOptions, Server};
use rand_core::OsRng;
use tempfile::TempDir;

/// The world of one test.
pub(crate) struct World {
    folder: TempDir,
    /// `None` while it is away.
    server: Option<Server>,
    url: Origin,
    clinic: Desk,
    transport: HttpTransport,
}

impl World {
    /// A running server, and a clinic that is set up with it.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a folder");
        let server = serve(&folder.path().join("server"), 0);
        let url = server.url().clone();
        let transport = HttpTransport::new(HttpOptions::default());
        let clinic = clinic(&folder.path().join("clinic"), &url, &transport);
        Self {
            folder,
            server: Some(server),
            url,
            clinic,
            transport,
        }
    }

    /// The server's address.
    pub(crate) fn url(&self) -> String {
        self.url.to_string()
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

    /// The link of a card of somebody else who takes the clinic's name.
    pub(crate) fn card_of_a_pretender(&self) -> String {
        let mut pretender = clinic(&self.path("pretender"), &self.url, &self.transport);
        let issued = card::issue(&mut pretender, &self.transport, now(), &mut OsRng);
        issued.expect("a card").link
    }

    /// The server goes away.
    pub(crate) fn lose_server(&mut self) {
        let server = self.server.take().expect("a server");
        server.stop().expect("it stops");
    }

    /// It comes back under its address.
    pub(crate) fn find_server(&mut self) {
        self.server = Some(serve(&self.path("server"), self.port()));
    }

    /// In its place there is somebody who takes connections and says nothing. A look at them does not wait.
    pub(crate) fn silence_server(&mut self) -> TcpListener {
        self.lose_server();
        let silent = TcpListener::bind(("127.0.0.1", self.port())).expect("its port");
        silent
            .set_nonblocking(true)
            .expect("a look without waiting");
        silent
    }

    /// The clinic scans the code of whoever scans first.
    pub(crate) fn claim(&mut self, code: &str) -> Asked {
        let code = Code::Text(code);
        let asked = first::claim(&mut self.clinic, &self.transport, code, now(), &mut OsRng);
        asked.unwrap_or_else(|error| panic!("the clinic scans it: {error}"))
    }

    /// The code that the patient's yes brings; `None` after a no.
    pub(crate) fn outcome(&self, mut asked: Asked) -> Option<String> {
        loop {
            let outcome = asked.outcome(&self.transport, 5, now());
            match outcome.unwrap_or_else(|error| panic!("the patient answers: {error}")) {
                Some(Outcome::Granted(link)) => return Some(link.to_text()),
                Some(Outcome::Refused) => return None,
                None => {}
            }
        }
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

    fn port(&self) -> u16 {
        let port = self.url.as_str().rsplit(':').next();
        port.and_then(|port| port.parse().ok()).expect("a port")
    }
}

fn serve(data: &Path, port: u16) -> Server {
    let server = Server::start(&ServeOptions {
        listen: ([127, 0, 0, 1], port).into(),
        ..ServeOptions::local(data, now)
    });
    server.expect("the server starts")
}

fn clinic(root: &Path, server: &Origin, transport: &HttpTransport) -> Desk {
    let new = NewClinic {
        name: "Harbour Clinic",
        country: "IE",
        server,
        ledger_key: None,
        witnesses: None,
    };
    let secret = ("a clinic's passphrase", Cost::TEST_ONLY);
    let clinic = Desk::init(root, &new, secret, transport, now(), &mut OsRng);
    clinic.expect("the clinic is set up")
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
