//! Hands in what the verifier has checked: a thread that takes what came within a few milliseconds and puts it where the
//! sequencer finds it. Who asked is answered by [`super::follow`].

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::Receiver;
use std::time::Instant;

use keepwell_cluster::{ClusterError, Fronting};

use super::body::encode_offers;
use super::{Cluster, Outstanding};
use crate::door::Submission;
use crate::limits::Limits;

/// Hands in until the door is closed.
pub(super) fn run(cluster: &Arc<Cluster>, limits: &Limits, submissions: &Receiver<Submission>) {
    let mut connection = None;
    while let Ok(first) = submissions.recv() {
        let batch = collect(limits, first, submissions);
        offer(cluster, &mut connection, batch);
    }
    cluster.is_closing.store(true, Ordering::Release);
}

/// The first submission and those that come within the window after it.
fn collect(limits: &Limits, first: Submission, more: &Receiver<Submission>) -> Vec<Submission> {
    let deadline = Instant::now() + limits.window;
    let mut left = limits.batch.saturating_sub(first.statements.len());
    let mut batch = vec![first];
    while left > 0 {
        let time = deadline.saturating_duration_since(Instant::now());
        let Ok(submission) = more.recv_timeout(time) else {
            break;
        };
        left = left.saturating_sub(submission.statements.len());
        batch.push(submission);
    }
    batch
}

fn offer(cluster: &Cluster, connection: &mut Option<Fronting>, batch: Vec<Submission>) {
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
