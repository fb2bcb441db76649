//! Shares that a clinic may open are followed live, so that their rings change by themselves: what the relay tells is taken
//! in with its evidence, then the page is told, and the system when somebody opened a share or asks for more time.

use std::{
    collections::HashSet,
    ops::ControlFlow,
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    thread,
};

use keepwell_wallet::{
    activity::What,
    following::{Told, Watch, watch},
    grants::{self, GrantId, GrantState},
    sync::{News, hear},
};
use tauri::AppHandle;

use crate::{clock, failure::Failure, news::openings, notices, session::Session, told::Change};

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
pub(crate) fn follow_open(session: &Arc<Session>, app: &AppHandle) -> Result<(), Failure> {
    session.with_vault(|vault| {
        let open = grants::access(vault, clock::now())?.open;
        let open = open.iter().filter(|line| line.state == GrantState::Active);
        for line in open.take(MOST) {
            let (id, watch) = (line.id, watch(vault, line.id)?);
            if session.following.lock().insert(id) {
                let (session, app) = (Arc::downgrade(session), app.clone());
                thread::spawn(move || follow(&session, &app, id, &watch));
            }
        }
        Ok(())
    })
}

fn follow(session: &Weak<Session>, app: &AppHandle, id: GrantId, watch: &Watch) {
    let Some(transport) = session.upgrade().map(|session| session.transport.clone()) else {
        return;
    };
    let mut told = |told: Told| match session.upgrade() {
        Some(session) => take_in(&session, app, id, &told),
        None => ControlFlow::Break(()),
    };
    // Where the relay has no such mailbox any more, the next round says so.
    let _ = watch.follow(&transport, &clock::now, &thread::sleep, &mut told);
    if let Some(session) = session.upgrade() {
        session.following.lock().remove(&id);
    }
}

/// Whether to go on: while the wallet is open and the clinic may open the share.
fn take_in(session: &Session, app: &AppHandle, id: GrantId, told: &Told) -> ControlFlow<()> {
    let heard = session.with_vault(|vault| {
        let heard = hear(vault, id, told, clock::now())?;
        let line = grants::detail(vault, id, clock::now())?.line;
        let openings = openings(&grants::list(vault, clock::now())?);
        Ok((heard, line, openings))
    });
    let Ok((heard, line, openings)) = heard else {
        return ControlFlow::Break(());
    };
    if let Some(heard) = heard {
        session.told.tell(Change::Access);
        if let News::Did { what, .. } = heard.news {
            match what {
                What::Asked if line.asked.is_some() => notices::asked(app, session),
                What::Opened => notices::opened(app, session, openings),
                _ => {}
            }
        }
    }
    match line.state.is_live() {
        true => ControlFlow::Continue(()),
        false => ControlFlow::Break(()),
    }
}
