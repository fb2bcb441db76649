//! Takes a stream of events apart (`text/event-stream`): fields up to an empty line, comments as a sign of life. Only what a
//! relay of ours writes is understood; anything else ends the stream.

use std::io::{BufRead as _, BufReader, Read as _};

use keepwell_protocol::relay_api::{MailboxEvent, MailboxState};
use serde::de::DeserializeOwned;

use crate::{error::ClientError, exchange::broken, transport::Body};

/// The longest line, in bytes: an event with its evidence and a sealed report takes a tenth of it.
const MAX_LINE: u64 = 64 * 1024;
/// The most lines of one event.
const MAX_LINES: usize = 8;
const STEP: &str = "following a mailbox";

/// One thing that a stream says.
pub(super) enum Frame {
    /// It is alive.
    Alive,
    /// The event with this number. Boxed since most frames are signs of life.
    Happened(u32, Box<MailboxEvent>),
    /// Where the mailbox stands.
    State(MailboxState),
    /// It is over: what a reader is told.
    Ended,
}

/// A stream, frame by frame.
pub(super) struct Frames(BufReader<Body>);

#[derive(Default)]
struct Fields {
    id: Option<String>,
    event: Option<String>,
    data: Option<String>,
}

impl Frames {
    pub(super) fn new(body: Body) -> Self {
        Self(BufReader::new(body))
    }

    /// The next frame; `None` at the end. Waits for it.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`], or [`ClientError::Unreachable`] when the line broke or fell silent.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, ClientError> {
        let mut fields = Fields::default();
        for _ in 0..MAX_LINES {
            let Some(line) = self.line()? else {
                return Ok(None);
            };
            if line.is_empty() {
                return fields.read().map(Some);
            }
            fields.take(&line)?;
        }
        Err(nonsense())
    }

    /// A line without its end; `None` when there is no whole one any more.
    fn line(&mut self) -> Result<Option<String>, ClientError> {
        let mut line = Vec::new();
        let mut limited = (&mut self.0).take(MAX_LINE);
        limited
            .read_until(b'\n', &mut line)
            .map_err(|error| broken(&error))?;
        match line.pop() {
            None => Ok(None),
            Some(b'\n') => String::from_utf8(line).map(Some).map_err(|_| nonsense()),
            Some(_) if limited.limit() == 0 => Err(nonsense()),
            Some(_) => Ok(None),
        }
    }
}

impl Fields {
    fn take(&mut self, line: &str) -> Result<(), ClientError> {
        let (name, value) = line.split_once(':').ok_or(nonsense())?;
        let value = value.strip_prefix(' ').unwrap_or(value).to_owned();
        let field = match name {
            // A comment.
            "" => return Ok(()),
            "id" => &mut self.id,
            "event" => &mut self.event,
            "data" => &mut self.data,
            _ => return Err(nonsense()),
        };
        match field.replace(value) {
            None => Ok(()),
            Some(_) => Err(nonsense()),
        }
    }

    fn read(self) -> Result<Frame, ClientError> {
        match (self.event.as_deref(), self.id, self.data) {
            (None, None, None) => Ok(Frame::Alive),
            (Some("happened"), Some(id), Some(data)) => {
                let number = id.parse().map_err(|_| nonsense())?;
                Ok(Frame::Happened(number, json(&data)?))
            }
            (Some("state"), None, Some(data)) => Ok(Frame::State(json(&data)?)),
            (Some("ended"), None, Some(_)) => Ok(Frame::Ended),
            _ => Err(nonsense()),
        }
    }
}

fn json<T: DeserializeOwned>(data: &str) -> Result<T, ClientError> {
    serde_json::from_str(data).map_err(|_| nonsense())
}

fn nonsense() -> ClientError {
    ClientError::Nonsense(STEP)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames(text: &str) -> Frames {
        let bytes = std::io::Cursor::new(text.as_bytes().to_vec());
        Frames::new(Body::new(bytes, 1 << 20))
    }

    #[test]
    fn what_a_relay_writes_is_read() {
        let mut frames =
            frames(":\n\nevent: state\ndata: \"open\"\n\nevent: ended\ndata: ended\n\n");
        assert!(matches!(frames.next(), Ok(Some(Frame::Alive))));
        let state = frames.next();
        assert!(matches!(state, Ok(Some(Frame::State(MailboxState::Open)))));
        assert!(matches!(frames.next(), Ok(Some(Frame::Ended))));
        assert!(matches!(frames.next(), Ok(None)));
    }

    #[test]
    fn a_frame_that_is_cut_is_none() {
        for text in [
            "",
            ":",
            ":\n",
            "event: ended\ndata: ended\n",
            "event: ended\nda",
        ] {
            assert!(matches!(frames(text).next(), Ok(None)), "{text}");
        }
    }

    #[test]
    fn anything_else_makes_no_sense() {
        let long = format!("data: {}\n\n", "x".repeat(70_000));
        for text in [
            "hello\n\n",
            "event: state\ndata: \"ajar\"\n\n",
            "event: happened\nid: 0\ndata: {}\n\n",
            "event: happened\ndata: {}\n\n",
            "event: other\ndata: x\n\n",
            "data: x\n\n",
            "event: ended\nevent: ended\ndata: x\n\n",
            ":\n:\n:\n:\n:\n:\n:\n:\n:\n\n",
            &long,
        ] {
            let read = frames(text).next();
            assert!(matches!(read, Err(ClientError::Nonsense(_))), "{text}");
        }
    }
}
