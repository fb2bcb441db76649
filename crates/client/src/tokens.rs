//! Fetches tokens from a server that asks for them: its key first, then one token a request, for as long as the invitation is good.
//! What came is kept even when the rest does not.

use keepwell_protocol::{
    admission::{
        DIRECTORY_PATH, Directory, ISSUE_PATH, Invitation, MAX_DIRECTORY_BYTES, PendingToken,
        REQUEST_TYPE, Token, TokenChallenge, TokenResponse,
    },
    origin::Origin,
};
use rand_core::CryptoRngCore;

use crate::{
    error::ClientError,
    exchange::{exchange, read_body},
    transport::{Method, Request, Response, Transport},
};

const DIRECTORY: &str = "reading which key a server's tokens are of";
const ISSUE: &str = "fetching a token";
/// The status for who is not invited, or not any more.
const NOT_INVITED: u16 = 403;

/// What one fetching brought.
pub struct Fetched {
    /// What they are good for.
    pub challenge: TokenChallenge,
    /// The tokens, each to be kept sealed before it is used.
    pub tokens: Vec<Token>,
    /// Why it ended before `most` had come; `None` also when the invitation is used up or unknown.
    pub ended: Option<ClientError>,
}

/// Fetches up to `most` tokens of the server at `origin`.
///
/// # Errors
/// [`ClientError`] when the server does not say which key its tokens are of; [`ClientError::NotAvailable`] where it has none.
pub fn fetch(
    transport: &dyn Transport,
    origin: &Origin,
    invitation: &Invitation,
    most: usize,
    rng: &mut dyn CryptoRngCore,
) -> Result<Fetched, ClientError> {
    let key = key(transport, origin)?;
    let mut fetched = Fetched {
        challenge: TokenChallenge::new(origin.authority(), key),
        tokens: Vec::new(),
        ended: None,
    };
    while fetched.tokens.len() < most {
        match one(transport, origin, invitation, &fetched.challenge, rng) {
            Ok(Some(token)) => fetched.tokens.push(token),
            Ok(None) => break,
            Err(error) => {
                fetched.ended = Some(error);
                break;
            }
        }
    }
    Ok(fetched)
}

fn key(
    transport: &dyn Transport,
    origin: &Origin,
) -> Result<keepwell_crypto::voprf::EvaluatorKey, ClientError> {
    let request = Request {
        method: Method::Get,
        url: format!("{origin}{DIRECTORY_PATH}"),
        headers: Vec::new(),
        body: Vec::new(),
        limit: MAX_DIRECTORY_BYTES,
    };
    let response = exchange(transport, DIRECTORY, request, &[200, 404])?;
    if response.status == 404 {
        return Err(ClientError::NotAvailable);
    }
    let json = read_body(DIRECTORY, response.body)?;
    let directory = Directory::from_json(&json).and_then(|directory| directory.key());
    directory.map_err(|_| ClientError::Nonsense(DIRECTORY))
}

/// One token; `None` for who is not invited any more.
fn one(
    transport: &dyn Transport,
    origin: &Origin,
    invitation: &Invitation,
    challenge: &TokenChallenge,
    rng: &mut dyn CryptoRngCore,
) -> Result<Option<Token>, ClientError> {
    let nonsense = |_| ClientError::Nonsense(ISSUE);
    let pending = PendingToken::new(challenge, rng).map_err(nonsense)?;
    let request = Request {
        method: Method::Post,
        url: format!("{origin}{ISSUE_PATH}"),
        headers: vec![
            ("content-type", REQUEST_TYPE.to_owned()),
            ("authorization", invitation.to_header()),
        ],
        body: pending.request().to_bytes(),
        limit: 0,
    };
    let Response { status, body, .. } = exchange(transport, ISSUE, request, &[200, NOT_INVITED])?;
    if status == NOT_INVITED {
        return Ok(None);
    }
    let response = read_body(ISSUE, body)?;
    let response =
        TokenResponse::from_bytes(&response).map_err(|_| ClientError::Nonsense(ISSUE))?;
    // A proof for another key would mark who uses the token.
    pending.finish(&response).map(Some).map_err(nonsense)
}
