//! Cosignatures of C2SP tlog-cosignature, version 1: a witness says that at some time it saw a checkpoint which extends
//! every earlier one. Made over the checkpoint's text by a [`Cosigner`], judged by whoever keeps a list of witnesses; how
//! many are enough, and how old they may be, is the reader's policy.

use keepwell_crypto::sign::SigningKey;
use thiserror::Error;

use crate::checkpoint::{Checkpoint, SignedCheckpoint};
use crate::note::{Name, NoteKey, Signature};

/// Type byte of timestamped Ed25519 cosignatures.
const COSIGNATURE_V1: u8 = 0x04;

/// The latest time a cosignature may carry, in seconds since 1970.
const MAX_TIME_S: u64 = i64::MAX as u64;

/// The key of a witness: it signs the time with the checkpoint.
pub type WitnessKey = NoteKey<COSIGNATURE_V1>;

/// A known witness did not make the cosignature that names it.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("a witness's signature under the ledger's state is wrong: it was altered")]
pub struct BadCosignature;

/// What a witness said of a checkpoint, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cosignature {
    /// The witness.
    pub witness: Name,
    /// When it signed, in seconds since 1970 by its own clock.
    pub time_s: u64,
}

impl SignedCheckpoint {
    /// The cosignatures by `witnesses`, each witness once with its latest time, in the order of the list. Others are ignored.
    ///
    /// # Errors
    /// [`BadCosignature`] when a line names one of the witnesses and was not made by it.
    pub fn cosignatures(
        &self,
        witnesses: &[WitnessKey],
    ) -> Result<Vec<Cosignature>, BadCosignature> {
        let mut found = Vec::new();
        for witness in witnesses {
            let times = self
                .note()
                .signatures_by(witness)
                .map(|line| witness.time_of(self.checkpoint(), line.bytes()))
                .collect::<Result<Vec<_>, _>>()?;
            if let Some(time_s) = times.into_iter().max() {
                found.push(Cosignature {
                    witness: witness.name().clone(),
                    time_s,
                });
            }
        }
        Ok(found)
    }
}

impl WitnessKey {
    /// Checks `signature` (time, then Ed25519 signature: 72 bytes) over `checkpoint` and returns its time.
    fn time_of(&self, checkpoint: &Checkpoint, signature: &[u8]) -> Result<u64, BadCosignature> {
        let (time, signature) = signature.split_first_chunk::<8>().ok_or(BadCosignature)?;
        let signature = <&[u8; 64]>::try_from(signature).map_err(|_| BadCosignature)?;
        let time_s = u64::from_be_bytes(*time);
        if time_s > MAX_TIME_S {
            return Err(BadCosignature);
        }
        self.key()
            .verify(message(time_s, checkpoint).as_bytes(), signature)
            .map_err(|_| BadCosignature)?;
        Ok(time_s)
    }
}

/// The private key of a witness under its name.
pub struct Cosigner {
    public: WitnessKey,
    key: SigningKey,
}

impl Cosigner {
    /// A witness's key under its name. The key must be used for nothing else: the message does not say whose it is.
    pub fn new(name: Name, key: SigningKey) -> Self {
        Self {
            public: WitnessKey::new(name, key.verifying_key()),
            key,
        }
    }

    /// The public half, to be handed out.
    pub fn witness_key(&self) -> &WitnessKey {
        &self.public
    }

    /// Cosigns `checkpoint` at `time_s` seconds since 1970. The caller has checked that it extends the last one it cosigned
    /// and has stored it durably.
    pub fn cosign(&self, checkpoint: &Checkpoint, time_s: u64) -> Signature {
        let signature = self.key.sign(message(time_s, checkpoint).as_bytes());
        let bytes = [time_s.to_be_bytes().as_slice(), &signature].concat();
        Signature::new(self.public.name().clone(), self.public.id(), bytes)
    }
}

/// The bytes that a witness signs.
fn message(time_s: u64, checkpoint: &Checkpoint) -> String {
    format!("cosignature/v1\ntime {time_s}\n{checkpoint}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::Hash;
    use crate::note::{Note, Signer};

    const TIME_S: u64 = 1_679_315_147;

    fn name(text: &str) -> Name {
        Name::parse(text).unwrap()
    }

    fn witness(text: &str, seed: u8) -> Cosigner {
        Cosigner::new(name(text), SigningKey::from_seed(&[seed; 32]))
    }

    fn signed() -> SignedCheckpoint {
        let log = Signer::new(name("log.example"), SigningKey::from_seed(&[1; 32]));
        let checkpoint = Checkpoint::new(name("log.example"), 3, Hash::of_leaf(b"a")).unwrap();
        SignedCheckpoint::sign(checkpoint, &log).unwrap()
    }

    /// The message and the framing of the worked example of C2SP tlog-cosignature, whose keys are not published.
    #[test]
    fn the_example_of_the_standard_is_read() {
        let text = "example.com/behind-the-sofa\n20852163\n\
            CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
        let note = format!(
            "{text}\n\u{2014} witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWX\
            EhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
        );
        let note = Note::parse(note.as_bytes()).unwrap();
        let line = &note.signatures()[0];
        assert_eq!(line.key_id(), [0x8d, 0x66, 0xcf, 0x3f]);
        assert_eq!(line.bytes().len(), 72);
        assert_eq!(line.bytes()[..8], TIME_S.to_be_bytes());
        assert_eq!(
            message(TIME_S, &Checkpoint::parse(text).unwrap()),
            format!("cosignature/v1\ntime 1679315147\n{text}")
        );
    }

    #[test]
    fn known_witnesses_are_counted_once() {
        let (one, two) = (witness("one.example", 2), witness("two.example", 3));
        let mut signed = signed();
        signed.add(one.cosign(signed.checkpoint(), TIME_S)).unwrap();
        signed.add(two.cosign(signed.checkpoint(), TIME_S)).unwrap();
        signed
            .add(one.cosign(signed.checkpoint(), TIME_S + 60))
            .unwrap();
        let known = |witnesses: &[&Cosigner]| {
            let keys: Vec<_> = witnesses
                .iter()
                .map(|one| one.witness_key().clone())
                .collect();
            signed.cosignatures(&keys).unwrap()
        };
        let said = |witness: &str, time_s| Cosignature {
            witness: name(witness),
            time_s,
        };
        assert_eq!(
            known(&[&two, &one]),
            [
                said("two.example", TIME_S),
                said("one.example", TIME_S + 60)
            ]
        );
        assert_eq!(known(&[&two]), [said("two.example", TIME_S)]);
        assert_eq!(known(&[&witness("one.example", 9)]), []);
    }

    #[test]
    fn every_altered_byte_is_refused() {
        let one = witness("one.example", 2);
        let keys = [one.witness_key().clone()];
        let good = one.cosign(signed().checkpoint(), TIME_S);
        for at in 0..good.bytes().len() {
            let mut bytes = good.bytes().to_vec();
            bytes[at] ^= 1;
            let mut signed = signed();
            signed
                .add(Signature::new(good.name().clone(), good.key_id(), bytes))
                .unwrap();
            assert_eq!(signed.cosignatures(&keys), Err(BadCosignature), "byte {at}");
        }
        for length in 1..good.bytes().len() {
            let bytes = good.bytes()[..length].to_vec();
            let mut signed = signed();
            signed
                .add(Signature::new(good.name().clone(), good.key_id(), bytes))
                .unwrap();
            assert_eq!(
                signed.cosignatures(&keys),
                Err(BadCosignature),
                "length {length}"
            );
        }
    }

    /// A log that also knows a witness's key must not pass its own signature off as a cosignature, nor the reverse.
    #[test]
    fn a_log_signature_is_no_cosignature() {
        let key = SigningKey::from_seed(&[1; 32]);
        let as_witness = WitnessKey::new(name("log.example"), key.verifying_key());
        assert_eq!(
            signed().cosignatures(std::slice::from_ref(&as_witness)),
            Ok(vec![])
        );
        assert!(as_witness.to_string().contains("+BIqI"));
        assert_eq!(
            WitnessKey::parse(&as_witness.to_string()),
            Ok(as_witness.clone())
        );
        assert!(crate::note::VerifierKey::parse(&as_witness.to_string()).is_err());
    }
}
