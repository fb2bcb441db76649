//! Streams that hash what passes through them, so that bytes of any length are checked in constant memory. The reading one
//! also remembers whether it was itself that failed, since a copy does not tell its source from its target. What is decrypted
//! and encrypted again goes through a thread that reads ahead.

mod ahead;

use std::io::{self, Read, Write};

use keepwell_crypto::hash::{Digest, Hasher};

pub(crate) use ahead::ahead;

/// Hashes what is read.
pub(crate) struct HashedReader<R> {
    reader: R,
    hasher: Hasher,
    error: Option<io::Error>,
}

impl<R> HashedReader<R> {
    pub(crate) fn new(reader: R) -> Self {
        Self {
            reader,
            hasher: Hasher::default(),
            error: None,
        }
    }

    /// The digest of what was read.
    ///
    /// # Errors
    /// The error with which reading stopped.
    pub(crate) fn finish(self) -> io::Result<Digest> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(self.hasher.finish()),
        }
    }
}

impl<R: Read> Read for HashedReader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        match self.reader.read(into) {
            Ok(count) => {
                self.hasher.update(into.get(..count).unwrap_or_default());
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let kind = error.kind();
                self.error = Some(error);
                Err(kind.into())
            }
        }
    }
}

/// Hashes what is written.
pub(crate) struct HashedWriter<W> {
    writer: W,
    hasher: Hasher,
}

impl<W> HashedWriter<W> {
    pub(crate) fn new(writer: W) -> Self {
        Self {
            writer,
            hasher: Hasher::default(),
        }
    }

    /// The writer, and the digest of what was written.
    pub(crate) fn finish(self) -> (W, Digest) {
        (self.writer, self.hasher.finish())
    }
}

impl<W: Write> Write for HashedWriter<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.writer.write(bytes)?;
        self.hasher.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}
