//! The ledger's folder: where each file stands, who may use it, and the two things that are made once, its origin and
//! its key. Opened by one process at a time, which a lock on the folder makes sure of.

pub(crate) mod earlier;

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keepwell_crypto::secret::Secret32;
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::retention::Kept;
use keepwell_tlog::note::Name;
use keepwell_tlog::tile::TileId;
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::chunk::Part;
use crate::disk::{self, Writes};
use crate::error::LedgerOpenError;
use crate::key::{Earlier, LogKey};
use crate::pruning::Pruned;
use crate::register::TagKey;
use crate::step::{Step, passed};
use crate::wal;

const VERSION: u32 = 1;
/// The name of [`Home::copy`].
pub(crate) const COPY: &str = "copy";
/// The file with the ledger's key, the one with the key that it is handing over to, and the one with those before it.
pub(crate) const KEY: &str = "key";
pub(crate) const NEXT_KEY: &str = "key.next";
pub(crate) const EARLIER: &str = "earlier-keys.json";
/// The name of [`Home::pruned_path`].
pub(crate) const PRUNED: &str = "pruned";
/// A process that is ending, or one that is just being started by this one, may hold the lock for a moment.
const LOCK_TRIES: u32 = 25;
const LOCK_PAUSE: Duration = Duration::from_millis(20);

/// Paths within the ledger's folder, and what is gone of it.
#[derive(Clone, Debug)]
pub(crate) struct Home {
    dir: PathBuf,
    pruned: Arc<Pruned>,
}

/// A folder that this process holds.
pub(crate) struct Held {
    pub(crate) home: Home,
    pub(crate) key: LogKey,
    /// What entries are found by.
    pub(crate) tags: Arc<TagKey>,
    /// To be held until nothing more is written.
    pub(crate) lock: File,
}

/// `ledger.json`: written last when a ledger is made, never changed.
#[derive(Serialize, Deserialize)]
struct About {
    version: u32,
    origin: String,
}

impl Home {
    /// Takes the folder of a ledger that is there, a copy of one too, without changing anything in it.
    pub(crate) fn hold_copy(dir: &Path) -> Result<Held, LedgerOpenError> {
        let home = Self::at(dir);
        let lock = home.lock()?;
        let about = home.about()?;
        let damaged = |path| LedgerOpenError::Damaged(path);
        let origin = about.and_then(|about| Name::parse(&about.origin).ok());
        let origin = origin.ok_or_else(|| damaged(home.about_path()))?;
        let key = home.read_key(&home.key_path())?;
        let key = key.ok_or_else(|| damaged(home.key_path()))?;
        let earlier = home.read_earlier(&origin)?;
        // One without is read from its beginning, and what entries are found by is thrown away.
        let secret = home.read_index_secret()?;
        let secret = secret.unwrap_or_else(|| Secret32::from_bytes([0; 32]));
        let tags = Arc::new(TagKey::new(secret));
        home.read_pruned(&tags)?;
        Ok(Held {
            home,
            key: LogKey::new(origin, key).after(earlier),
            tags,
            lock,
        })
    }

    /// Takes the folder; makes origin (`<authority>/ledger`) and key where there are none yet.
    pub(crate) fn hold(
        dir: &Path,
        authority: &str,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Held, LedgerOpenError> {
        let home = Self::at(dir);
        home.make().map_err(LedgerOpenError::disk(dir))?;
        let lock = home.lock()?;
        if home.copy().exists() {
            return Err(LedgerOpenError::Copy(dir.to_owned()));
        }
        let about = home.about()?;
        let origin = match &about {
            Some(about) => Name::parse(&about.origin)
                .map_err(|_| LedgerOpenError::Damaged(home.about_path()))?,
            None => Name::parse(&format!("{authority}/ledger"))
                .map_err(|_| LedgerOpenError::BadAuthority(authority.to_owned()))?,
        };
        let key = match home.read_key(&home.key_path())? {
            Some(key) => key,
            None if about.is_some() => return Err(LedgerOpenError::Damaged(home.key_path())),
            None => home.make_key(rng)?,
        };
        if about.is_none() {
            home.begin_wal()?;
            home.write_about(&origin)?;
        }
        let earlier = home.read_earlier(&origin)?;
        let tags = Arc::new(TagKey::new(home.index_secret(rng)?));
        home.read_pruned(&tags)?;
        Ok(Held {
            home,
            key: LogKey::new(origin, key).after(earlier),
            tags,
            lock,
        })
    }

    /// The paths within `dir`; whether anything is there is not looked at.
    pub(crate) fn at(dir: &Path) -> Self {
        Self {
            dir: dir.to_owned(),
            pruned: Arc::default(),
        }
    }

    /// What is gone.
    pub(crate) fn pruned(&self) -> &Pruned {
        &self.pruned
    }

    /// Which chunks are gone, and which stayed below the minimum index.
    pub(crate) fn pruned_path(&self) -> PathBuf {
        self.dir.join(PRUNED)
    }

    fn read_pruned(&self, tags: &Arc<TagKey>) -> Result<(), LedgerOpenError> {
        let path = self.pruned_path();
        let bytes = disk::read(&path).map_err(LedgerOpenError::disk(&path))?;
        let kept = Kept::parse(bytes.unwrap_or_default());
        let kept = kept.map_err(|_| LedgerOpenError::Damaged(path))?;
        self.pruned.begin(kept, tags.clone());
        Ok(())
    }

    /// Whether a ledger was made here.
    pub(crate) fn is_made(&self) -> bool {
        self.about_path().is_file()
    }

    /// One empty file for each statement that is to be erased, named after its digest.
    pub(crate) fn requests(&self) -> PathBuf {
        self.dir.join("erase")
    }

    /// How old entries are, where old statements are erased.
    pub(crate) fn ages_path(&self) -> PathBuf {
        self.dir.join("ages.json")
    }

    /// The write-ahead log's segments.
    pub(crate) fn wal(&self) -> PathBuf {
        self.dir.join("wal")
    }

    /// The newest head that others have seen, as far as it has been written here.
    pub(crate) fn checkpoint(&self) -> PathBuf {
        self.dir.join("checkpoint")
    }

    /// The newest head that enough witnesses have cosigned, with their cosignatures.
    pub(crate) fn witnessed(&self) -> PathBuf {
        self.dir.join("witnessed")
    }

    /// A full tile, at the path under which it is served.
    pub(crate) fn tile(&self, id: TileId) -> PathBuf {
        self.dir.join(id.to_full().path())
    }

    /// A part of complete chunk `index`.
    pub(crate) fn part(&self, part: Part, index: u64) -> PathBuf {
        self.at_path(&part.path(index))
    }

    /// What stands at `path` within the folder.
    pub(crate) fn at_path(&self, path: &str) -> PathBuf {
        self.dir.join(path)
    }

    /// What entries `number` · 65,536 and following are found by.
    pub(crate) fn run(&self, number: u64) -> PathBuf {
        let bundle = Part::Bundle.path(number);
        self.at_path(&bundle.replacen("tile/entries", "index", 1))
    }

    /// Stands in a copy that was not compared yet with what the ledger has published.
    pub(crate) fn copy(&self) -> PathBuf {
        self.dir.join(COPY)
    }

    fn about_path(&self) -> PathBuf {
        self.dir.join("ledger.json")
    }

    /// The ledger's key.
    pub(crate) fn key_path(&self) -> PathBuf {
        self.dir.join(KEY)
    }

    fn next_key_path(&self) -> PathBuf {
        self.dir.join(NEXT_KEY)
    }

    fn earlier_path(&self) -> PathBuf {
        self.dir.join(EARLIER)
    }

    /// The key that the ledger is handing over to; `None` where it is not.
    pub(crate) fn next_key(&self) -> Result<Option<SigningKey>, LedgerOpenError> {
        self.read_key(&self.next_key_path())
    }

    /// Makes it. From here on the ledger hands over, at the latest when it is opened next.
    pub(crate) fn make_next_key(&self, rng: &mut dyn CryptoRngCore) -> Result<(), LedgerOpenError> {
        put(&self.next_key_path(), SigningKey::generate(rng).seed())
    }

    /// Puts it in the place of the key, after these. The old one is gone then.
    pub(crate) fn take_next_key(&self, earlier: &[Earlier]) -> Result<(), LedgerOpenError> {
        let path = self.earlier_path();
        let bytes = earlier::write(earlier);
        disk::write(&path, &bytes).map_err(LedgerOpenError::disk(path))?;
        let take = || {
            fs::rename(self.next_key_path(), self.key_path())?;
            passed(Step::FileRenamed);
            disk::flush_folder(&self.dir)
        };
        take().map_err(LedgerOpenError::disk(self.key_path()))
    }

    /// The keys before this one; none where the file is not there, as with a ledger that never had another.
    fn read_earlier(&self, origin: &Name) -> Result<Vec<Earlier>, LedgerOpenError> {
        let path = self.earlier_path();
        let Some(bytes) = disk::read(&path).map_err(LedgerOpenError::disk(&path))? else {
            return Ok(Vec::new());
        };
        earlier::read(&bytes, origin).ok_or(LedgerOpenError::Damaged(path))
    }

    /// Where a new one is made, what was found by the old one is found no more and is made again from the entries.
    fn index_secret(&self, rng: &mut dyn CryptoRngCore) -> Result<Secret32, LedgerOpenError> {
        if let Some(secret) = self.read_index_secret()? {
            return Ok(secret);
        }
        let secret = Secret32::generate(rng);
        put(&self.index_secret_path(), secret.expose())?;
        Ok(secret)
    }

    fn read_index_secret(&self) -> Result<Option<Secret32>, LedgerOpenError> {
        let path = self.index_secret_path();
        let bytes = disk::read(&path).map_err(LedgerOpenError::disk(&path))?;
        let secret = bytes.and_then(|bytes| bytes.try_into().ok());
        Ok(secret.map(Secret32::from_bytes))
    }

    fn index_secret_path(&self) -> PathBuf {
        self.dir.join("index").join("secret")
    }

    fn make(&self) -> std::io::Result<()> {
        let mut writes = Writes::default();
        writes.make_folder(&self.dir)?;
        writes.make_folder(&self.wal())?;
        writes.finish()
    }

    fn lock(&self) -> Result<File, LedgerOpenError> {
        let path = self.dir.join("lock");
        let file = disk::private()
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(LedgerOpenError::disk(&path))?;
        for _ in 0..LOCK_TRIES {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::WouldBlock) => thread::sleep(LOCK_PAUSE),
                Err(TryLockError::Error(error)) => return Err(LedgerOpenError::disk(path)(error)),
            }
        }
        Err(LedgerOpenError::InUse(self.dir.clone()))
    }

    fn about(&self) -> Result<Option<About>, LedgerOpenError> {
        let path = self.about_path();
        let Some(bytes) = disk::read(&path).map_err(LedgerOpenError::disk(&path))? else {
            return Ok(None);
        };
        let damaged = || LedgerOpenError::Damaged(path.clone());
        let value: serde_json::Value = serde_json::from_slice(&bytes).map_err(|_| damaged())?;
        let version = value.get("version").and_then(serde_json::Value::as_u64);
        if version.is_some_and(|version| version > VERSION.into()) {
            return Err(LedgerOpenError::NewerVersion(self.dir.clone()));
        }
        let about: About = serde_json::from_value(value).map_err(|_| damaged())?;
        if about.version == VERSION {
            Ok(Some(about))
        } else {
            Err(damaged())
        }
    }

    /// Begins the write-ahead log, empty, before `ledger.json` is written: a folder with the one and without the other has
    /// lost something, and so has one with entries and without `ledger.json`.
    fn begin_wal(&self) -> Result<(), LedgerOpenError> {
        let folder = self.wal();
        let is_new = wal::begin(&folder).map_err(LedgerOpenError::disk(&folder))?;
        if is_new && !self.checkpoint().exists() {
            Ok(())
        } else {
            Err(LedgerOpenError::Damaged(self.about_path()))
        }
    }

    fn write_about(&self, origin: &Name) -> Result<(), LedgerOpenError> {
        let path = self.about_path();
        let about = serde_json::json!({"version": VERSION, "origin": origin.as_str()});
        disk::write(&path, format!("{about}\n").as_bytes()).map_err(LedgerOpenError::disk(path))
    }

    fn read_key(&self, path: &Path) -> Result<Option<SigningKey>, LedgerOpenError> {
        let Some(bytes) = disk::read(path).map_err(LedgerOpenError::disk(path))? else {
            return Ok(None);
        };
        let bytes = Zeroizing::new(bytes);
        let seed: &[u8; 32] = bytes
            .as_slice()
            .try_into()
            .map_err(|_| LedgerOpenError::Damaged(path.to_owned()))?;
        Ok(Some(SigningKey::from_seed(seed)))
    }

    fn make_key(&self, rng: &mut dyn CryptoRngCore) -> Result<SigningKey, LedgerOpenError> {
        let path = self.key_path();
        let key = SigningKey::generate(rng);
        put(&path, key.seed())?;
        Ok(key)
    }
}

fn put(path: &Path, bytes: &[u8]) -> Result<(), LedgerOpenError> {
    disk::write(path, bytes).map_err(LedgerOpenError::disk(path))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    fn hold(dir: &Path, authority: &str) -> Result<Held, LedgerOpenError> {
        Home::hold(dir, authority, &mut OsRng)
    }

    #[test]
    fn origin_and_key_are_made_once() {
        let dir = tempfile::tempdir().unwrap();
        let first = hold(dir.path(), "127.0.0.1:8787")
            .unwrap()
            .key
            .public()
            .to_string();
        assert!(first.starts_with("127.0.0.1:8787/ledger+"));
        let second = hold(dir.path(), "other.example")
            .unwrap()
            .key
            .public()
            .to_string();
        assert_eq!(first, second);
    }

    #[test]
    fn two_processes_cannot_hold_it() {
        let dir = tempfile::tempdir().unwrap();
        let held = hold(dir.path(), "a.example").unwrap();
        assert!(matches!(
            hold(dir.path(), "a.example"),
            Err(LedgerOpenError::InUse(_))
        ));
        drop(held);
        assert!(hold(dir.path(), "a.example").is_ok());
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let dir = tempfile::tempdir().unwrap();
        assert!(matches!(
            hold(dir.path(), "a b"),
            Err(LedgerOpenError::BadAuthority(_))
        ));
        drop(hold(dir.path(), "a.example").unwrap());
        let about = dir.path().join("ledger.json");
        for (text, newer) in [
            (r#"{"version":2,"x":1}"#, true),
            (r#"{"version":0,"origin":"a"}"#, false),
            (r#"{"version":1,"origin":"a b"}"#, false),
            ("", false),
        ] {
            fs::write(&about, text).unwrap();
            let error = hold(dir.path(), "a.example").err().unwrap();
            assert_eq!(
                matches!(error, LedgerOpenError::NewerVersion(_)),
                newer,
                "{text}"
            );
            assert_eq!(
                matches!(error, LedgerOpenError::Damaged(_)),
                !newer,
                "{text}"
            );
        }
    }

    #[test]
    fn a_lost_or_cut_key_is_not_replaced() {
        let dir = tempfile::tempdir().unwrap();
        drop(hold(dir.path(), "a.example").unwrap());
        fs::write(dir.path().join("key"), [1; 31]).unwrap();
        assert!(matches!(
            hold(dir.path(), "a"),
            Err(LedgerOpenError::Damaged(_))
        ));
        fs::remove_file(dir.path().join("key")).unwrap();
        assert!(matches!(
            hold(dir.path(), "a"),
            Err(LedgerOpenError::Damaged(_))
        ));
    }
}
