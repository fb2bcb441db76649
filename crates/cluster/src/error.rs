//! Why something in PostgreSQL or the object store could not be done, one sentence each for the operator. What passes by itself,
//! such as a network that is cut, is told from what somebody has to look at. Of what the object store says only kind and status are
//! told: its own texts hold addresses of objects, in which a relay's mailboxes are named.

use std::error::Error as StdError;
use std::io;
use std::iter::successors;

use object_store::client::{HttpError, HttpErrorKind};
use thiserror::Error;

/// How `object_store` begins to tell an answer's status.
const STATUS: &str = "Server returned non-2xx status code: ";

/// Why it could not be done.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// The connection string makes no sense.
    #[error(
        "the PostgreSQL connection string cannot be read ({0}): write it like host=db.example user=keepwell dbname=ledger"
    )]
    BadConnection(String),
    /// The address of the store makes no sense.
    #[error("the object store's address cannot be used ({0}): write it like s3://bucket/folder")]
    BadStore(String),
    /// What stands in the store is not what the log says.
    #[error(
        "{0} in the object store has other bytes than the log gives: two histories, or a store that was written to by somebody else; nothing more is signed"
    )]
    Contradicted(String),
    /// PostgreSQL did not do it.
    #[error("PostgreSQL did not do what it was asked ({0})")]
    Database(#[from] tokio_postgres::Error),
    /// The object store refuses whoever this machine says that it is.
    #[error(
        "the object store refuses this machine ({told}): look at its credentials and at what the bucket allows; it is tried again",
        told = told(.0)
    )]
    Denied(object_store::Error),
    /// PostgreSQL holds the tables of another ledger.
    #[error(
        "this PostgreSQL database belongs to the ledger {0}: use another database, or that ledger's key"
    )]
    Foreign(String),
    /// PostgreSQL holds the tables of another relay.
    #[error(
        "this PostgreSQL database belongs to another relay: use another database, or that relay's secret"
    )]
    ForeignRelay,
    /// The machines of this database make tokens of another secret.
    #[error(
        "the other machines make tokens of another secret: give this one their --token-secret file"
    )]
    ForeignTokens,
    /// Something that must be in the store is not.
    #[error(
        "{0} is missing in the object store: look whether it is the right one, and put back what was lost"
    )]
    Missing(String),
    /// A number does not fit.
    #[error(
        "a number in PostgreSQL is out of its range: the tables were written to by somebody else"
    )]
    Number,
    /// This machine gives entries no order any more.
    #[error("another sequencer was elected: this machine changes nothing more for the old one")]
    Deposed,
    /// A newer program made the tables.
    #[error("the tables in PostgreSQL were made by a newer Keepwell: install that version")]
    NewerVersion,
    /// Another machine wrote an object between reading and writing it.
    #[error("another machine has written the same object meanwhile: it is read again")]
    Overtaken,
    /// PostgreSQL acknowledges what is not on its disk.
    #[error(
        "PostgreSQL runs with {0} off and would acknowledge what a power cut can lose: turn it on"
    )]
    NotDurable(&'static str),
    /// The object store did not do it.
    #[error(
        "the object store did not do what it was asked ({told}): look whether it runs and can be reached from this machine",
        told = told(.0)
    )]
    Store(object_store::Error),
    /// TLS could not be set up.
    #[error("TLS towards PostgreSQL and the object store could not be set up ({0})")]
    Tls(#[from] rustls::Error),
    /// No answer came.
    #[error("PostgreSQL or the object store gave no answer in time")]
    TimedOut,
}

impl ClusterError {
    /// Whether trying again may help without anybody doing anything.
    pub fn is_passing(&self) -> bool {
        match self {
            Self::Deposed | Self::Overtaken | Self::TimedOut | Self::Store(_) | Self::Denied(_) => {
                true
            }
            Self::Database(error) => error
                .as_db_error()
                .is_none_or(|told| passes(told.code().code())),
            _ => false,
        }
    }
}

/// Kind and status, and nothing of what was asked for.
fn told(error: &object_store::Error) -> String {
    let first: &(dyn StdError + 'static) = error;
    let mut causes = successors(Some(first), |cause| StdError::source(*cause));
    let found = causes.find_map(|cause| match cause.downcast_ref::<HttpError>() {
        Some(failed) => Some(what_failed(failed.kind()).to_owned()),
        None => status(&cause.to_string()),
    });
    found.unwrap_or_else(|| "no status".to_owned())
}

fn what_failed(kind: HttpErrorKind) -> &'static str {
    match kind {
        HttpErrorKind::Connect => "no connection",
        HttpErrorKind::Timeout => "no answer in time",
        HttpErrorKind::Decode => "an answer that cannot be read",
        _ => "the connection broke",
    }
}

fn status(said: &str) -> Option<String> {
    let digits = said.strip_prefix(STATUS)?.get(..3)?;
    let number: u16 = digits.parse().ok()?;
    Some(format!("status {number}"))
}

/// Whether what PostgreSQL says passes: a connection that broke, one transaction in another one's way, a server that starts or has no
/// room. A constraint that was broken, a missing table or right does not.
fn passes(code: &str) -> bool {
    matches!(code.get(..2), Some("08" | "25" | "40" | "53" | "55" | "57"))
}

impl From<object_store::Error> for ClusterError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::PermissionDenied { .. }
            | object_store::Error::Unauthenticated { .. } => Self::Denied(error),
            error => Self::Store(error),
        }
    }
}

/// For readers that take the store for a folder.
impl From<ClusterError> for io::Error {
    fn from(error: ClusterError) -> Self {
        let kind = if error.is_passing() {
            io::ErrorKind::NotConnected
        } else {
            io::ErrorKind::InvalidData
        };
        Self::new(kind, error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn denied() -> object_store::Error {
        object_store::Error::PermissionDenied {
            path: "checkpoint".to_owned(),
            source: "403".into(),
        }
    }

    #[test]
    fn what_passes_by_itself_is_told_from_what_somebody_has_to_look_at() {
        let timed_out = ClusterError::from(object_store::Error::Generic {
            store: "S3",
            source: "503".into(),
        });
        let overtaken = ClusterError::Overtaken;
        for passing in [
            ClusterError::TimedOut,
            overtaken,
            timed_out,
            denied().into(),
        ] {
            assert!(passing.is_passing(), "{passing}");
            assert_eq!(io::Error::from(passing).kind(), io::ErrorKind::NotConnected);
        }
        for lasting in [
            ClusterError::Contradicted("a tile".to_owned()),
            ClusterError::Foreign("another".to_owned()),
            ClusterError::Missing("a tile".to_owned()),
            ClusterError::NewerVersion,
            ClusterError::NotDurable("fsync"),
            ClusterError::Number,
        ] {
            assert!(!lasting.is_passing(), "{lasting}");
            assert_eq!(io::Error::from(lasting).kind(), io::ErrorKind::InvalidData);
        }
    }

    #[test]
    fn a_refusal_of_the_store_says_where_to_look() {
        let told = ClusterError::from(denied()).to_string();
        assert!(told.contains("credentials"), "{told}");
    }

    #[test]
    fn what_the_store_says_is_told_without_the_place_that_was_asked_for() {
        let place = "https://s3.example/bucket/parts/5f0c/bundle.1/0-ab";
        let said = [
            (
                format!("{STATUS}503 Service Unavailable: {place}"),
                "status 503",
            ),
            (format!("Error performing PUT {place} in 5s"), "no status"),
            (format!("{STATUS}{place}"), "no status"),
        ];
        for (text, is_told) in said {
            let source = || text.as_str().into();
            let path = place.to_owned();
            for error in [
                object_store::Error::Generic {
                    store: "S3",
                    source: source(),
                },
                object_store::Error::PermissionDenied {
                    path: path.clone(),
                    source: source(),
                },
                object_store::Error::Precondition {
                    path,
                    source: source(),
                },
            ] {
                let told = ClusterError::from(error).to_string();
                assert!(told.contains(is_told), "{told}");
                assert!(!told.contains("parts") && !told.contains("5f0c"), "{told}");
            }
        }
    }

    #[test]
    fn a_server_that_starts_or_a_row_in_the_way_passes_and_a_broken_rule_does_not() {
        for code in [
            "08006", "25006", "40001", "53300", "55P03", "57P01", "57P03",
        ] {
            assert!(passes(code), "{code}");
        }
        // A key twice, a table or right that is missing, a database that is not there, nonsense.
        for code in ["23505", "42P01", "42501", "3D000", "XX001", "5", ""] {
            assert!(!passes(code), "{code}");
        }
    }
}
