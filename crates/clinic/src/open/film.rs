//! An animated code as it was recorded: an animated PNG, or the pictures that a camera took of it, one by one and in any order.

use keepwell_protocol::{
    frame::{Collector, Frame, Progress, is_frame},
    parcel::Parcel,
};
use keepwell_qr::read::{self, MAX_PICTURES, ReadError};

use super::OpenError;

/// The parcel in an animated PNG; `None` where the file is none.
///
/// # Errors
/// [`OpenError::Picture`], [`OpenError::NotWhole`], [`OpenError::BadParcel`].
pub fn from_animation(file: &[u8]) -> Result<Option<Parcel>, OpenError> {
    match read::read_animation(file)? {
        Some(texts) => collect(texts.into_iter()).map(Some),
        None => Ok(None),
    }
}

/// The parcel in pictures, PNG or JPEG; those without a readable code are passed over, and none is looked at any more when it is
/// whole.
///
/// # Errors
/// [`OpenError::NotWhole`], [`OpenError::BadParcel`]; [`ReadError::TooLarge`] for more than [`MAX_PICTURES`].
pub fn from_pictures(mut pictures: impl Iterator<Item = Vec<u8>>) -> Result<Parcel, OpenError> {
    let first = pictures.by_ref().take(MAX_PICTURES);
    let found = collect(first.filter_map(|picture| read::read(&picture).ok()));
    match found {
        Err(OpenError::NotWhole { .. }) if pictures.next().is_some() => {
            Err(ReadError::TooLarge.into())
        }
        found => found,
    }
}

fn collect(texts: impl Iterator<Item = String>) -> Result<Parcel, OpenError> {
    let mut collector = Collector::default();
    let mut so_far = (0, 0);
    for text in texts.filter(|text| is_frame(text)) {
        // A misread one is made up for by the others; one of a later version is not.
        let frame = match Frame::parse(&text) {
            Ok(frame) => frame,
            Err(error @ keepwell_protocol::FormatError::UnknownVersion { .. }) => {
                return Err(OpenError::BadParcel(error));
            }
            Err(_) => continue,
        };
        match collector.take(frame) {
            Progress::Whole(object) => return Parcel::parse(&object).map_err(OpenError::BadParcel),
            Progress::More { have, needed } => so_far = (have, needed),
        }
    }
    let (have, needed) = so_far;
    Err(OpenError::NotWhole { have, needed })
}
