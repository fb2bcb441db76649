//! Hears what happened at other front ends, and wakes those who wait for it here. What was sent to somebody breaks off when its
//! mailbox was paused or closed elsewhere, and when nothing can be heard.

use std::sync::{Arc, Weak, atomic::Ordering};
use std::time::Duration;

use keepwell_cluster::{ClusterError, Database, Hearing};
use keepwell_protocol::mailbox::MailboxId;

use crate::state::State;

/// How often the line gives a sign of life.
const ALIVE: Duration = Duration::from_secs(5);
/// How long is waited before a line that broke is tried again.
const PAUSE: Duration = Duration::from_millis(500);

/// Hears until the relay is gone.
pub(super) async fn hear(state: Weak<State>, database: Database) {
    let mut is_failing = false;
    while state.strong_count() > 0 {
        let Err(error) = follow(&state, &database).await else {
            return;
        };
        if let Some(state) = state.upgrade() {
            set_reachable(&state, false);
            state.stops.stop_all();
        }
        if !std::mem::replace(&mut is_failing, true) {
            tracing::warn!(%error, "other front ends cannot be heard: trying again");
        }
        tokio::time::sleep(PAUSE).await;
    }
}

async fn follow(state: &Weak<State>, database: &Database) -> Result<(), ClusterError> {
    let hearing = Hearing::open(database).await?;
    if let Some(state) = state.upgrade() {
        set_reachable(&state, true);
        // What happened before was not heard.
        state.bells.ring_all();
        for id in state.stops.watched() {
            look(&state, id);
        }
    }
    loop {
        let heard = hearing.hear(ALIVE).await?;
        let Some(state) = state.upgrade() else {
            return Ok(());
        };
        for id in heard.iter().filter_map(|told| MailboxId::parse(told)) {
            state.bells.ring(id.as_bytes());
            if state.stops.is_watched(&id) {
                look(&state, id);
            }
        }
    }
}

/// Whoever asks whether this front end is ready is told.
fn set_reachable(state: &State, is_reachable: bool) {
    if let Some(shared) = &state.shared {
        shared.reachable.store(is_reachable, Ordering::Release);
    }
}

/// Breaks off what is sent of a mailbox of which nothing is to be sent any more.
fn look(state: &Arc<State>, id: MailboxId) {
    let state = state.clone();
    tokio::task::spawn_blocking(move || {
        let mailbox = state.rows.mailbox(&id).ok().flatten();
        if mailbox.is_none_or(|mailbox| mailbox.paused || mailbox.emptied) {
            state.stops.stop(&id);
        }
    });
}
