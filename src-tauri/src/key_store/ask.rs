//! Asking somebody who may never answer: a service on a bus that hangs, or that waits for a person who went away. The work
//! is done by a thread of its own, and whoever asks waits for so long and no longer. An answer that comes later is dropped.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
        mpsc::{self, Receiver},
    },
    thread,
    time::Duration,
};

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoAnswer {
    /// There is nobody to ask, or nothing was heard in time.
    Absent,
    /// What was asked before is not answered yet.
    Busy,
}

/// Where one asks at a time, so that nobody who hangs is asked again and again, and no late answer overtakes a new one.
pub(super) struct Line(AtomicBool);

enum Told<T> {
    Found,
    Done(T),
}

/// Free again when this is dropped, in whatever way the asking ends.
struct Turn(&'static AtomicBool);

impl Line {
    pub(super) const fn new() -> Self {
        Self(AtomicBool::new(false))
    }

    /// Waits `finding` until `find` has found whom to ask, then `answering` until `work` has their answer.
    ///
    /// # Errors
    /// [`NoAnswer`].
    pub(super) fn ask<S, T>(
        &'static self,
        find: impl FnOnce() -> Option<Arc<S>> + Send + 'static,
        finding: Duration,
        answering: Duration,
        work: impl FnOnce(&S) -> T + Send + 'static,
    ) -> Result<T, NoAnswer>
    where
        S: ?Sized + 'static,
        T: Send + 'static,
    {
        if self.0.swap(true, Ordering::Acquire) {
            return Err(NoAnswer::Busy);
        }
        let turn = Turn(&self.0);
        let (tell, told) = mpsc::channel();
        let asking = thread::Builder::new().name("key store".to_owned());
        let begun = asking.spawn(move || {
            let ours = turn;
            let Some(found) = find() else {
                return;
            };
            let _ = tell.send(Told::Found);
            let done = work(&found);
            // Whoever hears the answer may ask again at once.
            drop(ours);
            let _ = tell.send(Told::Done(done));
        });
        begun.map_err(|_| NoAnswer::Absent)?;
        hear(&told, finding, answering).ok_or(NoAnswer::Absent)
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.0.store(false, Ordering::Release);
    }
}

fn hear<T>(told: &Receiver<Told<T>>, finding: Duration, answering: Duration) -> Option<T> {
    let Told::Found = told.recv_timeout(finding).ok()? else {
        return None;
    };
    match told.recv_timeout(answering).ok()? {
        Told::Done(done) => Some(done),
        Told::Found => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Barrier;

    use super::*;

    const LONG: Duration = Duration::from_secs(3600);
    const NOW: Duration = Duration::ZERO;

    fn somebody() -> Option<Arc<u8>> {
        Some(Arc::new(7))
    }

    #[test]
    fn an_answer_is_given_and_the_next_may_ask_at_once() {
        static LINE: Line = Line::new();
        for _ in 0..100 {
            assert_eq!(LINE.ask(somebody, LONG, LONG, |who| *who), Ok(7));
            let nobody = LINE.ask(|| None::<Arc<u8>>, LONG, LONG, |who| *who);
            assert_eq!(nobody, Err(NoAnswer::Absent));
        }
    }

    #[test]
    fn nobody_waits_for_one_who_hangs_and_the_line_is_free_when_they_answer() {
        static LINE: Line = Line::new();
        let gate = Arc::new(Barrier::new(2));
        let there = Arc::clone(&gate);
        let hung = LINE.ask(somebody, LONG, NOW, move |_| {
            there.wait();
        });
        assert_eq!(hung, Err(NoAnswer::Absent));
        let second = || LINE.ask(somebody, LONG, LONG, |who| *who);
        assert_eq!(second(), Err(NoAnswer::Busy));
        gate.wait();
        while second() == Err(NoAnswer::Busy) {
            thread::yield_now();
        }
        assert_eq!(second(), Ok(7));
    }

    #[test]
    fn work_that_breaks_off_frees_the_line() {
        static LINE: Line = Line::new();
        let broken = LINE.ask(somebody, LONG, LONG, |_| panic!("on purpose"));
        assert_eq!(broken, Err::<(), _>(NoAnswer::Absent));
        assert_eq!(LINE.ask(somebody, LONG, LONG, |who| *who), Ok(7));
    }
}
