//! Reading a journal frame by frame, and telling an unfinished write at its end, which was never acknowledged, from
//! damage. A crash leaves a frame short or, after a power cut, with sectors of zeros; anything else is damage.

use std::{
    fs::File,
    io::{self, BufReader, Read, Seek, SeekFrom},
    path::Path,
};

use keepwell_crypto::hash;

use super::{Frame, HEAD_LEN, Mark, TABLE, decode, mark};
use crate::sealer::Sealer;

const SECTOR: u64 = 512;
/// Fewer zeros than this may be chance.
const ZEROS_MIN: usize = 8;

/// What comes next in a journal.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A whole frame.
    Frame(Frame),
    /// Nothing: the journal ends with the frame before.
    End,
    /// The beginning of a write that was never finished, to the end of the file.
    Unfinished,
    /// Bytes that are neither.
    Damaged,
}

/// Reads a journal from one of its frames on.
pub(crate) struct Reader<'a> {
    input: BufReader<File>,
    sealer: &'a Sealer,
    generation: u64,
    mark: Mark,
    at: u64,
    length: u64,
}

struct Head {
    sequence: u64,
    body_len: u32,
    digest: hash::Digest,
}

impl<'a> Reader<'a> {
    /// Opens the journal of `generation` at `at`, the beginning or the end of a frame.
    pub(crate) fn open(
        path: &Path,
        sealer: &'a Sealer,
        generation: u64,
        at: u64,
    ) -> io::Result<Self> {
        let mut file = File::open(path)?;
        let length = file.metadata()?.len();
        file.seek(SeekFrom::Start(at))?;
        Ok(Self {
            input: BufReader::new(file),
            sealer,
            generation,
            mark: mark(sealer, generation),
            at,
            length,
        })
    }

    /// The file's length in bytes.
    pub(crate) fn length(&self) -> u64 {
        self.length
    }

    /// The next frame. After anything but [`Next::Frame`] there is nothing more to read.
    pub(crate) fn next(&mut self) -> io::Result<Next> {
        if self.at == self.length {
            return Ok(Next::End);
        }
        let mut bytes = Vec::with_capacity(HEAD_LEN);
        self.read_more(&mut bytes, HEAD_LEN)?;
        if bytes.len() < HEAD_LEN {
            return Ok(Next::Unfinished);
        }
        let Some(head) = self.open_head(&bytes) else {
            self.read_more(&mut bytes, usize::MAX)?;
            return Ok(self.unfinished_or_damaged(&bytes));
        };
        let body_len = usize::try_from(head.body_len).map_err(io::Error::other)?;
        self.read_more(&mut bytes, body_len)?;
        self.judge(&head, &bytes)
    }

    fn judge(&mut self, head: &Head, bytes: &[u8]) -> io::Result<Next> {
        let end = self.at + as_u64(HEAD_LEN) + u64::from(head.body_len);
        if end > self.length {
            return Ok(Next::Unfinished);
        }
        let body = bytes.get(HEAD_LEN..).unwrap_or_default();
        let changes = decode(body).filter(|_| hash::sha256(body) == head.digest);
        let Some(changes) = changes else {
            // Something was appended behind it, so it was once finished.
            let last = end == self.length;
            let judged = self.unfinished_or_damaged(bytes);
            return Ok(if last { judged } else { Next::Damaged });
        };
        self.at = end;
        let sequence = head.sequence;
        Ok(Next::Frame(Frame {
            sequence,
            changes,
            end,
        }))
    }

    /// Opens the head that `bytes` begin with.
    fn open_head(&self, bytes: &[u8]) -> Option<Head> {
        let sealed = bytes.get(..HEAD_LEN)?.strip_prefix(&self.mark)?;
        let key = self.generation.to_be_bytes();
        let plain = self.sealer.open(TABLE, &key, sealed).ok()?;
        let (sequence, rest) = plain.split_first_chunk::<8>()?;
        let (body_len, digest) = rest.split_first_chunk::<4>()?;
        Some(Head {
            sequence: u64::from_be_bytes(*sequence),
            body_len: u32::from_be_bytes(*body_len),
            digest: digest.try_into().ok()?,
        })
    }

    fn read_more(&mut self, bytes: &mut Vec<u8>, length: usize) -> io::Result<()> {
        let limit = u64::try_from(length).unwrap_or(u64::MAX);
        self.input.by_ref().take(limit).read_to_end(bytes)?;
        Ok(())
    }

    /// `bytes` begin at the frame that cannot be read. Were it unfinished, no other would follow.
    fn unfinished_or_damaged(&self, bytes: &[u8]) -> Next {
        let to_boundary = usize::try_from(SECTOR - self.at % SECTOR).unwrap_or_default();
        let (first, rest) = bytes.split_at_checked(to_boundary).unwrap_or((bytes, &[]));
        let sector = usize::try_from(SECTOR).unwrap_or(usize::MAX);
        let zeroed = std::iter::once(first)
            .chain(rest.chunks(sector))
            .any(|part| part.len() >= ZEROS_MIN && part.iter().all(|byte| *byte == 0));
        let finds_frame = |(at, _): (usize, &[u8])| {
            bytes
                .get(at..)
                .is_some_and(|bytes| self.open_head(bytes).is_some())
        };
        let followed = bytes
            .windows(self.mark.len())
            .enumerate()
            .skip(1)
            .any(finds_frame);
        if zeroed && !followed {
            Next::Unfinished
        } else {
            Next::Damaged
        }
    }
}

fn as_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}
