//! Signatures over what the signer does not see, for tokens: the verifiable oblivious pseudorandom function VOPRF(P-384, SHA-384) of
//! RFC 9497. Whoever asks blinds an input, the holder of the key evaluates it and proves by which key, and what comes out
//! is known to both, but nobody can tell which asking it came from.

use p384::NistP384;
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq as _;
use thiserror::Error;
use voprf::{BlindedElement, EvaluationElement, Group, Proof, VoprfClient, VoprfServer};

/// Length of a blinded input, of an evaluation and of a public key: a compressed point.
pub const ELEMENT_LEN: usize = 49;
/// Length of the proof beside an evaluation: two scalars.
pub const PROOF_LEN: usize = 96;
/// Length of an output: SHA-384.
pub const OUTPUT_LEN: usize = 48;
/// Length of the seed of a key.
pub const SEED_LEN: usize = 32;

/// A public key.
pub type EvaluatorKey = [u8; ELEMENT_LEN];
/// A blinded input, or what it was evaluated to.
pub type Element = [u8; ELEMENT_LEN];
/// That an evaluation was made with a key.
pub type EvaluationProof = [u8; PROOF_LEN];
/// What an input comes to under a key.
pub type Output = [u8; OUTPUT_LEN];

/// Why nothing comes out.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum VoprfError {
    /// Not a point of the curve, or the point at infinity.
    #[error("this is not a point that can be computed with")]
    BadPoint,
    /// Another key was used than was said.
    #[error("this was not made with the key that it should have been made with")]
    WrongProof,
}

/// The key that evaluates. Wiped when dropped, never printed.
pub struct Evaluator(VoprfServer<NistP384>);

impl Evaluator {
    /// `DeriveKeyPair` (RFC 9497 §3.2.1) of a secret `seed` and what the key is for.
    ///
    /// # Errors
    /// [`VoprfError::BadPoint`] for one seed in 2^384.
    pub fn derive(seed: &[u8; SEED_LEN], info: &[u8]) -> Result<Self, VoprfError> {
        VoprfServer::new_from_seed(seed, info)
            .map(Self)
            .map_err(|_| VoprfError::BadPoint)
    }

    /// Its public half.
    pub fn key(&self) -> EvaluatorKey {
        <NistP384 as Group>::serialize_elem(self.0.get_public_key()).into()
    }

    /// Evaluates what somebody blinded, with the proof that it was this key. Costs some milliseconds.
    pub fn evaluate_blinded(
        &self,
        blinded: &Blinded,
        mut rng: &mut dyn CryptoRngCore,
    ) -> (Element, EvaluationProof) {
        let evaluated = self.0.blind_evaluate(&mut rng, &blinded.0);
        (
            evaluated.message.serialize().into(),
            proof_bytes(&evaluated.proof),
        )
    }

    /// Whether `output` is what `input` comes to. Compared in constant time.
    pub fn is_output(&self, input: &[u8], output: &Output) -> bool {
        let made = self.0.evaluate(input);
        made.is_ok_and(|made| made.as_slice().ct_eq(output).into())
    }
}

/// What somebody blinded, known to be a point.
pub struct Blinded(BlindedElement<NistP384>);

impl Blinded {
    /// Understands a blinded input.
    ///
    /// # Errors
    /// [`VoprfError::BadPoint`] when it is no point.
    pub fn parse(blinded: &Element) -> Result<Self, VoprfError> {
        BlindedElement::deserialize(blinded)
            .map(Self)
            .map_err(|_| VoprfError::BadPoint)
    }
}

/// An input that waits for its evaluation. Wiped when dropped, never printed.
pub struct Blinding {
    client: VoprfClient<NistP384>,
    blinded: Element,
    input: Vec<u8>,
}

impl Blinding {
    /// Blinds an input of at most 65,535 bytes.
    ///
    /// # Errors
    /// [`VoprfError::BadPoint`] for an input that is empty or too long.
    pub fn new(input: &[u8], mut rng: &mut dyn CryptoRngCore) -> Result<Self, VoprfError> {
        let made = VoprfClient::blind(input, &mut rng).map_err(|_| VoprfError::BadPoint)?;
        Ok(Self {
            client: made.state,
            blinded: made.message.serialize().into(),
            input: input.to_vec(),
        })
    }

    /// What the holder of the key is asked to evaluate.
    pub fn blinded(&self) -> &Element {
        &self.blinded
    }

    /// What the input comes to under `key`, from the answer.
    ///
    /// # Errors
    /// [`VoprfError`].
    pub fn finish(
        &self,
        key: &EvaluatorKey,
        evaluated: &Element,
        proof: &EvaluationProof,
    ) -> Result<Output, VoprfError> {
        let bad = |_| VoprfError::BadPoint;
        let key = <NistP384 as Group>::deserialize_elem(key).map_err(bad)?;
        let evaluated = EvaluationElement::deserialize(evaluated).map_err(bad)?;
        let proof = Proof::deserialize(proof).map_err(bad)?;
        let output = self.client.finalize(&self.input, &evaluated, &proof, key);
        Ok(output.map_err(|_| VoprfError::WrongProof)?.into())
    }
}

fn proof_bytes(proof: &Proof<NistP384>) -> EvaluationProof {
    // Two scalars of 48 bytes.
    let bytes = proof.serialize();
    bytes.as_slice().try_into().unwrap_or([0; PROOF_LEN])
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;

    fn evaluator(seed: u8) -> Evaluator {
        Evaluator::derive(&[seed; SEED_LEN], b"a test").unwrap()
    }

    #[test]
    fn both_sides_come_to_the_same_and_nobody_else() {
        let evaluator = evaluator(1);
        let blinding = Blinding::new(b"input", &mut OsRng).unwrap();
        let blinded = Blinded::parse(blinding.blinded()).unwrap();
        let (evaluated, proof) = evaluator.evaluate_blinded(&blinded, &mut OsRng);
        let output = blinding
            .finish(&evaluator.key(), &evaluated, &proof)
            .unwrap();
        assert!(evaluator.is_output(b"input", &output));
        assert!(!evaluator.is_output(b"Input", &output));
        assert!(!self::evaluator(2).is_output(b"input", &output));
    }

    #[test]
    fn what_another_key_evaluated_is_noticed() {
        let blinding = Blinding::new(b"input", &mut OsRng).unwrap();
        let blinded = Blinded::parse(blinding.blinded()).unwrap();
        let (evaluated, proof) = evaluator(2).evaluate_blinded(&blinded, &mut OsRng);
        let finished = blinding.finish(&evaluator(1).key(), &evaluated, &proof);
        assert_eq!(finished.err(), Some(VoprfError::WrongProof));
    }

    #[test]
    fn what_is_no_point_is_refused() {
        for bytes in [[0; ELEMENT_LEN], [0xff; ELEMENT_LEN], [2; ELEMENT_LEN]] {
            assert_eq!(Blinded::parse(&bytes).err(), Some(VoprfError::BadPoint));
        }
        assert!(Blinding::new(b"", &mut OsRng).is_ok());
    }
}
