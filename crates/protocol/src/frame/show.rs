//! The showing side: the frames of an object by number, each made when it is asked for.

use raptorq::{Encoder, SourceBlockEncoder};

use super::{Frame, MAX_FRAMES, MAX_OBJECT, ObjectId, WHAT, id_of, information, symbols};
use crate::FormatError;

/// The frames of one object, without end.
pub struct Frames {
    object: ObjectId,
    length: usize,
    encoder: SourceBlockEncoder,
    source: Vec<Vec<u8>>,
}

impl Frames {
    /// Prepares the frames of `object`.
    ///
    /// # Errors
    /// [`FormatError::TooLarge`] over [`MAX_OBJECT`] bytes, [`FormatError::Malformed`] for an object of none.
    pub fn new(object: &[u8]) -> Result<Self, FormatError> {
        if object.len() > MAX_OBJECT {
            return Err(FormatError::TooLarge { what: WHAT });
        }
        let empty = FormatError::malformed(WHAT, "size");
        if object.is_empty() {
            return Err(empty);
        }
        let encoder = Encoder::new(object, information(object.len()));
        let encoder = encoder.get_block_encoders().first().cloned().ok_or(empty)?;
        let packets = encoder.source_packets().into_iter();
        Ok(Self {
            object: id_of(object),
            length: object.len(),
            source: packets.map(|packet| packet.split().1).collect(),
            encoder,
        })
    }

    /// How many frames are needed at least.
    #[must_use]
    pub fn needed(&self) -> usize {
        symbols(self.length)
    }

    /// The frame of this number, counted from 0; after [`MAX_FRAMES`] they begin anew.
    #[must_use]
    pub fn frame(&self, number: u32) -> Frame {
        let number = number % MAX_FRAMES;
        Frame {
            object: self.object,
            length: self.length,
            number,
            symbol: self.symbol(number),
        }
    }

    fn symbol(&self, number: u32) -> Vec<u8> {
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        if let Some(symbol) = self.source.get(at) {
            return symbol.clone();
        }
        let first = u32::try_from(self.source.len()).unwrap_or(u32::MAX);
        let packets = self.encoder.repair_packets(number.saturating_sub(first), 1);
        let packet = packets.into_iter().next();
        packet.map(|packet| packet.split().1).unwrap_or_default()
    }
}
