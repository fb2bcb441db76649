//! The randomness that checking many signatures together takes. Drawn once from whoever opens the ledger; each thread and each
//! batch then has a generator of its own, so that nobody waits for another, or for the system with every signature.

use std::sync::{Mutex, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_core::{CryptoRngCore, SeedableRng as _};

/// Seeds generators.
pub(crate) struct Randomness(Mutex<ChaCha20Rng>);

impl Randomness {
    /// Takes a seed from `rng`.
    pub(crate) fn new(rng: &mut dyn CryptoRngCore) -> Self {
        Self(Mutex::new(seeded(rng)))
    }

    /// A generator that shares nothing with any other.
    pub(crate) fn generator(&self) -> ChaCha20Rng {
        seeded(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn seeded(rng: &mut dyn CryptoRngCore) -> ChaCha20Rng {
    let mut seed = [0; 32];
    rng.fill_bytes(&mut seed);
    ChaCha20Rng::from_seed(seed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::RngCore as _;

    #[test]
    fn the_same_seed_gives_the_same_and_every_generator_another() {
        let made = || Randomness::new(&mut ChaCha20Rng::from_seed([7; 32]));
        let (one, again) = (made(), made());
        let drawn = |from: &Randomness| from.generator().next_u64();
        let first = [drawn(&one), drawn(&one)];
        assert_ne!(first[0], first[1]);
        assert_eq!(first, [drawn(&again), drawn(&again)]);
    }
}
