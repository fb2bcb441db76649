//! `keepwell ledger`: what an operator asks of a ledger by way of its folder, so that nobody can ask it over the network.

use std::{
    fmt::Write as _,
    fs::{self, OpenOptions},
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use keepwell_crypto::sign::SigningKey;
use keepwell_ledger::{
    Clock, LedgerOpenError, Rotated, ask_shared_to_erase, ask_to_erase, asked_to_erase, back_up,
    check, put_back, rotate, rotate_shared,
};
use keepwell_protocol::hexadecimal::to_hex;
use rand_core::OsRng;
use serde_json::json;

use crate::{
    args::{BackUpLedger, LedgerCommand, RestoreLedger, RotateLedger},
    commands::serve::shared::{self, database},
    edge,
    exit::{Failure, Kind},
    output::Output,
};

/// The ledger's folder within a server's.
const FOLDER: &str = "ledger";
/// What to do where there is no folder.
const ON_SEVERAL: &str = "a ledger on several machines is in no folder: back up PostgreSQL and the object store by their own means, and read all of it from outside with `keepwell monitor`";
/// The longest file that is taken for a checkpoint, in bytes.
const MAX_NOTE: u64 = 1 << 18;

pub(super) fn run(command: &LedgerCommand, output: &mut Output) -> Result<(), Failure> {
    match command {
        LedgerCommand::Erase {
            data,
            postgres_file,
            statements,
        } => {
            let waiting = match (data, postgres_file) {
                (Some(data), _) => erase(&data.join(FOLDER), statements).map_err(failed)?,
                (None, Some(file)) => ask_shared_to_erase(&database(file)?, statements)
                    .map_err(|error| Failure::new(Kind::Other, "ledger", error))?,
                (None, None) => Vec::new(),
            };
            tell_waiting(&waiting, output)
        }
        LedgerCommand::NewKey { file } => {
            make_key(file).map_err(failed)?;
            let lines = format!(
                "The key is in {}. Guard it as the ledger itself.",
                file.display()
            );
            output.answer(&json!({ "file": file }), &lines)
        }
        LedgerCommand::Backup(BackUpLedger {
            data,
            postgres_file,
            to,
        }) => {
            let folder = folder(data.as_deref(), postgres_file.as_deref())?;
            back_up(&folder, to).map_err(not_here)?;
            let lines = format!(
                "Copied to {}. It holds the ledger's key: keep it as safe as the server.",
                to.display()
            );
            output.answer(&json!({ "folder": to }), &lines)
        }
        LedgerCommand::Restore(RestoreLedger { from, data, newest }) => {
            let newest = read(newest)?;
            let entries = put_back(from, &data.join(FOLDER), &newest).map_err(not_copied)?;
            let lines = format!("Put back with {entries} entries. Start the server now.");
            output.answer(&json!({ "entries": entries }), &lines)
        }
        LedgerCommand::Check {
            data,
            postgres_file,
        } => {
            let folder = folder(data.as_deref(), postgres_file.as_deref())?;
            read_all(&folder, output)
        }
        LedgerCommand::Rotate(rotate) => change_key(rotate, output),
    }
}

/// The ledger's folder within the server's, where it is in one.
fn folder(data: Option<&Path>, postgres_file: Option<&Path>) -> Result<PathBuf, Failure> {
    match (data, postgres_file) {
        (Some(data), None) => Ok(data.join(FOLDER)),
        _ => Err(Failure::usage(ON_SEVERAL)),
    }
}

fn change_key(of: &RotateLedger, output: &mut Output) -> Result<(), Failure> {
    let rotated = match (
        &of.data,
        &of.postgres_file,
        &of.store,
        &of.ledger_key,
        &of.next_key,
    ) {
        (_, Some(postgres), Some(store), Some(key), Some(next)) => {
            let (shared, next) = shared::to_rotate((postgres, store), (key, next))?;
            rotate_shared(&shared, next, &mut OsRng)
        }
        (Some(data), ..) => {
            let clock: Clock = Arc::new(edge::now);
            rotate(&data.join(FOLDER), &clock, &mut OsRng)
        }
        _ => return Err(Failure::usage("name the server's folder with --data")),
    };
    let Rotated { old, new, size } = rotated.map_err(not_copied)?;
    let lines = format!(
        "The ledger has another key. Start the server now, and give out the new key:\n{new}\nThe old one signed for logs of up to {size} entries, and is gone:\n{old}"
    );
    output.answer(&json!({ "old": old, "new": new, "size": size }), &lines)
}

fn read_all(folder: &Path, output: &mut Output) -> Result<(), Failure> {
    let checked = check(folder).map_err(not_here)?;
    let mut lines = format!("All {} entries lead to what was signed.\n", checked.entries);
    if checked.pruned > 0 {
        let _ = writeln!(
            lines,
            "Those before entry {} were removed by its policy; their hashes lead there too.",
            checked.pruned
        );
    }
    for file in &checked.made_again {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "to be made again: {}", file.display());
    }
    output.answer(
        &json!({ "entries": checked.entries, "pruned": checked.pruned, "made_again": checked.made_again }),
        &lines,
    )
}

/// 32 random bytes that only their owner may read, on the disk when this returns.
fn make_key(file: &Path) -> io::Result<()> {
    let key = SigningKey::generate(&mut OsRng);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut written = options.open(file)?;
    written.write_all(key.seed())?;
    written.sync_all()
}

/// What waits to be erased, these statements among them.
fn erase(folder: &Path, statements: &[[u8; 32]]) -> io::Result<Vec<[u8; 32]>> {
    for statement in statements {
        ask_to_erase(folder, statement)?;
    }
    asked_to_erase(folder)
}

fn tell_waiting(waiting: &[[u8; 32]], output: &mut Output) -> Result<(), Failure> {
    let mut waiting: Vec<_> = waiting.iter().map(|digest| to_hex(digest)).collect();
    waiting.sort_unstable();
    let mut lines = String::new();
    for digest in &waiting {
        // Writing to a string cannot fail.
        let _ = writeln!(lines, "waits: {digest}");
    }
    if waiting.is_empty() {
        lines.push_str("Nothing waits to be erased.");
    }
    output.answer(&json!({ "waiting": waiting }), &lines)
}

fn failed(error: io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::NotFound => Failure::usage(
            "there is no ledger in this folder: name the folder that `serve --data` has",
        ),
        _ => Failure::new(
            Kind::Other,
            "io",
            format!(
                "the ledger's folder cannot be used ({error}): check its permissions and its disk"
            ),
        ),
    }
}

fn read(file: &Path) -> Result<Vec<u8>, Failure> {
    let about = fs::metadata(file);
    let bytes = about.and_then(|about| match about.len() {
        0..=MAX_NOTE => fs::read(file),
        _ => Err(io::Error::other("it is too large to be one")),
    });
    bytes.map_err(|error| {
        Failure::usage(format!("the newest checkpoint could not be read: {error}"))
    })
}

/// The same, where what is missing may be in PostgreSQL.
fn not_here(error: LedgerOpenError) -> Failure {
    match error {
        LedgerOpenError::NoLedger(_) => Failure::usage(format!("{error}; {ON_SEVERAL}")),
        error => not_copied(error),
    }
}

fn not_copied(error: LedgerOpenError) -> Failure {
    let kind = match &error {
        LedgerOpenError::Damaged(_) => Kind::Damaged,
        LedgerOpenError::InTheWay(_) | LedgerOpenError::NoLedger(_) => Kind::Usage,
        LedgerOpenError::RolledBack { .. } | LedgerOpenError::ForeignCheckpoint => Kind::Refused,
        _ => Kind::Other,
    };
    Failure::new(kind, "ledger", error)
}
