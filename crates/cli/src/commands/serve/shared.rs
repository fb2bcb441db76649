//! What a ledger and a relay on several machines are given: the connection string and the keys from files, so that neither stands among the
//! arguments, and the store's credentials from the environment.

use std::{fs::File, io::Read as _, path::Path, time::Duration};

use keepwell_crypto::{secret::Secret32, sign::SigningKey};
use keepwell_server::{ClusterError, Database, Objects, Shared, SharedRelay, SharedTokens};
use zeroize::Zeroizing;

use crate::{
    args::{Role, Serve},
    commands::extra_root,
    exit::{Failure, Kind},
};

/// The longest connection string, in bytes.
const MAX_CONNECTION: u64 = 4096;

/// `None` where the ledger is in the data folder alone.
pub(super) fn shared(serve: &Serve) -> Result<Option<Shared>, Failure> {
    if !serve.roles.contains(&Role::Ledger) {
        return Ok(None);
    }
    let (Some((database, objects)), Some(key)) = (both(serve)?, &serve.ledger_key) else {
        // A ledger of its own on each machine is not what was meant.
        return match serve.postgres_file {
            Some(_) => Err(Failure::usage(
                "name the ledger's key with --ledger-key, the same on each machine; for a relay alone there is --roles relay",
            )),
            None => Ok(None),
        };
    };
    let seed = read_key(key)?;
    Ok(Some(Shared {
        database: database.with_lease(Duration::from_secs(serve.lease.into())),
        objects,
        key: SigningKey::from_seed(&seed),
        sequences: serve.sequencer,
    }))
}

/// `None` where the relay is in the data folder alone.
pub(super) fn shared_relay(serve: &Serve) -> Result<Option<SharedRelay>, Failure> {
    let (Some((database, objects)), Some(secret)) = (both(serve)?, &serve.relay_secret) else {
        return Ok(None);
    };
    Ok(Some(SharedRelay {
        database,
        objects,
        secret: Secret32::from_bytes(*read_key(secret)?),
    }))
}

/// `None` where this machine makes tokens alone, or none.
pub(super) fn shared_tokens(serve: &Serve) -> Result<Option<SharedTokens>, Failure> {
    let (Some(postgres), Some(secret)) = (&serve.postgres_file, &serve.token_secret) else {
        return Ok(None);
    };
    Ok(Some(SharedTokens {
        database: database(postgres)?,
        secret: Secret32::from_bytes(*read_key(secret)?),
    }))
}

/// A ledger on several machines that is to get another key, and that key.
pub(in crate::commands) fn to_rotate(
    (postgres, store): (&Path, &str),
    (key, next): (&Path, &Path),
) -> Result<(Shared, SigningKey), Failure> {
    let root = extra_root()?;
    let objects = Objects::open(store, std::env::vars(), root.as_deref()).map_err(refused)?;
    let shared = Shared {
        database: database(postgres)?,
        objects,
        key: SigningKey::from_seed(&*read_key(key)?),
        sequences: true,
    };
    Ok((shared, SigningKey::from_seed(&*read_key(next)?)))
}

/// Where several machines keep what they share.
fn both(serve: &Serve) -> Result<Option<(Database, Objects)>, Failure> {
    let (Some(postgres), Some(store)) = (&serve.postgres_file, &serve.store) else {
        return Ok(None);
    };
    let root = extra_root()?;
    let objects = Objects::open(store, std::env::vars(), root.as_deref()).map_err(refused)?;
    Ok(Some((database(postgres)?, objects)))
}

/// The database of the connection string in a file.
pub(in crate::commands) fn database(file: &Path) -> Result<Database, Failure> {
    let connection = read(file, MAX_CONNECTION + 1)?;
    if connection.len() > usize::try_from(MAX_CONNECTION).unwrap_or(usize::MAX) {
        return Err(not_usable(file, "it is too long for a connection string"));
    }
    let connection =
        std::str::from_utf8(&connection).map_err(|_| not_usable(file, "it is not text"))?;
    Database::parse(connection, extra_root()?.as_deref()).map_err(refused)
}

fn read_key(file: &Path) -> Result<Zeroizing<[u8; 32]>, Failure> {
    let bytes = read(file, 33)?;
    let seed: [u8; 32] = bytes
        .as_slice()
        .try_into()
        .map_err(|_| not_usable(file, "it is not 32 bytes long"))?;
    Ok(Zeroizing::new(seed))
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
