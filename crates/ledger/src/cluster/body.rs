//! What front ends and the sequencer say to each other through PostgreSQL: statements whose signatures were checked, and what
//! became of them. Both are machines of one operator and of one version; what they cannot read they refuse.

use keepwell_crypto::hash::{Digest, sha256};
use keepwell_protocol::entry::EntryType;

use crate::chunk::{push_prefixed, take_prefixed};
use crate::door::{NotRegistered, Offered, Outcome, Registered};
use crate::register::{Candidate, Refusal};

/// Outcomes by number.
const NEW: u8 = 0;
const KNOWN: u8 = 1;
const STOPPED: u8 = 2;
const ALREADY_REVOKED: u8 = 3;
const KEY_USED: u8 = 4;
const LEDGER_ONLY: u8 = 5;
const NOT_THE_TARGETS: u8 = 6;
const RELAY_ONLY: u8 = 7;
const UNKNOWN_TARGET: u8 = 8;
const PRUNED: u8 = 9;

/// For each statement: its type, SHA-256 of its signer's key, whether it names a target (1 or 0) and the target's digest, and
/// the statement after its length.
pub(super) fn encode_offers<'o>(offers: impl Iterator<Item = &'o Offered>) -> Vec<u8> {
    let mut bytes = Vec::new();
    for one in offers {
        bytes.push(one.candidate.kind.number());
        bytes.extend(one.candidate.signer);
        bytes.push(u8::from(one.candidate.target.is_some()));
        bytes.extend(one.candidate.target.into_iter().flatten());
        push_prefixed(&mut bytes, &one.bytes);
    }
    bytes
}

/// What [`encode_offers`] wrote.
pub(super) fn decode_offers(bytes: &[u8]) -> Option<Vec<Offered>> {
    let (mut offers, mut rest) = (Vec::new(), bytes);
    while !rest.is_empty() {
        let (one, after) = take_offer(rest)?;
        offers.push(one);
        rest = after;
    }
    Some(offers)
}

fn take_offer(bytes: &[u8]) -> Option<(Offered, &[u8])> {
    let (kind, rest) = bytes.split_first()?;
    let (signer, rest) = rest.split_first_chunk::<32>()?;
    let (target, rest) = match rest.split_first()? {
        (0, rest) => (None, rest),
        (1, rest) => {
            let (target, rest) = rest.split_first_chunk::<32>()?;
            (Some(*target), rest)
        }
        _ => return None,
    };
    let (statement, rest) = take_prefixed(rest)?;
    let candidate = Candidate {
        kind: EntryType::from_number(*kind)?,
        digest: sha256(statement),
        signer: *signer,
        target,
    };
    let bytes = statement.to_vec();
    Some((Offered { candidate, bytes }, rest))
}

/// A number for each outcome, and behind it an index or a digest where there is one.
pub(super) fn encode_outcomes(outcomes: &[Outcome]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for outcome in outcomes {
        match outcome {
            Ok(Registered { index, is_new }) => {
                bytes.push(if *is_new { NEW } else { KNOWN });
                bytes.extend(index.to_be_bytes());
            }
            Err(NotRegistered::Refused(refusal)) => push_refusal(&mut bytes, refusal),
            // The sequencer has no places and checks no signatures.
            Err(NotRegistered::Busy | NotRegistered::Stopped | NotRegistered::Wrong(_)) => {
                bytes.push(STOPPED);
            }
        }
    }
    bytes
}

fn push_refusal(bytes: &mut Vec<u8>, refusal: &Refusal) {
    match refusal {
        Refusal::AlreadyRevoked(first) => {
            bytes.push(ALREADY_REVOKED);
            bytes.extend(first);
        }
        Refusal::KeyUsed => bytes.push(KEY_USED),
        Refusal::LedgerOnly => bytes.push(LEDGER_ONLY),
        Refusal::NotTheTargets => bytes.push(NOT_THE_TARGETS),
        Refusal::RelayOnly => bytes.push(RELAY_ONLY),
        Refusal::UnknownTarget => bytes.push(UNKNOWN_TARGET),
        Refusal::Pruned => bytes.push(PRUNED),
        // What the rules need is looked up before they are asked.
        Refusal::OutOfReach | Refusal::Unreadable => bytes.push(STOPPED),
    }
}

/// What [`encode_outcomes`] wrote.
pub(super) fn decode_outcomes(bytes: &[u8]) -> Option<Vec<Outcome>> {
    let (mut outcomes, mut rest) = (Vec::new(), bytes);
    while let Some((number, after)) = rest.split_first() {
        let (outcome, after) = take_outcome(*number, after)?;
        outcomes.push(outcome);
        rest = after;
    }
    Some(outcomes)
}

fn take_outcome(number: u8, rest: &[u8]) -> Option<(Outcome, &[u8])> {
    let refusal = match number {
        NEW | KNOWN => {
            let (index, rest) = rest.split_first_chunk::<8>()?;
            let index = u64::from_be_bytes(*index);
            let is_new = number == NEW;
            return Some((Ok(Registered { index, is_new }), rest));
        }
        STOPPED => return Some((Err(NotRegistered::Stopped), rest)),
        ALREADY_REVOKED => {
            let (first, rest) = rest.split_first_chunk::<32>()?;
            let first: Digest = *first;
            let refusal = Refusal::AlreadyRevoked(first);
            return Some((Err(NotRegistered::Refused(refusal)), rest));
        }
        KEY_USED => Refusal::KeyUsed,
        LEDGER_ONLY => Refusal::LedgerOnly,
        NOT_THE_TARGETS => Refusal::NotTheTargets,
        RELAY_ONLY => Refusal::RelayOnly,
        UNKNOWN_TARGET => Refusal::UnknownTarget,
        PRUNED => Refusal::Pruned,
        _ => return None,
    };
    Some((Err(NotRegistered::Refused(refusal)), rest))
}

/// Reads bytes as what a front end hands in and as what it is answered, and writes again what could be read: each time the same
/// bytes. For whoever looks for bytes that are read otherwise.
pub fn written_again(bytes: &[u8]) -> [Option<Vec<u8>>; 2] {
    let offers = decode_offers(bytes).map(|offers| encode_offers(offers.iter()));
    let outcomes = decode_outcomes(bytes).map(|outcomes| encode_outcomes(&outcomes));
    [offers, outcomes]
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;
    use keepwell_protocol::statement::Statement;
    use proptest::prelude::*;

    fn offers() -> Vec<Offered> {
        let key = SigningKey::from_seed(&[1; 32]);
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key);
        let revocation = grant.revocation(&key);
        [Offered::of(grant), Offered::of(revocation)].into()
    }

    fn outcomes() -> Vec<Outcome> {
        let refusals = [
            Refusal::AlreadyRevoked([7; 32]),
            Refusal::KeyUsed,
            Refusal::LedgerOnly,
            Refusal::NotTheTargets,
            Refusal::Pruned,
            Refusal::RelayOnly,
            Refusal::UnknownTarget,
        ];
        let registered = [true, false].map(|is_new| {
            Ok(Registered {
                index: 1 << 40,
                is_new,
            })
        });
        let refused = refusals.map(|refusal| Err(NotRegistered::Refused(refusal)));
        let mut all: Vec<Outcome> = registered.into_iter().chain(refused).collect();
        all.push(Err(NotRegistered::Stopped));
        all
    }

    #[test]
    fn what_is_handed_in_comes_out() {
        let offers = offers();
        let read = decode_offers(&encode_offers(offers.iter())).unwrap();
        for (one, read) in offers.iter().zip(&read) {
            assert_eq!(one.bytes, read.bytes);
            let facts = |one: &Candidate| (one.kind, one.digest, one.signer, one.target);
            assert_eq!(facts(&one.candidate), facts(&read.candidate));
        }
        assert_eq!(read.len(), 2);
        assert_eq!(
            decode_outcomes(&encode_outcomes(&outcomes())),
            Some(outcomes())
        );
    }

    #[test]
    fn what_is_cut_is_refused() {
        let bytes = encode_offers(offers().iter());
        let whole = encode_offers(offers().iter().take(1)).len();
        for length in (1..bytes.len()).filter(|length| *length != whole) {
            assert!(decode_offers(&bytes[..length]).is_none(), "{length}");
        }
        assert_eq!(decode_outcomes(&[NEW, 0]), None);
        assert_eq!(decode_outcomes(&[99]), None);
    }

    proptest! {
        #[test]
        fn no_bytes_are_too_much(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
            let again = written_again(&bytes);
            prop_assert!(again.iter().flatten().all(|again| *again == bytes));
        }
    }
}
