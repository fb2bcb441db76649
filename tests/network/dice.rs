//! What happens by chance in a journey, from a seed: the same seed gives the same acts and the same weather. Made for
//! tests alone; it is no source of secrets.

use rand_core::{CryptoRng, Error, RngCore};

/// Chance from a seed (`SplitMix64`).
pub(crate) struct Dice(u64);

impl Dice {
    /// The chance that belongs to this seed.
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next_u64() % end
    }

    /// Yes in so many of a hundred cases.
    pub(crate) fn falls(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A place in a list of so many, which are not 0.
    pub(crate) fn place(&mut self, many: usize) -> usize {
        let end = u64::try_from(many).expect("a length");
        usize::try_from(self.below(end)).expect("a place")
    }

    /// One of these.
    pub(crate) fn one_of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.place(all.len())]
    }
}

impl RngCore for Dice {
    fn next_u32(&mut self) -> u32 {
        u32::try_from(self.next_u64() >> 32).expect("32 bits")
    }

    fn next_u64(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for piece in bytes.chunks_mut(8) {
            let number = self.next_u64().to_le_bytes();
            piece.copy_from_slice(&number[..piece.len()]);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

/// So that ids come from the seed too.
impl CryptoRng for Dice {}
