//! Where complete chunks stand, by the path under which each part of them is kept: in a folder of this machine or in a store
//! that several machines share. What is read here is checked by whoever uses it: a proof against the signed root, a head
//! by its signature.

use std::io;

use keepwell_protocol::entry::Entry;

use crate::disk;
use crate::home::Home;

/// Reads what stands beside the log.
pub(crate) trait Files: Send + Sync {
    /// The content of the file at `path`, such as `tile/0/000`; `None` where there is none. Blocks, but does not wait where the
    /// system has no file left: who cannot do without it reads [`patiently`](crate::disk::patiently).
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>>;

    /// The contents of the files at these paths, in their order. Blocks.
    fn read_each(&self, paths: &[String]) -> io::Result<Vec<Option<Vec<u8>>>> {
        paths.iter().map(|path| self.read(path)).collect()
    }

    /// Whether this complete chunk was pruned: then its bundle, statements and heads are gone for good.
    fn is_pruned(&self, _chunk: u64) -> bool {
        false
    }

    /// The entry at this index of a pruned chunk, where it is no grant; `None` for a grant. Blocks.
    fn pruned_entry(&self, _index: u64) -> io::Result<Option<Entry>> {
        Err(io::ErrorKind::InvalidData.into())
    }
}

impl Files for Home {
    fn read(&self, path: &str) -> io::Result<Option<Vec<u8>>> {
        disk::read_at_once(&self.at_path(path))
    }

    fn is_pruned(&self, chunk: u64) -> bool {
        self.pruned().has(chunk)
    }

    fn pruned_entry(&self, index: u64) -> io::Result<Option<Entry>> {
        self.pruned().entry(self, index)
    }
}
