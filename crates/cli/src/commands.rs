//! What each command does: one file a command, each a few calls into the core and one answer.

mod anchor;
mod clinic;
mod demo;
mod file;
mod invite;
mod ledger;
mod monitor;
mod serve;
mod wallet;
mod witness;

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use clap::CommandFactory as _;
use keepwell_client::transport::{HttpOptions, HttpTransport};
use keepwell_tlog::policy::{MAX_POLICY_BYTES, Policy};

use crate::{
    args::{Arguments, Command},
    exit::{Failure, Kind},
    output::Output,
};

pub(crate) use file::{NewFile, write_file};

/// What every command may need to know from the command line.
pub(crate) struct Setting<'a> {
    /// `--home`.
    pub home: Option<PathBuf>,
    /// `--passphrase-file`.
    pub passphrase_file: Option<PathBuf>,
    /// Where answers go.
    pub output: &'a mut Output,
}

/// Does what was asked.
pub(crate) fn run(arguments: Arguments, output: &mut Output) -> Result<(), Failure> {
    let Arguments {
        home,
        passphrase_file,
        command,
        ..
    } = arguments;
    let setting = Setting {
        home,
        passphrase_file,
        output,
    };
    match command {
        Command::Wallet(command) => wallet::run(*command, setting),
        Command::Clinic(command) => clinic::run(command, setting),
        Command::Serve(serve) => serve::run(*serve, setting.output),
        Command::Invite(wish) => invite::run(&wish, setting.output),
        Command::Witness(witness) => witness::run(&witness, setting.output),
        Command::Ledger(command) => ledger::run(&command, setting.output),
        Command::Anchor(anchor) => anchor::run(&anchor, setting.output),
        Command::Monitor(monitor) => monitor::run(&monitor, setting.output),
        Command::Demo { out } => demo::run(out, setting.output),
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Arguments::command(), "keepwell", &mut script);
            setting.output.raw(&script)
        }
        Command::Man => {
            let mut page = Vec::new();
            clap_mangen::Man::new(Arguments::command())
                .render(&mut page)
                .map_err(|error| Failure::new(Kind::Other, "output", error))?;
            setting.output.raw(&page)
        }
    }
}

/// The network, with a person's patience: 5 s for a connection, 30 s of silence. `SSL_CERT_FILE` may name further
/// root certificates, for a server with a certificate of its own making.
pub(crate) fn network() -> Result<HttpTransport, Failure> {
    Ok(HttpTransport::new(HttpOptions {
        extra_root: extra_root()?,
        ..HttpOptions::default()
    }))
}

/// The root certificates that `SSL_CERT_FILE` names.
fn extra_root() -> Result<Option<Vec<u8>>, Failure> {
    let Some(file) = std::env::var_os("SSL_CERT_FILE") else {
        return Ok(None);
    };
    let unreadable = |error| {
        Failure::usage(format!(
            "the certificates in SSL_CERT_FILE could not be read: {error}"
        ))
    };
    std::fs::read(&file).map(Some).map_err(unreadable)
}

/// The witness policy in `file`.
pub(crate) fn policy_file(file: &Path) -> Result<Policy, Failure> {
    let damaged = |why: String| {
        let message = format!("the witness policy {} {why}", file.display());
        Failure::new(Kind::Damaged, "witness_policy", message)
    };
    let mut bytes = Vec::new();
    let limit = u64::try_from(MAX_POLICY_BYTES).unwrap_or(u64::MAX);
    let read = File::open(file).and_then(|file| file.take(limit + 1).read_to_end(&mut bytes));
    read.map_err(|error| damaged(format!("could not be read: {error}")))?;
    Policy::parse(&bytes).map_err(|error| damaged(format!("makes no sense: {error}")))
}
