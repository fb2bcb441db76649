//! Boxes: one sealed blob each, read by whoever knows its id and replaced by its owner alone, and only when it is still
//! the one that was read. So two devices of one wallet never overwrite each other unseen.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::BoxId,
    relay_api::{MAX_BOX, box_path},
    time::Timestamp,
};

use crate::{
    error::ClientError,
    exchange::{exchange, read_body},
    relay::{Relay, signed::Call},
    transport::{Method, Request, Response},
};

const READ: &str = "reading a box";
const WRITE: &str = "writing a box";
/// The longest version that is sent back, in characters.
const MAX_VERSION: usize = 128;

/// What is in a box. Nothing says who wrote it: the contents are sealed or signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoxContents {
    /// The bytes, at most [`MAX_BOX`].
    pub bytes: Vec<u8>,
    /// What to give to [`Relay::write_box`] to replace exactly these.
    pub version: String,
}

impl Relay<'_> {
    /// The contents of a box; `None` when nobody wrote one.
    ///
    /// # Errors
    /// [`ClientError`] when the relay cannot be reached or makes no sense.
    pub fn read_box(&self, id: &BoxId) -> Result<Option<BoxContents>, ClientError> {
        let request = Request {
            method: Method::Get,
            url: format!("{}{}", self.origin, box_path(id)),
            headers: Vec::new(),
            body: Vec::new(),
            limit: max_box(),
        };
        match exchange(self.transport, READ, request, &[200]) {
            Ok(response) => {
                let version = version_of(READ, &response)?;
                let bytes = read_body(READ, response.body)?;
                Ok(Some(BoxContents { bytes, version }))
            }
            Err(ClientError::NotAvailable) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Writes a box, of which the first writer's key becomes the owner, and gives its new version. `expected` is the
    /// version that it replaces; `None` when there must be none yet. Writing what is there already is a success.
    ///
    /// # Errors
    /// [`ClientError::Conflict`] when there is another version, or one at all.
    pub fn write_box(
        &self,
        owner: &SigningKey,
        id: &BoxId,
        bytes: &[u8],
        expected: Option<&str>,
        now: Timestamp,
    ) -> Result<String, ClientError> {
        let condition = match expected {
            Some(version) => ("if-match", version.to_owned()),
            None => ("if-none-match", "*".to_owned()),
        };
        let call = Call {
            method: Method::Put,
            headers: vec![condition],
            body: bytes.to_vec(),
            ..Call::of_owner(WRITE, box_path(id), owner, now)
        };
        let response = self.signed(&call, &[200, 201, 204])?;
        version_of(WRITE, &response)
    }
}

fn max_box() -> u64 {
    u64::try_from(MAX_BOX).unwrap_or(u64::MAX)
}

/// The `ETag`, when it can go back in a header.
fn version_of(step: &'static str, response: &Response) -> Result<String, ClientError> {
    response
        .header("etag")
        .filter(|tag| tag.len() <= MAX_VERSION && tag.bytes().all(|b| b.is_ascii_graphic()))
        .map(str::to_owned)
        .ok_or(ClientError::Nonsense(step))
}

#[cfg(test)]
mod tests {
    use keepwell_protocol::{origin::Origin, relay_api::NONCE_HEADER};

    use super::*;
    use crate::testing::{Scripted, answer, asks_nonce, header, refusal};

    const NOW: Timestamp = Timestamp::from_seconds(1000);

    fn read(
        response: impl Fn() -> Response + Send + Sync + 'static,
    ) -> Result<Option<BoxContents>, ClientError> {
        let transport = Scripted::new(move |_| Ok(response()));
        let relay = Relay::new(&transport, Origin::parse("https://relay.example").unwrap());
        relay.read_box(&BoxId::from_bytes([1; 16]))
    }

    #[test]
    fn only_the_relay_s_own_404_means_that_there_is_no_box() {
        let found = read(|| answer(200, &[("etag", "\"v1\"")], "sealed")).unwrap();
        let contents = found.unwrap();
        assert_eq!(
            (contents.bytes.as_slice(), contents.version.as_str()),
            (b"sealed".as_slice(), "\"v1\"")
        );
        assert_eq!(read(|| refusal(404, "not_available")).unwrap(), None);
        for wrong in [
            || answer(404, &[], "<html>not found</html>"),
            || answer(200, &[], "no version"),
            || answer(200, &[("etag", "\"a b\"")], "x"),
            || answer(302, &[], ""),
        ] {
            assert!(matches!(read(wrong), Err(ClientError::Nonsense(READ))));
        }
    }

    #[test]
    fn a_box_is_replaced_only_when_it_is_the_one_that_was_read() {
        let transport = Scripted::new(|request| {
            Ok(match (asks_nonce(request), header(request, "if-match")) {
                (true, _) => answer(204, &[(NONCE_HEADER, "n")], ""),
                (_, Some("\"v1\"")) => answer(204, &[("etag", "\"v2\"")], ""),
                _ => refusal(412, "conflict"),
            })
        });
        let relay = Relay::new(&transport, Origin::parse("https://relay.example").unwrap());
        let key = SigningKey::from_seed(&[1; 32]);
        let write =
            |expected| relay.write_box(&key, &BoxId::from_bytes([1; 16]), b"x", expected, NOW);
        assert_eq!(write(Some("\"v1\"")).unwrap(), "\"v2\"");
        assert!(matches!(write(Some("\"v0\"")), Err(ClientError::Conflict)));
        assert!(matches!(write(None), Err(ClientError::Conflict)));
    }
}
