//! Uploads a part piece by piece and goes on where the relay stopped, also in a later run of the program. The digest of
//! the whole goes with every piece, so that pieces of two different ciphertexts never end up in one part.

use std::io::{Read, Seek, SeekFrom};

use keepwell_crypto::{hash::Hasher, sign::SigningKey};
use keepwell_protocol::{
    http_signature::content_digest,
    mailbox::MailboxId,
    relay_api::{
        MAX_UPLOAD, UPLOAD_DIGEST_HEADER, UPLOAD_LENGTH_HEADER, UPLOAD_OFFSET_HEADER, part_path,
    },
    time::Timestamp,
};

use crate::{
    error::ClientError,
    relay::{Relay, signed::Call},
    transport::{Method, Response, TransportError},
};

const STEP: &str = "uploading a part";
/// The first piece; doubled while it goes well.
const FIRST_PIECE: usize = 1 << 20;
/// The smallest piece on a slow line.
const SMALLEST_PIECE: usize = 64 << 10;
/// How often an upload may fail without any progress between.
const PATIENCE: u32 = 3;

/// What is being uploaded, the same for every piece.
struct Upload<'u> {
    owner: &'u SigningKey,
    path: String,
    /// `Repr-Digest` of the whole.
    digest: String,
    length: u64,
    now: Timestamp,
}

impl Relay<'_> {
    /// Uploads `length` bytes of ciphertext from `source` as a part of a mailbox. What the relay already has of the same
    /// ciphertext is not sent again; another one under this name is replaced once this one is complete.
    ///
    /// # Errors
    /// [`ClientError::Source`] when `source` fails or has another length, [`ClientError::Conflict`] when the mailbox is
    /// over, [`ClientError::NotAvailable`] when there is none of this owner's.
    pub fn upload(
        &self,
        owner: &SigningKey,
        id: &MailboxId,
        part: &str,
        source: &mut (impl Read + Seek),
        length: u64,
        now: Timestamp,
    ) -> Result<(), ClientError> {
        let upload = Upload {
            owner,
            path: part_path(id, part),
            digest: digest_of(source, length)?,
            length,
            now,
        };
        let mut size = FIRST_PIECE;
        let mut failures = 0;
        let mut at = self.resume(&upload)?;
        while at < length {
            match self.send_piece(&upload, source, at, size) {
                Ok(next) => {
                    (at, failures) = (next, 0);
                    size = size.saturating_mul(2).min(MAX_UPLOAD);
                }
                Err(error) if failures < PATIENCE && may_go_on(&error) => {
                    failures += 1;
                    size = (size / 4).max(SMALLEST_PIECE);
                    at = self.resume(&upload)?;
                }
                Err(error) => return Err(error),
            }
        }
        Ok(())
    }

    /// How much of this very ciphertext the relay has.
    fn resume(&self, upload: &Upload<'_>) -> Result<u64, ClientError> {
        let call = Call {
            method: Method::Head,
            ..Call::of_owner(STEP, upload.path.clone(), upload.owner, upload.now)
        };
        let response = self.signed(&call, &[200, 204])?;
        let same = response.header(UPLOAD_DIGEST_HEADER) == Some(upload.digest.as_str());
        if same {
            offset_in(&response, upload.length)
        } else {
            Ok(0)
        }
    }

    fn send_piece(
        &self,
        upload: &Upload<'_>,
        source: &mut (impl Read + Seek),
        at: u64,
        size: usize,
    ) -> Result<u64, ClientError> {
        let left = usize::try_from(upload.length - at).unwrap_or(usize::MAX);
        let mut piece = vec![0; size.min(left)];
        source
            .seek(SeekFrom::Start(at))
            .and_then(|_| source.read_exact(&mut piece))
            .map_err(ClientError::Source)?;
        let call = Call {
            method: Method::Patch,
            headers: vec![
                ("content-type", "application/offset+octet-stream".to_owned()),
                (UPLOAD_OFFSET_HEADER, at.to_string()),
                (UPLOAD_LENGTH_HEADER, upload.length.to_string()),
                (UPLOAD_DIGEST_HEADER, upload.digest.clone()),
            ],
            body: piece,
            ..Call::of_owner(STEP, upload.path.clone(), upload.owner, upload.now)
        };
        let response = self.signed(&call, &[200, 201, 204])?;
        let next = offset_in(&response, upload.length)?;
        if next > at {
            Ok(next)
        } else {
            Err(ClientError::Nonsense(STEP))
        }
    }
}

/// A broken line, or another upload of the same part in between, is worth another look at what is there.
fn may_go_on(error: &ClientError) -> bool {
    match error {
        ClientError::Unreachable(error) => {
            matches!(error, TransportError::Broken | TransportError::Silent)
        }
        other => matches!(other, ClientError::Conflict),
    }
}

fn offset_in(response: &Response, length: u64) -> Result<u64, ClientError> {
    response
        .header(UPLOAD_OFFSET_HEADER)
        .and_then(|offset| offset.parse().ok())
        .filter(|offset| *offset <= length)
        .ok_or(ClientError::Nonsense(STEP))
}

/// The `Repr-Digest` of the whole source, which must have exactly this length.
fn digest_of(source: &mut (impl Read + Seek), length: u64) -> Result<String, ClientError> {
    source
        .seek(SeekFrom::Start(0))
        .map_err(ClientError::Source)?;
    let mut hasher = Hasher::default();
    let mut buffer = vec![0; 64 << 10];
    let mut total = 0u64;
    loop {
        let read = source.read(&mut buffer).map_err(ClientError::Source)?;
        let Some(bytes) = buffer.get(..read).filter(|bytes| !bytes.is_empty()) else {
            break;
        };
        hasher.update(bytes);
        total = total.saturating_add(u64::try_from(read).unwrap_or(u64::MAX));
    }
    if total != length || total == 0 {
        return Err(ClientError::Source(std::io::ErrorKind::InvalidData.into()));
    }
    Ok(content_digest(&hasher.finish()))
}

#[cfg(test)]
mod tests;
