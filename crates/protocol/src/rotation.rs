//! The proof that a ledger's key handed over to another one: the key set that both signed, and that it is the last entry of a log
//! whose checkpoint both signed. Whoever knows one of the keys then knows the other, and how far the old one goes. Travels as a
//! C2SP tlog-proof whose extra data is the statement. See docs/formats/key-set.md.

use keepwell_tlog::{
    checkpoint::{Checkpoint, SignedCheckpoint},
    hash::Hash,
    note::VerifierKey,
    tlog_proof::TlogProof,
};

use crate::{
    FormatError,
    entry::{Entry, EntryType},
    key_set::KeySet,
    statement::Statement,
};

const WHAT: &str = "proof that a ledger's key was handed over";

/// A key of a ledger that handed over to another one, proved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rotation {
    /// The key until then.
    pub old: VerifierKey,
    /// The key from then on.
    pub new: VerifierKey,
    /// The checkpoint that both signed. Its size is the largest that the old key signs for.
    pub signed: SignedCheckpoint,
}

impl Rotation {
    /// Puts the statement and the proof of its entry together, as they travel. Nothing is checked.
    ///
    /// # Errors
    /// [`FormatError::TooLarge`].
    pub fn carry(statement: &[u8], proof: TlogProof) -> Result<String, FormatError> {
        let proof = proof.with_extra(statement.to_vec());
        let proof = proof.map_err(|_| FormatError::TooLarge { what: WHAT })?;
        Ok(proof.to_string())
    }

    /// Reads and checks what [`Self::carry`] made.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let proof = TlogProof::parse(bytes).map_err(|_| wrong("proof"))?;
        let statement = proof.extra().ok_or(wrong("statement"))?;
        Self::verify(statement, &proof)
    }

    /// Checks that the old key handed over by this statement, and that it is on the log where `proof` says.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn verify(statement: &[u8], proof: &TlogProof) -> Result<Self, FormatError> {
        let statement = Statement::parse(statement)?;
        let old = statement.signer();
        let set = KeySet::read(&statement, &old)?;
        if set.ledger == old || set.after.is_none() {
            return Err(wrong("new key"));
        }
        let checkpoint = Checkpoint::parse(proof.note().text()).ok_or(wrong("checkpoint"))?;
        let keys = [old, set.ledger].map(|key| VerifierKey::new(checkpoint.origin().clone(), key));
        let signers = proof.note().verify(&keys).map_err(|_| unsigned())?;
        if signers.len() != keys.len() {
            return Err(unsigned());
        }
        let entry = Entry {
            kind: EntryType::KeySet,
            target: 0,
            statement: statement.digest(),
        };
        let leaf = Hash::of_leaf(&entry.to_bytes());
        let signed = proof.verify(&leaf, &keys).map_err(|_| wrong("proof"))?;
        if proof.index().checked_add(1) != Some(signed.checkpoint().size()) {
            return Err(wrong("place"));
        }
        let [old, new] = keys;
        Ok(Self { old, new, signed })
    }

    /// The largest log that the old key signs for.
    pub fn until(&self) -> u64 {
        self.signed.checkpoint().size()
    }
}

fn wrong(field: &'static str) -> FormatError {
    FormatError::malformed(WHAT, field)
}

fn unsigned() -> FormatError {
    FormatError::BadSignature { what: WHAT }
}

#[cfg(test)]
mod tests {
    use super::*;
    use keepwell_crypto::sign::SigningKey;
    use keepwell_tlog::{
        note::{Name, Signer},
        proof::InclusionProof,
    };

    const ORIGIN: &str = "ledger.example/log";

    fn key(seed: u8) -> SigningKey {
        SigningKey::from_seed(&[seed; 32])
    }

    fn signer(seed: u8) -> Signer {
        Signer::new(Name::parse(ORIGIN).unwrap(), key(seed))
    }

    /// The proof at `index` of a log of three entries, the key set among them, by these keys.
    fn proof(statement: &Statement, index: u64, signers: &[u8]) -> TlogProof {
        let entry = Entry {
            kind: EntryType::KeySet,
            target: 0,
            statement: statement.digest(),
        };
        let own = Hash::of_leaf(&entry.to_bytes());
        let (a, b) = (Hash::of_leaf(b"a"), Hash::of_leaf(b"b"));
        let (path, root) = match index {
            2 => {
                let left = Hash::of_children(&a, &b);
                (vec![left], Hash::of_children(&left, &own))
            }
            _ => {
                let left = Hash::of_children(&a, &own);
                (vec![a, b], Hash::of_children(&left, &b))
            }
        };
        let checkpoint = Checkpoint::new(Name::parse(ORIGIN).unwrap(), 3, root).unwrap();
        let mut all = signers.iter().map(|seed| signer(*seed));
        let mut signed = SignedCheckpoint::sign(checkpoint.clone(), &all.next().unwrap()).unwrap();
        for one in all {
            let line = SignedCheckpoint::sign(checkpoint.clone(), &one).unwrap();
            signed.add(line.note().signatures()[0].clone()).unwrap();
        }
        let inclusion = InclusionProof::new(index, 3, path).unwrap();
        TlogProof::new(inclusion, &signed).unwrap()
    }

    fn handed() -> Statement {
        KeySet::hand_over((&key(1), &key(2)), Vec::new(), 1)
    }

    #[test]
    fn what_both_keys_signed_is_a_rotation() {
        let handed = handed();
        let carried = Rotation::carry(handed.as_bytes(), proof(&handed, 2, &[1, 2])).unwrap();
        let rotation = Rotation::parse(carried.as_bytes()).unwrap();
        let keys = (rotation.old.key(), rotation.new.key());
        assert_eq!(keys, (&key(1).verifying_key(), &key(2).verifying_key()));
        assert_eq!(
            (rotation.until(), rotation.old.name().as_str()),
            (3, ORIGIN)
        );
        for at in 0..carried.len() {
            let mut changed = carried.clone().into_bytes();
            changed[at] ^= 1;
            // Only what stands for the same bytes may be read: there is none.
            assert_ne!(
                Rotation::parse(&changed).ok(),
                Some(rotation.clone()),
                "{at}"
            );
        }
    }

    #[test]
    fn one_signature_another_place_or_no_statement_is_none() {
        let handed = handed();
        let bytes = handed.as_bytes();
        for (index, signers) in [(2, &[1][..]), (2, &[2]), (2, &[1, 3]), (1, &[1, 2])] {
            let proof = proof(&handed, index, signers);
            assert!(Rotation::verify(bytes, &proof).is_err(), "{signers:?}");
        }
        let good = proof(&handed, 2, &[1, 2]);
        assert!(Rotation::parse(good.to_string().as_bytes()).is_err());
        // The same key goes on: a key set like any other.
        let set = KeySet {
            ledger: key(1).verifying_key(),
            relays: Vec::new(),
            after: Some(1),
        };
        let plain = set.sign(&key(1));
        assert!(Rotation::verify(plain.as_bytes(), &proof(&plain, 2, &[1, 2])).is_err());
        assert!(Rotation::verify(plain.as_bytes(), &good).is_err());
    }
}
