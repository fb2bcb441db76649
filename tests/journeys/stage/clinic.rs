//! A clinic's desk on a stage. Every opening is watched: there are files exactly when it succeeded, and nothing beside
//! them.

use std::path::PathBuf;

use keepwell_clinic::{
    card::issue,
    desk::{Desk, NewClinic},
    kind::Kind,
    open::{CheckName, Code, OpenError, Opened, open},
};
use keepwell_crypto::slot::Cost;
use keepwell_protocol::{card::Card, time::Timestamp};
use rand_core::OsRng;

use super::{PASSPHRASE, Stage};

/// A clinic.
pub(crate) struct Clinic {
    pub(crate) desk: Desk,
    visits: PathBuf,
}

/// Why an opening was refused.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Refused {
    pub(crate) code: &'static str,
    pub(crate) check: &'static str,
    pub(crate) kind: Kind,
    pub(crate) sentence: String,
}

impl Clinic {
    /// A new clinic.
    pub(crate) fn new(stage: &Stage, name: &str) -> Self {
        let root = stage.path(name);
        let new = NewClinic {
            name,
            country: "IE",
            server: &stage.url,
            ledger_key: None,
            witnesses: None,
        };
        let lock = (PASSPHRASE, Cost::TEST_ONLY);
        let desk = Desk::init(
            &root.join("home"),
            &new,
            lock,
            &stage.wire,
            stage.now(),
            &mut OsRng,
        );
        let visits = root.join("visits");
        std::fs::create_dir(&visits).expect("a folder");
        Self {
            desk: desk.expect("a clinic"),
            visits,
        }
    }

    /// The card that patients grant to now.
    pub(crate) fn card(&mut self, stage: &Stage) -> Card {
        let issued = issue(&mut self.desk, &stage.wire, stage.now(), &mut OsRng);
        issued.expect("a card").card
    }

    /// Where an opening that succeeded left its files.
    pub(crate) fn out(&self) -> PathBuf {
        self.visits.join("out")
    }

    /// Opens a code.
    pub(crate) fn open(&mut self, stage: &Stage, code: &str) -> Result<Opened, OpenError> {
        self.open_at(stage, code, stage.now())
    }

    /// Opens a code by a computer whose clock says `now`.
    pub(crate) fn open_at(
        &mut self,
        stage: &Stage,
        code: &str,
        now: Timestamp,
    ) -> Result<Opened, OpenError> {
        let out = self.out();
        if out.exists() {
            std::fs::remove_dir_all(&out).expect("removed");
        }
        let code = Code::Text(code);
        stage.settle();
        let opened = open(&mut self.desk, &stage.wire, code, &out, now, &mut OsRng);
        let left = std::fs::read_dir(&self.visits).expect("a folder").count();
        assert_eq!(left, usize::from(opened.is_ok()), "files on success alone");
        assert_eq!(out.join("bundle.json").exists(), opened.is_ok());
        opened
    }

    /// Opens a code that must open.
    pub(crate) fn opens(&mut self, stage: &Stage, code: &str) -> Opened {
        self.open(stage, code)
            .unwrap_or_else(|error| panic!("{} at {:?}", error, error.check()))
    }

    /// Why a code is refused, which it must be.
    pub(crate) fn refused(&mut self, stage: &Stage, code: &str) -> Refused {
        let error = self.open(stage, code).err();
        Refused::from(error.expect("a refusal"))
    }

    /// Code word and check of a refusal, which there must be.
    pub(crate) fn refusal(&mut self, stage: &Stage, code: &str) -> (&'static str, &'static str) {
        let refused = self.refused(stage, code);
        (refused.code, refused.check)
    }
}

impl From<OpenError> for Refused {
    fn from(error: OpenError) -> Self {
        Self {
            code: error.code(),
            check: error.check().map_or("none", CheckName::as_str),
            kind: error.kind(),
            sentence: error.to_string(),
        }
    }
}

/// What a check found, in words.
pub(crate) fn detail(opened: &Opened, check: CheckName) -> &str {
    let found = opened.checks.iter().find(|one| one.name == check);
    &found.expect("a check").detail
}
