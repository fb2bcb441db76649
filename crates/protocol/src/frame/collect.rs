//! The reading side: takes frames in any order, says how far it is, and gives the object when it is whole and the right one.

use std::collections::BTreeSet;

use raptorq::{Decoder, EncodingPacket, PayloadId};

use super::{Frame, ObjectId, id_of, information, symbols};

/// Frames beyond those needed after which what was read is given up: RaptorQ fails with two more in one of a million cases, so
/// what does not come together after so many was made up.
const MOST_BEYOND: usize = 32;

/// How far the reading is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Progress {
    /// So many different frames of those that are needed.
    More {
        /// How many there are.
        have: usize,
        /// How many it takes at least.
        needed: usize,
    },
    /// The object, whole.
    Whole(Vec<u8>),
}

/// Frames of one object, until it is whole. A frame of another object begins anew: the wallet shows something else now.
#[derive(Default)]
pub struct Collector(Option<Collecting>);

struct Collecting {
    object: ObjectId,
    length: usize,
    decoder: Decoder,
    seen: BTreeSet<u32>,
}

impl Collector {
    /// Takes a frame. What comes out wrong, as it can only where somebody mixed in frames of their own, is forgotten, and the
    /// reading begins anew.
    pub fn take(&mut self, frame: Frame) -> Progress {
        let collecting = match self.0.take() {
            Some(known) if known.object == frame.object && known.length == frame.length => known,
            _ => Collecting::new(&frame),
        };
        let needed = symbols(frame.length);
        match collecting.with(frame) {
            Taken::Whole(object) => Progress::Whole(object),
            Taken::Wrong => Progress::More { have: 0, needed },
            Taken::More(collecting) => {
                // As long as it is not whole, one more is needed.
                let have = collecting.seen.len().min(needed.saturating_sub(1));
                self.0 = Some(*collecting);
                Progress::More { have, needed }
            }
        }
    }
}

enum Taken {
    More(Box<Collecting>),
    Whole(Vec<u8>),
    Wrong,
}

impl Collecting {
    fn new(frame: &Frame) -> Self {
        Self {
            object: frame.object,
            length: frame.length,
            decoder: Decoder::new(information(frame.length)),
            seen: BTreeSet::new(),
        }
    }

    fn with(mut self, frame: Frame) -> Taken {
        if !self.seen.insert(frame.number) {
            return Taken::More(Box::new(self));
        }
        let packet = EncodingPacket::new(PayloadId::new(0, frame.number), frame.symbol);
        match self.decoder.decode(packet) {
            Some(object) if id_of(&object) == self.object => Taken::Whole(object),
            None if self.seen.len() < symbols(self.length) + MOST_BEYOND => {
                Taken::More(Box::new(self))
            }
            _ => Taken::Wrong,
        }
    }
}
