//! What one side holds while it meets the other: the code, its own fresh key and the other's; and the two digests that
//! both sides compute from the same bytes, the commitment and the one behind the words.

use keepwell_crypto::{
    agree::{AgreementKey, AgreementSecret},
    hash::{Digest, sha256_labelled},
    label::Label,
    secret::Secret32,
};
use rand_core::CryptoRngCore;

use super::{RendezvousError, message::Step};
use crate::FormatError;

/// Which side this is.
#[derive(Clone, Copy)]
pub(super) enum Side {
    Wallet,
    Clinic,
}

/// One side of a meeting.
pub(super) struct Session {
    pub(super) side: Side,
    /// The code's bytes, as everything is bound to them.
    pub(super) code: Vec<u8>,
    pub(super) own: AgreementSecret,
    pub(super) other: AgreementKey,
}

/// Both sides' random bytes.
pub(super) struct Randoms<'a> {
    pub(super) clinic: &'a Secret32,
    pub(super) wallet: &'a Secret32,
}

impl Session {
    /// Seals a message of this step to the other side.
    pub(super) fn seal(
        &self,
        label: Label,
        plain: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, RendezvousError> {
        self.step(label, None).seal(&self.other, plain, rng)
    }

    /// Opens the other side's message of this step.
    pub(super) fn open(&self, label: Label, message: &[u8]) -> Result<Vec<u8>, FormatError> {
        self.step(label, None).open(&self.own, message)
    }

    /// The step with this label, bound to `transcript` too where it is given.
    pub(super) fn step<'a>(&'a self, label: Label, transcript: Option<&'a Secret32>) -> Step<'a> {
        Step {
            label,
            code: &self.code,
            transcript,
        }
    }

    /// SHA-256(L ‖ the claimer's random bytes ‖ card digest ‖ wallet's key ‖ clinic's key).
    pub(super) fn commitment(&self, random: &Secret32, card: &Digest) -> Digest {
        let [wallet, clinic] = self.keys();
        let parts = [
            random.expose().as_slice(),
            card,
            wallet.as_bytes(),
            clinic.as_bytes(),
        ];
        sha256_labelled(Label::RENDEZVOUS_COMMITMENT, &parts)
    }

    /// SHA-256(L ‖ code ‖ card digest ‖ both keys ‖ the clinic's random bytes ‖ the wallet's). Its first bits are the words; as a whole
    /// only the two sides know it.
    pub(super) fn transcript(&self, card: &Digest, randoms: &Randoms<'_>) -> Secret32 {
        let [wallet, clinic] = self.keys();
        let parts = [
            self.code.as_slice(),
            card,
            wallet.as_bytes(),
            clinic.as_bytes(),
            randoms.clinic.expose(),
            randoms.wallet.expose(),
        ];
        Secret32::from_bytes(sha256_labelled(Label::RENDEZVOUS_WORDS, &parts))
    }

    /// The wallet's key, then the clinic's.
    fn keys(&self) -> [AgreementKey; 2] {
        match self.side {
            Side::Wallet => [self.own.public(), self.other],
            Side::Clinic => [self.other, self.own.public()],
        }
    }
}
