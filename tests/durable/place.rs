//! Where the killing takes place: the real server as a process of its own, and a wallet whose passphrase is cheap to
//! check. It was made so by the constructor for tests; the real program opens it like any other, since the cost stands in
//! the wallet's own key file.

use std::{
    path::{Path, PathBuf},
    process::Command,
    time::{SystemTime, UNIX_EPOCH},
};

use keepwell_crypto::{
    phrase::{Phrase, WordCount},
    slot::Cost,
};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_server::{Roles, ServeOptions, Server};
use keepwell_wallet::{
    records::{self, Input, Options, PersonRule},
    settings,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;

use crate::{
    command::{PASSPHRASE, prepared},
    papers,
    stage::{Patient, Stage},
    world::{World, files_below},
};

/// Server, wallet and a stage beside them for everybody else.
pub(crate) struct Place {
    pub(crate) stage: Stage,
    pub(crate) world: World,
    words: String,
}

impl Place {
    /// A server and an empty, locked wallet.
    pub(crate) fn new() -> Self {
        let world = World::with_server();
        let url = Origin::parse(&world.url).expect("an address");
        let stage = Stage::beside(&url, world.root().join("server"), now());
        let patient = Patient::new(&stage, "wallet");
        let words = patient.phrase.expose().to_string();
        Self {
            stage,
            world,
            words,
        }
    }

    /// The wallet's recovery words.
    pub(crate) fn words(&self) -> &str {
        &self.words
    }

    /// The wallet's folder.
    pub(crate) fn home(&self) -> PathBuf {
        self.stage.path("wallet")
    }

    /// A command on the wallet.
    pub(crate) fn wallet(&self, words: &[&str]) -> Command {
        let mut command = prepared(&["wallet"]);
        command
            .args(words)
            .arg("--json")
            .arg("--home")
            .arg(self.home());
        command
    }

    /// Imports file `number` of the papers into the wallet, and locks it again.
    pub(crate) fn take_in(&self, number: u32) {
        import(&self.unlock().vault, number);
    }

    /// The wallet, unlocked, at the time that it is.
    pub(crate) fn unlock(&self) -> Patient {
        let behind = now().seconds().saturating_sub(self.stage.now().seconds());
        self.stage.clock.pass(behind);
        Patient {
            vault: Vault::unlock(&self.home(), PASSPHRASE).expect("the wallet opens"),
            phrase: Phrase::parse(&self.words).expect("words"),
        }
    }
}

/// Makes an empty, locked wallet in `root`.
pub(crate) fn make_wallet(stage: &Stage, root: &Path) {
    let settings = settings::pin(&stage.wire, stage.url.clone(), None).expect("settings");
    let new = NewVault {
        root,
        passphrase: PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings: &settings,
    };
    Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
}

/// Imports file `number` of the papers, whether or not it is there already.
pub(crate) fn import(vault: &Vault, number: u32) {
    let options = Options {
        now: now(),
        person: PersonRule::Refuse,
    };
    for (name, bytes) in papers::files(number) {
        let (name, bytes) = (name.as_str(), bytes.as_slice());
        let inputs = [Input::Bytes { name, bytes }];
        let report = records::import(vault, &inputs, &options, &mut |_| {}, &mut OsRng);
        assert!(report.expect("a report").unreadable().is_none());
    }
}

/// A server in this process, by the real clock.
pub(crate) fn serve(data: &Path, roles: Roles) -> Server {
    let options = ServeOptions {
        roles,
        ..ServeOptions::local(data, now)
    };
    Server::start(&options).expect("the server starts")
}

/// The time.
#[expect(
    clippy::disallowed_methods,
    reason = "the programs that are killed go by the real clock"
)]
pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    Timestamp::from_seconds(since.expect("after 1970").as_secs())
}

/// That no file below `folder` is one that was not finished.
pub(crate) fn nothing_unfinished(folder: &Path) {
    for file in files_below(folder) {
        let name = file.file_name().expect("a name").to_string_lossy();
        let is_unfinished = name.ends_with(".keepwell-new") || name.starts_with(".tmp");
        assert!(!is_unfinished, "{} was left", file.display());
    }
}
