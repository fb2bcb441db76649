//! The files of parts in an object store: `parts/<mailbox>/<part>.<number>/<first byte>-<tag>`, an object for each piece of an
//! upload, created once and never written again. Which of them make a file is said by its row, so that a piece which
//! was written twice, or by a front end that had lost its lock, counts once or never.

use std::{
    collections::VecDeque,
    io,
    sync::atomic::{AtomicU64, Ordering},
};

use axum::body::Bytes;
use keepwell_cluster::{ClusterError, Objects};
use keepwell_crypto::{hash::Hasher, label::Label, secret::Secret32};
use keepwell_protocol::{hexadecimal::to_hex, http_signature::content_digest, mailbox::MailboxId};
use serde::{Deserialize, Serialize};
use tokio::runtime::Handle;

use super::{FileName, parse_name};

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Laid {
    /// Where it ends in the file, in bytes. It begins where the one before ends.
    end: u64,
    /// What makes its name different from those of all others.
    tag: String,
}

/// All files of parts.
pub(crate) struct Far {
    objects: Objects,
    /// Where it is waited for the network.
    handle: Handle,
    /// Tags come from it; it is this front end's own.
    tags: Secret32,
    laid: AtomicU64,
}

/// A file that is read piece by piece.
pub(crate) struct Pieces {
    objects: Objects,
    /// Where each begins and ends, and its object.
    left: VecDeque<(u64, u64, String)>,
    /// So much of the first is not wanted, in bytes.
    skip: u64,
    now: Bytes,
}

impl Far {
    pub(crate) fn new(objects: Objects, handle: Handle, tags: Secret32) -> Self {
        Self {
            objects,
            handle,
            tags,
            laid: AtomicU64::new(0),
        }
    }

    pub(super) fn write(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        offset: u64,
        bytes: &[u8],
    ) -> io::Result<Laid> {
        let count = self.laid.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let tag = Secret32::derive(self.tags.expose(), Label::RELAY_SHARED, &[b"piece", &count]);
        let (tag, _) = tag.expose().split_at(8);
        let laid = Laid {
            end: offset.saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX)),
            tag: to_hex(tag),
        };
        let path = path(mailbox, file, offset, &laid);
        let object = [(path, bytes.to_vec())];
        self.wait(self.objects.create(&object))?;
        Ok(laid)
    }

    pub(super) fn seal(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        length: u64,
        pieces: &[Laid],
    ) -> io::Result<String> {
        let mut hasher = Hasher::default();
        for (begin, end, path) in places(mailbox, file, length, pieces)? {
            let bytes = self.wait(self.objects.read(&path))?;
            hasher.update(&whole(bytes, end - begin)?);
        }
        Ok(content_digest(&hasher.finish()))
    }

    /// The first piece is read already, so that what is not there costs no opening.
    pub(super) fn read(
        &self,
        mailbox: &MailboxId,
        file: (&str, u64),
        length: u64,
        pieces: &[Laid],
    ) -> io::Result<Pieces> {
        let mut left = places(mailbox, file, length, pieces)?;
        let mut now = Bytes::new();
        if let Some((begin, end, path)) = left.front() {
            let bytes = self.wait(self.objects.read(path))?;
            now = whole(bytes, end - begin)?.into();
            left.pop_front();
        }
        Ok(Pieces {
            objects: self.objects.clone(),
            left,
            skip: 0,
            now,
        })
    }

    pub(super) fn whole(&self, mut pieces: Pieces) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        while !pieces.is_over() {
            all.extend(self.handle.block_on(pieces.next(usize::MAX))?);
        }
        Ok(all)
    }

    pub(super) fn remove(
        &self,
        mailbox: &MailboxId,
        (part, number): (&str, u64),
    ) -> io::Result<()> {
        let folder = format!("{}/{part}.{number}", folder(mailbox));
        self.wait(self.objects.delete_below(&folder))
    }

    pub(super) fn empty(&self, mailbox: &MailboxId) -> io::Result<()> {
        self.wait(self.objects.delete_below(&folder(mailbox)))
    }

    pub(super) fn files(&self, mailbox: &MailboxId) -> io::Result<Vec<FileName>> {
        let names = self.wait(self.objects.names_below(&folder(mailbox)))?;
        Ok(names.iter().filter_map(|name| parse_name(name)).collect())
    }

    fn wait<T>(&self, work: impl Future<Output = Result<T, ClusterError>>) -> io::Result<T> {
        self.handle.block_on(work).map_err(unnamed)
    }
}

impl Pieces {
    /// Passes over the first `bytes`.
    pub(crate) fn skip(&mut self, bytes: u64) {
        let at_hand = u64::try_from(self.now.len()).unwrap_or(u64::MAX);
        let of_now = usize::try_from(bytes.min(at_hand)).unwrap_or_default();
        drop(self.now.split_to(of_now));
        self.skip = bytes.saturating_sub(at_hand);
        while let Some((begin, end, _)) = self.left.front()
            && end - begin <= self.skip
        {
            self.skip -= end - begin;
            self.left.pop_front();
        }
    }

    fn is_over(&self) -> bool {
        self.now.is_empty() && self.left.is_empty()
    }

    /// The next bytes, at most `most` and at least one.
    ///
    /// # Errors
    /// When a piece is not there any more, or there are none left.
    pub(crate) async fn next(&mut self, most: usize) -> io::Result<Bytes> {
        if self.now.is_empty() {
            let next = self.left.pop_front();
            let (begin, end, path) = next.ok_or(io::ErrorKind::UnexpectedEof)?;
            let bytes = self.objects.read(&path).await.map_err(unnamed)?;
            self.now = whole(bytes, end - begin)?.into();
            let skip = usize::try_from(std::mem::take(&mut self.skip)).unwrap_or_default();
            drop(self.now.split_to(skip.min(self.now.len())));
        }
        Ok(self.now.split_to(most.min(self.now.len())))
    }
}

/// Without the object that it is about: its path names the mailbox.
fn unnamed(error: ClusterError) -> io::Error {
    match error {
        ClusterError::Contradicted(_) | ClusterError::Missing(_) => {
            io::ErrorKind::InvalidData.into()
        }
        error => error.into(),
    }
}

/// An object of just this length.
fn whole(bytes: Option<Vec<u8>>, length: u64) -> io::Result<Vec<u8>> {
    let bytes = bytes.ok_or(io::ErrorKind::NotFound)?;
    if u64::try_from(bytes.len()).is_ok_and(|found| found == length) {
        Ok(bytes)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

/// Where each piece begins and ends, and its object; together they have the file's length.
fn places(
    mailbox: &MailboxId,
    file: (&str, u64),
    length: u64,
    pieces: &[Laid],
) -> io::Result<VecDeque<(u64, u64, String)>> {
    let mut places = VecDeque::new();
    let mut begin = 0;
    for laid in pieces {
        if laid.end <= begin {
            return Err(io::ErrorKind::InvalidData.into());
        }
        places.push_back((begin, laid.end, path(mailbox, file, begin, laid)));
        begin = laid.end;
    }
    if begin == length {
        Ok(places)
    } else {
        Err(io::ErrorKind::InvalidData.into())
    }
}

fn path(mailbox: &MailboxId, (part, number): (&str, u64), begin: u64, laid: &Laid) -> String {
    format!("{}/{part}.{number}/{begin}-{}", folder(mailbox), laid.tag)
}

fn folder(mailbox: &MailboxId) -> String {
    format!("parts/{mailbox}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn laid(end: u64, tag: &str) -> Laid {
        Laid {
            end,
            tag: tag.to_owned(),
        }
    }

    #[test]
    fn what_goes_wrong_is_told_without_the_mailbox() {
        let path = || "parts/5f0c/bundle.1/0-ab".to_owned();
        for error in [
            ClusterError::Contradicted(path()),
            ClusterError::Missing(path()),
            ClusterError::TimedOut,
        ] {
            let told = unnamed(error).to_string();
            assert!(!told.contains("5f0c"), "{told}");
        }
    }

    #[test]
    fn pieces_follow_each_other_to_the_end() {
        let id = MailboxId::from_bytes([1; 16]);
        let all = [laid(4, "a"), laid(10, "b")];
        let found = places(&id, ("bundle", 7), 10, &all).unwrap();
        let paths: Vec<_> = found.iter().map(|(_, _, path)| path.as_str()).collect();
        let folder = format!("parts/{id}/bundle.7");
        assert_eq!(paths, [format!("{folder}/0-a"), format!("{folder}/4-b")]);
        for (length, all) in [
            (9, &all[..]),
            (10, &all[..1]),
            (0, &[laid(0, "a")]),
            (4, &[laid(4, "a"), laid(4, "b")]),
        ] {
            assert!(places(&id, ("bundle", 7), length, all).is_err(), "{length}");
        }
        assert!(places(&id, ("bundle", 7), 0, &[]).unwrap().is_empty());
    }
}
