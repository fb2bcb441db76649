//! Whether this machine reaches the object store, for its operator: looked at now and then, and with everything that is written behind
//! the commits. Nothing waits for it: statements are acknowledged by PostgreSQL alone, for as long as it has room for them.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use keepwell_cluster::{ClusterError, Objects};

/// How often it is looked.
const LOOK: Duration = Duration::from_secs(5);

/// How a machine gets on with the object store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StoreReach {
    /// It reads, and writes where that is its office.
    Reached,
    /// The store refuses it.
    Refused,
    /// Nothing, or an error, comes back.
    OutOfReach,
}

/// Of what it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    Reading,
    Writing,
}

/// What came last of reading and of writing. Each is noted by one thread.
#[derive(Debug)]
pub(crate) struct Reach(Mutex<[StoreReach; 2]>);

impl Default for Reach {
    fn default() -> Self {
        Self(Mutex::new([StoreReach::Reached; 2]))
    }
}

impl Reach {
    /// Looks by reading the checkpoint, until the runtime ends.
    pub(crate) async fn watch(self: Arc<Self>, objects: Objects) {
        loop {
            tokio::time::sleep(LOOK).await;
            let read = objects.checkpoint().await;
            self.note(Use::Reading, read.as_ref().err());
        }
    }

    /// Notes what came of a use of the store; what is no error of reaching it is none here.
    pub(crate) fn note(&self, of: Use, error: Option<&ClusterError>) {
        let now = match error {
            Some(ClusterError::Denied(_)) => StoreReach::Refused,
            Some(ClusterError::Store(_) | ClusterError::TimedOut) => StoreReach::OutOfReach,
            _ => StoreReach::Reached,
        };
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [reading, writing] = &mut *noted;
        let place = match of {
            Use::Reading => reading,
            Use::Writing => writing,
        };
        let before = std::mem::replace(place, now);
        drop(noted);
        match error {
            Some(error) if before != now => {
                tracing::warn!(%error, "the object store is out of reach: trying again");
            }
            None if before != now => tracing::info!("the object store is reached again"),
            _ => {}
        }
    }

    /// This machine writes no more: whoever does tells.
    pub(crate) fn forget_writing(&self) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let [_, writing] = &mut *noted;
        *writing = StoreReach::Reached;
    }

    /// The worse of both.
    pub(crate) fn told(&self) -> StoreReach {
        let noted = *self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let worst = [StoreReach::Refused, StoreReach::OutOfReach];
        let found = worst.into_iter().find(|one| noted.contains(one));
        found.unwrap_or(StoreReach::Reached)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_is_the_worse_of_reading_and_writing_until_both_go_on() {
        let reach = Reach::default();
        assert_eq!(reach.told(), StoreReach::Reached);
        reach.note(Use::Writing, Some(&ClusterError::TimedOut));
        assert_eq!(reach.told(), StoreReach::OutOfReach);
        reach.note(Use::Reading, None);
        assert_eq!(
            reach.told(),
            StoreReach::OutOfReach,
            "it still cannot write"
        );
        reach.note(Use::Writing, None);
        assert_eq!(reach.told(), StoreReach::Reached);
        reach.note(Use::Writing, Some(&ClusterError::TimedOut));
        reach.forget_writing();
        assert_eq!(reach.told(), StoreReach::Reached);
        // What contradicts was reached.
        let contradicted = ClusterError::Contradicted("a tile".to_owned());
        reach.note(Use::Writing, Some(&contradicted));
        assert_eq!(reach.told(), StoreReach::Reached);
    }
}
