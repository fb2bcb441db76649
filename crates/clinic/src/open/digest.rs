//! Check `digest`: the share's statement is the very one that the code names, so nobody can put another grant behind a
//! code that the patient showed.

use keepwell_crypto::hash::sha256;
use keepwell_protocol::{link::GrantLink, manifest::Manifest};

use super::{OpenError, Passed};

pub(super) fn check(manifest: &Manifest, link: &GrantLink) -> Passed<()> {
    if sha256(&manifest.statement) == link.statement {
        Ok(((), "the share is the one that the code names".to_owned()))
    } else {
        Err(OpenError::OtherStatement)
    }
}
