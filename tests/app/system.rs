//! The system around the app: what a desktop has answering on its two message buses, on buses of the test's own, so that
//! nothing of the person who runs the tests is touched. Real are the app, the buses (`dbus-daemon`) and the Secret Service
//! (`gnome-keyring-daemon` with a keyring of its own). logind and the notification service are stand-ins written here: they
//! keep the words of their interfaces, and write down what the app did; neither lets a machine sleep or shows anything.

mod bus;
mod keyring;
mod logind;
mod notifications;

use std::{env, fs, os::unix::fs::DirBuilderExt as _, path::Path};

use bus::Bus;
use keyring::Keyring;
use logind::Logind;
use notifications::Notifications;

/// A variable and its value, for a program's environment.
pub(crate) type Variable = (&'static str, String);

/// One system, for as long as a test holds it.
pub(crate) struct System {
    // What answers on the buses ends before they do.
    pub(crate) keyring: Keyring,
    pub(crate) logind: Logind,
    pub(crate) notifications: Notifications,
    /// The bus of one person's login.
    pub(crate) session: Bus,
    /// The bus of the whole machine.
    machine: Bus,
}

impl System {
    /// What must be installed for it and is not; nothing otherwise.
    pub(crate) fn missing() -> Option<&'static str> {
        ["dbus-daemon", "gnome-keyring-daemon"]
            .into_iter()
            .find(|name| !is_installed(name))
    }

    /// Starts one, with its files in `folder`.
    pub(crate) fn start(folder: &Path) -> Self {
        let mut private = fs::DirBuilder::new();
        private.mode(0o700).create(folder).expect("a folder");
        let (session, machine) = (Bus::start(folder, "session"), Bus::start(folder, "machine"));
        Self {
            keyring: Keyring::start(folder, session.address()),
            logind: Logind::start(machine.address()),
            notifications: Notifications::start(session.address()),
            session,
            machine,
        }
    }

    /// How a program finds it.
    pub(crate) fn variables(&self) -> Vec<Variable> {
        buses(self.session.address(), self.machine.address())
    }
}

/// A machine without buses, whatever the machine has that runs the tests.
pub(crate) fn nothing() -> Vec<Variable> {
    let nowhere = "unix:path=/nonexistent/bus";
    buses(nowhere, nowhere)
}

/// Whether a program stands on the path.
pub(crate) fn is_installed(name: &str) -> bool {
    let paths = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&paths).any(|folder| folder.join(name).is_file())
}

fn buses(session: &str, machine: &str) -> Vec<Variable> {
    vec![
        ("DBUS_SESSION_BUS_ADDRESS", session.to_owned()),
        ("DBUS_SYSTEM_BUS_ADDRESS", machine.to_owned()),
    ]
}
