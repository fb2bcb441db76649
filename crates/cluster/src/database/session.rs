//! One connection to PostgreSQL, with what it is told between the answers. Everything has a limit in time: a network that is
//! cut says nothing.

use std::future::Future;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_postgres::{AsyncMessage, Client, Connection, Statement};

use super::Database;
use crate::ClusterError;

/// How long an answer is waited for.
pub(super) const PATIENCE: Duration = Duration::from_secs(10);

/// An open connection; closed when dropped.
pub(super) struct Session {
    pub(super) client: Client,
    bell: Arc<Bell>,
    driver: JoinHandle<()>,
}

/// Rung when PostgreSQL tells something, and when the connection has ended.
#[derive(Default)]
struct Bell {
    rung: Notify,
    has_ended: AtomicBool,
    /// What was told in words and nobody has heard yet.
    told: Mutex<Vec<String>>,
}

impl Session {
    pub(super) async fn open(database: &Database) -> Result<Self, ClusterError> {
        let connecting = database.config.connect(database.tls.clone());
        let (client, connection) = in_time(connecting).await?;
        let bell = Arc::new(Bell::default());
        let driver = tokio::spawn(drive(connection, bell.clone()));
        let session = Self {
            client,
            bell,
            driver,
        };
        // Whatever is planned without scans looks dear, and PostgreSQL would compile it each time: a quarter of a second for a
        // commit that takes two milliseconds.
        // Who gave up waiting leaves nobody there that waits for a row or a lock in its stead.
        session
            .run("SET jit = off; SET lock_timeout = '8s'; SET client_connection_check_interval = '5s'")
            .await?;
        Ok(session)
    }

    /// Runs statements that give no rows.
    pub(super) async fn run(&self, sql: &str) -> Result<(), ClusterError> {
        in_time(self.client.batch_execute(sql)).await
    }

    pub(super) async fn prepare(&self, sql: &str) -> Result<Statement, ClusterError> {
        in_time(self.client.prepare(sql)).await
    }

    /// Waits until PostgreSQL tells something, or for `time`.
    ///
    /// # Errors
    /// [`ClusterError::TimedOut`] when the connection has ended.
    pub(super) async fn listen(&self, time: Duration) -> Result<(), ClusterError> {
        let _ = tokio::time::timeout(time, self.bell.rung.notified()).await;
        if self.bell.has_ended.load(Ordering::Acquire) {
            Err(ClusterError::TimedOut)
        } else {
            Ok(())
        }
    }
}

impl Session {
    /// What was told in words since it was asked last.
    pub(super) fn heard(&self) -> Vec<String> {
        let mut told = self
            .bell
            .told
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut *told)
    }
}

impl Bell {
    fn tell(&self, words: &str) {
        if !words.is_empty() {
            let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
            told.push(words.to_owned());
        }
        self.rung.notify_one();
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.driver.abort();
    }
}

/// Waits for PostgreSQL, but not for ever.
pub(super) async fn in_time<T>(
    answer: impl Future<Output = Result<T, tokio_postgres::Error>>,
) -> Result<T, ClusterError> {
    let answer = tokio::time::timeout(PATIENCE, answer).await;
    Ok(answer.map_err(|_| ClusterError::TimedOut)??)
}

async fn drive<S, T>(mut connection: Connection<S, T>, bell: Arc<Bell>)
where
    S: AsyncRead + AsyncWrite + Unpin,
    T: AsyncRead + AsyncWrite + Unpin,
{
    loop {
        let message = std::future::poll_fn(|context| connection.poll_message(context)).await;
        match message {
            Some(Ok(AsyncMessage::Notification(told))) => bell.tell(told.payload()),
            Some(Ok(_)) => {}
            Some(Err(error)) => {
                tracing::debug!(%error, "a connection to PostgreSQL ended");
                break;
            }
            None => break,
        }
    }
    bell.has_ended.store(true, Ordering::Release);
    bell.rung.notify_one();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bell_keeps_words_until_they_are_heard_and_rings_without_words_too() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let bell = Bell::default();
        ["", "one", "", "two"]
            .iter()
            .for_each(|words| bell.tell(words));
        assert_eq!(*bell.told.lock().unwrap(), ["one", "two"]);
        // Told before anybody waited: it does not wait.
        let soon = Duration::from_secs(5);
        let rung = async { tokio::time::timeout(soon, bell.rung.notified()).await };
        assert!(runtime.block_on(rung).is_ok());
    }
}
