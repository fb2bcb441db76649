//! Invitations: a file with a line for each, its digest and for how many tokens it is good. `keepwell invite` adds to it, also while the
//! server runs, which reads it anew when it is shown an invitation that it does not know.

use std::{
    collections::HashMap,
    fs::{File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::Path,
};

use data_encoding::HEXLOWER;
use keepwell_crypto::hash::Digest;
use keepwell_protocol::admission::Invitation;
use rand_core::CryptoRngCore;

use super::FOLDER;
use crate::{
    ServeError,
    folder::{self, Folder},
};

/// For how many tokens one invitation may be good.
pub const MAX_TOKENS: u32 = 10_000;
const FILE: &str = "invitations";
/// The largest file that is read, in bytes: some ten thousand invitations.
const MAX_BYTES: u64 = 1 << 20;

/// Adds an invitation for `tokens` tokens, [`MAX_TOKENS`] at most, to the server whose data folder this is.
///
/// # Errors
/// [`ServeError`] when the folder is not a server's or cannot be written.
pub fn invite(
    data: &Path,
    tokens: u32,
    rng: &mut dyn CryptoRngCore,
) -> Result<Invitation, ServeError> {
    let dir = Folder::open(data)?.of(FOLDER);
    folder::create(&dir).map_err(ServeError::Folder)?;
    add(&dir, tokens, rng).map_err(ServeError::Folder)
}

pub(super) fn add(dir: &Path, tokens: u32, rng: &mut dyn CryptoRngCore) -> io::Result<Invitation> {
    let invitation = Invitation::generate(rng);
    let path = dir.join(FILE);
    let is_new = !path.exists();
    let mut file = OpenOptions::new().append(true).create(true).open(path)?;
    let digest = HEXLOWER.encode(&invitation.digest());
    // Begun with a line's end, so that what a crash tore off spoils no other line.
    let line = format!("\n{digest} {}\n", tokens.min(MAX_TOKENS));
    file.write_all(line.as_bytes())?;
    file.sync_all()?;
    if is_new {
        folder::flush(dir)?;
    }
    Ok(invitation)
}

/// For how many tokens each invitation is good. Lines that make no sense are passed over: they were not written to their end.
pub(super) fn read(dir: &Path) -> io::Result<HashMap<Digest, u32>> {
    let mut text = String::new();
    match File::open(dir.join(FILE)) {
        Ok(file) => file.take(MAX_BYTES).read_to_string(&mut text)?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
        Err(error) => return Err(error),
    };
    let whole = text
        .split_inclusive('\n')
        .filter_map(|line| line.strip_suffix('\n'));
    Ok(whole.filter_map(parse).collect())
}

fn parse(line: &str) -> Option<(Digest, u32)> {
    let (digest, tokens) = line.split_once(' ')?;
    let digest = HEXLOWER.decode(digest.as_bytes()).ok()?;
    Some((digest.try_into().ok()?, tokens.parse().ok()?))
}
