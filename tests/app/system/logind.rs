//! A stand-in for logind: it hands out delays of a sleep, tells before the sleep, waits for those who asked for a delay as
//! long as logind does, and looks at the very moment when the last one let go. Real are the bus, the file descriptors and
//! the words of `org.freedesktop.login1.Manager`; the sleep itself is left out.

use std::{
    io::{Read as _, pipe},
    os::fd::OwnedFd as Descriptor,
    sync::{Arc, Condvar, Mutex, MutexGuard},
    thread,
    time::{Duration, Instant},
};

use zbus::{
    blocking::{Connection, connection::Builder},
    fdo, interface,
    zvariant::OwnedFd,
};

const PATH: &str = "/org/freedesktop/login1";
/// How long logind waits for delays before it sleeps all the same (`InhibitDelayMaxSec`).
const PATIENCE: Duration = Duration::from_secs(5);
/// How long a test waits for an app that asks for a delay.
const LIMIT: Duration = Duration::from_secs(60);

/// How the device went to sleep.
#[derive(Debug)]
pub(crate) struct Sleep<T> {
    /// From the word to the moment when nobody delayed it any more; `None` when somebody still did.
    pub(crate) after: Option<Duration>,
    /// What was seen at that moment.
    pub(crate) seen: T,
}

/// logind, as far as programs hear of it before a sleep.
pub(crate) struct Logind {
    bus: Connection,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    desk: Mutex<Desk>,
    changed: Condvar,
}

#[derive(Default)]
struct Desk {
    /// Delays handed out, as (what, mode).
    asked: Vec<(String, String)>,
    /// Delays that somebody still holds.
    held: usize,
    is_refusing: bool,
}

impl Logind {
    /// Answers on the bus at `address`.
    pub(super) fn start(address: &str) -> Self {
        let state = Arc::new(State::default());
        let manager = Manager(Arc::clone(&state));
        let bus = Builder::address(address)
            .and_then(|bus| bus.serve_at(PATH, manager))
            .and_then(|bus| bus.name("org.freedesktop.login1"))
            .and_then(Builder::build)
            .expect("logind answers");
        Self { bus, state }
    }

    /// From now on nobody may delay a sleep, as where the machine's rules say so.
    pub(crate) fn refuse(&self) {
        self.state.lock().is_refusing = true;
    }

    /// Waits until `count` delays were asked for since the beginning, or refused, and gives the last one.
    pub(crate) fn wait_for_asking(&self, count: usize) -> (String, String) {
        let desk = self.state.wait(LIMIT, |desk| desk.asked.len() >= count);
        let asked = desk.asked.get(count - 1);
        asked.expect("nobody asked logind for a delay").clone()
    }

    /// Tells of a sleep, waits for whoever delays it, and looks.
    pub(crate) fn sleep<T>(&self, look: impl FnOnce() -> T) -> Sleep<T> {
        let begun = Instant::now();
        self.tell(true);
        let desk = self.state.wait(PATIENCE, |desk| desk.held == 0);
        let seen = look();
        let after = (desk.held == 0).then(|| begun.elapsed());
        Sleep { after, seen }
    }

    /// The device is awake again.
    pub(crate) fn wake(&self) {
        self.tell(false);
    }

    fn tell(&self, is_beginning: bool) {
        let member = "PrepareForSleep";
        let manager = "org.freedesktop.login1.Manager";
        self.bus
            .emit_signal(None::<&str>, PATH, manager, member, &is_beginning)
            .expect("everybody is told");
    }
}

impl State {
    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().expect("no test failed with it")
    }

    fn change(&self, change: impl FnOnce(&mut Desk)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    fn wait(&self, most: Duration, is_so: impl Fn(&Desk) -> bool) -> MutexGuard<'_, Desk> {
        let waited = self
            .changed
            .wait_timeout_while(self.lock(), most, |desk| !is_so(desk));
        waited.expect("no test failed with it").0
    }
}

struct Manager(Arc<State>);

#[interface(name = "org.freedesktop.login1.Manager")]
impl Manager {
    fn inhibit(&self, what: &str, _who: &str, _why: &str, mode: &str) -> fdo::Result<OwnedFd> {
        let asked = (what.to_owned(), mode.to_owned());
        let is_refusing = self.0.lock().is_refusing;
        self.0.change(|desk| {
            desk.asked.push(asked);
            desk.held += usize::from(!is_refusing);
        });
        if is_refusing {
            let why = "Permission denied".to_owned();
            return Err(fdo::Error::AccessDenied(why));
        }
        let (mut ours, theirs) = pipe().map_err(|error| fdo::Error::Failed(error.to_string()))?;
        let state = Arc::clone(&self.0);
        thread::spawn(move || {
            // The end comes when every copy of the other side is closed.
            let _ = ours.read(&mut [0]);
            state.change(|desk| desk.held -= 1);
        });
        Ok(Descriptor::from(theirs).into())
    }
}
