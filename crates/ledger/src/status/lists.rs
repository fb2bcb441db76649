//! The lists that are shown: the newest with all its shards, signed when somebody first asks for one, and the one before.
//! Replaced by the publisher alone.

use std::sync::{Arc, OnceLock, PoisonError, RwLock};

use axum::body::Bytes;
use keepwell_protocol::statement::Statement;
use keepwell_protocol::status::{Bitmap, StatusRoot, pack};
use keepwell_tlog::tree::Frontier;

use crate::key::LogKey;

/// One list.
pub(crate) struct List {
    /// What was logged for it.
    pub(crate) statement: Statement,
    pub(crate) root: StatusRoot,
    pub(crate) bitmap: Bitmap,
    /// Over the notices that it covers; `None` where older ones are not known.
    pub(crate) notices: Option<Frontier>,
    /// Where its root stands on the log.
    index: u64,
    shards: Vec<Ready>,
}

/// A shard's bits as zlib data, and the signed list, each made once.
#[derive(Default)]
struct Ready {
    packed: Arc<OnceLock<Vec<u8>>>,
    signed: OnceLock<Option<Bytes>>,
}

/// All of them.
#[derive(Default)]
pub(crate) struct Lists {
    newest: RwLock<Option<Arc<List>>>,
    /// The one before: shown until enough witnesses have seen the newest one's root.
    previous: RwLock<Option<Arc<List>>>,
}

impl List {
    /// The list of `bitmap` and `notices`, whose root is on the log at `index`; `before` is the one that was published last.
    pub(crate) fn new(
        (statement, root): (Statement, StatusRoot),
        (bitmap, notices, index): (Bitmap, Option<Frontier>, u64),
        before: Option<&Self>,
    ) -> Self {
        let shards = (0..bitmap.shards()).map(|number| Ready {
            packed: before
                .and_then(|before| before.packed(number, &bitmap))
                .unwrap_or_default(),
            signed: OnceLock::new(),
        });
        Self {
            shards: shards.collect(),
            statement,
            root,
            bitmap,
            notices,
            index,
        }
    }

    /// Where its root stands on the log.
    pub(crate) fn index(&self) -> u64 {
        self.index
    }

    /// The signed list of shard `number`; `None` beyond the last.
    pub(crate) fn signed(&self, number: u64, key: &LogKey) -> Option<Bytes> {
        let ready = self.shards.get(usize::try_from(number).ok()?)?;
        let sign = || {
            let packed = ready
                .packed
                .get_or_init(|| self.bitmap.shard(number).map(pack).unwrap_or_default());
            let logged = (&self.statement, &self.root);
            key.status_list(&self.bitmap, (number, packed), logged)
                .map(Bytes::from)
        };
        ready.signed.get_or_init(sign).clone()
    }

    /// What shard `number` was packed to, where it is the same as in `next`.
    fn packed(&self, number: u64, next: &Bitmap) -> Option<Arc<OnceLock<Vec<u8>>>> {
        let same = self.bitmap.shard(number)?.hash() == next.shard(number)?.hash();
        let ready = self.shards.get(usize::try_from(number).ok()?)?;
        same.then(|| ready.packed.clone())
    }
}

impl Lists {
    /// The newest; `None` before the first.
    pub(crate) fn newest(&self) -> Option<Arc<List>> {
        let newest = self.newest.read().unwrap_or_else(PoisonError::into_inner);
        newest.clone()
    }

    /// The newest whose root readers find under a head of `size` entries.
    pub(crate) fn shown(&self, size: u64) -> Option<Arc<List>> {
        // One lock after the other: the publisher takes them in this order.
        let newest = self.newest();
        let previous = self.previous.read().unwrap_or_else(PoisonError::into_inner);
        let both = [newest, previous.clone()];
        both.into_iter().flatten().find(|list| list.index < size)
    }

    /// Shows a list that is on the log.
    pub(crate) fn publish(&self, list: List) {
        let mut newest = self.newest.write().unwrap_or_else(PoisonError::into_inner);
        let mut previous = self
            .previous
            .write()
            .unwrap_or_else(PoisonError::into_inner);
        *previous = newest.replace(Arc::new(list));
    }
}
