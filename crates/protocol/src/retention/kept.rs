//! Which bundles below a ledger's minimum index are still there: a bit for each, 32 bytes for each 65,536 entries that were pruned
//! together. The policy on the log has its digest.

use keepwell_crypto::hash::{Digest, sha256};

use super::{CHUNK, RUN, Retention};
use crate::FormatError;

/// The largest list: of two billion entries.
pub const MAX_KEPT_BYTES: usize = 1 << 20;
const WHAT: &str = "list of pruned entries";
/// Bytes for each run.
const RUN_BYTES: usize = 32;
const _: () = assert!(RUN == CHUNK * RUN_BYTES as u64 * 8);

/// The list; empty while nothing is pruned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept(Vec<u8>);

impl Kept {
    /// Reads one.
    ///
    /// # Errors
    /// [`FormatError`] when it is larger than [`MAX_KEPT_BYTES`], or not of whole runs.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, FormatError> {
        if bytes.len() > MAX_KEPT_BYTES {
            return Err(FormatError::TooLarge { what: WHAT });
        }
        if !bytes.len().is_multiple_of(RUN_BYTES) {
            return Err(FormatError::malformed(WHAT, "length"));
        }
        Ok(Self(bytes))
    }

    /// Reads the one that `policy` speaks of.
    ///
    /// # Errors
    /// [`FormatError`] when it is another one.
    pub fn of(policy: &Retention, bytes: Vec<u8>) -> Result<Self, FormatError> {
        let kept = Self::parse(bytes)?;
        if kept.digest() == policy.kept && kept.minimum() == policy.minimum {
            Ok(kept)
        } else {
            Err(FormatError::malformed(WHAT, "digest"))
        }
    }

    /// Takes in the next run, whose chunks with these numbers, counted from the log's beginning, stay.
    pub fn push_run(&mut self, staying: impl IntoIterator<Item = u64>) {
        let first = self.minimum() / CHUNK;
        let mut bits = [0_u8; RUN_BYTES];
        for chunk in staying {
            let place = chunk
                .checked_sub(first)
                .and_then(|at| usize::try_from(at).ok());
            if let Some((byte, bit)) = place.map(|at| (at / 8, at % 8))
                && let Some(byte) = bits.get_mut(byte)
            {
                *byte |= 1 << bit;
            }
        }
        self.0.extend(bits);
    }

    /// The same, of no more than the first `minimum` entries.
    #[must_use]
    pub fn up_to(&self, minimum: u64) -> Self {
        let runs = usize::try_from(minimum / RUN).unwrap_or(usize::MAX);
        let bytes = runs.saturating_mul(RUN_BYTES).min(self.0.len());
        Self(self.0.get(..bytes).unwrap_or_default().to_vec())
    }

    /// The minimum index: how many entries it speaks of.
    pub fn minimum(&self) -> u64 {
        let runs = self.0.len() / RUN_BYTES;
        u64::try_from(runs).unwrap_or(u64::MAX).saturating_mul(RUN)
    }

    /// Whether the bundle with this number is gone. Bit `n` of a run is bit `n % 8` of byte `n / 8`, counted from the lowest.
    pub fn is_pruned(&self, chunk: u64) -> bool {
        let byte = usize::try_from(chunk / 8).ok();
        let byte = byte.and_then(|byte| self.0.get(byte));
        byte.is_some_and(|byte| byte & (1 << (chunk % 8)) == 0)
    }

    /// As it is kept and handed out.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// SHA-256 of it.
    pub fn digest(&self) -> Digest {
        sha256(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stays_is_found_and_nothing_beyond_the_minimum_is_pruned() {
        let mut kept = Kept::default();
        assert!(!kept.is_pruned(0) && kept.minimum() == 0);
        kept.push_run([0, 255, 256]);
        kept.push_run([256, 300]);
        assert_eq!(kept.minimum(), 2 * RUN);
        let staying: Vec<_> = (0..600).filter(|chunk| !kept.is_pruned(*chunk)).collect();
        let beyond = 512..600;
        assert_eq!(staying, [vec![0, 255, 256, 300], beyond.collect()].concat());
        let first = kept.up_to(RUN);
        assert_eq!(first.as_bytes(), &kept.as_bytes()[..32]);
        assert_eq!(kept.up_to(9 * RUN), kept);
        assert_eq!(Kept::parse(kept.as_bytes().to_vec()), Ok(kept));
    }

    #[test]
    fn another_list_than_the_policy_s_is_refused_and_one_byte_too_many() {
        let mut kept = Kept::default();
        kept.push_run([0]);
        let policy = Retention {
            origin: "a/ledger".to_owned(),
            days: 90,
            minimum: RUN,
            kept: kept.digest(),
            after: 0,
        };
        let bytes = kept.as_bytes().to_vec();
        assert_eq!(Kept::of(&policy, bytes.clone()), Ok(kept));
        for at in 0..bytes.len() {
            let mut other = bytes.clone();
            other[at] ^= 1;
            assert!(Kept::of(&policy, other).is_err());
        }
        assert!(Kept::of(&policy, Vec::new()).is_err());
        assert!(Kept::parse(vec![0; 33]).is_err());
        assert!(Kept::parse(vec![0; MAX_KEPT_BYTES]).is_ok());
        assert_eq!(
            Kept::parse(vec![0; MAX_KEPT_BYTES + 32]),
            Err(FormatError::TooLarge { what: WHAT })
        );
    }
}
