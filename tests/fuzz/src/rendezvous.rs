//! The target over the messages of a rendezvous. What stands behind the seal is sealed anew for each state that reads it: the
//! sides draw their keys from randomness that counts, so their secrets are known here.

use keepwell_crypto::{
    agree::{AgreementKey, AgreementSecret, Sealed},
    label::Label,
    secret::Secret32,
};
use keepwell_protocol::{
    link::FirstLink, mailbox::RendezvousId, origin::Origin, rendezvous::first,
};
use rand_core::{CryptoRng, OsRng, RngCore, impls};

/// Where the wallet's and the clinic's randomness begin.
const WALLET: u8 = 1;
const CLINIC: u8 = 101;
/// Length and zeros around a message.
const PADDED: usize = 4608;

/// What is inside a message: read as a claim by the wallet, as its answer by the clinic, as what the clinic reveals by the
/// wallet; and as the whole of a message as it travels.
pub fn rendezvous(data: &[u8]) {
    let link = offer().link().clone();
    let _ = offer().answer(data, &mut OsRng);
    if let Some(claim) = seal(&link.key, Label::RENDEZVOUS_CLAIM, &link, data)
        && let Ok((answered, _)) = offer().answer(&claim, &mut OsRng)
        && let Some(reveal) = seal(&link.key, Label::RENDEZVOUS_REVEAL, &link, data)
    {
        assert!(answered.reveal(&reveal).is_err(), "a claim is no reveal");
    }
    let Ok(card) = keepwell_protocol::card::Card::parse(CARD) else {
        unreachable!("the card is one");
    };
    let Ok((claimed, claim)) = first::claim(&link, card, &mut Counting(CLINIC)) else {
        unreachable!("the key is one");
    };
    let clinic = secret(CLINIC).public();
    if let Some(answer) = seal(&clinic, Label::RENDEZVOUS_ANSWER, &link, data) {
        let _ = claimed.reveal(&answer, &mut OsRng);
    }
    let Ok((answered, _)) = offer().answer(&claim, &mut OsRng) else {
        unreachable!("the claim is one");
    };
    if let Some(reveal) = seal(&link.key, Label::RENDEZVOUS_REVEAL, &link, data)
        && let Ok(question) = answered.reveal(&reveal)
    {
        assert_eq!(question.card().as_bytes(), CARD, "what was committed to");
    }
}

/// The card in `corpus/card`.
const CARD: &[u8] = include_bytes!("../corpus/card/card.seed");

fn offer() -> first::Offer {
    let relay = Origin::parse("https://relay.example").expect("an origin");
    let id = RendezvousId::from_bytes([11; 16]);
    first::Offer::make(relay, id, &mut Counting(WALLET))
}

fn secret(first: u8) -> AgreementSecret {
    let mut bytes = [0; 32];
    Counting(first).fill_bytes(&mut bytes);
    AgreementSecret::from_secret(&Secret32::from_bytes(bytes))
}

/// `data` as a message of this step to the holder of `key`.
fn seal(key: &AgreementKey, label: Label, link: &FirstLink, data: &[u8]) -> Option<Vec<u8>> {
    let length = u16::try_from(data.len()).ok()?;
    let mut padded = length.to_be_bytes().to_vec();
    padded.extend_from_slice(data);
    (padded.len() <= PADDED).then(|| padded.resize(PADDED, 0))?;
    let info = label.with(&[&link.to_bound()]);
    let Sealed { enc, ciphertext } = key.seal(&info, &padded, &mut OsRng).ok()?;
    Some([enc.as_slice(), &ciphertext].concat())
}

/// Randomness that counts up from a byte.
pub struct Counting(pub u8);

impl RngCore for Counting {
    fn next_u32(&mut self) -> u32 {
        impls::next_u32_via_fill(self)
    }

    fn next_u64(&mut self) -> u64 {
        impls::next_u64_via_fill(self)
    }

    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.0;
            self.0 = self.0.wrapping_add(1);
        }
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), rand_core::Error> {
        self.fill_bytes(bytes);
        Ok(())
    }
}

impl CryptoRng for Counting {}
