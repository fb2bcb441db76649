//! The messages of a rendezvous: deterministic CBOR, padded to one size and sealed to the other side's fresh key, so that
//! a relay cannot tell a card from a number, nor a yes from a no. Each step has its own label, so that none is taken for
//! another.

use ciborium::Value;
use keepwell_crypto::{
    agree::{AgreementKey, AgreementSecret, ENC_LEN, Sealed},
    hash::Digest,
    label::Label,
    secret::Secret32,
};
use rand_core::CryptoRngCore;

use super::RendezvousError;
use crate::{
    FormatError,
    card::{self, Card},
    cbor::{MapReader, MapWriter},
    link::GrantLink,
};

/// The size of every message on its way, in bytes: `enc` (32) ‖ ciphertext of 4,608 bytes ‖ tag (16).
pub const MESSAGE_BYTES: usize = ENC_LEN + PADDED + 16;
/// Length (u16) ‖ CBOR ‖ zeros: room for the largest card and what stands around it.
const PADDED: usize = 4608;
const WHAT: &str = "message";
const VERSION: u64 = 1;

/// Which message it is, and the bytes it is bound to.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub(super) label: Label,
    /// The code, as [`crate::link::FirstLink::to_bound`] has it.
    pub(super) code: &'a [u8],
    /// For the outcome: what only the two sides know by then.
    pub(super) transcript: Option<&'a Secret32>,
}

/// The claimer's key and what it commits to.
pub(super) struct Claim {
    pub(super) key: AgreementKey,
    pub(super) commitment: Digest,
}

/// One side's random bytes, and the clinic's card where the clinic sends them.
pub(super) struct Share {
    pub(super) random: Secret32,
    pub(super) card: Option<Card>,
}

impl Step<'_> {
    /// Pads and seals `plain` to the other side's key.
    pub(super) fn seal(
        &self,
        to: &AgreementKey,
        plain: &[u8],
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Vec<u8>, RendezvousError> {
        let length = u16::try_from(plain.len()).unwrap_or(u16::MAX);
        let mut padded = length.to_be_bytes().to_vec();
        padded.extend_from_slice(plain);
        padded.resize(PADDED, 0);
        let sealed = to
            .seal(&self.info(), &padded, rng)
            .map_err(|_| RendezvousError::Key)?;
        Ok([sealed.enc.as_slice(), &sealed.ciphertext].concat())
    }

    /// Opens what the other side sealed at this step, and gives its CBOR.
    pub(super) fn open(
        &self,
        secret: &AgreementSecret,
        message: &[u8],
    ) -> Result<Vec<u8>, FormatError> {
        if message.len() != MESSAGE_BYTES {
            return Err(FormatError::malformed(WHAT, "length"));
        }
        let wrong = FormatError::malformed(WHAT, "seal");
        let (enc, ciphertext) = message.split_first_chunk().ok_or(wrong)?;
        let sealed = Sealed {
            enc: *enc,
            ciphertext: ciphertext.to_vec(),
        };
        let padded = secret
            .open(&sealed, &self.info())
            .map_err(|_| FormatError::malformed(WHAT, "seal"))?;
        unpad(&padded).ok_or(FormatError::malformed(WHAT, "padding"))
    }

    fn info(&self) -> Vec<u8> {
        match self.transcript {
            Some(transcript) => self.label.with(&[self.code, transcript.expose()]),
            None => self.label.with(&[self.code]),
        }
    }
}

fn unpad(padded: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = padded.split_first_chunk()?;
    let length = usize::from(u16::from_be_bytes(*length));
    let (plain, zeros) = rest.split_at_checked(length)?;
    zeros.iter().all(|byte| *byte == 0).then(|| plain.to_vec())
}

impl Claim {
    /// {0: version, 1: key, 2: commitment}
    pub(super) fn encode(&self) -> Vec<u8> {
        version()
            .bytes(1, self.key.as_bytes())
            .bytes(2, &self.commitment)
            .encode()
    }

    pub(super) fn parse(plain: &[u8]) -> Result<Self, FormatError> {
        let mut map = read(plain)?;
        let claim = Self {
            key: AgreementKey::from_bytes(map.array(1, "key")?),
            commitment: map.array(2, "commitment")?,
        };
        map.finish()?;
        Ok(claim)
    }
}

impl Share {
    /// {0: version, 1: random, 2: card, where there is one}
    pub(super) fn encode(random: &Secret32, card: Option<&Card>) -> Vec<u8> {
        version()
            .bytes(1, random.expose())
            .optional_bytes(2, card.map(Card::as_bytes))
            .encode()
    }

    pub(super) fn parse(plain: &[u8]) -> Result<Self, FormatError> {
        let mut map = read(plain)?;
        let random = Secret32::from_bytes(map.array(1, "random")?);
        let card = map.optional_bytes(2, "card")?;
        map.finish()?;
        let card = card.as_deref().map(Card::parse).transpose()?;
        Ok(Self { random, card })
    }
}

/// {0: version, 1: the bytes of the code's text, when the patient said yes}
pub(super) fn encode_outcome(grant: Option<&GrantLink>) -> Vec<u8> {
    match grant {
        Some(grant) => version().bytes(1, grant.to_text().as_bytes()).encode(),
        None => version().encode(),
    }
}

/// The grant's code; `None` when the patient said no.
pub(super) fn parse_outcome(plain: &[u8]) -> Result<Option<GrantLink>, FormatError> {
    let mut map = read(plain)?;
    let code = map.optional_bytes(1, "code")?;
    map.finish()?;
    code.map(|code| parse_code(&code).ok_or(FormatError::malformed(WHAT, "code")))
        .transpose()
}

/// A code in the one spelling that we send.
fn parse_code(bytes: &[u8]) -> Option<GrantLink> {
    let text = std::str::from_utf8(bytes).ok()?;
    let link = GrantLink::parse(text).ok()?;
    (link.to_text() == text).then_some(link)
}

fn version() -> MapWriter {
    MapWriter::default().put(0, Value::from(VERSION))
}

fn read(plain: &[u8]) -> Result<MapReader, FormatError> {
    let mut map = MapReader::parse(WHAT, plain, PADDED)?;
    map.version(VERSION)?;
    Ok(map)
}

const _: () = assert!(PADDED >= card::MAX_BYTES + 128);
