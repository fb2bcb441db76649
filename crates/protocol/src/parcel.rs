//! A parcel: a share that needs no relay, to be carried in [frames](crate::frame) where neither side has a network. It has the
//! code of the grant in the open, worthless to anybody else, and sealed to the clinic's recipient what the relay would have
//! held: the manifest, with the ledger's proof where there is one, and the bundle. So a clinic makes the same checks of it. Where
//! the desk had no key to show, it also says what the desk makes one of, together with the words that it is told.

use std::io::Read as _;

use ciborium::Value;
use flate2::{
    Compression,
    read::{ZlibDecoder, ZlibEncoder},
};
use keepwell_crypto::recipient::{Identity, OpenError, Recipient, WriteError};
use zeroize::Zeroizing;

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    frame::MAX_OBJECT,
    link::GrantLink,
    manifest::{self, Manifest},
    spoken::Spoken,
};

/// The largest bundle that is carried, in bytes; a packed one has to fit into an object too.
pub const MAX_BUNDLE: usize = 4 << 20;
const WHAT: &str = "parcel";
const VERSION: u64 = 1;
/// The version of a parcel under words; what is under the seal has the other one in both.
const UNDER_WORDS: u64 = 2;
/// The longest text of a code.
const MAX_CODE: usize = 512;

/// A parcel, still sealed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parcel {
    /// The grant's code.
    pub code: GrantLink,
    /// [`Content`] as an age file.
    pub sealed: Vec<u8>,
    /// What the recipient is made of, with six words; `None` where a clinic's card has it.
    pub spoken: Option<Spoken>,
}

/// What is in it. No `Debug`: it is a patient's record.
#[derive(Clone, PartialEq, Eq)]
pub struct Content {
    /// The manifest's exact bytes.
    pub manifest: Vec<u8>,
    /// The bundle as zlib data, as [`pack`] makes it.
    pub packed: Zeroizing<Vec<u8>>,
}

impl Parcel {
    /// Deterministic CBOR: the object that frames carry.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let version = self.spoken.map_or(VERSION, |_| UNDER_WORDS);
        let mut map = MapWriter::default()
            .put(0, Value::from(version))
            .text(1, &self.code.to_text())
            .bytes(2, &self.sealed);
        if let Some(spoken) = &self.spoken {
            map = map
                .bytes(3, spoken.salt())
                .put(4, Value::from(spoken.issued().seconds()));
        }
        map.encode()
    }

    /// Reads a parcel.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_OBJECT)?;
        let is_under_words = match map.uint(0, "version")? {
            VERSION => false,
            UNDER_WORDS => true,
            _ => return Err(FormatError::UnknownVersion { what: WHAT }),
        };
        let code = map.text(1, "code", MAX_CODE)?;
        let parcel = Self {
            code: GrantLink::parse(&code).map_err(|_| FormatError::malformed(WHAT, "code"))?,
            sealed: map.bytes(2, "seal")?,
            spoken: is_under_words.then(|| spoken(&mut map)).transpose()?,
        };
        map.finish()?;
        // One spelling only, so that a parcel has one digest.
        if parcel.code.to_text() == code {
            Ok(parcel)
        } else {
            Err(FormatError::malformed(WHAT, "code"))
        }
    }

    /// Opens the seal.
    ///
    /// # Errors
    /// [`OpenError`]; what is inside and is no content is [`OpenError::Damaged`].
    pub fn open(&self, identity: &Identity) -> Result<Content, OpenError> {
        let plain = identity.decrypt(&self.sealed, MAX_OBJECT)?;
        Content::parse(&plain).map_err(|_| OpenError::Damaged)
    }
}

impl Content {
    /// Seals it to a clinic.
    ///
    /// # Errors
    /// [`WriteError`].
    pub fn seal(&self, recipient: &Recipient) -> Result<Vec<u8>, WriteError> {
        recipient.encrypt(&Zeroizing::new(self.encode()))
    }

    /// The manifest, read.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn manifest(&self) -> Result<Manifest, FormatError> {
        Manifest::parse(&self.manifest)
    }

    fn encode(&self) -> Vec<u8> {
        MapWriter::default()
            .put(0, Value::from(VERSION))
            .bytes(1, &self.manifest)
            .bytes(2, &self.packed)
            .encode()
    }

    /// Reads what was under the seal.
    ///
    /// # Errors
    /// [`FormatError`].
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_OBJECT)?;
        map.version(VERSION)?;
        let content = Self {
            manifest: map.bytes(1, "manifest")?,
            packed: Zeroizing::new(map.bytes(2, "bundle")?),
        };
        map.finish()?;
        if content.manifest.len() > manifest::MAX_BYTES {
            return Err(FormatError::TooLarge { what: WHAT });
        }
        Ok(content)
    }
}

fn spoken(map: &mut MapReader) -> Result<Spoken, FormatError> {
    let (salt, issued) = (map.array(3, "salt")?, map.uint(4, "issued")?);
    Spoken::from_parts(WHAT, salt, issued)
}

/// A bundle as zlib data, as small as it gets.
#[must_use]
pub fn pack(bundle: &[u8]) -> Zeroizing<Vec<u8>> {
    let mut packed = Zeroizing::new(Vec::with_capacity(bundle.len() / 2));
    // Reading from memory cannot fail.
    let read = ZlibEncoder::new(bundle, Compression::best()).read_to_end(&mut packed);
    debug_assert!(read.is_ok());
    packed
}

/// The bundle of exactly this size; nothing larger is ever unpacked.
///
/// # Errors
/// [`FormatError`] when it is larger than [`MAX_BUNDLE`], or of another size.
pub fn unpack(packed: &[u8], size: u64) -> Result<Zeroizing<Vec<u8>>, FormatError> {
    let most = usize::try_from(size).unwrap_or(usize::MAX);
    if most > MAX_BUNDLE {
        return Err(FormatError::TooLarge { what: WHAT });
    }
    let wrong = FormatError::malformed(WHAT, "bundle");
    let mut bundle = Zeroizing::new(Vec::with_capacity(most + 1));
    ZlibDecoder::new(packed)
        .take(size + 1)
        .read_to_end(&mut bundle)
        .map_err(|_| wrong)?;
    if bundle.len() == most {
        Ok(bundle)
    } else {
        Err(wrong)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{mailbox::MailboxId, origin::Origin};
    use rand_core::OsRng;

    fn code() -> GrantLink {
        GrantLink {
            relay: Origin::parse("https://relay.example").unwrap(),
            mailbox: MailboxId::from_bytes([7; 16]),
            access_point: [8; 32],
            statement: [9; 32],
        }
    }

    fn content() -> Content {
        Content {
            manifest: vec![1, 2, 3],
            packed: pack(b"{\"resourceType\":\"Bundle\"}"),
        }
    }

    #[test]
    fn a_parcel_opens_for_its_clinic_alone() {
        let (clinic, other) = (
            Identity::generate(&mut OsRng),
            Identity::generate(&mut OsRng),
        );
        let sealed = content().seal(&clinic.recipient()).unwrap();
        let parcel = Parcel {
            code: code(),
            sealed,
            spoken: None,
        };
        let read = Parcel::parse(&parcel.encode()).unwrap();
        assert!(read == parcel);
        assert!(read.open(&clinic).unwrap() == content());
        assert!(matches!(read.open(&other), Err(OpenError::NotForThisKey)));
        let bare = clinic.recipient().encrypt(b"something else").unwrap();
        let bare = Parcel {
            code: code(),
            sealed: bare,
            spoken: None,
        };
        assert!(matches!(bare.open(&clinic), Err(OpenError::Damaged)));
    }

    #[test]
    fn only_one_spelling_is_a_parcel() {
        let parcel = Parcel {
            code: code(),
            sealed: vec![1],
            spoken: None,
        };
        let text = parcel.code.to_text();
        let with = |version: u64, text: &str| {
            let map = MapWriter::default()
                .put(0, Value::from(version))
                .text(1, text);
            Parcel::parse(&map.bytes(2, &[1]).encode())
        };
        assert_eq!(with(1, &text), Ok(parcel.clone()));
        assert!(with(1, &text.to_lowercase()).is_err());
        assert!(with(1, "HTTPS://RELAY.EXAMPLE/").is_err());
        assert_eq!(
            with(3, &text),
            Err(FormatError::UnknownVersion { what: WHAT })
        );
        let too_large = Parcel {
            code: code(),
            sealed: vec![1; MAX_OBJECT],
            spoken: None,
        };
        assert_eq!(
            Parcel::parse(&too_large.encode()),
            Err(FormatError::TooLarge { what: WHAT })
        );
    }

    #[test]
    fn a_parcel_under_words_says_what_they_belong_to_and_no_other_spelling_is_read() {
        let written = |version: u64, salt: &[u8], issued: u64| {
            let map = MapWriter::default()
                .put(0, Value::from(version))
                .text(1, &code().to_text())
                .bytes(2, &[1])
                .bytes(3, salt);
            map.put(4, Value::from(issued)).encode()
        };
        let bytes = written(2, &[5; 16], 1_795_000_000);
        let read = Parcel::parse(&bytes).unwrap();
        assert_eq!(read.encode(), bytes);
        let spoken = read.spoken.unwrap();
        assert_eq!(
            (*spoken.salt(), spoken.issued().seconds()),
            ([5; 16], 1_795_000_000)
        );
        for wrong in [
            written(1, &[5; 16], 1_795_000_000),
            written(2, &[5; 15], 1_795_000_000),
            written(2, &[5; 17], 1_795_000_000),
            written(2, &[5; 16], u64::MAX),
            MapWriter::default()
                .put(0, Value::from(2))
                .text(1, &code().to_text())
                .bytes(2, &[1])
                .encode(),
        ] {
            assert!(Parcel::parse(&wrong).is_err());
        }
    }

    #[test]
    fn a_bundle_unpacks_to_its_size_and_not_beyond_the_limit() {
        let bundle = vec![b' '; MAX_BUNDLE];
        let packed = pack(&bundle);
        let size = u64::try_from(MAX_BUNDLE).unwrap();
        assert!(packed.len() < 10_000 && *unpack(&packed, size).unwrap() == bundle);
        assert!(unpack(&packed, size - 1).is_err());
        assert!(unpack(&pack(&bundle[1..]), size).is_err());
        assert!(unpack(&packed, size + 1).is_err());
        assert!(unpack(b"no zlib", 5).is_err());
    }
}
