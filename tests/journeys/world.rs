//! A small world for one test: a server process that can be stopped and started again, a patient, clinics, and a folder
//! for everything that is removed at the end.

use std::{
    path::{Path, PathBuf},
    process::Child,
};

use keepwell_crypto::{phrase::Phrase, slot::Cost};
use keepwell_wallet::vault::Vault;
use rand_core::OsRng;
use serde_json::Value;
use tempfile::TempDir;

use crate::command::{Ended, PASSPHRASE, keepwell, prepared, started};

/// One test's folder, server, patient and clinic.
pub(crate) struct World {
    folder: TempDir,
    more: Vec<String>,
    server: Option<Child>,
    /// The server's address; the same after a restart.
    pub url: String,
    /// The server's ready line.
    pub ready: Value,
    /// The patient's recovery words.
    pub words: String,
}

impl World {
    /// A running server, nobody else.
    pub(crate) fn with_server() -> Self {
        Self::serving(TempDir::new().expect("a folder"), &[])
    }

    /// A running server in this folder, started with these arguments too.
    pub(crate) fn serving(folder: TempDir, more: &[&str]) -> Self {
        let mut world = Self {
            folder,
            more: more.iter().map(|argument| (*argument).to_owned()).collect(),
            server: None,
            url: String::new(),
            ready: Value::Null,
            words: String::new(),
        };
        world.start("127.0.0.1:0");
        world.url = world.ready["url"].as_str().expect("a url").to_owned();
        world
    }

    /// A server, a clinic with a card, and a patient with the sample record.
    pub(crate) fn new() -> Self {
        let mut world = Self::with_server();
        world.make_people();
        world
    }

    /// Makes a clinic with a card, and a patient with the sample record.
    pub(crate) fn make_people(&mut self) {
        self.make_clinic("clinic", "Harbour Clinic");
        self.make_patient();
        self.wallet_ok(&["import", "--sample"]);
    }

    /// Starts the server again after [`Self::stop`], on the same data and port.
    pub(crate) fn restart(&mut self) {
        let listen = self
            .url
            .strip_prefix("http://")
            .expect("plain HTTP on loopback")
            .to_owned();
        self.start(&listen);
    }

    /// Starts it again with none of the arguments that were added.
    pub(crate) fn restart_without_policy(&mut self) {
        self.stop();
        self.more.clear();
        self.restart();
    }

    /// Starts it again with these arguments too.
    pub(crate) fn restart_with(&mut self, more: &[&str]) {
        self.stop();
        let more = more.iter().map(|argument| (*argument).to_owned());
        self.more.extend(more);
        self.restart();
    }

    /// Asks the server to stop and waits until it has.
    pub(crate) fn stop(&mut self) {
        if let Some(server) = &self.server {
            terminate(server.id());
            self.wait();
        }
    }

    /// The server's process.
    pub(crate) fn server_id(&self) -> u32 {
        self.server.as_ref().expect("a server").id()
    }

    /// Waits until the server has stopped.
    pub(crate) fn wait(&mut self) {
        let mut server = self.server.take().expect("a server");
        assert!(
            server.wait().expect("the server ends").success(),
            "a stopped server exits with 0"
        );
    }

    /// Kills the server without a word.
    pub(crate) fn kill(&mut self) {
        if let Some(mut server) = self.server.take() {
            server.kill().expect("the server can be killed");
            server.wait().expect("the server ends");
        }
    }

    /// A path in this world's folder, as text.
    pub(crate) fn path(&self, name: &str) -> String {
        self.folder.path().join(name).display().to_string()
    }

    /// The folder itself.
    pub(crate) fn root(&self) -> &Path {
        self.folder.path()
    }

    /// Runs a wallet command in this patient's home.
    pub(crate) fn wallet(&self, arguments: &[&str]) -> Ended {
        self.run("wallet", "mine", arguments)
    }

    /// Runs a wallet command that must succeed.
    pub(crate) fn wallet_ok(&self, arguments: &[&str]) -> Value {
        let ended = self.wallet(arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
        ended.json()
    }

    /// Runs a clinic command in the home `clinic`.
    pub(crate) fn clinic(&self, clinic: &str, arguments: &[&str]) -> Ended {
        self.run("clinic", clinic, arguments)
    }

    /// Runs `side` in the home `home`.
    pub(crate) fn run(&self, side: &str, home: &str, arguments: &[&str]) -> Ended {
        let home = self.path(home);
        let line: Vec<&str> = [side]
            .into_iter()
            .chain(arguments.iter().copied())
            .chain(["--home", &home])
            .collect();
        keepwell(&line)
    }

    /// Makes a clinic whose card is `<home>.card` and whose code is `<home>.png`.
    pub(crate) fn make_clinic(&self, home: &str, name: &str) {
        let made = self.clinic(
            home,
            &[
                "init",
                "--name",
                name,
                "--country",
                "IE",
                "--server",
                &self.url,
            ],
        );
        assert_eq!(made.code, 0, "{}", made.err);
        let (card, code) = (
            self.path(&format!("{home}.card")),
            self.path(&format!("{home}.png")),
        );
        let made = self.clinic(home, &["card", "--out", &card, "--qr", &code]);
        assert_eq!(made.code, 0, "{}", made.err);
    }

    /// Makes the patient's wallet. From here on it opens at a cost for tests: at the real one, which `init` sets and which wallets that are
    /// made by the command alone have, each command would be mostly that.
    pub(crate) fn make_patient(&mut self) {
        let made = self.wallet_ok(&["init", "--server", &self.url]);
        self.words = made["recovery_phrase"].as_str().expect("words").to_owned();
        std::fs::write(self.root().join("words"), &self.words).expect("written");
        let (home, words) = (self.root().join("mine"), Phrase::parse(&self.words));
        let words = words.expect("a phrase");
        let opened = Vault::recover(&home, &words, PASSPHRASE, Cost::TEST_ONLY, &mut OsRng);
        drop(opened.expect("the wallet opens by its words"));
    }

    /// Shares with the clinic's card; `code.png` is the code.
    pub(crate) fn grant(&self, more: &[&str]) -> Value {
        let (card, code) = (self.path("clinic.card"), self.path("code.png"));
        let line: Vec<&str> = ["grant", "--to", &card, "--for", "2h", "--qr", &code]
            .into_iter()
            .chain(more.iter().copied())
            .collect();
        self.wallet_ok(&line)
    }

    /// Opens `code.png` at `clinic` into the folder `out`.
    pub(crate) fn open(&self, clinic: &str, out: &str) -> Ended {
        self.clinic(
            clinic,
            &["open", &self.path("code.png"), "--out", &self.path(out)],
        )
    }

    /// That a refused opening left nothing.
    pub(crate) fn assert_nothing_at(&self, out: &str) {
        assert!(!self.root().join(out).exists(), "{out} was written");
    }

    fn start(&mut self, listen: &str) {
        let data = self.path("server");
        let mut serve = prepared(&["serve", "--data", &data, "--listen", listen, "--json"]);
        let (child, ready) = started(serve.args(&self.more));
        self.ready = ready;
        self.server = Some(child);
    }
}

impl Drop for World {
    fn drop(&mut self) {
        if let Some(mut server) = self.server.take() {
            let _ = server.kill();
            let _ = server.wait();
        }
    }
}

/// Sends `SIGTERM`.
pub(crate) fn terminate(process: u32) {
    let told = std::process::Command::new("kill")
        .args(["-TERM", &process.to_string()])
        .status()
        .expect("kill runs");
    assert!(told.success());
}

/// Every file below `folder`.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for entry in std::fs::read_dir(next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path)
            } else {
                found.push(path)
            }
        }
    }
    found
}
