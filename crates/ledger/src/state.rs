//! What the threads and the requests share. Each part says who writes it; nobody is kept from reading anything here while the
//! disk or the network is waited for.

use std::io;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{
    Arc, Condvar, Mutex, OnceLock, PoisonError, RwLock, RwLockReadGuard, RwLockWriteGuard,
};
use std::time::{Duration, Instant};

use keepwell_crypto::hash::Digest;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::tile::KeptTiles;
use tokio::sync::watch;

use crate::files::Files;
use crate::key::LogKey;
use crate::pruning::Announced;
use crate::register::{Place, Register, confirm};
use crate::snapshot::{Snapshot, View};
use crate::work::Work;

/// How many tiles are kept for proofs, 16 KiB each.
const KEPT_TILES: usize = 256;
/// How long a request waits on one of several machines for what another one has shown already.
const CATCHING_UP: Duration = Duration::from_secs(2);
/// How long one of several machines may be out of touch before it shows no checkpoint: others may have shown newer ones.
const IN_TOUCH: Duration = Duration::from_secs(5);

/// Wakes whoever waits for something new.
#[derive(Default)]
pub(crate) struct Bell {
    rung: Mutex<u64>,
    woken: Condvar,
}

impl Bell {
    /// How often it was rung.
    pub(crate) fn count(&self) -> u64 {
        *self.rung.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn ring(&self) {
        let mut rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        *rung = rung.wrapping_add(1);
        self.woken.notify_all();
    }

    /// Waits until it was rung after `count`, at most for `time`.
    pub(crate) fn wait(&self, count: u64, time: Duration) {
        let rung = self.rung.lock().unwrap_or_else(PoisonError::into_inner);
        let unchanged = |rung: &mut u64| *rung == count;
        drop(self.woken.wait_timeout_while(rung, time, unchanged));
    }
}

/// Finds what is registered, where the register is not in this process.
pub(crate) trait Index: Send + Sync {
    /// The index of a statement; `None` when it is not registered. Blocks.
    fn index_of(&self, statement: &Digest) -> io::Result<Option<u64>>;

    /// How many entries are committed. Blocks.
    fn committed(&self) -> io::Result<u64>;
}

/// The ledger's state.
pub(crate) struct State {
    /// Complete chunks.
    files: Box<dyn Files>,
    pub(crate) key: LogKey,
    /// Written by the sequencer alone, before the commit it belongs to; its relays by whoever logs a key set.
    register: RwLock<Register>,
    /// Where statements are looked up that others may have registered.
    index: Option<Box<dyn Index>>,
    /// When the log that several machines share was read to its end. Written by whoever follows it.
    followed: Mutex<Instant>,
    /// What proofs were made from.
    kept: KeptTiles,
    /// Replaced by the sequencer alone, after each commit.
    snapshot: RwLock<Arc<Snapshot>>,
    /// The head that readers are shown, where the ledger has witnesses and enough of them have cosigned one. Replaced by
    /// the threads that ask them.
    shown: watch::Sender<Option<Arc<SignedCheckpoint>>>,
    /// Rung when there is a new head, or a witness has answered.
    pub(crate) growth: Bell,
    /// How many entries stand in complete chunks on disk. Written by the keeper alone.
    settled: AtomicU64,
    /// How many entries are old enough to be pruned. Written by the keeper alone.
    prunable: AtomicU64,
    /// What the log says of what is pruned. Written by whoever logged it.
    announced: RwLock<Option<Arc<Announced>>>,
    /// Counted by the sequencer alone.
    pub(crate) work: Work,
    /// Set once, when writing to disk failed or witnesses showed another history; nothing is committed after that.
    stopped: AtomicBool,
    /// What the witnesses showed, in a sentence.
    contradicted: OnceLock<String>,
    /// Whether this process gives entries their order. Written by whoever is elected, where several machines are one ledger.
    leading: AtomicBool,
    /// Whether what several machines share can be reached. Written by whoever follows it.
    reachable: AtomicBool,
}

impl State {
    pub(crate) fn new(
        files: Box<dyn Files>,
        key: LogKey,
        register: Register,
        snapshot: Snapshot,
    ) -> Self {
        Self {
            files,
            key,
            register: RwLock::new(register),
            index: None,
            followed: Mutex::new(Instant::now()),
            kept: KeptTiles::new(KEPT_TILES),
            snapshot: RwLock::new(Arc::new(snapshot)),
            shown: watch::Sender::new(None),
            growth: Bell::default(),
            settled: AtomicU64::new(0),
            prunable: AtomicU64::new(0),
            announced: RwLock::default(),
            work: Work::default(),
            stopped: AtomicBool::new(false),
            contradicted: OnceLock::new(),
            leading: AtomicBool::new(true),
            reachable: AtomicBool::new(true),
        }
    }

    /// The same on one of several machines: not the sequencer until it is elected, and with a register elsewhere.
    pub(crate) fn shared(mut self, index: Box<dyn Index>) -> Self {
        self.index = Some(index);
        self.leading = AtomicBool::new(false);
        self
    }

    /// The committed log as it is now.
    pub(crate) fn view(&self) -> View<'_> {
        let snapshot = self.snapshot.read().unwrap_or_else(PoisonError::into_inner);
        View {
            files: &*self.files,
            kept: &self.kept,
            snapshot: snapshot.clone(),
        }
    }

    /// Where a statement is, once it is committed, as far as the memory of this process can tell: [`Place::Nowhere`] says nothing
    /// where others register too.
    pub(crate) fn place_of(&self, statement: &Digest) -> Place {
        match self.register().place_of(statement) {
            Place::At(index) if index >= self.view().size() => Place::Nowhere,
            place => place,
        }
    }

    /// The index of a statement, once it is committed, as far as this process has noted it. Reads an entry from its file where
    /// memory cannot tell.
    pub(crate) fn noted_index_of(&self, statement: &Digest) -> io::Result<Option<u64>> {
        match self.place_of(statement) {
            Place::At(index) => Ok(Some(index)),
            Place::Among(candidates) => confirm(&*self.files, &candidates, statement),
            Place::Nowhere => Ok(None),
        }
    }

    /// The index of a statement, once it is committed; `None` when it is not registered. May block, on several machines also until this
    /// one has read so far.
    pub(crate) fn index_of(&self, statement: &Digest) -> io::Result<Option<u64>> {
        let found = match (self.noted_index_of(statement)?, &self.index) {
            (None, Some(elsewhere)) => elsewhere.index_of(statement)?,
            (noted, _) => noted,
        };
        if let Some(index) = found {
            self.come_up_to(index.saturating_add(1), CATCHING_UP)?;
        }
        Ok(found)
    }

    /// Waits for a log of `size` entries where so many are committed and this machine has not read all of them: another one may have
    /// shown them. Blocks.
    ///
    /// # Errors
    /// `NotConnected` where it does not come up to that in time.
    pub(crate) fn reach(&self, size: u64) -> io::Result<()> {
        if size <= self.view().size() || size > self.committed()? {
            return Ok(());
        }
        self.come_up_to(size, CATCHING_UP)
    }

    fn come_up_to(&self, size: u64, patience: Duration) -> io::Result<()> {
        let begun = Instant::now();
        loop {
            let rung = self.growth.count();
            if self.view().size() >= size {
                return Ok(());
            }
            let left = patience.saturating_sub(begun.elapsed());
            if left.is_zero() {
                return Err(io::ErrorKind::NotConnected.into());
            }
            self.growth.wait(rung, left);
        }
    }

    /// How many entries are committed, wherever: on several machines this one may not have read all of them yet. May block.
    pub(crate) fn committed(&self) -> io::Result<u64> {
        match &self.index {
            Some(elsewhere) => elsewhere.committed(),
            None => Ok(self.view().size()),
        }
    }

    pub(crate) fn register(&self) -> RwLockReadGuard<'_, Register> {
        self.register.read().unwrap_or_else(PoisonError::into_inner)
    }

    pub(crate) fn register_mut(&self) -> RwLockWriteGuard<'_, Register> {
        self.register
            .write()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Shows readers the log after a commit.
    pub(crate) fn publish(&self, snapshot: Snapshot) {
        let mut place = self
            .snapshot
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *place = Arc::new(snapshot);
        drop(place);
        self.growth.ring();
    }

    /// Shows readers a head with its cosignatures, unless they were shown one of more entries.
    pub(crate) fn show(&self, head: SignedCheckpoint) {
        let size = head.checkpoint().size();
        self.shown.send_if_modified(|shown| {
            let before = shown.as_ref().map(|shown| shown.checkpoint().size());
            let is_newer = before.is_none_or(|before| before <= size);
            if is_newer {
                *shown = Some(Arc::new(head));
            }
            is_newer
        });
    }

    /// What readers are shown; `None` before enough witnesses have cosigned anything.
    pub(crate) fn shown(&self) -> Option<Arc<SignedCheckpoint>> {
        self.shown.borrow().clone()
    }

    /// The head that readers are shown once it holds entry `index`; `None` when it does not within `patience`.
    pub(crate) async fn shown_with(
        &self,
        index: u64,
        patience: Duration,
    ) -> Option<Arc<SignedCheckpoint>> {
        let mut shown = self.shown.subscribe();
        let holds = |shown: &Option<Arc<SignedCheckpoint>>| {
            let head = shown.as_ref().map(|shown| shown.checkpoint().size());
            head.is_some_and(|size| size > index)
        };
        let found = tokio::time::timeout(patience, shown.wait_for(holds)).await;
        found.ok()?.ok()?.clone()
    }

    pub(crate) fn settled(&self) -> u64 {
        self.settled.load(Ordering::Acquire)
    }

    pub(crate) fn settle(&self, entries: u64) {
        self.settled.fetch_max(entries, Ordering::AcqRel);
    }

    /// How many entries are old enough to be pruned.
    pub(crate) fn prunable(&self) -> u64 {
        self.prunable.load(Ordering::Acquire)
    }

    pub(crate) fn set_prunable(&self, entries: u64) {
        self.prunable.store(entries, Ordering::Release);
    }

    /// What the log says of what is pruned; `None` where it never said anything.
    pub(crate) fn announced(&self) -> Option<Arc<Announced>> {
        let announced = self.announced.read();
        announced.unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn announce(&self, announced: Announced) {
        let place = self.announced.write();
        *place.unwrap_or_else(PoisonError::into_inner) = Some(Arc::new(announced));
    }

    /// Ends all writing until the process is started again: after a failed flush nobody knows what is on disk.
    pub(crate) fn stop(&self) {
        self.stopped.store(true, Ordering::Release);
    }

    /// Ends all writing because this ledger's key has signed another history. The first sentence stays.
    pub(crate) fn stop_contradicted(&self, why: String) {
        let _ = self.contradicted.set(why);
        self.stop();
    }

    pub(crate) fn contradicted(&self) -> Option<&str> {
        self.contradicted.get().map(String::as_str)
    }

    /// Whether several machines are one ledger.
    pub(crate) fn is_shared(&self) -> bool {
        self.index.is_some()
    }

    /// Notes that all that is committed was read just now.
    pub(crate) fn note_followed(&self) {
        *self.followed.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
    }

    /// Whether this is one of several machines and cannot know by now what the others have shown. One that has stopped shows what it
    /// has: somebody has to look at it.
    pub(crate) fn is_out_of_touch(&self) -> bool {
        let followed = *self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        self.is_shared() && !self.is_stopped() && followed.elapsed() > IN_TOUCH
    }

    pub(crate) fn set_leading(&self, is_leading: bool) {
        self.leading.store(is_leading, Ordering::Release);
    }

    pub(crate) fn is_leading(&self) -> bool {
        self.leading.load(Ordering::Acquire)
    }

    /// Says what it was before.
    pub(crate) fn set_reachable(&self, is_reachable: bool) -> bool {
        self.reachable.swap(is_reachable, Ordering::AcqRel)
    }

    pub(crate) fn is_reachable(&self) -> bool {
        self.reachable.load(Ordering::Acquire)
    }

    pub(crate) fn is_stopped(&self) -> bool {
        self.stopped.load(Ordering::Acquire)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    use keepwell_crypto::sign::SigningKey;
    use keepwell_protocol::entry::{Entry, EntryType};
    use keepwell_tlog::note::Name;

    use crate::chunk::Registration;
    use crate::home::Home;
    use crate::log::Log;

    /// What several machines share: so many entries, the last of which is asked for.
    struct Elsewhere(u64);

    impl Index for Elsewhere {
        fn index_of(&self, _: &Digest) -> io::Result<Option<u64>> {
            Ok(self.0.checked_sub(1))
        }

        fn committed(&self) -> io::Result<u64> {
            Ok(self.0)
        }
    }

    fn key() -> LogKey {
        let name = Name::parse("a.example/ledger").unwrap();
        LogKey::new(name, SigningKey::from_seed(&[1; 32]))
    }

    fn snapshot(size: u8) -> Snapshot {
        let one = |n: u8| Registration {
            entry: Entry {
                kind: EntryType::Grant,
                target: 0,
                statement: [n; 32],
            },
            signer: [n; 32],
            statement: Vec::new(),
        };
        let mut log = Log::default();
        log.extend((0..size).map(one).collect()).unwrap();
        let head = key().sign_head(log.size(), log.root()).unwrap();
        let receipts = key().receipts(head.checkpoint());
        Snapshot::new(head, receipts, &log, Vec::new())
    }

    fn alone() -> State {
        let nowhere = Home::at("nothing is read from here".as_ref());
        let register = Register::recalled([0; 32]);
        State::new(Box::new(nowhere), key(), register, snapshot(1))
    }

    #[test]
    fn what_another_machine_has_shown_is_waited_for_and_nothing_else() {
        let state = alone().shared(Box::new(Elsewhere(3)));
        let late = state.come_up_to(3, Duration::from_millis(20)).unwrap_err();
        assert_eq!(late.kind(), io::ErrorKind::NotConnected);
        thread::scope(|scope| {
            let [found, reached] = [
                scope.spawn(|| state.index_of(&[9; 32]).map(|found| found == Some(2))),
                scope.spawn(|| state.reach(3).map(|()| state.view().size() == 3)),
            ];
            thread::sleep(Duration::from_millis(30));
            state.publish(snapshot(3));
            assert!(found.join().unwrap().unwrap() && reached.join().unwrap().unwrap());
        });
        // What nobody has committed is no reason to wait, and what is there neither.
        let begun = Instant::now();
        state.reach(4).unwrap();
        state.reach(2).unwrap();
        alone().reach(3).unwrap();
        assert!(begun.elapsed() < CATCHING_UP);
    }

    #[test]
    fn a_machine_that_does_not_follow_is_out_of_touch_with_the_others() {
        let long_ago = Instant::now().checked_sub(2 * IN_TOUCH).unwrap();
        let (one, several) = (alone(), alone().shared(Box::new(Elsewhere(3))));
        assert!(!several.is_out_of_touch());
        for state in [&one, &several] {
            *state.followed.lock().unwrap() = long_ago;
        }
        assert!(!one.is_out_of_touch() && several.is_out_of_touch());
        several.note_followed();
        assert!(!several.is_out_of_touch());
        *several.followed.lock().unwrap() = long_ago;
        several.stop();
        assert!(!several.is_out_of_touch(), "somebody looks at it");
    }
}
