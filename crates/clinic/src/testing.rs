//! What the tests of this crate share: a clinic in a folder of its own, and around it a network in memory with a relay, a
//! ledger and a wallet that are honest until a test tells them not to be.

mod ledger;
mod meetings;
mod net;
mod wallet;

use std::path::Path;

use keepwell_crypto::slot::Cost;
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_tlog::policy::Policy;
use rand_core::OsRng;
use tempfile::TempDir;

pub(crate) use ledger::{LEDGER, Log, ledger_key, witness};
pub(crate) use net::Net;
pub(crate) use wallet::{Share, ShareOptions, fresh_salt};

use crate::{
    desk::{Desk, NewClinic},
    open::{Code, OpenError, Opened, open},
};

/// The address of every server.
pub(crate) const SERVER: &str = "https://keepwell.example";
/// When the tests take place.
pub(crate) const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
/// Seconds of a day.
pub(crate) const DAY: u64 = 24 * 60 * 60;

/// A clinic and its surroundings.
pub(crate) struct World {
    pub(crate) folder: TempDir,
    pub(crate) net: Net,
    pub(crate) desk: Desk,
}

impl World {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let net = Net::default();
        let desk = clinic(&folder.path().join("home"), "Harbour Clinic", &net);
        Self { folder, net, desk }
    }

    /// A clinic that asks for two witnesses of the ledger.
    pub(crate) fn witnessed() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let net = Net::default();
        let witnesses = [1, 2].map(|number| (witness(number).witness_key().clone(), Vec::new()));
        let policy = Policy::new(Vec::new(), witnesses.to_vec(), 2).unwrap();
        let desk = clinic_asking(
            &folder.path().join("home"),
            "Harbour Clinic",
            &net,
            Some(&policy),
        );
        Self { folder, net, desk }
    }

    /// Opens a share into `out` at [`NOW`].
    pub(crate) fn open(&mut self, share: &Share) -> Result<Opened, OpenError> {
        self.open_at(share, NOW)
    }

    /// Opens a share into `out` by this local clock.
    pub(crate) fn open_at(&mut self, share: &Share, now: Timestamp) -> Result<Opened, OpenError> {
        let out = self.folder.path().join("out");
        if out.exists() {
            std::fs::remove_dir_all(&out).unwrap();
        }
        let text = share.link.to_text();
        let opened = open(
            &mut self.desk,
            &self.net,
            Code::Text(&text),
            &out,
            now,
            &mut OsRng,
        );
        assert_eq!(out.exists(), opened.is_ok(), "files exactly on success");
        let names = std::fs::read_dir(self.folder.path()).unwrap();
        let others = names.filter(|name| name.as_ref().unwrap().file_name() != "home");
        assert_eq!(others.count(), usize::from(opened.is_ok()));
        opened
    }

    /// The error of an opening that must fail, with the name of its check.
    pub(crate) fn refused(&mut self, share: &Share) -> (OpenError, &'static str) {
        let error = self.open(share).err().expect("a refusal");
        let check = error.check().map_or("", |check| check.as_str());
        (error, check)
    }
}

/// A clinic of this name in `home`.
pub(crate) fn clinic(home: &Path, name: &str, net: &Net) -> Desk {
    clinic_asking(home, name, net, None)
}

/// A clinic that asks for witnesses.
pub(crate) fn clinic_asking(
    home: &Path,
    name: &str,
    net: &Net,
    witnesses: Option<&Policy>,
) -> Desk {
    let server = Origin::parse(SERVER).unwrap();
    let new = NewClinic {
        name,
        country: "ie",
        server: &server,
        ledger_key: None,
        witnesses,
    };
    let lock = ("open sesame", Cost::TEST_ONLY);
    Desk::init(home, &new, lock, net, NOW, &mut OsRng).unwrap()
}
