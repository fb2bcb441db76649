//! Codes in front of the camera. Frames come as raw bytes, because there are several a second.

use keepwell_wallet::edge::{ReadError, read_luma};
use specta::{Types, datatype::DataType, function::FunctionArg};
use tauri::{
    Runtime, command,
    ipc::{CommandArg, CommandItem, InvokeBody, InvokeError},
};

use super::{Shared, beside};
use crate::failure::Failure;

/// A frame: a byte of brightness for each pixel, row by row, as the body of the call; its size in two headers.
pub(crate) struct Frame {
    width: u32,
    height: u32,
    luma: Vec<u8>,
}

/// The text of the code in a frame, if there is one.
#[command]
#[specta::specta]
pub(crate) async fn read_frame(
    session: Shared<'_>,
    frame: Frame,
) -> Result<Option<String>, Failure> {
    beside(session, move |_| {
        match read_luma(frame.width, frame.height, &frame.luma) {
            Ok(text) => Ok(Some(text)),
            // Codes of different texts: the next frame may show one alone.
            Err(ReadError::NoCode | ReadError::SeveralCodes) => Ok(None),
            Err(error) => Err(error.into()),
        }
    })
    .await
}

impl<'de, R: Runtime> CommandArg<'de, R> for Frame {
    fn from_command(command: CommandItem<'de, R>) -> Result<Self, InvokeError> {
        let wrong = || InvokeError::from("a frame is raw bytes with the headers width and height");
        let headers = command.message.headers();
        let size = |name| -> Option<u32> { headers.get(name)?.to_str().ok()?.parse().ok() };
        match (size("width"), size("height"), command.message.payload()) {
            (Some(width), Some(height), InvokeBody::Raw(luma)) => Ok(Self {
                width,
                height,
                luma: luma.clone(),
            }),
            _ => Err(wrong()),
        }
    }
}

/// The body is none of the arguments that bindings know.
impl FunctionArg for Frame {
    fn to_datatype(_: &mut Types) -> Option<DataType> {
        None
    }
}
