//! Check `decrypt`: what the relay had opens with this clinic's key, and is a manifest.

use keepwell_crypto::recipient::OpenError as SealError;
use keepwell_protocol::{manifest, manifest::Manifest, part};

use super::{OpenError, Passed, relay::Found};

/// The largest padded manifest, in bytes: padding adds at most an eighth.
const MAX_PADDED: usize = manifest::MAX_BYTES * 5 / 4;

pub(super) fn check(found: &Found<'_>) -> Passed<Manifest> {
    let padded = found
        .generation
        .identity()
        .decrypt(&found.sealed, MAX_PADDED)
        .map_err(|error| match error {
            SealError::NotForThisKey => OpenError::NotForUs,
            SealError::Damaged | SealError::TooLarge => OpenError::Damaged,
        })?;
    let content = part::unframe(&padded).map_err(|_| OpenError::Damaged)?;
    let manifest = Manifest::parse(content).map_err(|_| OpenError::Damaged)?;
    Ok((
        manifest,
        "the share opened with this clinic's key".to_owned(),
    ))
}
