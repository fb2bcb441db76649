//! Witnesses of a cluster's ledger, as programs, and the policy that asks for all of them.

use std::process::{Child, Command};

use keepwell_tlog::{note::VerifierKey, policy::Policy};

use crate::{
    command::{prepared, started},
    world::World,
};

/// Running witnesses; killed when dropped.
pub(crate) struct Witnesses {
    children: Vec<Child>,
    /// The policy's file.
    pub(crate) file: String,
    pub(crate) policy: Policy,
}

impl Witnesses {
    /// Two of them, for the ledger with this key.
    pub(crate) fn of(world: &World, log: &VerifierKey) -> Self {
        let mut children = Vec::new();
        let mut text = format!("log {log}\n");
        let log = log.to_string();
        for name in ["w0", "w1"] {
            let (data, called) = (world.path(name), format!("{name}.example"));
            let listen = "127.0.0.1:0";
            let line = [
                "witness", "--data", &data, "--name", &called, "--log", &log, "--listen", listen,
                "--json",
            ];
            let (child, ready) = started(&mut prepared(&line));
            children.push(child);
            let say = |what: &str| ready[what].as_str().expect("text").to_owned();
            text += &format!("witness {name} {} {}\n", say("key"), say("url"));
        }
        text += "group both all w0 w1\nquorum both\n";
        let file = world.path("witnesses.txt");
        std::fs::write(&file, &text).expect("written");
        Self {
            children,
            file,
            policy: Policy::parse(text.as_bytes()).expect("a policy"),
        }
    }

    /// They do nothing until they are woken.
    pub(crate) fn pause(&self) {
        self.signal("-STOP");
    }

    pub(crate) fn wake(&self) {
        self.signal("-CONT");
    }

    fn signal(&self, name: &str) {
        let ids = self.children.iter().map(|child| child.id().to_string());
        let sent = Command::new("kill").arg(name).args(ids).status();
        assert!(sent.expect("kill runs").success());
    }
}

impl Drop for Witnesses {
    fn drop(&mut self) {
        for child in &mut self.children {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
