//! A clinic that works with the real command: `keepwell clinic`, run as a process against the world's server, with keys of
//! its own. Its files are in the world's folder.

use crate::{
    command::{Ended, keepwell},
    waiting::Waiting,
    world::World,
};

/// The clinic, set up.
pub(crate) struct FrontDesk {
    home: String,
}

impl FrontDesk {
    /// Sets it up with the world's server.
    pub(crate) fn new(world: &World) -> Self {
        let desk = Self {
            home: text(world, "front-desk"),
        };
        let server = world.url();
        let name = ["--name", "Harbour Clinic", "--country", "IE"];
        let line = [&["init"], &name[..], &["--server", &server]].concat();
        let made = desk.run(&line);
        assert_eq!(made.code, 0, "{}", made.err);
        desk
    }

    /// The link of its card.
    pub(crate) fn card(&self) -> String {
        let told = self.run(&["card"]).json();
        told["card"].as_str().expect("a link").to_owned()
    }

    /// Opens a code into a folder of the world.
    pub(crate) fn open(&self, world: &World, code: &str, folder: &str) -> Ended {
        self.run(&["open", code, "--out", &text(world, folder)])
    }

    /// Shows a code of its own, and opens what the patient shares into a folder of the world.
    pub(crate) fn show_screen(&self, world: &World, folder: &str) -> Waiting {
        let out = text(world, folder);
        Waiting::start(&self.home, &["clinic", "screen", "--out", &out])
    }

    fn run(&self, arguments: &[&str]) -> Ended {
        keepwell(&[&["clinic"], arguments, &["--home", &self.home]].concat())
    }
}

fn text(world: &World, name: &str) -> String {
    let path = world.path(name);
    path.to_str().expect("a path in UTF-8").to_owned()
}
