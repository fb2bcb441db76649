//! How the relay says no. Each refusal is a fixed status and body (`relay_api::ErrorBody`), so that two refusals of one
//! kind never differ in a byte and so never tell more than their kind. A fault of the relay's own has no body: what
//! happened stands in its log.

use std::io;

use axum::{
    Json,
    http::{
        HeaderValue, StatusCode,
        header::{RETRY_AFTER, WWW_AUTHENTICATE},
    },
    response::{IntoResponse, Response},
};
use keepwell_admission::Refused;
use keepwell_cluster::ClusterError;
use keepwell_protocol::{
    admission::ASKED,
    relay_api::{ErrorBody, ErrorDetail},
};
use keepwell_store::StoreError;
use serde_json::json;
use thiserror::Error;

use crate::throttle::TooOften;

/// Why a request is not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    /// A new mailbox needs an answer to this challenge, the value of `WWW-Authenticate`.
    Asked(String),
    /// The nonce was not made here, is too old, or was used: ask for another.
    BadNonce,
    /// The request says something that is not allowed; the text says what.
    BadRequest(&'static str),
    /// Not signed, wrongly signed, or by another key than the one that may write.
    BadSignature,
    /// What is there does not allow this any more.
    Conflict,
    /// Something inside the relay failed, and was logged.
    Fault,
    /// No room is left on the disk or in the mailbox.
    Full,
    /// Everything that a reader is refused for: unknown, wrong key, too early, paused, over.
    NotAvailable,
    /// A wrong passcode, or none; so many more wrong ones are allowed.
    Passcode(u32),
    /// The box is not the one that was read.
    Precondition,
    /// The body is larger than allowed, or did not arrive in time.
    TooLarge,
    /// Too many requests; again after so many seconds.
    TooMany(u64),
}

impl Refusal {
    fn parts(&self) -> (StatusCode, &'static str, &'static str) {
        match self {
            Self::Asked(_) => (
                StatusCode::UNAUTHORIZED,
                ASKED,
                "a new mailbox needs an answer to the challenge in WWW-Authenticate",
            ),
            Self::BadNonce => (
                StatusCode::UNAUTHORIZED,
                "bad_nonce",
                "this nonce is used or too old: repeat with the new one",
            ),
            Self::BadRequest(why) => (StatusCode::BAD_REQUEST, "bad_request", why),
            Self::BadSignature => (
                StatusCode::FORBIDDEN,
                "bad_signature",
                "the request is not signed by the key that may do this",
            ),
            Self::Conflict => (
                StatusCode::CONFLICT,
                "conflict",
                "this does not go with what is there: look at it again",
            ),
            Self::Fault => (StatusCode::INTERNAL_SERVER_ERROR, "", ""),
            Self::Full => (
                StatusCode::INSUFFICIENT_STORAGE,
                "full",
                "the relay has no room left for this",
            ),
            Self::NotAvailable => (
                StatusCode::NOT_FOUND,
                "not_available",
                "this is not available",
            ),
            // As the standard of links has it, with another body.
            Self::Passcode(_) => (StatusCode::UNAUTHORIZED, "", ""),
            Self::Precondition => (
                StatusCode::PRECONDITION_FAILED,
                "conflict",
                "this was changed meanwhile: read it again",
            ),
            Self::TooLarge => (
                StatusCode::PAYLOAD_TOO_LARGE,
                "too_large",
                "this is larger than allowed",
            ),
            Self::TooMany(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "too_many",
                "too many requests from here: try again later",
            ),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, code, message) = self.parts();
        if self == Self::Fault {
            return status.into_response();
        }
        if let Self::Passcode(left) = self {
            return (status, Json(json!({ "remainingAttempts": left }))).into_response();
        }
        let error = ErrorDetail {
            code: code.to_owned(),
            message: message.to_owned(),
        };
        let mut response = (status, Json(ErrorBody { error })).into_response();
        let headers = response.headers_mut();
        if let Self::TooMany(seconds) = &self {
            headers.insert(RETRY_AFTER, HeaderValue::from(*seconds));
        }
        if let Self::Asked(challenge) = &self {
            headers.extend(challenge.parse().map(|value| (WWW_AUTHENTICATE, value)));
        }
        response
    }
}

impl From<Refused> for Refusal {
    fn from(refused: Refused) -> Self {
        match refused {
            Refused::Asked(challenge) => Self::Asked(challenge),
            Refused::Busy => Self::TooMany(60),
        }
    }
}

impl From<TooOften> for Refusal {
    fn from(too_often: TooOften) -> Self {
        Self::TooMany(too_often.retry_after_s)
    }
}

/// What failed inside the relay. Its texts go to the log and name no mailbox.
#[derive(Debug, Error)]
pub(crate) enum Fault {
    /// Reading or writing a file of a part failed.
    #[error("a part's file could not be read or written: {0}")]
    Disk(#[from] io::Error),
    /// What happened could not be written until long after.
    #[error("something took too long to be written down: who asked asks again")]
    Late,
    /// The lock of a mailbox was lost, with all that was to be decided under it.
    #[error("PostgreSQL was lost while something was decided: who asked asks again")]
    LockLost,
    /// Another access root is open than an event was for.
    #[error("an access root was closed while something was written down: who asked asks again")]
    RootClosed,
    /// A row is not what this program writes.
    #[error("a stored row cannot be read: it was written by another version, or is damaged")]
    Row,
    /// PostgreSQL failed.
    #[error(transparent)]
    Shared(#[from] ClusterError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<Fault> for Refusal {
    fn from(fault: Fault) -> Self {
        tracing::error!(error = %fault, "a request failed inside the relay");
        match fault {
            Fault::Store(StoreError::Full) => Self::Full,
            Fault::Disk(error) if error.kind() == io::ErrorKind::StorageFull => Self::Full,
            _ => Self::Fault,
        }
    }
}
