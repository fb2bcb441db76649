//! The rounds of the background: while the wallet is unlocked it sends what waits and learns what happened, as often as a
//! patient may wonder about it and at once when something happens. While it is locked, only stops go on being sent.

use std::{
    io,
    sync::{Arc, Weak},
    thread,
    time::Duration,
};

use tauri::AppHandle;

use crate::{following::follow_open, notices, session::Session, told::Change};

/// From the end of one round to the next, when nothing happens.
const PAUSE: Duration = Duration::from_secs(20);

/// Starts the rounds; they end with the session.
///
/// # Errors
/// When the system has no thread to give.
pub(crate) fn start(session: &Arc<Session>, app: AppHandle) -> io::Result<()> {
    let session = Arc::downgrade(session);
    thread::Builder::new()
        .name("rounds".to_owned())
        .spawn(move || go(&session, &app))?;
    Ok(())
}

fn go(session: &Weak<Session>, app: &AppHandle) {
    while let Some(session) = session.upgrade() {
        session.bell.wait(PAUSE);
        // What fails is tried again in the next round, and every line shows what still waits.
        let _ = follow_open(&session, app);
        let Ok(news) = session.make_round() else {
            session.send_parting();
            continue;
        };
        if let Some(openings) = news.opened {
            notices::opened(app, &session, openings);
        }
        if news.asked {
            notices::asked(app, &session);
        }
        if news.access {
            session.told.tell(Change::Access);
        }
        if news.alert {
            session.told.tell(Change::Alert);
        }
    }
}
