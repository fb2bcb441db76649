//! What each command does: one file a command, each a few calls into the core and one answer.

mod clinic;
mod demo;
mod file;
mod serve;
mod wallet;
mod witness;

use std::path::PathBuf;

use clap::CommandFactory as _;
use keepwell_client::transport::{HttpOptions, HttpTransport};

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
        Command::Serve(serve) => serve::run(serve, setting.output),
        Command::Witness(witness) => witness::run(&witness, setting.output),
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
    let extra_root = match std::env::var_os("SSL_CERT_FILE") {
        Some(file) => Some(std::fs::read(&file).map_err(|error| {
            Failure::usage(format!(
                "the certificates in SSL_CERT_FILE could not be read: {error}"
            ))
        })?),
        None => None,
    };
    Ok(HttpTransport::new(HttpOptions {
        extra_root,
        ..HttpOptions::default()
    }))
}
