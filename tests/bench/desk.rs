//! At the desk: from a choice to the code on the screen, and from the code to opened files, in process, with the wallet
//! unlocked and real servers on loopback.

use std::{
    net::{Ipv4Addr, TcpListener},
    path::PathBuf,
};

use keepwell_client::transport::{HttpOptions, HttpTransport};
use keepwell_clinic::{
    card::issue,
    desk::{Desk as Clinic, NewClinic},
    open::{Code, open},
};
use keepwell_crypto::{phrase::WordCount, slot::Cost};
use keepwell_protocol::{card::Card, origin::Origin, time::Timestamp};
use keepwell_server::{ServeOptions, Server};
use keepwell_wallet::{
    grants::{self, GrantId, Made, Wish},
    outbox::{self, Pace, Run},
    records,
    settings::{self, Settings},
    share::Choice,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;
use tempfile::TempDir;

use crate::{
    median::{middle, seconds},
    row::{Row, Rows, Target},
};

pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);
pub(crate) const PASSPHRASE: &str = "a passphrase for figures";
const RUNS: usize = 31;

pub(crate) fn rows() -> Rows {
    let mut desk = Desk::new();
    let (mut made, mut sent, mut opened) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let (making, grant) = seconds(|| desk.make());
        let (sending, ()) = seconds(|| desk.send(grant.id));
        made.push(making * 1000.0);
        sent.push((making + sending) * 1000.0);
        opened.push(seconds(|| desk.open(&grant.qr_text)).0 * 1000.0);
    }
    vec![
        Row::new(
            "grant of a summary, sealed and kept, to the code",
            middle(made),
            "ms",
        )
        .reach(Target::AtMost(60.0)),
        // The app shows the code at once and says whether this is done: no clinic can open it before.
        Row::new(
            "the same, sent to the relay and recorded",
            middle(sent),
            "ms",
        ),
        Row::new(
            "clinic: code to verified, opened files",
            middle(opened),
            "ms",
        )
        .reach(Target::AtMost(60.0)),
    ]
}

/// A patient and a clinic beside a server.
pub(crate) struct Desk {
    folder: TempDir,
    _server: Server,
    network: HttpTransport,
    vault: Vault,
    clinic: Clinic,
    card: Card,
}

impl Desk {
    /// The patient has the built-in sample.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (server, url) = serve(folder.path().join("server"));
        let network = HttpTransport::new(HttpOptions::default());
        let settings = settings::pin(&network, url.clone(), None).expect("a server's settings");
        let vault = wallet(&folder.path().join("wallet"), &settings);
        let new = NewClinic {
            name: "Harbour Clinic",
            country: "IE",
            server: &url,
            ledger_key: None,
            witnesses: None,
        };
        let home = folder.path().join("clinic");
        let lock = (PASSPHRASE, Cost::TEST_ONLY);
        let mut clinic =
            Clinic::init(&home, &new, lock, &network, NOW, &mut OsRng).expect("a clinic");
        let card = issue(&mut clinic, &network, NOW, &mut OsRng)
            .expect("a card")
            .card;
        Self {
            folder,
            _server: server,
            network,
            vault,
            clinic,
            card,
        }
    }

    /// The FHIR bundle of the sample's summary, as a clinic gets it.
    pub(crate) fn sample_bundle(mut self) -> Vec<u8> {
        let grant = self.make();
        self.send(grant.id);
        let out = self.open(&grant.qr_text);
        std::fs::read(out.join("bundle.json")).expect("a bundle")
    }

    pub(crate) fn card(&self) -> &Card {
        &self.card
    }

    pub(crate) fn vault(&self) -> &Vault {
        &self.vault
    }

    /// To the code: what happens on the device alone.
    fn make(&self) -> Made {
        let wish = Wish::at_once(&self.card, Choice::default(), NOW);
        grants::make(&self.vault, &wish, NOW, &mut OsRng).expect("a grant")
    }

    /// What the outbox does meanwhile.
    pub(crate) fn send(&self, made: GrantId) {
        let run = Run {
            only: &[made],
            pace: Pace::Asked,
            is_over: &|| false,
        };
        let outcome =
            outbox::run(&self.vault, &self.network, &run, NOW, &mut OsRng).expect("a run");
        assert_eq!((outcome.waiting, outcome.refused), (0, 0));
    }

    /// Opens a code and gives the folder with the files.
    fn open(&mut self, code: &str) -> PathBuf {
        let out = self.folder.path().join("visit");
        if out.exists() {
            std::fs::remove_dir_all(&out).expect("removed");
        }
        let opened = open(
            &mut self.clinic,
            &self.network,
            Code::Text(code),
            &out,
            NOW,
            &mut OsRng,
        );
        assert!(opened.is_ok(), "opened");
        out
    }
}

/// Settings of a server that is not asked for anything.
fn settings() -> Settings {
    let folder = tempfile::tempdir().expect("a folder");
    let (_server, url) = serve(folder.path().join("server"));
    let network = HttpTransport::new(HttpOptions::default());
    settings::pin(&network, url, None).expect("a server's settings")
}

/// A wallet without a record.
pub(crate) fn empty_wallet(root: &std::path::Path) -> Vault {
    create(root, &settings())
}

fn wallet(root: &std::path::Path, settings: &Settings) -> Vault {
    let vault = create(root, settings);
    records::import_sample(&vault, NOW, &mut |_| {}, &mut OsRng).expect("the sample");
    vault
}

/// Without the deliberate cost of a passphrase.
fn create(root: &std::path::Path, settings: &Settings) -> Vault {
    let new = NewVault {
        root,
        passphrase: PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings,
    };
    let (vault, _) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
    vault
}

fn serve(data: PathBuf) -> (Server, Origin) {
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    let listen = free.local_addr().expect("its address");
    drop(free);
    let options = ServeOptions {
        listen,
        ..ServeOptions::local(data, || NOW)
    };
    let server = Server::start(&options).expect("a server");
    (
        server,
        Origin::parse(&format!("http://{listen}")).expect("an origin"),
    )
}
