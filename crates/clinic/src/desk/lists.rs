//! The status lists that this clinic has, one for each shard it was asked about: kept only once they were proven to be on
//! the log, so that a grant can be checked while the ledger is away, with the list's age.

use keepwell_client::{keys::LedgerKeys, servers::LedgerKey, status::open_list};
use keepwell_crypto::hash::sha256;
use keepwell_protocol::{hexadecimal::to_hex, status::StatusList};
use rand_core::CryptoRngCore;

use super::Desk;
use crate::home::HomeError;

impl Desk {
    /// The list of this shard that was kept last. One that does not open any more counts as none.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn kept_list(
        &self,
        keys: &LedgerKeys,
        shard: u64,
    ) -> Result<Option<StatusList>, HomeError> {
        let bytes = self.home().read(&file(keys.pinned(), shard))?;
        Ok(bytes.and_then(|bytes| open_list(&bytes, shard, keys).ok()))
    }

    /// Keeps a list that was proven, unless another program has kept a newer one meanwhile.
    ///
    /// # Errors
    /// [`HomeError`].
    pub(crate) fn keep_list(
        &self,
        keys: &LedgerKeys,
        (list, bytes): (&StatusList, &[u8]),
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), HomeError> {
        let _lock = self.home().lock()?;
        let kept = self.kept_list(keys, list.number())?;
        if kept.is_some_and(|kept| kept.root.size >= list.root.size) {
            return Ok(());
        }
        let file = file(keys.pinned(), list.number());
        self.home().write(&file, bytes, rng)
    }
}

fn file(key: &LedgerKey, shard: u64) -> String {
    let digest = to_hex(&sha256(key.to_string().as_bytes()));
    format!("status-{}-{shard}", digest.get(..16).unwrap_or_default())
}
