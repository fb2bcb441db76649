//! The body of an answer, read piece by piece and never beyond its limit. Made by a transport around whatever it reads
//! from; reading one byte more than the limit is an error, not an end, so that a cut body never passes for a whole one.

use std::io::{self, Read};

/// A limited body.
pub struct Body {
    source: Box<dyn Read + Send>,
    left: u64,
}

impl Body {
    /// Reads from `source`, which may give at most `limit` bytes.
    pub fn new(source: impl Read + Send + 'static, limit: u64) -> Self {
        Self {
            source: Box::new(source),
            left: limit,
        }
    }

    /// No body.
    pub fn empty() -> Self {
        Self::new(io::empty(), 0)
    }

    /// Whether an error of [`Read`] says that there was more than the limit.
    pub fn is_too_long(error: &io::Error) -> bool {
        error.kind() == io::ErrorKind::FileTooLarge
    }
}

impl Read for Body {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.source.read(buffer)?;
        let taken = u64::try_from(read).unwrap_or(u64::MAX);
        self.left = self
            .left
            .checked_sub(taken)
            .ok_or(io::ErrorKind::FileTooLarge)?;
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_byte_too_many_is_an_error() {
        let read = |limit| {
            let mut read = Vec::new();
            Body::new(&b"four"[..], limit)
                .read_to_end(&mut read)
                .map(|_| read)
        };
        assert_eq!(read(4).unwrap(), b"four");
        assert!(Body::is_too_long(&read(3).unwrap_err()));
    }
}
