//! What a grant's record has beside the rest when it is a link: what it is made as, what its code is made of, how its passcode
//! is checked, and whether it was given a new end.

use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    hexadecimal::base64_array,
    public_link::{Passcode, PublishLink},
    time::Timestamp,
};
use serde::{Deserialize, Serialize};

use super::Shape;
use crate::grants::Grant;

/// A link's side of a grant. No `Debug`: who has its secret has the summary.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSide {
    /// What it is made as.
    pub shape: Shape,
    /// What its code is made of; `None` on a device that did not make it.
    pub secret: Option<LinkSecret>,
    /// How the relay checks its passcode, where it has one.
    pub passcode: Option<Passcode>,
    /// How many more wrong passcodes the relay allows, as it said last.
    pub attempts_left: Option<u32>,
    /// When what is behind it was composed; `None` of links older than this knowledge, and on other devices.
    #[serde(default)]
    pub composed: Option<Timestamp>,
    /// The last new end that the person gave it.
    pub renewal: Option<Renewal>,
}

/// What a link's code is made of.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSecret {
    /// The random part of its address.
    #[serde(with = "base64_array")]
    pub id: [u8; 32],
    /// What opens its files: drawn for this link, and the same as long as it lives.
    #[serde(with = "base64_array")]
    pub key: [u8; 32],
    /// The page behind which it is shown to people whose reader knows no links.
    pub page: String,
}

/// A new end, and whether the relay confirmed it.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Renewal {
    /// The new end.
    pub expires: Timestamp,
    /// How many openings there may be from then on.
    pub openings: Option<u32>,
    /// Whether the relay confirmed it.
    pub sent: bool,
}

/// What the relay is told of a link: digests, and the names of parts.
pub(crate) fn published(grant: &Grant) -> Option<PublishLink> {
    let link = grant.link.as_ref()?;
    let parts = grant.share.as_ref()?.parts.iter();
    Some(PublishLink {
        address: sha256(&link.secret.as_ref()?.id),
        files: parts.map(|part| part.name.clone()).collect(),
        is_single_file: link.shape.flags(false).is_single_file,
        passcode: link.passcode.clone(),
    })
}
