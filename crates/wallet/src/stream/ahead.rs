//! Reading ahead: a source that takes work to read, as a sealed file does, is read by a thread of its own, a few pieces before
//! whoever works on them, so that decrypting and encrypting use two processors. Pieces are wiped when they were used.

use std::{
    io::{self, Read},
    sync::mpsc::{Receiver, SyncSender, sync_channel},
    thread,
};

use zeroize::Zeroizing;

/// How much is read at once, in bytes.
const PIECE: usize = 256 << 10;
/// How many pieces may wait.
const WAITING: usize = 4;

type Piece = io::Result<Zeroizing<Vec<u8>>>;

/// What was read ahead. An error of the source comes where it happened, behind all that was read before it.
pub(crate) struct Ahead {
    pieces: Receiver<Piece>,
    piece: Zeroizing<Vec<u8>>,
    used: usize,
}

/// Does `work` on what `source` gives. When `work` ends before `source` does, the rest is not read.
///
/// # Errors
/// Those of `work`, or when the system has no thread left.
pub(crate) fn ahead<T, E: From<io::Error>>(
    source: &mut (impl Read + Send),
    work: impl FnOnce(&mut Ahead) -> Result<T, E>,
) -> Result<T, E> {
    let (sender, pieces) = sync_channel(WAITING);
    thread::scope(|scope| {
        thread::Builder::new().spawn_scoped(scope, move || read_all(source, &sender))?;
        // Dropped before the scope waits for the thread, which then finds nobody to read for.
        let mut ahead = Ahead {
            pieces,
            piece: Zeroizing::default(),
            used: 0,
        };
        work(&mut ahead)
    })
}

fn read_all(source: &mut impl Read, pieces: &SyncSender<Piece>) {
    loop {
        let mut piece = Zeroizing::new(Vec::with_capacity(PIECE));
        let limit = u64::try_from(PIECE).unwrap_or(u64::MAX);
        let read = source.by_ref().take(limit).read_to_end(&mut piece);
        let is_over = !matches!(read, Ok(count) if count > 0);
        // What was read before an error is the reader's all the same.
        if !piece.is_empty() && pieces.send(Ok(piece)).is_err() {
            return;
        }
        if let Err(error) = read {
            let _ = pieces.send(Err(error));
        }
        if is_over {
            return;
        }
    }
}

impl Read for Ahead {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.used == self.piece.len() {
            let Ok(next) = self.pieces.recv() else {
                return Ok(0);
            };
            (self.piece, self.used) = (next?, 0);
        }
        let mut rest = self.piece.get(self.used..).unwrap_or_default();
        let count = rest.read(into)?;
        self.used += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// So many bytes, then an error.
    struct Torn(usize);

    impl Read for Torn {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let count = self.0.min(into.len()).min(1000);
            if self.0 == 0 && !into.is_empty() {
                return Err(io::ErrorKind::InvalidData.into());
            }
            self.0 -= count;
            into[..count].fill(7);
            Ok(count)
        }
    }

    #[test]
    fn every_byte_comes_through_in_order() {
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 11 * PIECE + 3] {
            let bytes: Vec<u8> = (0..=255).cycle().take(length).collect();
            let mut read = Vec::new();
            let copied = ahead(&mut &*bytes, |content| content.read_to_end(&mut read));
            assert_eq!(copied.unwrap(), length);
            assert!(read == bytes, "{length}");
        }
    }

    #[test]
    fn an_error_comes_behind_what_was_read_before_it() {
        for length in [0, 999, 3 * PIECE, 3 * PIECE + 5] {
            let mut read = Vec::new();
            let error = ahead(&mut Torn(length), |content| content.read_to_end(&mut read));
            assert_eq!(error.unwrap_err().kind(), io::ErrorKind::InvalidData);
            assert_eq!(read.len(), length);
        }
    }

    #[test]
    fn who_stops_early_waits_for_nothing() {
        let mut endless = io::repeat(1);
        let first = ahead(&mut endless, |content| {
            let mut first = [0; 3];
            content.read_exact(&mut first).map(|()| first)
        });
        assert_eq!(first.unwrap(), [1; 3]);
    }
}
