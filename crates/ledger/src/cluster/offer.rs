//! Hands in what the verifier has checked: a thread that takes what came within a few milliseconds and puts it where the
//! sequencer finds it. Who asked is answered by [`super::follow`].

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use keepwell_cluster::{ClusterError, Fronting};

use super::body::encode_offers;
use super::{Cluster, Outstanding, refuse};
use crate::door::{Submission, collect};
use crate::limits::Limits;

/// Hands in until the door is closed.
pub(super) fn run(cluster: &Arc<Cluster>, limits: &Limits, submissions: &Receiver<Submission>) {
    let mut connection = None;
    while let Some(batch) = collect(submissions, limits) {
        offer(cluster, &mut connection, batch);
    }
    cluster.is_closing.store(true, Ordering::Release);
}

fn offer(cluster: &Cluster, connection: &mut Option<Fronting>, batch: Vec<Submission>) {
    if !cluster.is_led.load(Ordering::Acquire) {
        // Nobody would take it, and it would stay in PostgreSQL when who asked has given up.
        batch.into_iter().for_each(refuse);
        return;
    }
    let body = encode_offers(batch.iter().flat_map(|one| &one.statements));
    let many: usize = batch.iter().map(|one| one.statements.len()).sum();
    let many = u64::try_from(many).unwrap_or(u64::MAX);
    let ticket = cluster.tickets.fetch_add(1, Ordering::Relaxed);
    // Before it is handed in: the answer may be there before this thread goes on.
    let waiting = Outstanding {
        submissions: batch,
        since: Instant::now(),
    };
    cluster.outstanding().insert(ticket, waiting);
    if cluster.is_done() {
        cluster.give_up(|one, _| one == ticket);
        return;
    }
    let mut send = || cluster.wait(put(cluster, connection, ticket, many, &body));
    // A connection that broke since it was used last is made anew; the same once more is never a second entry.
    let sent = send().or_else(|_| send());
    if let Err(error) = sent {
        tracing::warn!(%error, "statements could not be handed in");
        // They may be there all the same; who asked can send them again.
        cluster.give_up(|one, _| one == ticket);
    }
}

async fn put(
    cluster: &Cluster,
    connection: &mut Option<Fronting>,
    ticket: u64,
    many: u64,
    body: &[u8],
) -> Result<(), ClusterError> {
    let open = match connection.take() {
        Some(open) => open,
        None => Fronting::open(&cluster.database).await?,
    };
    open.offer(&cluster.front, ticket, many, body).await?;
    *connection = Some(open);
    Ok(())
}
