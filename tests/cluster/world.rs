//! What the machines of a test stand on: a database, a bucket, and a folder with the ledger's key.

use std::process::Command;

use keepwell_tlog::note::VerifierKey;
use tempfile::TempDir;

use crate::{
    command::binary,
    node::{Given, Node},
    services::Own,
};

/// A test's own.
pub(crate) struct World {
    pub(crate) own: Own,
    pub(crate) folder: TempDir,
    roles: &'static str,
    public: String,
}

impl World {
    /// `None` after saying what is missing.
    pub(crate) fn new() -> Option<Self> {
        Self::on(Own::new()?)
    }

    /// The same with PostgreSQL and a store that no other test uses.
    pub(crate) fn alone() -> Option<Self> {
        Self::on(Own::alone()?)
    }

    fn on(own: Own) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let key = folder.path().join("ledger.key");
        let made = Command::new(binary())
            .args(["ledger", "new-key"])
            .arg(key)
            .output();
        assert!(made.expect("it runs").status.success(), "a key");
        Some(Self {
            own,
            folder,
            roles: "ledger",
            public: "https://ledger.example".to_owned(),
        })
    }

    /// One whose database and store have what those of `other` have at `paths`, for the same ledger. Nobody runs there.
    pub(crate) fn copy_of(other: &Self, paths: impl Iterator<Item = String>) -> Option<Self> {
        let (own, folder) = (
            Own::copy_of(&other.own)?,
            tempfile::tempdir().expect("a folder"),
        );
        for path in paths {
            let bytes = other.own.object(&path).expect("an object");
            own.overwrite(&path, &bytes);
        }
        Some(Self::with_key_of(other, own, folder))
    }

    /// One for the same ledger, with nothing in its database and its store.
    pub(crate) fn emptied(other: &Self) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        Some(Self::with_key_of(other, Own::new()?, folder))
    }

    fn with_key_of(other: &Self, own: Own, folder: TempDir) -> Self {
        let key = "ledger.key";
        std::fs::copy(other.path(key), folder.path().join(key)).expect("a key");
        Self {
            own,
            folder,
            roles: other.roles,
            public: other.public.clone(),
        }
    }

    /// The same, whose machines run these roles and are reached together at `public`.
    pub(crate) fn running(roles: &'static str, public: &str) -> Option<Self> {
        Some(Self {
            roles,
            public: public.to_owned(),
            ..Self::new()?
        })
    }

    /// A machine that reaches both directly.
    pub(crate) fn node(&self, name: &str, sequences: bool) -> Node {
        self.node_with(name, sequences, &[])
    }

    /// The same, with further arguments.
    pub(crate) fn node_with(&self, name: &str, sequences: bool, more: &[&str]) -> Node {
        let given = self.given(name, sequences, self.own.ports());
        Node::start(&given, more)
    }

    /// A machine that reaches PostgreSQL and the store by these ports, with further arguments.
    pub(crate) fn node_by(
        &self,
        name: &str,
        sequences: bool,
        (postgres, store): (u16, u16),
        more: &[&str],
    ) -> Node {
        Node::start(&self.given(name, sequences, (postgres, store)), more)
    }

    /// The program of such a machine, which listens where it likes.
    pub(crate) fn command(&self, name: &str) -> Command {
        let mut command = self.given(name, true, self.own.ports()).command();
        command.args(["--listen", "127.0.0.1:0"]);
        command
    }

    /// A path in the test's folder.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    fn given(&self, name: &str, sequences: bool, (postgres, store): (u16, u16)) -> Given<'_> {
        Given {
            folder: self.folder.path(),
            shared: &self.own.name,
            name: name.to_owned(),
            postgres,
            store,
            sequences,
            roles: self.roles,
            public: &self.public,
        }
    }

    /// How often a sequencer was elected.
    pub(crate) fn epoch(&self) -> u64 {
        let epoch = self.own.ask("SELECT epoch FROM head");
        epoch.parse().expect("a number")
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
