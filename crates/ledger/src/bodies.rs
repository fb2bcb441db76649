//! Batches that are arriving: only so many at a time, so that slow senders fill neither the memory nor each other's places.
//! A source has a quarter of them; addresses are forgotten as soon as their batches have arrived. What has arrived is checked in
//! turn, as many at a time as there are processors.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::limits::Limits;
use crate::throttle::network;

/// Places for bodies.
#[derive(Clone)]
pub(crate) struct Bodies {
    most: usize,
    most_of_source: usize,
    spares_loopback: bool,
    arriving: Arc<Mutex<HashMap<Option<IpAddr>, usize>>>,
    turns: Arc<Semaphore>,
}

/// A place, given back when it is dropped.
pub(crate) struct Body {
    bodies: Bodies,
    source: Option<IpAddr>,
}

impl Bodies {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            most: limits.batches,
            most_of_source: limits.batches.div_ceil(4),
            spares_loopback: limits.spares_loopback,
            arriving: Arc::default(),
            turns: Arc::new(Semaphore::new(
                thread::available_parallelism().map_or(1, usize::from),
            )),
        }
    }

    /// A processor for the signatures of a batch, given to who waits longest. If all were checked at the same time they would be ready
    /// at the same time, and the processors idle while all of them are flushed to the disk. `None` would be a ledger that ends.
    pub(crate) async fn turn(&self) -> Option<OwnedSemaphorePermit> {
        self.turns.clone().acquire_owned().await.ok()
    }

    /// A place for a body of `source`; `None` when it, or everybody, has as many as there may be.
    pub(crate) fn place(&self, source: Option<IpAddr>) -> Option<Body> {
        let source = source.map(|address| address.to_canonical());
        let is_spared = self.spares_loopback && source.is_some_and(|address| address.is_loopback());
        let source = source.map(network);
        let mut arriving = self.arriving.lock().unwrap_or_else(PoisonError::into_inner);
        let own = arriving.get(&source).copied().unwrap_or_default();
        let all: usize = arriving.values().sum();
        if all >= self.most || (own >= self.most_of_source && !is_spared) {
            return None;
        }
        arriving.insert(source, own + 1);
        Some(Body {
            bodies: self.clone(),
            source,
        })
    }
}

impl Drop for Body {
    fn drop(&mut self) {
        let arriving = self.bodies.arriving.lock();
        let mut arriving = arriving.unwrap_or_else(PoisonError::into_inner);
        match arriving.get_mut(&self.source) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(arriving.remove(&self.source)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::poll_fn;
    use std::pin::pin;
    use std::task::Poll;

    use super::*;

    #[tokio::test]
    async fn there_is_a_turn_for_each_processor_and_the_next_waits_for_one() {
        let bodies = Bodies::new(&Limits::default());
        let processors = thread::available_parallelism().map_or(1, usize::from);
        let mut held = Vec::new();
        for _ in 0..processors {
            held.push(bodies.turn().await.unwrap());
        }
        let mut next = pin!(bodies.turn());
        let waits = poll_fn(|context| Poll::Ready(next.as_mut().poll(context).is_pending()));
        assert!(waits.await);
        held.pop();
        assert!(next.await.is_some());
    }

    #[test]
    fn a_source_has_a_quarter_and_all_together_no_more_than_there_are() {
        let bodies = Bodies::new(&Limits {
            batches: 8,
            ..Limits::default()
        });
        let from = |text: &str| bodies.place(Some(text.parse().unwrap()));
        let first = [from("192.0.2.1"), from("192.0.2.1")];
        assert!(first.iter().all(Option::is_some));
        assert!(from("192.0.2.1").is_none() && from("::ffff:192.0.2.1").is_none());
        let network = [from("2001:db8::1"), from("2001:db8::2")];
        assert!(network.iter().all(Option::is_some) && from("2001:db8::3").is_none());
        let here: Vec<_> = (0..4).map(|_| from("127.0.0.1")).collect();
        assert!(here.iter().all(Option::is_some));
        assert!(from("127.0.0.1").is_none() && from("192.0.2.2").is_none());
        drop(first);
        assert!(from("192.0.2.2").is_some());
        drop((network, here));
        assert!(bodies.arriving.lock().unwrap().is_empty());
    }
}
