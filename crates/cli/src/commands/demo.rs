//! `keepwell demo`: the whole story on a real server and the sample record. Each step is the very command that a person
//! would type, run in this process on folders of its own, so that the story cannot differ from the product.

use std::path::{Path, PathBuf};

use clap::Parser as _;
use keepwell_server::Server;
use serde_json::json;

use super::{serve, write_file};
use crate::{
    args::Arguments,
    exit::{Failure, Kind},
    output::Output,
};

pub(super) fn run(out: Option<PathBuf>, output: &mut Output) -> Result<(), Failure> {
    let out = place(out)?;
    let mut story = Story::begin(&out, output)?;
    let told = story.tell();
    story.end()?;
    told?;
    let files = [
        "desk.png",
        "code.png",
        "visit/bundle.json",
        "visit/consent.json",
    ];
    let lines = format!(
        "\nLook at what is left in {}:\n    {}\n",
        out.display(),
        files.join("\n    ")
    );
    output.answer(&json!({ "out": out, "files": files }), &lines)
}

/// A new or empty folder for what the story leaves.
fn place(out: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let failed = |error| {
        Failure::new(
            Kind::Other,
            "folder",
            format!("the folder could not be made: {error}"),
        )
    };
    match out {
        None => tempfile::Builder::new()
            .prefix("keepwell-demo-")
            .tempdir()
            .map(tempfile::TempDir::keep)
            .map_err(failed),
        Some(out) => {
            std::fs::create_dir_all(&out).map_err(failed)?;
            let mut inside = std::fs::read_dir(&out).map_err(failed)?;
            if inside.next().is_some() {
                return Err(Failure::usage(
                    "the folder for the demo is not empty: choose a new one",
                ));
            }
            std::path::absolute(out).map_err(failed)
        }
    }
}

struct Story<'a> {
    out: &'a Path,
    output: &'a mut Output,
    server: Server,
}

impl<'a> Story<'a> {
    fn begin(out: &'a Path, output: &'a mut Output) -> Result<Self, Failure> {
        // A passphrase for throw-away folders; real ones are asked for.
        write_file(&out.join("passphrase"), b"only for this demo\n")?;
        let server = serve::start_for_demo(&out.join("server"))?;
        output.note(&format!(
            "A server of our own runs at {}: ledger, relay and page.",
            server.url()
        ));
        Ok(Self {
            out,
            output,
            server,
        })
    }

    fn tell(&mut self) -> Result<(), Failure> {
        let url = self.server.url().to_string();
        self.clinic_prepares(&url)?;
        self.patient_prepares(&url)?;
        self.say(
            "Amina shares a summary with the clinic for two hours. This is the code she shows.",
        );
        self.wallet(&[
            "grant",
            "--to",
            &self.path("desk.png"),
            "--for",
            "2h",
            "--qr",
            &self.path("code.png"),
        ])?;
        self.say("The clinic scans it. Eleven checks, by name; then it reads the record.");
        self.clinic(&["open", &self.path("code.png"), "--out", &self.path("visit")])?;
        self.say("Amina sees who looked.");
        self.wallet(&["activity"])?;
        self.say("She stops the share.");
        self.wallet(&["revoke", "--all"])?;
        self.say("The clinic tries again. The code opens nothing any more.");
        self.expect_refusal(&["open", &self.path("code.png"), "--out", &self.path("again")])?;
        self.say("Both facts stand in the ledger, where anybody can check them and nobody can read them.");
        self.wallet(&["check"])
    }

    fn clinic_prepares(&mut self, url: &str) -> Result<(), Failure> {
        self.say("A clinic makes its keys and a code for its desk.");
        self.clinic(&[
            "init",
            "--name",
            "Harbour Clinic",
            "--country",
            "IE",
            "--server",
            url,
        ])?;
        self.clinic(&["card", "--qr", &self.path("desk.png")])
    }

    fn patient_prepares(&mut self, url: &str) -> Result<(), Failure> {
        self.say("A patient makes a wallet and adds her record: a sample, of a person who does not exist.");
        self.wallet(&["init", "--server", url])?;
        self.wallet(&["import", "--sample"])?;
        self.wallet(&["records", "--category", "allergies"])
    }

    fn end(self) -> Result<(), Failure> {
        Ok(self.server.stop()?)
    }

    fn say(&mut self, line: &str) {
        self.output.note(&format!("\n— {line}"));
    }

    fn wallet(&mut self, arguments: &[&str]) -> Result<(), Failure> {
        self.type_in("wallet", arguments)
    }

    fn clinic(&mut self, arguments: &[&str]) -> Result<(), Failure> {
        self.type_in("clinic", arguments)
    }

    fn expect_refusal(&mut self, arguments: &[&str]) -> Result<(), Failure> {
        match self.clinic(arguments) {
            Err(failure) if failure.kind == Kind::Refused => {
                self.output.note(&format!("keepwell: {}", failure.message));
                Ok(())
            }
            Err(failure) => Err(failure),
            Ok(()) => Err(Failure::new(
                Kind::Other,
                "demo",
                "the clinic could open a share that was stopped",
            )),
        }
    }

    /// Runs the command as if it had been typed, showing what to type.
    fn type_in(&mut self, side: &str, arguments: &[&str]) -> Result<(), Failure> {
        let shown: Vec<String> = arguments
            .iter()
            .map(|argument| self.shorten(argument))
            .collect();
        self.output
            .note(&format!("\n$ keepwell {side} {}", shown.join(" ")));
        let (home, passphrase) = (self.path(side), self.path("passphrase"));
        let fixed = [
            "keepwell",
            side,
            "--home",
            &home,
            "--passphrase-file",
            &passphrase,
        ];
        let line = fixed.into_iter().chain(arguments.iter().copied());
        let parsed = Arguments::try_parse_from(line).map_err(Failure::usage)?;
        let mut quiet = Output::nowhere();
        let output = if self.output.is_json() {
            &mut quiet
        } else {
            &mut *self.output
        };
        super::run(parsed, output)
    }

    fn path(&self, name: &str) -> String {
        self.out.join(name).display().to_string()
    }

    /// The argument as it looks from inside the folder.
    fn shorten(&self, argument: &str) -> String {
        let inside = argument.strip_prefix(&self.path("")).unwrap_or(argument);
        if inside.contains(' ') {
            format!("'{inside}'")
        } else {
            inside.to_owned()
        }
    }
}
