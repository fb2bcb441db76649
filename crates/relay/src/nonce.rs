//! Single-use nonces. A nonce proves by itself that this relay made it and when, so that unused ones take no memory and a
//! flood of questions does not push out an honest one; only used ones are remembered, until they are too old anyway. The
//! key is made anew at each start, so nonces from before a restart are void. Where several front ends share a relay they share the
//! key and what was used, and both are made anew when PostgreSQL has lost what was used.

use std::sync::{
    Mutex, PoisonError, RwLock,
    atomic::{AtomicU64, Ordering},
};

use data_encoding::BASE64URL_NOPAD;
use keepwell_admission::{Once, Use};
use keepwell_crypto::{label::Label, secret::Secret32};
use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq as _;

/// How long a nonce is good for, in seconds.
pub(crate) const LASTS_S: u64 = 5 * 60;
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
    key: RwLock<Secret32>,
    /// What is random in nonces comes from it; no other front end has it.
    own: Secret32,
    /// How far ahead the clocks of other front ends may be, in seconds.
    ahead_s: u64,
    made: AtomicU64,
    /// Locked for one look-up or insertion at a time.
    used: Mutex<Once>,
}

impl Nonces {
    pub(crate) fn new(rng: &mut dyn CryptoRngCore) -> Self {
        Self {
            key: RwLock::new(Secret32::generate(rng)),
            own: Secret32::generate(rng),
            ahead_s: 0,
            made: AtomicU64::new(0),
            used: Mutex::new(Once::new(LASTS_S, MAX_USED)),
        }
    }

    /// With a key that other front ends have too, whose clocks may be `ahead_s` seconds ahead.
    pub(crate) fn shared(key: Secret32, ahead_s: u64, rng: &mut dyn CryptoRngCore) -> Self {
        let own = Self::new(rng);
        Self {
            key: RwLock::new(key),
            ahead_s,
            ..own
        }
    }

    /// Voids all nonces that were made with another key.
    pub(crate) fn set_key(&self, key: Secret32) {
        *self.key.write().unwrap_or_else(PoisonError::into_inner) = key;
    }

    /// A fresh nonce, 54 characters.
    pub(crate) fn fresh(&self, now: Timestamp) -> String {
        let count = self.made.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        let time = now.seconds().to_be_bytes();
        // What is random in it is derived too: unpredictable without the key, and never twice the same.
        let random = half(&Secret32::derive(
            self.own.expose(),
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
        let (time, random, proof) = parts(nonce)?;
        let genuine: bool = self.proof(&time, &random).ct_eq(&proof).into();
        let made = u64::from_be_bytes(time);
        let age = now
            .seconds()
            .saturating_add(self.ahead_s)
            .checked_sub(made)?;
        let is_good = genuine && age.saturating_sub(self.ahead_s) < LASTS_S;
        is_good.then_some((Timestamp::from_seconds(made), random))
    }

    fn proof(&self, time: &[u8; 8], random: &[u8; 16]) -> [u8; 16] {
        let key = self.key.read().unwrap_or_else(PoisonError::into_inner);
        half(&Secret32::derive(
            key.expose(),
            Label::RELAY_NONCE,
            &[time, random],
        ))
    }
}

/// The random part of a nonce, whoever made it.
pub(crate) fn random_in(nonce: &str) -> Option<[u8; 16]> {
    parts(nonce).map(|(_, random, _)| random)
}

/// Time, random part and proof.
fn parts(nonce: &str) -> Option<([u8; 8], [u8; 16], [u8; 16])> {
    let bytes = BASE64URL_NOPAD.decode(nonce.as_bytes()).ok()?;
    let bytes: [u8; BYTES] = bytes.try_into().ok()?;
    let (time, rest) = bytes.split_first_chunk::<8>()?;
    let (random, proof) = rest.split_first_chunk::<16>()?;
    Some((*time, *random, proof.try_into().ok()?))
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
    fn front_ends_take_each_other_s_nonces_though_their_clocks_differ() {
        let key = || Secret32::from_bytes([7; 32]);
        let [one, other] = [(); 2].map(|()| Nonces::shared(key(), 60, &mut OsRng));
        let (first, second) = (one.fresh(at(1000)), other.fresh(at(1000)));
        assert_ne!(first, second, "never the same at two of them");
        assert_eq!(other.redeem(&first, at(940), false), Ok(at(1000)));
        assert_eq!(other.redeem(&second, at(939), false), Err(NonceError::Bad));
        assert_eq!(other.redeem(&second, at(1300), false), Err(NonceError::Bad));
        assert_eq!(other.redeem(&second, at(1299), false), Ok(at(1000)));
        other.set_key(Secret32::from_bytes([8; 32]));
        let third = one.fresh(at(1000));
        assert_eq!(other.redeem(&third, at(1000), false), Err(NonceError::Bad));
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
