//! What the machines of a test stand on: PostgreSQL, a store, and a folder with the ledger's key.

use std::process::Command;

use keepwell_tlog::note::VerifierKey;
use tempfile::TempDir;

use crate::{
    command::binary,
    node::{Given, Node},
    postgres::Postgres,
    store::Store,
};

/// PostgreSQL and store.
pub(crate) struct World {
    pub(crate) postgres: Postgres,
    pub(crate) store: Store,
    pub(crate) folder: TempDir,
}

impl World {
    /// `None` after saying what is missing.
    pub(crate) fn new() -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let key = folder.path().join("ledger.key");
        let made = Command::new(binary())
            .args(["ledger", "new-key"])
            .arg(key)
            .output();
        assert!(made.expect("it runs").status.success(), "a key");
        Some(Self {
            postgres: Postgres::start(folder.path())?,
            store: Store::start()?,
            folder,
        })
    }

    /// A machine that reaches both directly.
    pub(crate) fn node(&self, name: &str, sequences: bool) -> Node {
        self.node_by(name, sequences, (self.postgres.port, self.store.port))
    }

    /// A machine that reaches PostgreSQL and the store by these ports.
    pub(crate) fn node_by(
        &self,
        name: &str,
        sequences: bool,
        (postgres, store): (u16, u16),
    ) -> Node {
        Node::start(&self.given(name, sequences, (postgres, store)))
    }

    /// The program of such a machine, which listens where it likes.
    pub(crate) fn command(&self, name: &str, sequences: bool, ports: (u16, u16)) -> Command {
        let mut command = self.given(name, sequences, ports).command();
        command.args(["--listen", "127.0.0.1:0"]);
        command
    }

    fn given(&self, name: &str, sequences: bool, (postgres, store): (u16, u16)) -> Given<'_> {
        Given {
            folder: self.folder.path(),
            name: name.to_owned(),
            postgres,
            store,
            sequences,
        }
    }

    /// How often a sequencer was elected.
    pub(crate) fn epoch(&self) -> u64 {
        self.postgres
            .ask("SELECT epoch FROM head")
            .parse()
            .expect("a number")
    }
}

impl Node {
    /// The ledger's key, as it says when it is ready.
    pub(crate) fn key(&self) -> VerifierKey {
        let key = self
            .ready
            .pointer("/ledger/key")
            .and_then(|key| key.as_str());
        VerifierKey::parse(key.expect("a key")).expect("a verifier key")
    }
}
