//! The names of things on a relay: a mailbox, a box, an opening, a rendezvous. Each is 16 random bytes written as 32 hexadecimal
//! digits, so that knowing one tells nothing about another.

use rand_core::CryptoRngCore;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::hexadecimal::{from_hex, to_hex};

macro_rules! random_id {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; 16]);

        impl $name {
            /// The id with these bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// A fresh id from `rng`.
            pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
                let mut bytes = [0; 16];
                rng.fill_bytes(&mut bytes);
                Self(bytes)
            }

            /// Reads 32 lower-case hexadecimal digits.
            pub fn parse(text: &str) -> Option<Self> {
                from_hex(text).map(Self)
            }

            /// The 16 bytes.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&to_hex(&self.0))
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<'de, str>::deserialize(from)?;
                Self::parse(&text).ok_or_else(|| D::Error::custom("32 hexadecimal digits expected"))
            }
        }
    };
}

random_id!(
    MailboxId,
    "A mailbox: the ciphertext parts of one grant with its lease, keys and events."
);
random_id!(
    BoxId,
    "A box: one sealed blob that its owner replaces by compare-and-swap."
);
random_id!(
    OpeningId,
    "An opening: one clinic's visit, good for 15 minutes; its retries count once."
);
random_id!(
    RendezvousId,
    "A rendezvous: where two devices meet that know nothing of each other but one QR code."
);
