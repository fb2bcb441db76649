//! What each command does: one file a command, each a few calls into the core and one answer.

mod clinic;
mod demo;
mod serve;
mod wallet;

use std::path::PathBuf;

use clap::CommandFactory as _;
use keepwell_client::transport::{HttpOptions, HttpTransport};

use crate::{
    args::{Arguments, Command},
    exit::{Failure, Kind},
    output::Output,
};

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

/// Writes a file that the person asked for, whole or not at all.
pub(crate) fn write_file(path: &std::path::Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error: std::io::Error| {
        Failure::new(
            Kind::Other,
            "write",
            format!("{} could not be written: {error}", path.display()),
        )
    };
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut file = aside()
        .tempfile_in(folder.unwrap_or(".".as_ref()))
        .map_err(failed)?;
    std::io::Write::write_all(&mut file, bytes).map_err(failed)?;
    file.as_file().sync_all().map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A file beside the one that is asked for, with the permissions that files of this person usually have.
fn aside<'a>() -> tempfile::Builder<'a, 'a> {
    let mut builder = tempfile::Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
