//! What each command does: one file a command, each a few calls into the core and one answer.

mod clinic;
mod demo;
mod serve;
mod wallet;
mod witness;

use std::{
    io,
    path::{Path, PathBuf},
};

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

/// Writes a file that the person asked for, whole or not at all.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    NewFile::prepare(path)?.write(bytes)
}

/// A file that the person asked for, for which there is a place; it is there only when it was written whole.
pub(crate) struct NewFile<'a> {
    path: &'a Path,
    aside: tempfile::NamedTempFile,
}

impl<'a> NewFile<'a> {
    /// Finds out that it can be written, before anything is done that cannot be taken back.
    pub(crate) fn prepare(path: &'a Path) -> Result<Self, Failure> {
        if path.is_dir() {
            return Err(unwritten(path, &io::ErrorKind::IsADirectory.into()));
        }
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        let aside = aside()
            .tempfile_in(folder.unwrap_or(".".as_ref()))
            // What the error says of a file aside would only confuse.
            .map_err(|error| unwritten(path, &error.kind().into()))?;
        Ok(Self { path, aside })
    }

    /// Writes it.
    pub(crate) fn write(mut self, bytes: &[u8]) -> Result<(), Failure> {
        let failed = |error: io::Error| unwritten(self.path, &error);
        io::Write::write_all(&mut self.aside, bytes).map_err(failed)?;
        self.aside.as_file().sync_all().map_err(failed)?;
        self.aside
            .persist(self.path)
            .map_err(|error| failed(error.error))?;
        Ok(())
    }
}

fn unwritten(path: &Path, error: &io::Error) -> Failure {
    let message = format!("{} could not be written: {error}", path.display());
    Failure::new(Kind::Other, "write", message)
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
