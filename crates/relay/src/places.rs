//! Places for what takes memory or a line for long, request bodies and those who wait: so many at once, and of one source
//! only a part of them, so that nobody fills them all with bodies that drip.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError, Weak},
};

use tokio::sync::{AcquireError, OwnedSemaphorePermit, Semaphore};

use crate::source::Source;

/// One source has at most one in so many places.
const SHARE: usize = 4;
/// After so many sources those are forgotten that have no body on its way.
const TIDY_AT: usize = 1024;

/// All places.
pub(crate) struct Places {
    all: Arc<Semaphore>,
    of_one: usize,
    spares_loopback: bool,
    sources: Mutex<HashMap<Source, Weak<Semaphore>>>,
}

/// A place that was taken. It is free again when this is dropped.
pub(crate) struct Place {
    _of_all: OwnedSemaphorePermit,
    _of_one: OwnedSemaphorePermit,
}

impl Places {
    /// So many places; `spares_loopback` when this very machine may have all of them.
    pub(crate) fn new(all: usize, spares_loopback: bool) -> Self {
        Self {
            all: Arc::new(Semaphore::new(all)),
            of_one: all.div_ceil(SHARE),
            spares_loopback,
            sources: Mutex::default(),
        }
    }

    /// Waits for a place, first among those of `source`: who waits there holds none that others could have.
    pub(crate) async fn take(&self, source: Source) -> Result<Place, AcquireError> {
        let of_one = self.places_of(source).acquire_owned().await?;
        Ok(Place {
            _of_all: self.all.clone().acquire_owned().await?,
            _of_one: of_one,
        })
    }

    /// A place, when there is one now.
    pub(crate) fn try_take(&self, source: Source) -> Option<Place> {
        let of_one = self.places_of(source).try_acquire_owned().ok()?;
        Some(Place {
            _of_all: self.all.clone().try_acquire_owned().ok()?,
            _of_one: of_one,
        })
    }

    fn places_of(&self, source: Source) -> Arc<Semaphore> {
        if self.spares_loopback && source == Source::Loopback {
            return Arc::new(Semaphore::new(1));
        }
        let mut sources = self.sources.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(places) = sources.get(&source).and_then(Weak::upgrade) {
            return places;
        }
        if sources.len() >= TIDY_AT {
            sources.retain(|_, places| places.strong_count() > 0);
        }
        let places = Arc::new(Semaphore::new(self.of_one));
        sources.insert(source, Arc::downgrade(&places));
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt as _;

    fn places(bodies: usize) -> Places {
        Places::new(bodies, true)
    }

    fn source(n: u8) -> Source {
        Source::V4([192, 0, 2, n])
    }

    /// A place, when there is one without waiting.
    fn now(places: &Places, source: Source) -> Option<Place> {
        places.take(source).now_or_never()?.ok()
    }

    #[test]
    fn one_source_leaves_places_for_others() {
        let places = places(8);
        let held = [now(&places, source(1)), now(&places, source(1))];
        assert!(held.iter().all(Option::is_some));
        assert!(now(&places, source(1)).is_none());
        assert!(now(&places, source(2)).is_some());
        drop(held);
        assert!(now(&places, source(1)).is_some());
    }

    #[test]
    fn all_together_have_no_more_than_there_are() {
        let places = places(2);
        let held: Vec<_> = (0..2).map(|n| now(&places, source(n))).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(now(&places, source(9)).is_none());
        drop(held);
        assert!(now(&places, source(9)).is_some());
    }

    #[test]
    fn who_does_not_want_to_wait_is_told_at_once() {
        let places = places(4);
        let held = places.try_take(source(1));
        assert!(held.is_some() && places.try_take(source(1)).is_none());
        assert!(places.try_take(source(2)).is_some());
        drop(held);
        assert!(places.try_take(source(1)).is_some());
    }

    #[test]
    fn this_very_machine_may_have_all() {
        let places = places(8);
        let held: Vec<_> = (0..8).map(|_| now(&places, Source::Loopback)).collect();
        assert!(held.iter().all(Option::is_some));
        assert!(now(&places, Source::Loopback).is_none());
    }

    #[test]
    fn sources_without_bodies_are_forgotten() {
        let places = places(8);
        for n in 0..5000_u32 {
            drop(now(&places, Source::V4(n.to_be_bytes())));
        }
        assert!(places.sources.lock().unwrap().len() <= TIDY_AT);
    }
}
