//! A ledger entry: 41 bytes that tell nothing about anybody. Type, target index and the digest of a statement that
//! carries randomness (protocol §7); the fixed length leaves no channel for anything else.

use keepwell_crypto::hash::Digest;

use crate::FormatError;

/// An entry's length in bytes.
pub const ENTRY_BYTES: usize = 41;
const WHAT: &str = "ledger entry";

/// What an entry or a statement is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum EntryType {
    /// The ledger's registration policy; by the ledger's key.
    Policy = 0,
    /// A grant; by its own fresh key, once.
    Grant = 1,
    /// A revocation; by the key of the grant it names.
    Revocation = 2,
    /// The root of the status shards; by the ledger's key.
    StatusRoot = 3,
    /// The ledger's and the relays' keys; by the ledger's key.
    KeySet = 4,
    /// The root over a minute's relay events; by a relay's key in the key set.
    AccessRoot = 5,
    /// A clinic withdraws its card; by the card's key.
    CardWithdrawal = 6,
}

impl EntryType {
    /// The type with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Some(match number {
            0 => Self::Policy,
            1 => Self::Grant,
            2 => Self::Revocation,
            3 => Self::StatusRoot,
            4 => Self::KeySet,
            5 => Self::AccessRoot,
            6 => Self::CardWithdrawal,
            _ => return None,
        })
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// One line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Entry {
    /// What it is about.
    pub kind: EntryType,
    /// The log index of the grant that a revocation ends; 0 for every other type.
    pub target: u64,
    /// SHA-256 of the statement.
    pub statement: Digest,
}

impl Entry {
    /// type ‖ target (u64, big endian) ‖ digest.
    pub fn to_bytes(&self) -> [u8; ENTRY_BYTES] {
        let mut bytes = [0; ENTRY_BYTES];
        let target = self.target.to_be_bytes();
        let all = std::iter::once(self.kind.number())
            .chain(target)
            .chain(self.statement);
        bytes.iter_mut().zip(all).for_each(|(to, from)| *to = from);
        bytes
    }

    /// Reads an entry.
    ///
    /// # Errors
    /// [`FormatError`] for another length, an unknown type, or a target where there must be none.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let bytes: &[u8; ENTRY_BYTES] = bytes
            .try_into()
            .map_err(|_| FormatError::malformed(WHAT, "length"))?;
        let ([number], rest) = bytes
            .split_first_chunk()
            .ok_or(FormatError::malformed(WHAT, "length"))?;
        let (target, digest) = rest
            .split_first_chunk()
            .ok_or(FormatError::malformed(WHAT, "length"))?;
        let kind =
            EntryType::from_number(*number).ok_or(FormatError::UnknownVersion { what: WHAT })?;
        let target = u64::from_be_bytes(*target);
        if target != 0 && kind != EntryType::Revocation {
            return Err(FormatError::malformed(WHAT, "target"));
        }
        let statement = digest
            .try_into()
            .map_err(|_| FormatError::malformed(WHAT, "length"))?;
        Ok(Self {
            kind,
            target,
            statement,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_41_bytes_and_reads_back() {
        let entry = Entry {
            kind: EntryType::Revocation,
            target: 258,
            statement: [7; 32],
        };
        let bytes = entry.to_bytes();
        assert_eq!(bytes[..9], [2, 0, 0, 0, 0, 0, 0, 1, 2]);
        assert_eq!(Entry::parse(&bytes), Ok(entry));
        assert!(Entry::parse(&bytes[..40]).is_err());
        let mut other = bytes;
        other[0] = 1;
        assert_eq!(
            Entry::parse(&other),
            Err(FormatError::malformed(WHAT, "target"))
        );
        other[0] = 7;
        assert_eq!(
            Entry::parse(&other),
            Err(FormatError::UnknownVersion { what: WHAT })
        );
    }
}
