//! The growing end of a log that others write: fed with records as they are committed, it computes the tree again and takes
//! nothing that does not lead to the root in its own head.

use std::io;
use std::sync::Arc;

use keepwell_protocol::entry::Entry;
use keepwell_tlog::checkpoint::{Checkpoint, SignedCheckpoint};
use keepwell_tlog::edge::Edge;
use keepwell_tlog::note::Note;

use super::BrokeOff;
use crate::chunk::{self, CHUNK, Chunk, StoredHead, chunk_of};
use crate::files::Files;
use crate::key::LogKey;
use crate::log::Log;
use crate::wal::record;

/// The log from where its settled chunks end.
pub(super) struct Tail {
    pub(super) log: Log,
    /// The newest head; `None` before the first record, or where it is resumed.
    pub(super) head: Option<StoredHead>,
    /// Complete chunks that may not be in the store.
    pub(super) chunks: Vec<Arc<Chunk>>,
}

/// What came of a record.
pub(super) enum Appended {
    /// These entries, from the index on.
    New(u64, Vec<Entry>),
    /// Entries before it are missing.
    Gap,
}

impl Tail {
    pub(super) fn new(settled: Edge) -> Self {
        Self {
            log: Log::resume(settled),
            head: None,
            chunks: Vec::new(),
        }
    }

    /// Appends what is new of a record.
    pub(super) fn append(&mut self, bytes: &[u8]) -> Result<Appended, BrokeOff> {
        let damaged = || BrokeOff::Damaged("a record in PostgreSQL".to_owned());
        let (commit, rest) = record::take(bytes).map_err(|_| damaged())?;
        let size = self.log.size();
        let Some(known) = size.checked_sub(commit.first) else {
            return Ok(Appended::Gap);
        };
        let known = usize::try_from(known).unwrap_or(usize::MAX);
        let new: Vec<_> = commit.registrations.into_iter().skip(known).collect();
        if !rest.is_empty() || new.is_empty() {
            return Err(damaged());
        }
        let entries = new.iter().map(|one| one.entry).collect();
        let mut complete = self.log.extend(new).map_err(|_| damaged())?;
        let note = Note::parse(commit.head.note.as_bytes()).map_err(|_| damaged())?;
        let head = Checkpoint::parse(note.text()).ok_or_else(damaged)?;
        if head.size() != self.log.size() || *head.root() != self.log.root() {
            return Err(damaged());
        }
        self.note_head(&mut complete, commit.head);
        self.chunks.extend(complete.into_iter().map(Arc::new));
        Ok(Appended::New(size, entries))
    }

    /// Notes the head of the present size, for the chunks that became complete with it.
    pub(super) fn note_head(&mut self, complete: &mut [Chunk], head: StoredHead) {
        self.log.note_head(complete, head.clone());
        self.head = Some(head);
    }

    /// Goes on from the head in PostgreSQL, unless a record has told one: where none is left, the log has been quiet since its last
    /// chunk was settled. It stands among that chunk's heads already.
    pub(super) fn resume_head(&mut self, note: &str, key: &LogKey) -> Result<(), BrokeOff> {
        if self.head.is_some() {
            return Ok(());
        }
        let damaged = || BrokeOff::Damaged("the head in PostgreSQL".to_owned());
        let head = key.open_head(note.as_bytes()).map_err(|_| damaged())?;
        let (size, root) = (head.checkpoint().size(), head.checkpoint().root());
        if size != self.log.size() || *root != self.log.root() {
            return Err(damaged());
        }
        self.head = Some(StoredHead {
            size,
            note: note.into(),
        });
        Ok(())
    }

    /// Entry `index` and its statement: from memory, or from `files` where it is settled. `None` where it is not there.
    pub(super) fn registration(
        &self,
        files: &dyn Files,
        index: u64,
    ) -> io::Result<Option<(Entry, Vec<u8>)>> {
        let at = usize::try_from(index % CHUNK).unwrap_or(usize::MAX);
        let at_hand = self.chunks.iter().map(AsRef::as_ref);
        let mut at_hand = at_hand.chain([self.log.open()]);
        if let Some(chunk) = at_hand.find(|chunk| chunk.index == chunk_of(index)) {
            let one = chunk.registrations.get(at);
            return Ok(one.map(|one| (one.entry, one.statement.clone())));
        }
        let entries = chunk::read_entries(files, chunk_of(index))?;
        let statements = chunk::read_statements(files, chunk_of(index))?;
        let both = entries.zip(statements);
        Ok(both.and_then(|(entries, statements)| {
            let statement = statements.into_iter().nth(at)?;
            Some((*entries.get(at)?, statement))
        }))
    }

    /// Forgets the chunks of the first `settled` entries.
    pub(super) fn settle(&mut self, settled: u64) {
        self.chunks.retain(|chunk| chunk.end() > settled);
    }

    /// The newest head, its signature checked; one signature covers all that leads to it.
    pub(super) fn signed(&self, key: &LogKey) -> Result<SignedCheckpoint, BrokeOff> {
        let head = self
            .head
            .as_ref()
            .map(|head| key.open_head(head.note.as_bytes()));
        head.and_then(Result::ok)
            .ok_or_else(|| BrokeOff::Damaged("the newest head in PostgreSQL".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;
    use keepwell_tlog::hash::Hash;
    use keepwell_tlog::note::Name;

    fn key(seed: u8) -> LogKey {
        let origin = Name::parse("ledger.example/ledger").unwrap();
        LogKey::new(origin, SigningKey::from_seed(&[seed; 32]))
    }

    /// The end of a log of 256 entries, all of which are settled.
    fn settled() -> Tail {
        let mut edge = Edge::new();
        for n in 0..=255 {
            edge.push(Hash::of_leaf(&[n])).unwrap();
        }
        Tail::new(edge)
    }

    #[test]
    fn a_log_without_records_goes_on_from_the_head_of_its_settled_entries() {
        let mut tail = settled();
        let head = key(1).sign_head(256, tail.log.root()).unwrap();
        let note = head.note().to_string();
        tail.resume_head(&note, &key(1)).unwrap();
        assert_eq!(tail.signed(&key(1)).unwrap(), head);
        assert_eq!(*tail.head.unwrap().note, *note);
        assert!(tail.log.open().heads.is_empty());
    }

    #[test]
    fn no_other_head_is_gone_on_from() {
        let root = settled().log.root();
        let signed = |seed, size, root| {
            let head = key(seed).sign_head(size, root).unwrap();
            head.note().to_string()
        };
        for other in [
            String::new(),
            signed(1, 257, root),
            signed(1, 256, Hash::from_bytes([0; 32])),
            signed(2, 256, root),
        ] {
            let mut tail = settled();
            let resumed = tail.resume_head(&other, &key(1));
            assert!(matches!(resumed, Err(BrokeOff::Damaged(_))), "{other}");
            assert!(tail.head.is_none());
        }
    }
}
