//! The files of parts: on this machine's disk, or in an object store that several front ends share. Whether a file counts is
//! said by the rows alone.

mod disk;
mod far;

pub(crate) use disk::{OnDisk, flush_folder};
pub(crate) use far::{Far, Laid, Pieces};

use std::{
    fs::File,
    io::{self, Read as _},
};

use keepwell_protocol::{mailbox::MailboxId, terms::is_part_name};

use crate::part::Stored;

/// A file's place: part name and number.
pub(crate) type FileName = (String, u64);

/// All files of parts.
pub(crate) enum Shelf {
    /// On this machine.
    Disk(OnDisk),
    /// Where others have them too.
    Far(Far),
}

/// A finished file, to be sent.
pub(crate) enum Content {
    /// On this machine.
    File(File),
    /// In several objects.
    Pieces(Pieces),
}

impl Shelf {
    /// Whether others have it too. Then nobody looks through it at the start, and what is left behind is noted.
    pub(crate) fn is_far(&self) -> bool {
        matches!(self, Self::Far(_))
    }

    /// Writes `bytes` at `offset` of a file, durably. Gives what has to be known to read them again, where that is anything.
    pub(crate) fn write(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        offset: u64,
        bytes: &[u8],
    ) -> io::Result<Option<Laid>> {
        match self {
            Self::Disk(disk) => disk.write(mailbox, file, offset, bytes).map(|()| None),
            Self::Far(far) => far.write(mailbox, file, offset, bytes).map(Some),
        }
    }

    /// Ends a file at its length and gives the `Repr-Digest` of what is in it.
    pub(crate) fn seal(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        length: u64,
        pieces: &[Laid],
    ) -> io::Result<String> {
        match self {
            Self::Disk(disk) => disk.seal(mailbox, file, length),
            Self::Far(far) => far.seal(mailbox, file, length, pieces),
        }
    }

    /// Opens a finished file, which must have its length.
    pub(crate) fn read(
        &self,
        mailbox: &MailboxId,
        name: &str,
        stored: &Stored,
    ) -> io::Result<Content> {
        let file = (name, stored.file);
        match self {
            Self::Disk(disk) => disk.read(mailbox, file, stored.length).map(Content::File),
            Self::Far(far) => {
                let pieces = far.read(mailbox, file, stored.length, &stored.pieces);
                pieces.map(Content::Pieces)
            }
        }
    }

    /// The whole of a finished file, which the caller knows to be small.
    pub(crate) fn whole(&self, content: Content) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        match (self, content) {
            (_, Content::File(mut file)) => {
                file.read_to_end(&mut all)?;
            }
            (Self::Far(far), Content::Pieces(pieces)) => all = far.whole(pieces)?,
            (Self::Disk(_), Content::Pieces(_)) => return Err(io::ErrorKind::InvalidInput.into()),
        }
        Ok(all)
    }

    /// Deletes a file; nothing happens when it is not there.
    pub(crate) fn remove(&self, mailbox: &MailboxId, file: (&str, u64)) -> io::Result<()> {
        match self {
            Self::Disk(disk) => disk.remove(mailbox, file),
            Self::Far(far) => far.remove(mailbox, file),
        }
    }

    /// Deletes all files of a mailbox for ever; nothing happens when there are none.
    pub(crate) fn empty(&self, mailbox: &MailboxId) -> io::Result<()> {
        match self {
            Self::Disk(disk) => disk.empty(mailbox),
            Self::Far(far) => far.empty(mailbox),
        }
    }

    /// The same, where looking costs nothing.
    pub(crate) fn empty_if_there(&self, mailbox: &MailboxId) -> io::Result<()> {
        match self {
            Self::Disk(disk) if disk.has(mailbox) => disk.empty(mailbox),
            Self::Disk(_) | Self::Far(_) => Ok(()),
        }
    }

    /// The files of a mailbox.
    pub(crate) fn files(&self, mailbox: &MailboxId) -> io::Result<Vec<FileName>> {
        match self {
            Self::Disk(disk) => disk.files(mailbox),
            Self::Far(far) => far.files(mailbox),
        }
    }
}

fn parse_name(name: &str) -> Option<FileName> {
    let (part, number) = name.split_once('.')?;
    is_part_name(part).then_some((part.to_owned(), number.parse().ok()?))
}
