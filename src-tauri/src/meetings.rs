//! Meetings with clinics that have no card yet: the code that waits for whoever scans first, looked after by a thread of
//! its own, and the clinic whose screen was scanned. All of it is forgotten when the wallet is locked.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError, Weak},
    thread,
    time::Duration,
};

use keepwell_wallet::{
    edge::HttpTransport,
    rendezvous::{
        RendezvousError,
        first::{self, First},
        screen::Screen,
    },
    share::Choice,
};
use rand_core::OsRng;

use crate::{
    clock, desk::PATIENCE, failure::Failure, session::Session, shown::first::FirstState,
    told::Change,
};

/// How long one look at the relay waits for something to happen, in seconds. Who answers or gives up waits for it too.
const LOOK_S: u32 = 2;
/// From one look to the next, so that others get their turn.
const PAUSE: Duration = Duration::from_millis(200);

/// What is under way.
#[derive(Default)]
pub(crate) struct Meetings {
    waiting: Mutex<Option<Waiting>>,
    state: Mutex<Option<FirstState>>,
    screen: Mutex<Option<Screen>>,
}

/// A code that is shown, and what whoever scans it would be given.
struct Waiting {
    first: First,
    choice: Choice,
    /// Tells this code from one that was begun later.
    mark: Arc<()>,
}

impl Meetings {
    /// Where "whoever scans first" stands.
    pub(crate) fn state(&self) -> FirstState {
        lock(&self.state)
            .clone()
            .unwrap_or_else(FirstState::nothing)
    }

    /// The code, to be answered or given up; nobody looks after it any more.
    pub(crate) fn take_first(&self) -> Option<(First, Choice)> {
        let waiting = lock(&self.waiting).take();
        waiting.map(|waiting| (waiting.first, waiting.choice))
    }

    /// Takes note of how it ended.
    pub(crate) fn end(&self, state: FirstState) -> FirstState {
        *lock(&self.state) = Some(state.clone());
        state
    }

    /// The clinic whose screen was scanned last.
    pub(crate) fn screen(&self) -> MutexGuard<'_, Option<Screen>> {
        lock(&self.screen)
    }

    /// Forgets everything. Codes that were shown end by themselves within two minutes.
    pub(crate) fn forget(&self) {
        self.take_first();
        lock(&self.state).take();
        lock(&self.screen).take();
    }

    /// One look; whether there is anything more to look for.
    fn look(&self, mark: &Arc<()>, transport: &HttpTransport) -> (bool, Option<FirstState>) {
        let mut slot = lock(&self.waiting);
        let Some(waiting) = slot
            .as_mut()
            .filter(|waiting| Arc::ptr_eq(&waiting.mark, mark))
        else {
            return (false, None);
        };
        let looked = first::poll(
            &mut waiting.first,
            transport,
            LOOK_S,
            clock::now(),
            &mut OsRng,
        );
        let (goes_on, state) = match looked {
            Ok(first::State::Asked(asking)) => (false, FirstState::asked(&asking)),
            Ok(first::State::Waiting { text, renews }) => (true, FirstState::waiting(text, renews)),
            // The network may come back; what is shown stays.
            Err(error) if error.is_temporary() => return (true, None),
            Err(error) => {
                slot.take();
                (false, FirstState::failed(error.into()))
            }
        };
        let mut shown = lock(&self.state);
        let is_new = shown.as_ref().is_none_or(|shown| !shown.is_same(&state));
        *shown = Some(state.clone());
        (goes_on, is_new.then_some(state))
    }
}

impl Session {
    /// Shows a code to whoever scans first, in place of an earlier one.
    ///
    /// # Errors
    /// When the wallet is locked or the relay cannot be reached.
    pub(crate) fn begin_first(self: &Arc<Self>, choice: Choice) -> Result<FirstState, Failure> {
        let transport = self.transport.within(PATIENCE);
        let first = self
            .with_vault(|vault| Ok(first::begin(vault, &transport, clock::now(), &mut OsRng)?))?;
        let state = match first.state() {
            Some(first::State::Waiting { text, renews }) => FirstState::waiting(text, renews),
            _ => FirstState::failed(RendezvousError::Over.into()),
        };
        let mark = Arc::new(());
        let waiting = Waiting {
            first,
            choice,
            mark: Arc::clone(&mark),
        };
        let before = lock(&self.meetings.waiting).replace(waiting);
        if let Some(before) = before {
            first::cancel(before.first, &transport, clock::now());
        }
        let session = Arc::downgrade(self);
        thread::spawn(move || look_after(&session, &mark));
        Ok(self.meetings.end(state))
    }
}

fn look_after(session: &Weak<Session>, mark: &Arc<()>) {
    loop {
        let Some(session) = session.upgrade() else {
            return;
        };
        let transport = session.transport.within(PATIENCE);
        let (goes_on, news) = session.meetings.look(mark, &transport);
        if news.is_some() {
            session.told.tell(Change::First);
        }
        if !goes_on {
            return;
        }
        drop(session);
        thread::sleep(PAUSE);
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
