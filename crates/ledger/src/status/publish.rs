//! Publishes a list when one is due: a minute after the last where something was logged since, and now and then where
//! nothing was, so that a list that is old always means that something is wrong. Each is on the log before it is shown.

use std::io;
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use keepwell_protocol::statement::Statement;
use keepwell_protocol::status::{Bitmap, Notices, StatusRoot, push_notice};
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::tree::Frontier;
use tokio::runtime::{Builder, Runtime};

use crate::limits::ListPace;
use crate::service::Service;
use crate::status::List;

/// How often it is looked whether a list is due.
const LOOK: Duration = Duration::from_millis(500);

/// Publishes lists of one ledger.
pub(crate) struct Publisher {
    service: Arc<Service>,
    pace: ListPace,
    runtime: Runtime,
}

impl Publisher {
    /// A publisher that knows the last list of the log. Publishes the first one, where none is there.
    pub(crate) fn begin(service: Arc<Service>, pace: ListPace) -> io::Result<Self> {
        let publisher = Self {
            service,
            pace,
            runtime: Builder::new_current_thread().build()?,
        };
        publisher.restore();
        publisher.look();
        Ok(publisher)
    }

    /// Publishes until the ledger is closed. Whoever closes it unparks this thread.
    pub(crate) fn run(self) {
        while !self.service.door.is_closed() {
            self.look();
            thread::park_timeout(LOOK);
        }
    }

    /// Publishes a list if one is due. Where several machines are one ledger, that is the sequencer's; the others take up
    /// what it has logged.
    fn look(&self) {
        let (state, now) = (&self.service.state, (self.service.clock)());
        if !state.is_leading() {
            self.restore();
        } else if self.is_due(now) && !state.is_stopped() {
            self.publish(now);
        }
    }

    fn is_due(&self, now: Timestamp) -> bool {
        let Some(last) = self.service.lists.newest() else {
            return true;
        };
        // A clock that was set back must not keep lists from being published until it is where it was.
        let age = Duration::from_secs(now.seconds().abs_diff(last.root.time.seconds()));
        let changed = self
            .service
            .state
            .register()
            .ended()
            .has_changed_since(last.root.size);
        age >= self.pace.idle || (changed && age >= self.pace.changed)
    }

    /// Logs the root of the list of the present size, and shows it once it is committed.
    fn publish(&self, now: Timestamp) {
        let service = &self.service;
        let before = service.lists.newest();
        let mut bitmap = before
            .as_ref()
            .map(|list| list.bitmap.clone())
            .unwrap_or_default();
        if !self.grow(&mut bitmap, service.state.view().size()) {
            return;
        }
        let begun = before.as_ref().and_then(|list| list.notices.clone());
        let notices = self.notices(begun.unwrap_or_default(), bitmap.size());
        let key = &service.state.key;
        let root = StatusRoot {
            origin: key.public().name().as_str().to_owned(),
            size: bitmap.size(),
            root: bitmap.root(),
            time: now,
            notices: notices.as_ref().map(Notices::of),
        };
        let statement = key.status_root(&root);
        match self
            .runtime
            .block_on(service.door.register_checked(statement.clone()))
        {
            Ok(registered) => {
                tracing::debug!(
                    index = registered.index,
                    covers = root.size,
                    "a status list was published"
                );
                service.lists.publish(List::new(
                    (statement, root),
                    (bitmap, notices, registered.index),
                    before.as_deref(),
                ));
            }
            Err(reason) => tracing::warn!(?reason, "no status list could be logged: trying again"),
        }
    }

    /// Takes up the last list that is on the log, unless it is known: so that after a start nobody waits for the next one, and
    /// for the lists of another machine.
    fn restore(&self) {
        let state = &self.service.state;
        let root = state.register().ended().root();
        let before = self.service.lists.newest();
        let known = before.as_ref().map(|list| list.index());
        let Some(index) = root.filter(|root| known.is_none_or(|known| known < *root)) else {
            return;
        };
        let bytes = state.view().statement(index).unwrap_or_else(|error| {
            tracing::error!(%error, "the last status list could not be read: making a new one");
            None
        });
        let read = bytes.and_then(|bytes| state.key.read_status_root(&bytes));
        // A list is signed by the key that logged it: after another key has taken over a new one is made.
        let is_own =
            |(statement, _): &(Statement, _)| statement.signer() == *state.key.public().key();
        let Some((statement, root)) = read.filter(is_own) else {
            return;
        };
        let older = before.filter(|before| before.root.size <= root.size);
        let known = older.as_ref().map(|list| list.bitmap.clone());
        let mut bitmap = known.unwrap_or_default();
        if !self.grow(&mut bitmap, root.size) || bitmap.root() != root.root {
            // From the beginning, in case what was shown before is not what the log says.
            bitmap = Bitmap::default();
            self.grow(&mut bitmap, root.size);
        }
        // A list from before there were notices has none, nor has one of a machine that does not know the older ones.
        let grown = self.notices(Frontier::new(), root.size);
        let notices = root.notices.and(grown);
        let fits = notices.is_none() || notices.as_ref().map(Notices::of) == root.notices;
        if bitmap.root() == root.root && fits {
            let parts = (bitmap, notices, index);
            let list = List::new((statement, root), parts, older.as_deref());
            self.service.lists.publish(list);
        } else {
            tracing::error!("the last status list does not follow from the log: making a new one");
        }
    }

    /// Moves a list on to `size` entries, from its own size or from what is known by bits alone; `false` where the log has grown
    /// so much since that this cannot be told.
    fn grow(&self, bitmap: &mut Bitmap, size: u64) -> bool {
        let register = self.service.state.register();
        let ended = register.ended();
        if let Some(targets) = ended.between(bitmap.size(), size) {
            drop(register);
            bitmap.grow(size, targets);
            return true;
        }
        let (covers, shards) = ended.oldest();
        let targets = ended.between(covers, size);
        drop(register);
        let Some(targets) = targets.filter(|_| covers <= size) else {
            return false;
        };
        *bitmap = Bitmap::of_shards(covers, shards);
        bitmap.grow(size, targets);
        true
    }

    /// `begun`, grown by the notices behind it among the first `size` entries.
    fn notices(&self, mut begun: Frontier, size: u64) -> Option<Frontier> {
        let register = self.service.state.register();
        for (index, entry) in register.ended().notices(begun.size(), size)? {
            push_notice(&mut begun, *index, entry).ok()?;
        }
        Some(begun)
    }
}
