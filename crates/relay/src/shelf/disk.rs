//! The files of parts on this machine's disk: `parts/<mailbox>/<part>.<number>`. Whether a file counts is said by the store alone, so a
//! file is written and flushed first, its folder too, and one that nobody knows of is swept away at the next start.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use keepwell_crypto::hash::Hasher;
use keepwell_protocol::{http_signature::content_digest, mailbox::MailboxId};

use super::{FileName, parse_name};

/// All files of parts.
pub(crate) struct OnDisk {
    root: PathBuf,
}

impl OnDisk {
    /// The files below `root`, which is made when it is not there.
    pub(crate) fn open(root: PathBuf) -> io::Result<Self> {
        fs::create_dir_all(&root)?;
        flush_folder(root.parent().unwrap_or(&root))?;
        Ok(Self { root })
    }

    /// Writes `bytes` at `offset` of a file; they are on the disk when this returns.
    pub(crate) fn write(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        offset: u64,
        bytes: &[u8],
    ) -> io::Result<()> {
        let folder = self.folder(mailbox);
        let is_new = !folder.is_dir();
        if is_new {
            fs::create_dir_all(&folder)?;
        }
        let mut written = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.path(mailbox, file))?;
        written.seek(SeekFrom::Start(offset))?;
        written.write_all(bytes)?;
        written.sync_all()?;
        if offset == 0 {
            flush_folder(&folder)?;
        }
        if is_new {
            flush_folder(&self.root)?;
        }
        Ok(())
    }

    /// Cuts a file to its length and gives the `Repr-Digest` of what is in it.
    pub(crate) fn seal(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        length: u64,
    ) -> io::Result<String> {
        let path = self.path(mailbox, file);
        let mut whole = OpenOptions::new().read(true).write(true).open(path)?;
        whole.set_len(length)?;
        whole.sync_all()?;
        let mut hasher = Hasher::default();
        let mut buffer = vec![0; 256 << 10];
        loop {
            let read = whole.read(&mut buffer)?;
            let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
                break;
            };
            hasher.update(bytes);
        }
        Ok(content_digest(&hasher.finish()))
    }

    /// Opens a finished file, which must have this length.
    pub(crate) fn read(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        length: u64,
    ) -> io::Result<File> {
        let opened = File::open(self.path(mailbox, file))?;
        if opened.metadata()?.len() == length {
            Ok(opened)
        } else {
            Err(io::ErrorKind::InvalidData.into())
        }
    }

    /// Deletes a file; nothing happens when it is not there.
    pub(crate) fn remove(&self, mailbox: &MailboxId, file: (&str, u64)) -> io::Result<()> {
        gone(fs::remove_file(self.path(mailbox, file)))
    }

    /// Deletes all files of a mailbox for ever; nothing happens when there are none.
    pub(crate) fn empty(&self, mailbox: &MailboxId) -> io::Result<()> {
        gone(fs::remove_dir_all(self.folder(mailbox)))?;
        flush_folder(&self.root)
    }

    /// Whether a mailbox has a folder.
    pub(crate) fn has(&self, mailbox: &MailboxId) -> bool {
        self.folder(mailbox).exists()
    }

    /// The mailboxes that have a folder. Anything else that lies there is not ours and stays.
    pub(crate) fn mailboxes(&self) -> io::Result<Vec<MailboxId>> {
        let names = names_in(&self.root)?;
        Ok(names
            .iter()
            .filter_map(|name| MailboxId::parse(name))
            .collect())
    }

    /// The files in a mailbox's folder.
    pub(crate) fn files(&self, mailbox: &MailboxId) -> io::Result<Vec<FileName>> {
        let names = match names_in(&self.folder(mailbox)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            other => other?,
        };
        Ok(names.iter().filter_map(|name| parse_name(name)).collect())
    }

    fn folder(&self, mailbox: &MailboxId) -> PathBuf {
        self.root.join(mailbox.to_string())
    }

    fn path(&self, mailbox: &MailboxId, (part, number): (&str, u64)) -> PathBuf {
        self.folder(mailbox).join(format!("{part}.{number}"))
    }
}

fn names_in(folder: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string().ok());
    }
    Ok(names)
}

fn gone(removed: io::Result<()>) -> io::Result<()> {
    match removed {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes the names in a folder durable. Where a folder cannot be opened (Windows) the file system does it by itself.
pub(crate) fn flush_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::hash::sha256;

    #[test]
    fn pieces_make_a_whole_that_can_be_read_until_it_is_deleted() {
        let dir = tempfile::tempdir().unwrap();
        let shelf = OnDisk::open(dir.path().join("parts")).unwrap();
        let id = MailboxId::from_bytes([1; 16]);
        let file = ("bundle", 7);
        shelf.write(&id, file, 0, b"01234torn").unwrap();
        shelf.write(&id, file, 5, b"567").unwrap();
        let digest = shelf.seal(&id, file, 8).unwrap();
        assert_eq!(digest, content_digest(&sha256(b"01234567")));
        assert!(shelf.read(&id, file, 9).is_err());
        let mut read = String::new();
        shelf
            .read(&id, file, 8)
            .unwrap()
            .read_to_string(&mut read)
            .unwrap();
        assert_eq!(read, "01234567");
        assert_eq!(shelf.files(&id).unwrap(), [("bundle".to_owned(), 7)]);
        assert_eq!(shelf.mailboxes().unwrap(), [id]);
        shelf.empty(&id).unwrap();
        shelf.empty(&id).unwrap();
        shelf.remove(&id, file).unwrap();
        assert!(shelf.read(&id, file, 8).is_err());
        assert!(shelf.files(&id).unwrap().is_empty() && shelf.mailboxes().unwrap().is_empty());
    }
}
