//! What was revoked between two lists, for who holds all shards and asks about none: a few bytes for each revocation. It
//! is not signed; what it leads to must have the root that the ledger logged.

use ciborium::Value;
use keepwell_crypto::sign::VerifyingKey;

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    entry::Entry,
    statement::Statement,
    status::{Bitmap, StatusRoot, root},
};

/// The most revocations in one delta; who is further behind takes the shards.
pub const MAX_TARGETS: usize = 65_536;
/// The largest delta in bytes.
pub const MAX_DELTA_BYTES: usize = 700_000;
const WHAT: &str = "status delta";
const VERSION: u64 = 1;

/// A delta whose statement has been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delta {
    /// The size that the older list covers.
    pub from: u64,
    /// What the ledger logged for the newer list.
    pub root: StatusRoot,
    statement: Statement,
    targets: Vec<u64>,
}

impl Delta {
    /// The delta from the list that covers `from` entries to the one that `statement` is about. `None` when there are
    /// more than [`MAX_TARGETS`].
    pub fn encode(from: u64, statement: &Statement, mut targets: Vec<u64>) -> Option<Vec<u8>> {
        targets.sort_unstable();
        targets.dedup();
        if targets.len() > MAX_TARGETS {
            return None;
        }
        let mut last = 0;
        let steps = targets.into_iter().map(|target| {
            let step = target - last;
            last = target;
            Value::from(step)
        });
        let map = MapWriter::default()
            .put(0, Value::from(VERSION))
            .put(1, Value::from(from))
            .bytes(2, statement.as_bytes())
            .put(3, Value::Array(steps.collect()));
        Some(map.encode())
    }

    /// Reads a delta of the ledger `origin` with `key`.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn open(bytes: &[u8], origin: &str, key: &VerifyingKey) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_DELTA_BYTES)?;
        map.version(VERSION)?;
        let from = map.uint(1, "from")?;
        let statement = Statement::parse(&map.bytes(2, "statement")?)?;
        let steps = map.take(3, "targets")?;
        map.finish()?;
        let root = StatusRoot::read(&statement, origin, key)?;
        if from > root.size {
            return Err(FormatError::malformed(WHAT, "from"));
        }
        Ok(Self {
            from,
            targets: targets(steps, root.size)?,
            root,
            statement,
        })
    }

    /// The entry that must be on the log.
    pub fn entry(&self) -> Entry {
        root::entry(&self.statement)
    }

    /// The log indexes of the grants that were revoked, ascending.
    pub fn targets(&self) -> &[u64] {
        &self.targets
    }

    /// Moves `bitmap` on.
    ///
    /// # Errors
    /// [`FormatError`] when it does not cover `from` entries, or does not lead to the root; `bitmap` is as it was then.
    pub fn apply(&self, bitmap: &mut Bitmap) -> Result<(), FormatError> {
        if bitmap.size() != self.from {
            return Err(FormatError::malformed(WHAT, "from"));
        }
        let mut moved = bitmap.clone();
        moved.grow(self.root.size, self.targets.iter().copied());
        if moved.root() != self.root.root {
            return Err(FormatError::malformed(WHAT, "root"));
        }
        *bitmap = moved;
        Ok(())
    }
}

/// Ascending from steps: the first may be 0, no other, and none leads beyond the log.
fn targets(steps: Value, size: u64) -> Result<Vec<u64>, FormatError> {
    let wrong = FormatError::malformed(WHAT, "targets");
    let steps = steps.into_array().map_err(|_| wrong)?;
    if steps.len() > MAX_TARGETS {
        return Err(FormatError::TooLarge { what: WHAT });
    }
    let mut targets: Vec<u64> = Vec::with_capacity(steps.len());
    for step in steps {
        let step = step.as_integer().and_then(|step| u64::try_from(step).ok());
        let step = step.ok_or(wrong)?;
        let target = match targets.last() {
            Some(_) if step == 0 => return Err(wrong),
            Some(last) => last.checked_add(step).ok_or(wrong)?,
            None => step,
        };
        if target >= size {
            return Err(wrong);
        }
        targets.push(target);
    }
    Ok(targets)
}
