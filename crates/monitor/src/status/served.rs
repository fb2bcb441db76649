//! What a ledger serves of its status lists, held against what it logged: the lists of two shards in a look, the first and another one in
//! turn, and what was revoked since the list that was looked at before. Readers hold each list to the logged root themselves; looked for
//! here is what is missing, or was altered on its way. The lists of all shards of a country are 80 MB.

use std::collections::BTreeSet;

use keepwell_client::{
    ClientError,
    ledger::Ledger,
    status::{ListError, fetch_delta, fetch_list},
};
use keepwell_protocol::status::{SHARD_BITS, StatusList};

use super::{Status, Wrong};

impl Status {
    /// Fetches lists, of which each must be of a root that was found right, or of one that the next look finds; and what was revoked since
    /// the list of `before` entries.
    ///
    /// # Errors
    /// [`ClientError`] when something cannot be had.
    pub(super) fn served(
        &mut self,
        ledger: &Ledger<'_>,
        before: u64,
    ) -> Result<Option<Wrong>, ClientError> {
        if self.roots.is_empty() {
            return Ok(None);
        }
        let Some(first) = self.list(ledger, 0)? else {
            return Ok(Some(Wrong::Served));
        };
        let shards = first.root.size.div_ceil(SHARD_BITS);
        if shards > 1 {
            let shard = 1 + self.turn % (shards - 1);
            self.turn = shard % (shards - 1);
            if self.list(ledger, shard)?.is_none() {
                return Ok(Some(Wrong::Served));
            }
        }
        let fits = self.bitmap.size() <= before || self.fits_delta(ledger, before)?;
        Ok((!fits).then_some(Wrong::Served))
    }

    /// The list of a shard, where its root was found right, or may have been logged since this look began: then it is awaited.
    fn list(&mut self, ledger: &Ledger<'_>, shard: u64) -> Result<Option<StatusList>, ClientError> {
        let list = match fetch_list(ledger, shard) {
            Ok(Some(fetched)) => fetched.list,
            Ok(None) | Err(ListError::Bad(_)) => return Ok(None),
            Err(ListError::Ask(error)) => return Err(error),
        };
        let logged = list.entry().statement;
        if self.roots.contains(&logged) {
            return Ok(Some(list));
        }
        // A list never covers less than the one before it.
        if list.root.size < self.bitmap.size() {
            return Ok(None);
        }
        self.awaited.push(logged);
        Ok(Some(list))
    }

    /// Whether the ledger says of the entries from `before` up to its newest list what they say. It need not say anything, where that is
    /// much or long ago.
    fn fits_delta(&self, ledger: &Ledger<'_>, before: u64) -> Result<bool, ClientError> {
        let listed = self.bitmap.size();
        let delta = match fetch_delta(ledger, before, listed) {
            Ok(Some(delta)) => delta,
            Ok(None) => return Ok(true),
            Err(ListError::Bad(_)) => return Ok(false),
            Err(ListError::Ask(error)) => return Err(error),
        };
        let between = self.between(before, listed);
        let targets: BTreeSet<u64> = between.iter().map(|(_, target)| *target).collect();
        Ok(self.roots.contains(&delta.entry().statement) && targets.iter().eq(delta.targets()))
    }
}
