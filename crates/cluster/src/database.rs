//! PostgreSQL as ledger, relay and tokens use it: the tables, the connections, and for each use of a connection a type with its
//! queries.

mod beside;
mod commit;
mod follow;
mod front;
mod head;
mod look;
mod retention;
mod roots;
mod rows;
mod schema;
mod session;
mod tokens;

use std::time::Duration;

pub use beside::Beside;
pub use commit::{Answer, Commit, Facts, Sequencing, Waiting};
pub use follow::{Following, News, Revocations};
pub use front::Fronting;
pub use head::{Elected, Head};
pub use look::Looking;
pub use retention::{Agreement, Plan};
pub use roots::{APART_S, Event, OpenRoot, Told};
pub use rows::{Hearing, Put, RowChanges, Rows};
use session::Session;
pub use tokens::Tokens;
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::{ClusterError, tls};

/// For how long a sequencer is the sequencer after it last said so, unless it is told otherwise.
pub const LEASE: Duration = Duration::from_secs(5);

/// How PostgreSQL is reached.
#[derive(Clone)]
pub struct Database {
    config: tokio_postgres::Config,
    tls: MakeRustlsConnect,
    lease: Duration,
}

impl Database {
    /// Reads a connection string as libpq has it, `key=value` pairs or `postgresql://…`; `sslmode=require` for TLS, whose
    /// certificate is always checked, by the system's roots and by `extra_root` (PEM).
    ///
    /// # Errors
    /// [`ClusterError::BadConnection`], without what is in the string; [`ClusterError::Tls`].
    pub fn parse(connection: &str, extra_root: Option<&[u8]>) -> Result<Self, ClusterError> {
        let bad = |error: tokio_postgres::Error| ClusterError::BadConnection(error.to_string());
        let mut config: tokio_postgres::Config = connection.trim().parse().map_err(bad)?;
        config
            .application_name("keepwell")
            .connect_timeout(Duration::from_secs(5))
            .tcp_user_timeout(session::PATIENCE)
            .keepalives_idle(session::PATIENCE);
        Ok(Self {
            config,
            tls: MakeRustlsConnect::new(tls::client_config(extra_root)?),
            lease: LEASE,
        })
    }

    /// The same, where a sequencer is the sequencer for `lease` after it last said so, by PostgreSQL's clock. It only says who
    /// tries; who succeeds is decided by the epoch in each commit.
    #[must_use]
    pub fn with_lease(mut self, lease: Duration) -> Self {
        self.lease = lease;
        self
    }

    /// For how long a sequencer is the sequencer after it last said so.
    pub fn lease(&self) -> Duration {
        self.lease
    }

    /// Makes the tables where there are none, and looks whether they are those of the ledger with this key, a C2SP verifier key,
    /// and whether PostgreSQL keeps what it acknowledges.
    ///
    /// # Errors
    /// [`ClusterError::NotDurable`], [`ClusterError::Foreign`], [`ClusterError::NewerVersion`], or what PostgreSQL says.
    pub async fn prepare(&self, key: &str) -> Result<(), ClusterError> {
        let session = Session::open(self).await?;
        schema::check_durable(&session).await?;
        schema::make(&session, key).await
    }
}

impl Database {
    /// The key of the ledger whose tables these are, a C2SP verifier key; `None` where there are none.
    ///
    /// # Errors
    /// What PostgreSQL says.
    pub async fn ledger_key(&self) -> Result<Option<String>, ClusterError> {
        let session = Session::open(self).await?;
        schema::ledger_key(&session).await
    }
}

/// So that no password is shown.
impl std::fmt::Debug for Database {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Database").finish_non_exhaustive()
    }
}

/// A size or an index as PostgreSQL has it.
fn to_sql(number: u64) -> Result<i64, ClusterError> {
    i64::try_from(number).map_err(|_| ClusterError::Number)
}

fn from_sql(number: i64) -> Result<u64, ClusterError> {
    u64::try_from(number).map_err(|_| ClusterError::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_that_makes_no_sense_is_told_without_its_password() {
        for bad in [
            "nonsense",
            "host=x port=many password=swordfish",
            "postgresql://u:swordfish@h:port/db",
        ] {
            let error = Database::parse(bad, None).unwrap_err();
            assert!(matches!(error, ClusterError::BadConnection(_)), "{bad}");
            assert!(!error.to_string().contains("swordfish"), "{error}");
        }
    }

    #[test]
    fn a_connection_shows_no_password_and_has_a_lease() {
        let parsed = Database::parse(" host=x user=u password=swordfish dbname=d\n", None).unwrap();
        assert!(!format!("{parsed:?}").contains("swordfish"));
        assert_eq!(parsed.lease(), LEASE);
        let lease = Duration::from_secs(2);
        assert_eq!(parsed.with_lease(lease).lease(), lease);
        assert!(Database::parse("host=x", Some(b"no PEM")).is_ok());
    }

    #[test]
    fn numbers_that_do_not_fit_are_refused_in_both_directions() {
        let most = i64::MAX.unsigned_abs();
        assert_eq!(
            (to_sql(most).unwrap(), from_sql(i64::MAX).unwrap()),
            (i64::MAX, most)
        );
        assert!(matches!(to_sql(most + 1), Err(ClusterError::Number)));
        assert!(matches!(from_sql(-1), Err(ClusterError::Number)));
    }
}
