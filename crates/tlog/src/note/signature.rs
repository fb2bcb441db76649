//! One signature line of a note: whose it says it is, the short id of the key, and the signature's bytes. Read and
//! written here; what the bytes mean depends on the type of the key.

use std::fmt;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::note::{KeyId, Name};

/// A line begins with an em dash and a space.
const LINE_START: &str = "\u{2014} ";

/// A signature line. Not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    name: Name,
    key_id: KeyId,
    bytes: Vec<u8>,
}

impl Signature {
    pub(crate) fn new(name: Name, key_id: KeyId, bytes: Vec<u8>) -> Self {
        Self {
            name,
            key_id,
            bytes,
        }
    }

    /// Reads a line without its newline: `— <name> <base64(key id ‖ signature)>`; `None` for anything else.
    pub fn parse(line: &str) -> Option<Self> {
        let (name, base64) = line.strip_prefix(LINE_START)?.split_once(' ')?;
        let name = Name::parse(name).ok()?;
        let decoded = STANDARD.decode(base64).ok()?;
        let (key_id, bytes) = decoded.split_first_chunk::<4>()?;
        (!bytes.is_empty()).then(|| Self::new(name, *key_id, bytes.to_vec()))
    }

    /// The name of the key it says it is by.
    pub fn name(&self) -> &Name {
        &self.name
    }

    /// The id of the key it says it is by.
    pub fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// What follows the key id: at least one byte.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let bytes = [self.key_id.as_slice(), &self.bytes].concat();
        write!(f, "{LINE_START}{} {}", self.name, STANDARD.encode(bytes))
    }
}
