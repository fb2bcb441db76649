//! The rounds of the background: while the wallet is unlocked it sends what waits and learns what happened, as often as a
//! patient may wonder about it.

use std::{
    io,
    sync::{Arc, Weak},
    thread,
    time::Duration,
};

use crate::session::Session;

/// From the end of one round to the next.
const PAUSE: Duration = Duration::from_secs(20);

/// Starts the rounds; they end with the session.
///
/// # Errors
/// When the system has no thread to give.
pub(crate) fn start(session: &Arc<Session>) -> io::Result<()> {
    let session = Arc::downgrade(session);
    thread::Builder::new()
        .name("rounds".to_owned())
        .spawn(move || go(&session))?;
    Ok(())
}

fn go(session: &Weak<Session>) {
    loop {
        thread::sleep(PAUSE);
        let Some(session) = session.upgrade() else {
            return;
        };
        // What fails is tried again in the next round, and every line shows what still waits.
        let _ = session.make_round();
    }
}
