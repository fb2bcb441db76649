//! Shows a notice through the desktop's own service, by the Desktop Notifications Specification. It does so on a thread of
//! its own, because a bus may hang, and keeps its connection, because some desktops take a notice away with the connection
//! that it came by.

use std::{
    collections::HashMap,
    sync::{
        OnceLock,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread,
    time::Duration,
};

use zbus::{
    blocking::{Connection, connection::Builder},
    zvariant::Value,
};

/// The name that the desktop shows, and that of the entry in its menu.
const NAME: &str = "Keepwell";
/// Of the icon, as it is installed.
const ICON: &str = env!("CARGO_PKG_NAME");
const SERVICE: &str = "org.freedesktop.Notifications";
const PATH: &str = "/org/freedesktop/Notifications";
/// How long the service may take.
const LIMIT: Duration = Duration::from_secs(20);
/// How many wait to be shown.
const MOST: usize = 8;
/// As long as the desktop likes.
const USUAL: i32 = -1;

/// A title and a text.
pub(super) type Notice = (String, String);

/// Has it shown, if there is a service. Behind a notice that hangs [`MOST`] wait, and no more.
pub(super) fn show(notice: Notice) {
    static QUEUE: OnceLock<SyncSender<Notice>> = OnceLock::new();
    let _ = QUEUE.get_or_init(start).try_send(notice);
}

fn start() -> SyncSender<Notice> {
    let (queue, waiting) = sync_channel(MOST);
    // Without a thread nothing is shown; the app tells it all the same.
    let _ = thread::Builder::new()
        .name("notices".to_owned())
        .spawn(move || go(&waiting));
    queue
}

fn go(waiting: &Receiver<Notice>) {
    let mut bus = connect().ok();
    for notice in waiting {
        let is_told = |bus: &Connection| tell(bus, &notice).is_ok();
        if !bus.as_ref().is_some_and(is_told) {
            // The connection may be older than the bus.
            bus = connect().ok().filter(is_told);
        }
    }
}

fn connect() -> zbus::Result<Connection> {
    Builder::session()?.method_timeout(LIMIT).build()
}

fn tell(bus: &Connection, (title, text): &Notice) -> zbus::Result<()> {
    let actions: [&str; 0] = [];
    let hints = HashMap::from([("desktop-entry", Value::from(NAME))]);
    let notice = (NAME, 0_u32, ICON, title, text, &actions[..], hints, USUAL);
    bus.call_method(Some(SERVICE), PATH, Some(SERVICE), "Notify", &notice)?;
    Ok(())
}
