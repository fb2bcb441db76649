//! Shares that a clinic may open are followed live, so that their rings change by themselves. What is told here is only
//! that something happened: the next round takes it in with its evidence.

use std::{
    collections::HashSet,
    ops::ControlFlow,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    thread,
};

use keepwell_wallet::{
    following::{Told, Watch, watch},
    grants::{self, GrantId, GrantState},
};

use crate::{clock, failure::Failure, session::Session};

/// The most shares followed at once: each holds a connection. The others are asked about by the rounds.
const MOST: usize = 8;

/// Which shares are followed.
#[derive(Default)]
pub(crate) struct Following(Mutex<HashSet<GrantId>>);

impl Following {
    fn lock(&self) -> MutexGuard<'_, HashSet<GrantId>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Follows what a clinic may open and is not followed yet, the soonest to end first.
///
/// # Errors
/// When the wallet is locked or cannot be read.
pub(crate) fn follow_open(session: &Arc<Session>) -> Result<(), Failure> {
    session.with_vault(|vault| {
        let open = grants::access(vault, clock::now())?.open;
        let open = open.iter().filter(|line| line.state == GrantState::Active);
        for line in open.take(MOST) {
            let (id, watch) = (line.id, watch(vault, line.id)?);
            if session.following.lock().insert(id) {
                let session = Arc::downgrade(session);
                thread::spawn(move || follow(&session, id, &watch));
            }
        }
        Ok(())
    })
}

fn follow(session: &Weak<Session>, id: GrantId, watch: &Watch) {
    let Some(transport) = session.upgrade().map(|session| session.transport.clone()) else {
        return;
    };
    let mut told = |news: Told| tell(session, id, &news);
    // Where the relay has no such mailbox any more, the next round says so.
    let _ = watch.follow(&transport, &clock::now, &thread::sleep, &mut told);
    if let Some(session) = session.upgrade() {
        session.following.lock().remove(&id);
    }
}

fn tell(session: &Weak<Session>, id: GrantId, news: &Told) -> ControlFlow<()> {
    let Some(session) = session.upgrade() else {
        return ControlFlow::Break(());
    };
    if *news != Told::Quiet {
        session.bell.ring();
    }
    let is_open = session.with_vault(|vault| {
        let line = grants::detail(vault, id, clock::now())?.line;
        Ok(line.state.is_live())
    });
    match is_open {
        Ok(true) => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    }
}
