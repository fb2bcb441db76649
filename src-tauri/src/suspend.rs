//! Locks the wallet before the device goes to sleep, where logind tells of it. The device is kept awake for the moment
//! that this takes. Elsewhere the wallet is locked as soon as the device is awake again, by [`crate::watch`].

use std::{
    io,
    sync::{Arc, Weak},
    thread,
};

use zbus::{
    blocking::{Connection, Proxy},
    zvariant::OwnedFd,
};

use crate::session::Session;

/// Starts listening; without logind it ends at once.
///
/// # Errors
/// When the system has no thread to give.
pub(crate) fn start(session: &Arc<Session>) -> io::Result<()> {
    let session = Arc::downgrade(session);
    thread::Builder::new()
        .name("suspend".to_owned())
        .spawn(move || {
            // No bus, or no logind on it: see above.
            let _ = listen(&session);
        })?;
    Ok(())
}

fn listen(session: &Weak<Session>) -> zbus::Result<()> {
    let bus = Connection::system()?;
    let logind = Proxy::new(
        &bus,
        "org.freedesktop.login1",
        "/org/freedesktop/login1",
        "org.freedesktop.login1.Manager",
    )?;
    // Before the first delay is asked for, so that no sleep is missed in between.
    let sleeps = logind.receive_signal("PrepareForSleep")?;
    let mut delay = hold(&logind);
    for sleep in sleeps {
        let Some(session) = session.upgrade() else {
            break;
        };
        let is_beginning = sleep.body().deserialize::<bool>()?;
        if is_beginning {
            session.lock();
            delay = None;
        } else if delay.is_none() {
            delay = hold(&logind);
        }
    }
    Ok(())
}

/// Delays the sleep until what is returned is dropped. `None` where the machine's rules allow no delay: there the wallet is
/// locked as soon as the word comes, beside the falling asleep.
fn hold(logind: &Proxy<'_>) -> Option<OwnedFd> {
    let why = ("sleep", "Keepwell", "locks the record", "delay");
    logind.call("Inhibit", &why).ok()
}
