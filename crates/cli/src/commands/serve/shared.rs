//! What a ledger on several machines is given: the connection string and the key from files, so that neither stands among the
//! arguments, and the store's credentials from the environment.

use std::{fs::File, io::Read as _, path::Path};

use keepwell_crypto::sign::SigningKey;
use keepwell_server::{ClusterError, Database, Objects, Shared};
use zeroize::Zeroizing;

use crate::{
    args::Serve,
    commands::extra_root,
    exit::{Failure, Kind},
};

/// The longest connection string, in bytes.
const MAX_CONNECTION: u64 = 4096;

/// `None` where the ledger is in the data folder alone.
pub(super) fn shared(serve: &Serve) -> Result<Option<Shared>, Failure> {
    let (Some(postgres), Some(store), Some(key)) =
        (&serve.postgres_file, &serve.store, &serve.ledger_key)
    else {
        return Ok(None);
    };
    let connection = read(postgres, MAX_CONNECTION + 1)?;
    if connection.len() > usize::try_from(MAX_CONNECTION).unwrap_or(usize::MAX) {
        return Err(not_usable(
            postgres,
            "it is too long for a connection string",
        ));
    }
    let connection =
        std::str::from_utf8(&connection).map_err(|_| not_usable(postgres, "it is not text"))?;
    let root = extra_root()?;
    Ok(Some(Shared {
        database: Database::parse(connection, root.as_deref()).map_err(refused)?,
        objects: Objects::open(store, std::env::vars(), root.as_deref()).map_err(refused)?,
        key: read_key(key)?,
        sequences: serve.sequencer,
    }))
}

fn read_key(file: &Path) -> Result<SigningKey, Failure> {
    let bytes = read(file, 33)?;
    let seed: &[u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| not_usable(file, "it is not 32 bytes long"))?;
    Ok(SigningKey::from_seed(seed))
}

fn read(file: &Path, most: u64) -> Result<Zeroizing<Vec<u8>>, Failure> {
    let mut bytes = Zeroizing::new(Vec::new());
    let read = File::open(file).and_then(|file| file.take(most).read_to_end(&mut bytes));
    read.map_err(|error| not_usable(file, &error.to_string()))?;
    Ok(bytes)
}

fn not_usable(file: &Path, why: &str) -> Failure {
    let message = format!("{} cannot be used: {why}", file.display());
    Failure::new(Kind::Damaged, "serve", message)
}

fn refused(error: ClusterError) -> Failure {
    Failure::usage(error)
}
