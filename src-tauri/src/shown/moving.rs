//! An animated code to show: its pictures as modules, so that the page draws each at its time without asking.

use data_encoding::BASE64;
use keepwell_wallet::{
    edge::{Code, Frames, MakeError, RATE},
    grants::HandedOver,
};
use serde::Serialize;
use specta::Type;

/// How many times as many pictures as are needed there are, before they begin anew.
const TIMES: usize = 2;

/// An animated code. Each picture is Base64 of its modules row by row, a bit each, the highest first, 1 for dark.
#[derive(Clone, Serialize, Type)]
pub(crate) struct MovingCode {
    /// Modules a side, without the quiet zone.
    pub(crate) side: u32,
    /// Pictures a second.
    pub(crate) rate: u32,
    /// How many different ones a camera has to see at least.
    pub(crate) needed: u32,
    pub(crate) pictures: Vec<String>,
    /// What to say at the desk, where the share is under six words.
    pub(crate) words: Option<Vec<&'static str>>,
}

impl MovingCode {
    /// A share that is handed over.
    ///
    /// # Errors
    /// When a frame does not fit into a code.
    pub(crate) fn of(handed: &HandedOver) -> Result<Self, MakeError> {
        let words = handed.words.as_ref().map(|words| words.words().to_vec());
        let code = Self::showing(&handed.frames)?;
        Ok(Self { words, ..code })
    }

    /// The pictures of these frames.
    fn showing(frames: &Frames) -> Result<Self, MakeError> {
        let count = u32::try_from(frames.needed() * TIMES).unwrap_or(u32::MAX);
        let codes = (0..count).map(|number| Code::dense(&frames.frame(number).to_text()));
        let codes = codes.collect::<Result<Vec<_>, _>>()?;
        let side = codes.first().map_or(0, |code| code.modules().len());
        Ok(Self {
            side: u32::try_from(side).unwrap_or_default(),
            rate: RATE,
            needed: u32::try_from(frames.needed()).unwrap_or(u32::MAX),
            pictures: codes.iter().map(packed).collect(),
            words: None,
        })
    }
}

fn packed(code: &Code) -> String {
    let modules: Vec<bool> = code.modules().iter().flatten().copied().collect();
    let bytes = modules.chunks(8).map(|eight| {
        let bits = eight.iter().zip((0..8).rev());
        bits.fold(0, |byte, (dark, place)| byte | (u8::from(*dark) << place))
    });
    BASE64.encode(&bytes.collect::<Vec<u8>>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pictures_are_the_frames_module_by_module() {
        let frames = Frames::new(&[7; 3000]).unwrap();
        let code = MovingCode::showing(&frames).unwrap();
        assert_eq!((code.side, code.needed, code.rate), (117, 3, 8));
        assert_eq!(code.pictures.len(), 6);
        let first = Code::dense(&frames.frame(0).to_text()).unwrap();
        let bytes = BASE64.decode(code.pictures[0].as_bytes()).unwrap();
        let modules = first.modules().iter().flatten();
        for (at, dark) in modules.enumerate() {
            assert_eq!(bytes[at / 8] & (128 >> (at % 8)) != 0, *dark, "module {at}");
        }
    }
}
