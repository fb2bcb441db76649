//! Single-use nonces. A nonce proves by itself that this relay made it and when, so that unused ones take no memory and a
//! flood of questions does not push out an honest one; only used ones are remembered, until they are too old anyway. The
//! key is made anew at each start, so nonces from before a restart are void.

use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

use data_encoding::BASE64URL_NOPAD;
use keepwell_admission::{Once, Use};
use keepwell_crypto::{label::Label, secret::Secret32};
use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq as _;

/// How long a nonce is good for, in seconds.
const LASTS_S: u64 = 5 * 60;
/// The most used nonces remembered of each five minutes.
const MAX_USED: usize = 200_000;
/// time (8) ‖ random (16) ‖ proof (16).
const BYTES: usize = 40;

/// Why a nonce is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NonceError {
    /// Not ours, too old, or used.
    Bad,
    /// So many were used that no more can be remembered now.
    Exhausted,
}

/// Makes and redeems nonces.
pub(crate) struct Nonces {
    key: Secret32,
    made: AtomicU64,
    /// Locked for one look-up or insertion at a time.
    used: Mutex<Once>,
}

impl Nonces {
    pub(crate) fn new(rng: &mut dyn CryptoRngCore) -> Self {
        Self {
            key: Secret32::generate(rng),
            made: AtomicU64::new(0),
            used: Mutex::new(Once::new(LASTS_S, MAX_USED)),
        }
    }

    /// A fresh nonce, 54 characters.
    pub(crate) fn fresh(&self, now: Timestamp) -> String {
        let count = self.made.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let time = now.seconds().to_be_bytes();
        // What is random in it is derived too: unpredictable without the key, and never twice the same.
        let random = half(&Secret32::derive(
            self.key.expose(),
            Label::RELAY_NONCE,
            &[&count],
        ));
        let proof = self.proof(&time, &random);
        BASE64URL_NOPAD.encode(&[time.as_slice(), &random, &proof].concat())
    }

    /// Uses a nonce up, and says when it was made. A request that is `harmless_twice` is taken even when no more nonces can
    /// be remembered, so that no flood of others keeps it out.
    pub(crate) fn redeem(
        &self,
        nonce: &str,
        now: Timestamp,
        harmless_twice: bool,
    ) -> Result<Timestamp, NonceError> {
        let (made, random) = self.open(nonce, now).ok_or(NonceError::Bad)?;
        let mut used = self.used.lock().unwrap_or_else(PoisonError::into_inner);
        match used.take(random, now) {
            Use::First => Ok(made),
            Use::NoRoom if harmless_twice => Ok(made),
            Use::NoRoom => Err(NonceError::Exhausted),
            Use::Again => Err(NonceError::Bad),
        }
    }

    /// When a nonce was made, and its random part, if this relay made it in the last five minutes.
    fn open(&self, nonce: &str, now: Timestamp) -> Option<(Timestamp, [u8; 16])> {
        let bytes = BASE64URL_NOPAD.decode(nonce.as_bytes()).ok()?;
        let bytes: [u8; BYTES] = bytes.try_into().ok()?;
        let (time, rest) = bytes.split_first_chunk::<8>()?;
        let (random, proof) = rest.split_first_chunk::<16>()?;
        let genuine: bool = self.proof(time, random).ct_eq(proof).into();
        let made = u64::from_be_bytes(*time);
        let age = now.seconds().checked_sub(made)?;
        (genuine && age < LASTS_S).then_some((Timestamp::from_seconds(made), *random))
    }

    fn proof(&self, time: &[u8; 8], random: &[u8; 16]) -> [u8; 16] {
        half(&Secret32::derive(
            self.key.expose(),
            Label::RELAY_NONCE,
            &[time, random],
        ))
    }
}

fn half(secret: &Secret32) -> [u8; 16] {
    secret.expose().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rand_core::OsRng;

    fn at(seconds: u64) -> Timestamp {
        Timestamp::from_seconds(seconds)
    }

    #[test]
    fn a_nonce_is_good_once_and_for_five_minutes() {
        let nonces = Nonces::new(&mut OsRng);
        let (first, second) = (nonces.fresh(at(1000)), nonces.fresh(at(1000)));
        assert_ne!(first, second);
        assert!(first.len() <= 64);
        assert_eq!(nonces.redeem(&first, at(1000), false), Ok(at(1000)));
        assert_eq!(nonces.redeem(&first, at(1000), false), Err(NonceError::Bad));
        assert_eq!(
            nonces.redeem(&second, at(1300), false),
            Err(NonceError::Bad)
        );
        assert_eq!(nonces.redeem(&second, at(999), false), Err(NonceError::Bad));
        assert_eq!(nonces.redeem(&second, at(1299), false), Ok(at(1000)));
    }

    #[test]
    fn another_relay_s_nonce_or_an_altered_one_is_refused() {
        let nonces = Nonces::new(&mut OsRng);
        let foreign = Nonces::new(&mut OsRng).fresh(at(1000));
        assert_eq!(
            nonces.redeem(&foreign, at(1000), false),
            Err(NonceError::Bad)
        );
        let nonce = nonces.fresh(at(1000));
        for at_byte in 0..BYTES {
            let mut bytes = BASE64URL_NOPAD.decode(nonce.as_bytes()).unwrap();
            bytes[at_byte] ^= 1;
            let altered = BASE64URL_NOPAD.encode(&bytes);
            assert_eq!(
                nonces.redeem(&altered, at(1000), false),
                Err(NonceError::Bad)
            );
        }
    }

    #[test]
    fn taking_access_back_needs_no_room() {
        let nonces = Nonces::new(&mut OsRng);
        *nonces.used.lock().unwrap() = Once::new(LASTS_S, 0);
        let nonce = nonces.fresh(at(1000));
        let exhausted = Err(NonceError::Exhausted);
        assert_eq!(nonces.redeem(&nonce, at(1000), false), exhausted);
        assert_eq!(nonces.redeem(&nonce, at(1000), true), Ok(at(1000)));
    }

    proptest! {
        #[test]
        fn no_text_is_taken_for_a_nonce(text: String) {
            let nonces = Nonces::new(&mut OsRng);
            prop_assert_eq!(nonces.redeem(&text, at(0), false), Err(NonceError::Bad));
        }
    }
}
