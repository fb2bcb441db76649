//! What a client is told when the answer is no: concise problem details (RFC 9290), a title that stays the same for
//! programs and a sentence for people. Nothing in it comes from the request.

use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use ciborium::Value;
use keepwell_admission::Refused;
use keepwell_protocol::FormatError;
use keepwell_protocol::admission::ASKED_TITLE;
use keepwell_protocol::cbor;
use keepwell_protocol::cose::{NO_PAYLOAD, OTHER_ALGORITHM};
use keepwell_protocol::ledger_api::entry_path;

use crate::disk;
use crate::door::NotRegistered;
use crate::prove::ProveError;
use crate::register::Refusal;
use crate::throttle::TooOften;

/// Media type of problem details.
pub(crate) const PROBLEM_TYPE: &str = "application/concise-problem-details+cbor";
/// Keys of the map.
const TITLE: i64 = -1;
const DETAIL: i64 = -2;
const RESPONSE_CODE: i64 = -4;

/// An answer that is not what was asked for.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    status: StatusCode,
    title: &'static str,
    detail: String,
    retry_after_s: Option<u64>,
    location: Option<String>,
    challenge: Option<String>,
}

impl Problem {
    pub(crate) fn new(status: StatusCode, title: &'static str, detail: impl Into<String>) -> Self {
        Self {
            status,
            title,
            detail: detail.into(),
            retry_after_s: None,
            location: None,
            challenge: None,
        }
    }

    /// For a grant in a batch: an answer to a challenge is for one statement.
    pub(crate) fn not_in_a_batch() -> Self {
        let detail = "A new grant is let in by itself here: send it to /entries.";
        Self::new(StatusCode::UNAUTHORIZED, ASKED_TITLE, detail)
    }

    pub(crate) fn not_found() -> Self {
        let detail = "The ledger has nothing under this address.";
        Self::new(StatusCode::NOT_FOUND, "Not found", detail)
    }

    /// None of the ledger's keys has that id; as SCRAPI has it.
    pub(crate) fn no_such_key() -> Self {
        let detail = "The ledger has no key with this id.";
        Self::new(StatusCode::NOT_FOUND, "No such key", detail)
    }

    /// It is below the minimum index.
    pub(crate) fn pruned() -> Self {
        let detail = "This is older than the ledger keeps its entries, and was removed. /retention has its policy.";
        Self::new(StatusCode::GONE, "Pruned", detail)
    }

    /// PostgreSQL or the object store is away, or the system has no file left.
    pub(crate) fn out_of_reach() -> Self {
        let detail = "The ledger cannot reach a part of itself now. Ask again later.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "Out of reach", detail).retry_after(5)
    }

    pub(crate) fn too_large() -> Self {
        let detail = "This is more than a request to the ledger may hold.";
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "Too large", detail)
    }

    /// `detail` says which one it takes.
    pub(crate) fn media_type(detail: &'static str) -> Self {
        Self::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "Unknown media type",
            detail,
        )
    }

    pub(crate) fn busy() -> Self {
        let detail = "More statements are waiting than the ledger can take. Try again in a moment.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "Busy", detail).retry_after(1)
    }

    pub(crate) fn bad_request(detail: &'static str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, "Bad request", detail)
    }

    pub(crate) fn internal() -> Self {
        let detail = "The ledger could not read its own files. Its operator can see why.";
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Ledger damaged", detail)
    }

    pub(crate) fn status(&self) -> u16 {
        self.status.as_u16()
    }

    /// The body of the answer: a CBOR map.
    pub(crate) fn details(&self) -> Vec<u8> {
        cbor::encode(&Value::Map(vec![
            (Value::from(TITLE), Value::from(self.title)),
            (Value::from(DETAIL), Value::from(self.detail.as_str())),
            (
                Value::from(RESPONSE_CODE),
                Value::from(self.status.as_u16()),
            ),
        ]))
    }

    pub(crate) fn not_witnessed() -> Self {
        let detail =
            "Too few witnesses have seen this state of the ledger yet. Try again in a moment.";
        Self::new(StatusCode::SERVICE_UNAVAILABLE, "Not witnessed", detail).retry_after(1)
    }

    fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }
}

impl From<FormatError> for Problem {
    fn from(error: FormatError) -> Self {
        let detail = format!("{error}.");
        // The first two as SCRAPI has them, whose clients go by the title.
        let title = match error {
            FormatError::Malformed { field, .. } if field == OTHER_ALGORITHM => {
                "Bad Signature Algorithm"
            }
            FormatError::Malformed { field, .. } if field == NO_PAYLOAD => "Payload Missing",
            FormatError::BadSignature { .. } => "Bad signature",
            _ => "Bad statement",
        };
        Self::new(StatusCode::BAD_REQUEST, title, detail)
    }
}

impl From<TooOften> for Problem {
    fn from(too_often: TooOften) -> Self {
        let detail = "Too many requests from this address. Try again later.";
        Self::new(StatusCode::TOO_MANY_REQUESTS, "Too many requests", detail)
            .retry_after(too_often.retry_after_s)
    }
}

impl From<Refused> for Problem {
    fn from(refused: Refused) -> Self {
        let Refused::Asked(challenge) = refused else {
            return Self::busy();
        };
        let detail = "A new grant needs an answer to the challenge in WWW-Authenticate.";
        let mut problem = Self::new(StatusCode::UNAUTHORIZED, ASKED_TITLE, detail);
        problem.challenge = Some(challenge);
        problem
    }
}

impl From<NotRegistered> for Problem {
    fn from(reason: NotRegistered) -> Self {
        let unavailable = StatusCode::SERVICE_UNAVAILABLE;
        match reason {
            NotRegistered::Busy => Self::busy(),
            NotRegistered::Stopped => Self::new(
                unavailable,
                "Stopped",
                "The ledger takes no statements now. Send the same statement again later.",
            )
            .retry_after(30),
            NotRegistered::Refused(refusal) => refusal.into(),
            NotRegistered::Wrong(error) => error.into(),
        }
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        let (status, title, detail) = match refusal {
            Refusal::OutOfReach => return Self::out_of_reach(),
            Refusal::Unreadable => return Self::internal(),
            Refusal::Pruned => return Self::pruned(),
            Refusal::AlreadyRevoked(_) => (
                StatusCode::CONFLICT,
                "Already revoked",
                "Another statement has ended this grant before; Location names it.",
            ),
            Refusal::KeyUsed => (
                StatusCode::CONFLICT,
                "Key used",
                "This key has signed another grant. Every grant needs a key of its own.",
            ),
            Refusal::LedgerOnly => (
                StatusCode::FORBIDDEN,
                "Not allowed",
                "Only the ledger itself writes statements of this type.",
            ),
            Refusal::NotTheTargets => (
                StatusCode::FORBIDDEN,
                "Not allowed",
                "Only the key that signed a grant can revoke it, and only grants are revoked.",
            ),
            Refusal::RelayOnly => (
                StatusCode::FORBIDDEN,
                "Not allowed",
                "Only a relay in the ledger's key set writes statements of this type.",
            ),
            Refusal::UnknownTarget => (
                StatusCode::CONFLICT,
                "Unknown grant",
                "The grant that this revokes is not on the ledger. Register it first.",
            ),
        };
        let mut problem = Self::new(status, title, detail);
        if let Refusal::AlreadyRevoked(first) = refusal {
            problem.location = Some(entry_path(&first));
        }
        problem
    }
}

impl From<ProveError> for Problem {
    fn from(error: ProveError) -> Self {
        match error {
            ProveError::Absent => return Self::not_found(),
            ProveError::Pruned => return Self::pruned(),
            ProveError::Disk(error) => return error.into(),
            ProveError::Damaged => {}
        }
        tracing::error!(%error, "a proof could not be made");
        Self::internal()
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::NotConnected {
            tracing::warn!(%error, "what several machines share could not be reached");
            return Self::out_of_reach();
        }
        if disk::is_out_of_files(&error) {
            tracing::warn!(%error, "a file of the log could not be read now");
            return Self::out_of_reach();
        }
        tracing::error!(%error, "a file of the log could not be read");
        Self::internal()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let details = self.details();
        let mut response = (
            self.status,
            [
                (header::CONTENT_TYPE, PROBLEM_TYPE),
                (header::CACHE_CONTROL, "no-store"),
            ],
            details,
        )
            .into_response();
        let retry = self.retry_after_s.map(HeaderValue::from);
        let location = self.location.and_then(|path| path.parse().ok());
        let challenge = self.challenge.and_then(|value| value.parse().ok());
        let headers = response.headers_mut();
        headers.extend(challenge.map(|value| (header::WWW_AUTHENTICATE, value)));
        headers.extend(retry.map(|value| (header::RETRY_AFTER, value)));
        headers.extend(location.map(|value| (header::LOCATION, value)));
        response
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_a_cbor_map_with_title_detail_and_code() {
        let first = [7; 32];
        let response = Problem::from(Refusal::AlreadyRevoked(first)).into_response();
        assert_eq!(response.status(), 409);
        assert_eq!(response.headers()[header::CONTENT_TYPE], PROBLEM_TYPE);
        assert_eq!(response.headers()[header::LOCATION], entry_path(&first));
        let busy = Problem::from(NotRegistered::Busy).into_response();
        assert_eq!(busy.headers()[header::RETRY_AFTER], "1");
    }
}
