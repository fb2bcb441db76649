//! The frames of an animated code: an object of up to 256 KiB as a stream of QR codes without end, of which any few more than
//! it has symbols give it back, whichever were missed (RaptorQ, RFC 6330). A frame says which object it is of, how large that
//! is, and carries one encoding packet. What the object is, and who may read it, is not known here.

mod collect;
mod show;
#[cfg(test)]
mod tests;

use data_encoding::BASE32_NOPAD;
use keepwell_crypto::hash::sha256;
use raptorq::{ObjectTransmissionInformation, PayloadId};

use crate::FormatError;

pub use collect::{Collector, Progress};
pub use show::Frames;

/// What the text of a frame begins with; all of it is in QR's alphanumeric set.
pub const PREFIX: &str = "KWF:";
/// The largest object, in bytes.
pub const MAX_OBJECT: usize = 256 * 1024;
/// The size of a symbol, in bytes: a frame is then 1,149 bytes, which a QR code of version 25 holds at level L.
pub const SYMBOL: usize = 1120;
/// How many frames are shown a second.
pub const RATE: u32 = 8;
const WHAT: &str = "animated code";
const VERSION: u8 = 1;
/// How many different frames an object has: a day and a half of them. RFC 6330 would allow sixteen times as many, which not
/// every implementation counts to.
pub const MAX_FRAMES: u32 = 1 << 20;
/// Version, object, transmission information, packet, checksum.
const BYTES: usize = 1 + 8 + 12 + 4 + SYMBOL + 4;

/// The first eight bytes of an object's SHA-256: by them frames of one object are told from those of another, and the object
/// that comes out from a wrong one.
pub type ObjectId = [u8; 8];

/// One frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// Of which object.
    pub object: ObjectId,
    /// The object's size in bytes.
    pub length: usize,
    /// The symbol's number: the first ones are the object itself, those after them are made of all of it.
    pub number: u32,
    /// The symbol, of [`SYMBOL`] bytes.
    pub symbol: Vec<u8>,
}

impl Frame {
    /// [`PREFIX`] and Base32: what the QR code says.
    #[must_use]
    pub fn to_text(&self) -> String {
        let mut bytes = Vec::with_capacity(BYTES);
        bytes.push(VERSION);
        bytes.extend_from_slice(&self.object);
        bytes.extend_from_slice(&information(self.length).serialize());
        bytes.extend_from_slice(&PayloadId::new(0, self.number).serialize());
        bytes.extend_from_slice(&self.symbol);
        let checksum = checksum(&bytes);
        bytes.extend_from_slice(&checksum);
        format!("{PREFIX}{}", BASE32_NOPAD.encode(&bytes))
    }

    /// Reads a frame.
    ///
    /// # Errors
    /// [`FormatError`] for anything that [`Self::to_text`] does not make.
    pub fn parse(text: &str) -> Result<Self, FormatError> {
        let malformed = |field| FormatError::malformed(WHAT, field);
        let letters = text.strip_prefix(PREFIX).ok_or(malformed("beginning"))?;
        if letters.len() > BASE32_NOPAD.encode_len(BYTES) {
            return Err(FormatError::TooLarge { what: WHAT });
        }
        let bytes = BASE32_NOPAD
            .decode(letters.as_bytes())
            .map_err(|_| malformed("Base32"))?;
        if bytes.first().is_some_and(|version| *version != VERSION) {
            return Err(FormatError::UnknownVersion { what: WHAT });
        }
        let (body, sum) = bytes.split_last_chunk::<4>().ok_or(malformed("length"))?;
        if bytes.len() != BYTES || checksum(body) != *sum {
            return Err(malformed("checksum"));
        }
        let mut rest = body.get(1..).unwrap_or_default();
        let object = take(&mut rest).ok_or(malformed("object"))?;
        let length = length(take(&mut rest).ok_or(malformed("size"))?)?;
        let [block, number @ ..] = take::<4>(&mut rest).ok_or(malformed("packet"))?;
        let [one, two, three] = number;
        let number = u32::from_be_bytes([0, one, two, three]);
        if block != 0 || number >= MAX_FRAMES {
            return Err(malformed("payload id"));
        }
        Ok(Self {
            object,
            length,
            number,
            symbol: rest.to_vec(),
        })
    }
}

/// Whether `text` is meant as a frame, readable or not.
#[must_use]
pub fn is_frame(text: &str) -> bool {
    text.starts_with(PREFIX)
}

/// How many symbols an object of `length` bytes has; so many frames at least are needed.
#[must_use]
pub fn symbols(length: usize) -> usize {
    length.div_ceil(SYMBOL)
}

fn id_of(object: &[u8]) -> ObjectId {
    sha256(object).first_chunk().copied().unwrap_or_default()
}

/// One source block, not divided: small enough for that at [`MAX_OBJECT`], and the same in every implementation.
fn information(length: usize) -> ObjectTransmissionInformation {
    let length = u64::try_from(length).unwrap_or(u64::MAX);
    let symbol = u16::try_from(SYMBOL).unwrap_or(u16::MAX);
    ObjectTransmissionInformation::new(length, symbol, 1, 1, 8)
}

/// The object's size in its transmission information, all the rest of which is given.
fn length(information_bytes: [u8; 12]) -> Result<usize, FormatError> {
    let [zero, size @ .., _, _, _, _, _, _, _] = information_bytes;
    let length = usize::try_from(u32::from_be_bytes(size)).unwrap_or(usize::MAX);
    if zero != 0 || length > MAX_OBJECT {
        return Err(FormatError::TooLarge { what: WHAT });
    }
    if length == 0 || information(length).serialize() != information_bytes {
        return Err(FormatError::malformed(WHAT, "transmission information"));
    }
    Ok(length)
}

fn take<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (taken, left) = rest.split_first_chunk()?;
    *rest = left;
    Some(*taken)
}

/// CRC-32 as in gzip and PNG, the highest byte first: a misread code would spoil the whole object.
fn checksum(bytes: &[u8]) -> [u8; 4] {
    let mut sum = flate2::Crc::new();
    sum.update(bytes);
    sum.sum().to_be_bytes()
}
