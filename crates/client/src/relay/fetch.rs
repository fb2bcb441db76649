//! Downloads a part as a stream that goes on after a cut. A second request asks for the rest of the same bytes: when the
//! part was replaced in between, the download fails instead of mixing two.

use std::io::{self, Read};

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::{MailboxId, OpeningId},
    relay_api::part_path,
    time::Timestamp,
};

use crate::{
    error::ClientError,
    exchange::broken,
    relay::{MAX_PART, Relay, signed::Call},
    transport::{Body, Response},
};

const STEP: &str = "downloading a part";
/// How often a download may break without a single byte between.
const PATIENCE: u32 = 3;
/// The longest entity tag that is sent back, in characters.
const MAX_TAG: usize = 128;

impl Relay<'_> {
    /// Opens a part for reading, within an opening. The relay counts the opening and tells the owner before it sends the
    /// first byte; further parts and repeated requests under the same opening id count once.
    ///
    /// # Errors
    /// [`ClientError::NotAvailable`] when the lease does not let this reader in now.
    pub fn fetch<'r>(
        &'r self,
        access: &'r SigningKey,
        id: &MailboxId,
        part: &str,
        opening: &OpeningId,
        now: Timestamp,
    ) -> Result<PartReader<'r>, ClientError> {
        let request = PartRequest {
            relay: self,
            access,
            path: part_path(id, part),
            opening: *opening,
            now,
        };
        let response = request.send(None)?;
        let length = response
            .header("content-length")
            .and_then(|length| length.parse().ok())
            .filter(|length| *length <= MAX_PART)
            .ok_or(ClientError::Nonsense(STEP))?;
        let tag = response
            .header("etag")
            .filter(|tag| tag.len() <= MAX_TAG && tag.bytes().all(|b| b.is_ascii_graphic()))
            .map(str::to_owned);
        Ok(PartReader {
            request,
            body: response.body,
            tag,
            length,
            read: 0,
        })
    }
}

struct PartRequest<'r> {
    relay: &'r Relay<'r>,
    access: &'r SigningKey,
    path: String,
    opening: OpeningId,
    now: Timestamp,
}

impl PartRequest<'_> {
    /// Asks for everything, or for what follows `rest` = (first byte, entity tag).
    fn send(&self, rest: Option<(u64, &str)>) -> Result<Response, ClientError> {
        let (headers, expected) = match rest {
            None => (Vec::new(), 200),
            Some((from, tag)) => {
                let range = ("range", format!("bytes={from}-"));
                (vec![range, ("if-range", tag.to_owned())], 206)
            }
        };
        let call = Call {
            opening: Some(self.opening),
            headers,
            limit: MAX_PART,
            ..Call::of_owner(STEP, self.path.clone(), self.access, self.now)
        };
        self.relay.signed(&call, &[expected])
    }
}

/// A part while it is downloaded. Errors of reading carry a [`ClientError`] inside.
pub struct PartReader<'r> {
    request: PartRequest<'r>,
    body: Body,
    tag: Option<String>,
    length: u64,
    read: u64,
}

impl PartReader<'_> {
    /// The part's whole length, in bytes of ciphertext, as the relay says.
    pub fn length(&self) -> u64 {
        self.length
    }

    /// Goes on from the next byte with a new request.
    fn reconnect(&mut self) -> Result<(), ClientError> {
        let tag = self.tag.as_deref().ok_or(ClientError::Nonsense(STEP))?;
        let response = self.request.send(Some((self.read, tag)))?;
        let begins = format!("bytes {}-", self.read);
        let ends = format!("/{}", self.length);
        let range = response.header("content-range").unwrap_or_default();
        if !range.starts_with(&begins) || !range.ends_with(&ends) {
            return Err(ClientError::Nonsense(STEP));
        }
        self.body = response.body;
        Ok(())
    }

    fn read_once(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.body.read(buffer)?;
        if read == 0 && !buffer.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok(read)
    }
}

impl Read for PartReader<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.length - self.read).unwrap_or(usize::MAX);
        let wanted = buffer.len().min(left);
        let Some(buffer) = buffer.get_mut(..wanted).filter(|buffer| !buffer.is_empty()) else {
            return Ok(0);
        };
        let mut failures = 0;
        loop {
            match self.read_once(buffer) {
                Ok(read) => {
                    self.read += u64::try_from(read).unwrap_or_default();
                    return Ok(read);
                }
                Err(error) if failures == PATIENCE => {
                    return Err(io::Error::other(ClientError::from(broken(&error))));
                }
                Err(_) => failures += 1,
            }
            self.reconnect().map_err(io::Error::other)?;
        }
    }
}

#[cfg(test)]
mod tests;
