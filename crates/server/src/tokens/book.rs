//! What was used, on the disk: a file of nonces for each key, and one with a line for each token that was drawn from an invitation.
//! Both only grow, and each addition is flushed before it counts. A torn end, from a crash, was never acknowledged and
//! is cut off. The nonces of keys that are over are deleted.

use std::{
    collections::{HashMap, HashSet},
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use keepwell_admission::Book;
use keepwell_crypto::{hash::Digest, secret::Secret32};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use super::invite;
use crate::folder;

const SECRET: &str = "key";
const DRAWN: &str = "drawn";
const SPENT: &str = "spent-";
/// How long an addition is.
const RECORD: usize = 32;
/// The largest file that is read at a start, in bytes: 32 million tokens.
const MAX_FILE: u64 = 1 << 30;

/// The book in its folder.
pub(super) struct DiskBook {
    dir: PathBuf,
    pages: Mutex<Pages>,
}

#[derive(Default)]
struct Pages {
    drawn: Option<File>,
    /// How many tokens each invitation gave.
    given: HashMap<Digest, u32>,
    /// For how many each is good.
    good_for: HashMap<Digest, u32>,
    spent: Vec<Spent>,
}

/// The used nonces of one key.
struct Spent {
    key: u64,
    file: File,
    nonces: HashSet<Digest>,
}

impl DiskBook {
    /// Opens the book in `dir`, or begins one.
    pub(super) fn open(dir: &Path) -> io::Result<Self> {
        folder::create(dir)?;
        let (drawn, records) = open(&dir.join(DRAWN))?;
        let mut pages = Pages {
            drawn: Some(drawn),
            ..Pages::default()
        };
        for invitation in records {
            *pages.given.entry(invitation).or_default() += 1;
        }
        for entry in fs::read_dir(dir)? {
            let name = entry?.file_name();
            let key = name.to_str().and_then(|name| name.strip_prefix(SPENT));
            if let Some(key) = key.and_then(|key| key.parse().ok()) {
                pages.spent.push(Spent::open(dir, key)?);
            }
        }
        Ok(Self {
            dir: dir.to_owned(),
            pages: Mutex::new(pages),
        })
    }

    fn pages(&self) -> MutexGuard<'_, Pages> {
        self.pages.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Book for DiskBook {
    fn spend(&self, key: u64, nonce: &Digest) -> io::Result<bool> {
        let mut pages = self.pages();
        // The last key's tokens are good beside the newest one's, those of others are not.
        let newest = pages
            .spent
            .iter()
            .map(|one| one.key)
            .max()
            .unwrap_or(key)
            .max(key);
        for old in pages.spent.extract_if(.., |one| one.key + 1 < newest) {
            fs::remove_file(self.dir.join(format!("{SPENT}{}", old.key)))?;
        }
        if !pages.spent.iter().any(|one| one.key == key) {
            let spent = Spent::open(&self.dir, key)?;
            folder::flush(&self.dir)?;
            pages.spent.push(spent);
        }
        let Some(spent) = pages.spent.iter_mut().find(|one| one.key == key) else {
            return Ok(false);
        };
        if spent.nonces.contains(nonce) {
            return Ok(false);
        }
        add(&mut spent.file, nonce)?;
        spent.nonces.insert(*nonce);
        Ok(true)
    }

    fn draw(&self, invitation: &Digest) -> io::Result<bool> {
        let mut pages = self.pages();
        if !pages.good_for.contains_key(invitation) {
            // Invitations are added while the server runs.
            pages.good_for = invite::read(&self.dir)?;
        }
        let good_for = pages.good_for.get(invitation).copied().unwrap_or(0);
        let given = pages.given.get(invitation).copied().unwrap_or(0);
        if given >= good_for {
            return Ok(false);
        }
        if let Some(drawn) = &mut pages.drawn {
            add(drawn, invitation)?;
        }
        pages.given.insert(*invitation, given + 1);
        Ok(true)
    }
}

impl Spent {
    fn open(dir: &Path, key: u64) -> io::Result<Self> {
        let (file, records) = open(&dir.join(format!("{SPENT}{key}")))?;
        Ok(Self {
            key,
            file,
            nonces: records.into_iter().collect(),
        })
    }
}

/// Opens a file to be added to, and reads what is there; an addition that a crash tore is cut off.
fn open(path: &Path) -> io::Result<(File, Vec<Digest>)> {
    let mut options = OpenOptions::new();
    options.read(true).append(true).create(true);
    let mut file = options.open(path)?;
    let mut bytes = Vec::new();
    (&mut file).take(MAX_FILE).read_to_end(&mut bytes)?;
    let (records, torn) = bytes.as_chunks::<RECORD>();
    if !torn.is_empty() {
        file.set_len((bytes.len() - torn.len()) as u64)?;
        file.sync_data()?;
    }
    Ok((file, records.to_vec()))
}

/// Adds to a file, whole or not at all, and returns when it is on the disk.
fn add(file: &mut File, record: &Digest) -> io::Result<()> {
    let before = file.metadata()?.len();
    let added = file.write_all(record).and_then(|()| file.sync_data());
    if added.is_err() {
        // What may lie there in part would shift all that comes after.
        file.set_len(before)?;
    }
    added
}

/// The secret that the keys come from, made when there is none yet.
pub(super) fn secret(dir: &Path, rng: &mut dyn CryptoRngCore) -> io::Result<Secret32> {
    let path = dir.join(SECRET);
    match fs::read(&path) {
        Ok(bytes) => {
            let bytes = Zeroizing::new(bytes);
            let bytes: [u8; 32] = bytes
                .as_slice()
                .try_into()
                .map_err(|_| io::Error::from(io::ErrorKind::InvalidData))?;
            Ok(Secret32::from_bytes(bytes))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let secret = Secret32::generate(rng);
            folder::write_durably(dir, &path, secret.expose())?;
            Ok(secret)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;

    #[test]
    fn what_was_used_stays_used_over_a_restart_and_a_torn_end_does_not_count() {
        let dir = tempfile::tempdir().unwrap();
        let dir = dir.path().join("tokens");
        let book = DiskBook::open(&dir).unwrap();
        assert!(book.spend(7, &[1; 32]).unwrap());
        assert!(!book.spend(7, &[1; 32]).unwrap());
        assert!(book.spend(8, &[1; 32]).unwrap());
        drop(book);
        let torn = dir.join("spent-8");
        let mut bytes = fs::read(&torn).unwrap();
        bytes.extend([2; 31]);
        fs::write(&torn, bytes).unwrap();
        let book = DiskBook::open(&dir).unwrap();
        assert!(!book.spend(7, &[1; 32]).unwrap());
        assert!(!book.spend(8, &[1; 32]).unwrap());
        assert!(book.spend(8, &[2; 32]).unwrap());
        assert_eq!(fs::read(&torn).unwrap().len(), 64);
    }

    #[test]
    fn the_nonces_of_keys_that_are_over_are_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let book = DiskBook::open(dir.path()).unwrap();
        for key in 1..=4 {
            assert!(book.spend(key, &[1; 32]).unwrap());
        }
        let there = |key: u64| dir.path().join(format!("spent-{key}")).exists();
        assert_eq!([1, 2, 3, 4].map(there), [false, false, true, true]);
    }

    #[test]
    fn an_invitation_is_found_while_the_server_runs_and_counted_over_a_restart() {
        let dir = tempfile::tempdir().unwrap();
        let book = DiskBook::open(dir.path()).unwrap();
        assert!(!book.draw(&[9; 32]).unwrap());
        let invitation = invite::add(dir.path(), 2, &mut OsRng).unwrap();
        assert!(book.draw(&invitation.digest()).unwrap());
        drop(book);
        let book = DiskBook::open(dir.path()).unwrap();
        assert!(book.draw(&invitation.digest()).unwrap());
        assert!(!book.draw(&invitation.digest()).unwrap());
        assert!(!book.draw(&[9; 32]).unwrap());
    }

    #[test]
    fn the_secret_is_made_once() {
        let dir = tempfile::tempdir().unwrap();
        let first = secret(dir.path(), &mut OsRng).unwrap();
        assert!(first == secret(dir.path(), &mut OsRng).unwrap());
        fs::write(dir.path().join(SECRET), b"short").unwrap();
        assert!(secret(dir.path(), &mut OsRng).is_err());
    }
}
