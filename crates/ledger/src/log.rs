//! The log as it grows: the right edge of its tree and the chunk that is not complete yet. Fed by the sequencer with what
//! it commits and by the start-up with what was committed before, so that both compute the same tree.

use keepwell_tlog::edge::Edge;
use keepwell_tlog::hash::Hash;
use keepwell_tlog::tree::TreeFull;

use crate::chunk::{Chunk, Registration, StoredHead, chunk_of};

/// Right edge and unfinished chunk.
#[derive(Debug, Default)]
pub(crate) struct Log {
    edge: Edge,
    open: Chunk,
}

impl Log {
    /// Goes on at `edge`. Entries of an unfinished chunk are not known: such a chunk stands in files already, and is not written
    /// once it is complete.
    pub(crate) fn resume(edge: Edge) -> Self {
        let open = Chunk::new(chunk_of(edge.size()));
        Self { edge, open }
    }

    /// Number of entries.
    pub(crate) fn size(&self) -> u64 {
        self.edge.size()
    }

    pub(crate) fn root(&self) -> Hash {
        self.edge.root()
    }

    pub(crate) fn edge(&self) -> &Edge {
        &self.edge
    }

    /// The chunk that is not complete: 0 to 255 entries.
    pub(crate) fn open(&self) -> &Chunk {
        &self.open
    }

    /// Appends and returns the chunks that became complete.
    pub(crate) fn extend(
        &mut self,
        registrations: Vec<Registration>,
    ) -> Result<Vec<Chunk>, TreeFull> {
        let mut complete = Vec::new();
        for one in registrations {
            let filled = self.edge.push(Hash::of_leaf(&one.entry.to_bytes()))?;
            self.open.registrations.push(one);
            if !filled.is_empty() {
                let next = Chunk::new(self.open.index.saturating_add(1));
                let mut chunk = std::mem::replace(&mut self.open, next);
                chunk.tiles = filled;
                complete.push(chunk);
            }
        }
        Ok(complete)
    }

    /// Notes the head of the present size, after the [`Log::extend`] that returned `complete`.
    pub(crate) fn note_head(&mut self, complete: &mut [Chunk], head: StoredHead) {
        match complete.last_mut() {
            Some(last) if self.open.registrations.is_empty() => last.heads.push(head),
            _ => self.open.heads.push(head),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_protocol::entry::{Entry, EntryType};

    fn some(count: usize) -> Vec<Registration> {
        let one = Registration {
            entry: Entry {
                kind: EntryType::Grant,
                target: 0,
                statement: [1; 32],
            },
            signer: [2; 32],
            statement: Vec::new(),
        };
        vec![one; count]
    }

    fn head(size: u64) -> StoredHead {
        StoredHead {
            size,
            note: "".into(),
        }
    }

    #[test]
    fn chunks_come_complete_with_their_heads() {
        let mut log = Log::default();
        let mut sizes = Vec::new();
        for count in [1, 255, 300, 212, 1] {
            let mut complete = log.extend(some(count)).unwrap();
            let now = head(log.size());
            log.note_head(&mut complete, now);
            for chunk in complete {
                assert_eq!(chunk.registrations.len(), 256);
                assert!(chunk.bundle(256).is_some());
                let held: Vec<_> = chunk.heads.iter().map(|head| head.size).collect();
                assert!(
                    held.iter()
                        .all(|size| *size > chunk.end() - 256 && *size <= chunk.end())
                );
                sizes.push((chunk.index, held));
            }
        }
        assert_eq!(sizes, [(0, vec![1, 256]), (1, vec![]), (2, vec![556, 768])]);
        assert_eq!(log.open().registrations.len(), 1);
        assert_eq!(log.open().heads, [head(769)]);
    }
}
