//! The body of an answer while it comes in, for callers that block: each piece within the time that counts as silence.

use std::{
    io::{self, Cursor, Read},
    sync::Arc,
    time::Duration,
};

use reqwest::Response;

use super::line::Line;
use crate::transport::TransportError;

/// A body that is still coming.
pub(super) struct Incoming {
    line: Arc<Line>,
    answer: Response,
    silence: Duration,
    /// What came and was not read yet.
    piece: Cursor<Vec<u8>>,
}

impl Incoming {
    pub(super) fn new(line: Arc<Line>, answer: Response, silence: Duration) -> Self {
        Self {
            line,
            answer,
            silence,
            piece: Cursor::default(),
        }
    }
}

impl Read for Incoming {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let read = self.piece.read(buffer)?;
            if read > 0 || buffer.is_empty() {
                return Ok(read);
            }
            let next = self.line.wait(self.silence, self.answer.chunk());
            match next.map_err(cut)?.map_err(io::Error::other)? {
                Some(piece) => self.piece = Cursor::new(piece.into()),
                None => return Ok(0),
            }
        }
    }
}

fn cut(why: TransportError) -> io::Error {
    match why {
        TransportError::Silent => io::ErrorKind::TimedOut.into(),
        _ => io::ErrorKind::ConnectionAborted.into(),
    }
}
