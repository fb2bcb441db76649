//! Boxes: one blob each, read by whoever knows the id, and replaced by the key that first wrote it, only while it is still
//! the one that was read. The version is a digest of the content, so writing the same again is a success.

use keepwell_crypto::{hash::sha256, sign::VerifyingKey};
use keepwell_protocol::{hexadecimal::to_hex, mailbox::BoxId, relay_api::MAX_BOX};

use crate::{
    refusal::{Fault, Refusal},
    rows::Changes,
    source::Source,
    state::State,
};

/// What a writer expects to find.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Expected {
    /// No box yet.
    Nothing,
    /// A box of this version.
    Version(String),
}

/// A box as it is stored: the owner's key (32 bytes), then the content.
pub(crate) struct Boxed {
    owner: [u8; 32],
    pub(crate) content: Vec<u8>,
}

impl Boxed {
    fn parse(row: Vec<u8>) -> Result<Self, Fault> {
        let (owner, content) = row.split_first_chunk().ok_or(Fault::Row)?;
        Ok(Self {
            owner: *owner,
            content: content.to_vec(),
        })
    }

    /// Its entity tag.
    pub(crate) fn version(&self) -> String {
        version_of(&self.content)
    }
}

impl State {
    /// The box with this id.
    pub(crate) fn read_box(&self, id: &BoxId) -> Result<Boxed, Refusal> {
        match self.rows.boxed(id)? {
            Some(row) => Ok(Boxed::parse(row)?),
            None => Err(Refusal::NotAvailable),
        }
    }

    /// Writes a box for `owner`; gives its version.
    pub(crate) fn write_box(
        &self,
        id: &BoxId,
        owner: &VerifyingKey,
        expected: &Expected,
        content: &[u8],
        source: Source,
    ) -> Result<String, Refusal> {
        if content.len() > MAX_BOX {
            return Err(Refusal::TooLarge);
        }
        let _held = self.locks.hold(id.as_bytes());
        let known = self.rows.boxed(id)?.map(Boxed::parse).transpose()?;
        let version = version_of(content);
        let old = match (&known, expected) {
            (Some(known), _) if known.owner != *owner.as_bytes() => {
                return Err(Refusal::BadSignature);
            }
            (Some(known), _) if known.content == content => return Ok(version),
            (Some(known), Expected::Version(version)) if *version == known.version() => {
                row_bytes(&known.content)
            }
            (None, Expected::Nothing) => {
                self.new_boxes.take(source, self.now())?;
                0
            }
            _ => return Err(Refusal::Precondition),
        };
        self.room.take(row_bytes(content))?;
        let mut changes = Changes::quiet();
        changes.put_box(id, [owner.as_bytes().as_slice(), content].concat());
        let written = self.rows.write(&changes);
        self.room.give_back(match &written {
            Ok(()) => old,
            Err(_) => row_bytes(content),
        });
        written?;
        Ok(version)
    }
}

fn version_of(content: &[u8]) -> String {
    format!("\"{}\"", to_hex(&sha256(content)))
}

fn row_bytes(content: &[u8]) -> u64 {
    u64::try_from(content.len())
        .unwrap_or(u64::MAX)
        .saturating_add(32)
}
