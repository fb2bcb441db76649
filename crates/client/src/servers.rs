//! What a program knows of its servers: learnt once from a well-known document, then pinned. The ledger's key is the
//! anchor of everything that is verified later, so it is compared with the pinned one and never silently replaced.

use std::{fmt, str::FromStr};

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{discovery, discovery::ServerInfo, origin::Origin};
use keepwell_tlog::note::{BadKey, VerifierKey};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::{
    error::ClientError,
    exchange::{exchange, read_json},
    transport::{Method, Request, Transport},
};

const STEP: &str = "what the server offers";
/// The largest discovery document, in bytes.
const MAX_BYTES: u64 = 16 * 1024;
const VERSION: u32 = 1;

/// A ledger's key under its origin: C2SP's `<origin>+<hash>+<base64>`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LedgerKey(VerifierKey);

impl LedgerKey {
    /// Reads `<origin>+<hash>+<base64>`.
    ///
    /// # Errors
    /// [`BadKey`] for any other spelling.
    pub fn parse(text: &str) -> Result<Self, BadKey> {
        VerifierKey::parse(text).map(Self)
    }

    /// The origin line of its checkpoints.
    pub fn origin(&self) -> &str {
        self.0.name().as_str()
    }

    /// The Ed25519 key.
    pub fn key(&self) -> &VerifyingKey {
        self.0.key()
    }

    /// The key as signed notes know it.
    pub fn verifier(&self) -> &VerifierKey {
        &self.0
    }
}

impl From<VerifierKey> for LedgerKey {
    fn from(key: VerifierKey) -> Self {
        Self(key)
    }
}

impl fmt::Display for LedgerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for LedgerKey {
    type Err = BadKey;

    fn from_str(text: &str) -> Result<Self, BadKey> {
        Self::parse(text)
    }
}

impl Serialize for LedgerKey {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for LedgerKey {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
        Self::parse(&text).map_err(D::Error::custom)
    }
}

/// The servers that a wallet or a clinic works with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Servers {
    /// Where mailboxes are.
    pub relay: Origin,
    /// The ledger's pinned key.
    pub ledger: LedgerKey,
    /// Where the ledger is reached.
    pub ledger_url: Origin,
    /// Where the clinic page is.
    pub page: Origin,
}

impl Servers {
    /// The servers that `info` names, when `server` itself runs the ledger. The caller compares the key with the one it
    /// has pinned.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`] when an address or the key cannot be read, or there is no ledger.
    pub fn from_info(server: &Origin, info: &ServerInfo) -> Result<Self, ClientError> {
        let nonsense = ClientError::Nonsense(STEP);
        let ledger = info.ledger.as_ref().ok_or(ClientError::Nonsense(STEP))?;
        let key = LedgerKey::parse(&ledger.key).map_err(|_| ClientError::Nonsense(STEP))?;
        if key.origin() != ledger.origin {
            return Err(nonsense);
        }
        Ok(Self {
            relay: info
                .relay_origin()
                .map_err(|_| ClientError::Nonsense(STEP))?,
            ledger: key,
            ledger_url: server.clone(),
            page: Origin::parse(&info.page).map_err(|_| nonsense)?,
        })
    }
}

/// Asks a server what it offers.
///
/// # Errors
/// [`ClientError::Unreachable`], or [`ClientError::Nonsense`] when it is not a server of ours.
pub fn discover(transport: &dyn Transport, server: &Origin) -> Result<ServerInfo, ClientError> {
    let request = Request {
        method: Method::Get,
        url: format!("{server}{}", discovery::PATH),
        headers: Vec::new(),
        body: Vec::new(),
        limit: MAX_BYTES,
    };
    let response = match exchange(transport, STEP, request, &[200]) {
        Ok(response) => response,
        // Any refusal here means that this is some other kind of server.
        Err(error) if error.is_unreachable() => return Err(error),
        Err(_) => return Err(ClientError::Nonsense(STEP)),
    };
    let info: ServerInfo = read_json(STEP, response.body)?;
    if info.version != VERSION || info.relay_origin().is_err() {
        return Err(ClientError::Nonsense(STEP));
    }
    Ok(info)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Scripted, answer, refusal};
    use keepwell_crypto::sign::SigningKey;
    use keepwell_tlog::note::Name;

    fn key() -> LedgerKey {
        let public = SigningKey::from_seed(&[1; 32]).verifying_key();
        VerifierKey::new(Name::parse("ledger.example/log").unwrap(), public).into()
    }

    fn document() -> String {
        format!(
            r#"{{"version":1,"relay":"https://relay.example","page":"https://page.example","ledger":{{"origin":"ledger.example/log","key":"{}"}}}}"#,
            key()
        )
    }

    fn ask(body: &str, status: u16) -> Result<ServerInfo, ClientError> {
        let body = body.to_owned();
        let transport = Scripted::new(move |_| Ok(answer(status, &[], &body)));
        discover(
            &transport,
            &Origin::parse("https://server.example").unwrap(),
        )
    }

    #[test]
    fn servers_are_read_from_the_document() {
        let server = Origin::parse("https://server.example").unwrap();
        let servers = Servers::from_info(&server, &ask(&document(), 200).unwrap()).unwrap();
        assert_eq!(servers.ledger, key());
        assert_eq!(servers.relay.as_str(), "https://relay.example");
        assert_eq!(servers.ledger_url, server);
        let text = serde_json::to_string(&servers.ledger).unwrap();
        assert_eq!(serde_json::from_str::<LedgerKey>(&text).unwrap(), key());
    }

    #[test]
    fn any_other_server_makes_no_sense() {
        let long = " ".repeat(2 << 20);
        for (body, status) in [
            ("<html>hello</html>", 200),
            ("", 200),
            ("{}", 200),
            (&document().replace("\"version\":1", "\"version\":2"), 200),
            (&document().replace("https://relay", "http://relay"), 200),
            (&document(), 201),
            ("<html>not found</html>", 404),
            (&long, 200),
        ] {
            let error = ask(body, status).unwrap_err();
            assert!(matches!(error, ClientError::Nonsense(_)), "{status}");
        }
        let transport = Scripted::new(|_| Ok(refusal(404, "not_available")));
        let server = Origin::parse("https://server.example").unwrap();
        let error = discover(&transport, &server).unwrap_err();
        assert!(matches!(error, ClientError::Nonsense(_)));
    }

    #[test]
    fn a_key_of_another_origin_is_refused() {
        let server = Origin::parse("https://server.example").unwrap();
        let mut info = ask(&document(), 200).unwrap();
        info.ledger.as_mut().unwrap().origin = "other.example/log".into();
        assert!(Servers::from_info(&server, &info).is_err());
        info.ledger = None;
        assert!(Servers::from_info(&server, &info).is_err());
    }
}
