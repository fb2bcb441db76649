//! People who use what several machines serve: a patient's wallet and a clinic in one folder of the world, who know one address.

use serde_json::Value;

use crate::{
    command::{Ended, keepwell},
    world::World,
};

/// People, who know one address.
pub(crate) struct People<'w> {
    pub(crate) world: &'w World,
    pub(crate) url: String,
    /// The file that names the witnesses they ask for; none where they ask for none.
    pub(crate) policy: Option<String>,
}

impl People<'_> {
    /// Runs a command of one side, the wallet's or the clinic's.
    pub(crate) fn run(&self, side: &str, arguments: &[&str]) -> Ended {
        let home = self.world.path(side);
        keepwell(&[&[side], arguments, &["--home", &home]].concat())
    }

    /// What a command that must succeed says.
    pub(crate) fn ok(&self, side: &str, arguments: &[&str]) -> Value {
        let ended = self.run(side, arguments);
        assert_eq!(ended.code, 0, "{arguments:?}: {}", ended.err);
        ended.json()
    }

    /// A wallet with the sample record, and a clinic with its card in `clinic.card`.
    pub(crate) fn settle(&self) {
        let at = [["--server", &self.url].as_slice(), &self.witnesses()].concat();
        let named = ["init", "--name", "Harbour Clinic", "--country", "IE"];
        let card = self.world.path("clinic.card");
        self.ok("clinic", &[named.as_slice(), &at].concat());
        self.ok("clinic", &["card", "--out", &card]);
        self.ok("wallet", &[["init"].as_slice(), &at].concat());
        self.ok("wallet", &["import", "--sample"]);
    }

    /// Shares for two hours; `code.png` is the code.
    pub(crate) fn grant(&self) -> Value {
        let (card, code) = (self.world.path("clinic.card"), self.world.path("code.png"));
        let line = ["grant", "--to", &card, "--for", "2h", "--qr", &code];
        self.ok("wallet", &line)
    }

    /// The clinic opens the code.
    pub(crate) fn open(&self, out: &str) -> Ended {
        let (code, out) = (self.world.path("code.png"), self.world.path(out));
        self.run("clinic", &["open", &code, "--out", &out])
    }

    /// The line that asks for the witnesses.
    pub(crate) fn witnesses(&self) -> Vec<&str> {
        let policy = self.policy.iter();
        policy
            .flat_map(|file| ["--witness-policy", file.as_str()])
            .collect()
    }
}
