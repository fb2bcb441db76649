//! Looks every second whether anybody is still there, and locks the wallet when nobody is.

use std::{
    io,
    sync::{Arc, Weak},
    thread,
    time::Duration,
};

use crate::session::Session;

const TICK: Duration = Duration::from_secs(1);

/// Starts watching; it ends with the session.
///
/// # Errors
/// When the system has no thread to give.
pub(crate) fn start(session: &Arc<Session>) -> io::Result<()> {
    let session = Arc::downgrade(session);
    thread::Builder::new()
        .name("watch".to_owned())
        .spawn(move || go(&session))?;
    Ok(())
}

fn go(session: &Weak<Session>) {
    loop {
        thread::sleep(TICK);
        let Some(session) = session.upgrade() else {
            return;
        };
        session.lock_if_alone();
    }
}
