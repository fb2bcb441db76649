//! The random part of a file's location: it says by itself which file it is for, when it was made, and that this relay made it,
//! so that a location needs no row and no other right. The key is made anew at each
//! start, unless several front ends share it; then readers ask for the manifest again.

use data_encoding::BASE64URL_NOPAD;
use keepwell_crypto::{label::Label, secret::Secret32};
use keepwell_protocol::{mailbox::MailboxId, time::Timestamp};
use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq as _;

/// How long a location is good for, in seconds: the standard's most.
const LASTS_S: u64 = 60 * 60;
/// mailbox (16) ‖ file (1) ‖ time (8) ‖ proof (16).
const BYTES: usize = 41;

/// Makes and recognises tickets.
pub(crate) struct Tickets(Secret32);

impl Tickets {
    pub(crate) fn new(rng: &mut dyn CryptoRngCore) -> Self {
        Self(Secret32::generate(rng))
    }

    /// With a key that several front ends have.
    pub(crate) fn of(key: Secret32) -> Self {
        Self(key)
    }

    /// A ticket for a file of a mailbox's link, by its number, from `now` on.
    pub(super) fn make(&self, id: &MailboxId, file: u8, now: Timestamp) -> String {
        let said = [
            id.as_bytes().as_slice(),
            &[file],
            &now.seconds().to_be_bytes(),
        ]
        .concat();
        let proof = self.proof(&said);
        BASE64URL_NOPAD.encode(&[said.as_slice(), &proof].concat())
    }

    /// Whose file a ticket is for, if this relay made it in the last hour.
    pub(super) fn open(&self, ticket: &str, now: Timestamp) -> Option<(MailboxId, u8)> {
        let bytes = BASE64URL_NOPAD.decode(ticket.as_bytes()).ok()?;
        let bytes: [u8; BYTES] = bytes.try_into().ok()?;
        let (said, proof) = bytes.split_last_chunk::<16>()?;
        let is_ours: bool = self.proof(said).ct_eq(proof).into();
        let (id, rest) = said.split_first_chunk::<16>()?;
        let (file, time) = rest.split_first()?;
        let made = u64::from_be_bytes(time.try_into().ok()?);
        let age = now.seconds().checked_sub(made)?;
        (is_ours && age < LASTS_S).then_some((MailboxId::from_bytes(*id), *file))
    }

    fn proof(&self, said: &[u8]) -> [u8; 16] {
        let derived = Secret32::derive(self.0.expose(), Label::RELAY_TICKET, &[said]);
        derived.expose().first_chunk().copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn a_location_is_good_for_an_hour_at_the_relay_that_made_it() {
        let at = Timestamp::from_seconds;
        let (tickets, id) = (Tickets::new(&mut OsRng), MailboxId::from_bytes([7; 16]));
        let ticket = tickets.make(&id, 3, at(1000));
        assert_eq!(tickets.open(&ticket, at(1000)), Some((id, 3)));
        assert_eq!(tickets.open(&ticket, at(4599)), Some((id, 3)));
        assert_eq!(tickets.open(&ticket, at(4600)), None);
        assert_eq!(tickets.open(&ticket, at(999)), None);
        assert_eq!(Tickets::new(&mut OsRng).open(&ticket, at(1000)), None);
        for at_byte in 0..BYTES {
            let mut bytes = BASE64URL_NOPAD.decode(ticket.as_bytes()).unwrap();
            bytes[at_byte] ^= 1;
            let altered = BASE64URL_NOPAD.encode(&bytes);
            assert_eq!(tickets.open(&altered, at(1000)), None);
        }
    }
}
