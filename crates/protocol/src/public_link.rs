//! A mailbox's public link: its files are given to whoever knows an address, as a SMART Health Link has it, and asked for a
//! passcode where there is one. The messages are the owner's, signed like every other of a mailbox; what readers ask is the
//! standard's. The relay gets digests of the address and of the passcode, never the address's key.

use ciborium::Value;
use data_encoding::BASE64URL_NOPAD;
use keepwell_crypto::{
    hash::{Digest, sha256},
    passcode::{NotHashed, has_hash, slow_hash},
};
use serde::{Deserialize, Serialize};

use crate::{
    cbor::MapWriter, hexadecimal::base64_array, mailbox::MailboxId, origin::Origin,
    terms::is_part_name, time::Timestamp,
};

/// What stands before the random part of a public link's address, behind the relay's origin.
pub const LINKS_PATH: &str = "/v1/links/";
/// The most files of a public link.
pub const MAX_FILES: usize = 8;
/// The most wrong passcodes that a link may allow.
pub const MAX_ATTEMPTS: u32 = 100;

/// `PUT` by the owner: [`PublishLink`].
pub fn link_path(mailbox: &MailboxId) -> String {
    format!("/v1/mailboxes/{mailbox}/link")
}

/// `POST` by the owner: [`Rearm`].
pub fn rearm_path(mailbox: &MailboxId) -> String {
    format!("/v1/mailboxes/{mailbox}/rearm")
}

/// The address of a public link, up to its random part.
pub fn base(relay: &Origin) -> String {
    format!("{relay}{LINKS_PATH}")
}

/// The digest by which a relay knows the link with this random part; `None` when these are not 43 characters of 32 bytes.
pub fn address_digest(random_part: &str) -> Option<Digest> {
    let bytes: [u8; 32] = BASE64URL_NOPAD
        .decode(random_part.as_bytes())
        .ok()?
        .try_into()
        .ok()?;
    Some(sha256(&bytes))
}

/// Makes a mailbox's files public to whoever knows the address. The same again is a success; nothing of it can be changed.
/// No `Debug`: a passcode is guessed from its hash.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PublishLink {
    /// SHA-256 of the 32 random bytes in the address.
    #[serde(with = "base64_array")]
    pub address: Digest,
    /// The parts that are its files, FHIR all of them.
    pub files: Vec<String>,
    /// Whether its only file is also given to a `GET` without a manifest (`U`).
    pub is_single_file: bool,
    /// What is asked first (`P`).
    pub passcode: Option<Passcode>,
}

/// The terms of a grant that is a link: which link it is. When it ends is the relay's to enforce, since it can be given a new
/// end, and what is behind it can change; so neither is in them.
pub struct LinkTerms<'a> {
    /// The relay that holds it.
    pub relay: Origin,
    /// The mailbox on it.
    pub mailbox: MailboxId,
    /// SHA-256 of the 32 random bytes in the address.
    pub address: Digest,
    /// The ledger's origin line, as in its checkpoints.
    pub ledger: String,
    /// What the link is made as.
    pub shape: &'a str,
}

impl LinkTerms<'_> {
    /// Deterministic CBOR; these bytes are kept and hashed, never made again. They read as no other grant's terms.
    pub fn encode(&self) -> Vec<u8> {
        MapWriter::default()
            .put(0, Value::from(1))
            .text(1, "link")
            .text(2, self.relay.as_str())
            .bytes(3, self.mailbox.as_bytes())
            .bytes(4, &self.address)
            .text(5, &self.ledger)
            .text(6, self.shape)
            .encode()
    }
}

/// A passcode that a relay can check and not read.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passcode {
    /// Drawn for this link.
    #[serde(with = "base64_array")]
    pub salt: [u8; 16],
    /// Its slow hash (`keepwell_crypto::passcode`).
    #[serde(with = "base64_array")]
    pub hash: [u8; 32],
    /// How many wrong ones there may be in the link's whole life.
    pub attempts: u32,
}

/// Gives a mailbox with a public link a new end, also after the old one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rearm {
    /// The new end.
    pub expires: Timestamp,
    /// How many openings there may be from now on; `None` is no limit.
    pub openings: Option<u32>,
}

impl PublishLink {
    /// What is wrong with it, if anything.
    ///
    /// # Errors
    /// A sentence.
    pub fn check(&self) -> Result<(), &'static str> {
        let mut names = self.files.clone();
        names.sort_unstable();
        names.dedup();
        let is_right =
            names.len() == self.files.len() && names.iter().all(|name| is_part_name(name));
        if !is_right || names.is_empty() || names.len() > MAX_FILES {
            return Err("a link has one to eight files, each named once");
        }
        if self.is_single_file && (self.files.len() != 1 || self.passcode.is_some()) {
            return Err("a link to a single file has one file and no passcode");
        }
        let attempts = self.passcode.as_ref().map(|passcode| passcode.attempts);
        if attempts.is_some_and(|attempts| attempts == 0 || attempts > MAX_ATTEMPTS) {
            return Err("a passcode may be wrong 1 to 100 times");
        }
        Ok(())
    }
}

impl Passcode {
    /// What a relay is told of `passcode`.
    ///
    /// # Errors
    /// [`NotHashed`].
    pub fn new(passcode: &str, salt: [u8; 16], attempts: u32) -> Result<Self, NotHashed> {
        Ok(Self {
            hash: slow_hash(passcode, &salt)?,
            salt,
            attempts,
        })
    }

    /// Whether `guess` is it.
    ///
    /// # Errors
    /// [`NotHashed`].
    pub fn is(&self, guess: &str) -> Result<bool, NotHashed> {
        has_hash(guess, &self.salt, &self.hash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link() -> PublishLink {
        PublishLink {
            address: [1; 32],
            files: vec!["summary".to_owned()],
            is_single_file: true,
            passcode: None,
        }
    }

    #[test]
    fn only_what_the_standard_has_is_published() {
        let check = |change: &dyn Fn(&mut PublishLink)| {
            let mut link = link();
            change(&mut link);
            link.check().is_ok()
        };
        let passcode = |attempts| {
            Some(Passcode {
                salt: [2; 16],
                hash: [3; 32],
                attempts,
            })
        };
        assert!(check(&|_| {}));
        assert!(!check(&|link| link.passcode = passcode(5)), "U with P");
        assert!(!check(&|link| link.files.push("second".to_owned())));
        assert!(!check(&|link| link.files.clear()));
        assert!(!check(&|link| link.files = vec!["../up".to_owned()]));
        let manifest = |attempts| {
            check(&|link| {
                link.is_single_file = false;
                link.passcode = passcode(attempts);
            })
        };
        assert!(manifest(1) && manifest(100) && !manifest(0) && !manifest(101));
    }

    #[test]
    fn terms_of_a_link_are_no_terms_of_a_clinic_s() {
        let terms = LinkTerms {
            relay: Origin::parse("https://relay.example").unwrap(),
            mailbox: MailboxId::from_bytes([1; 16]),
            address: [2; 32],
            ledger: "ledger.example".to_owned(),
            shape: "travel",
        };
        assert!(crate::terms::Terms::parse(&terms.encode()).is_err());
    }

    #[test]
    fn an_address_is_known_by_its_digest() {
        let random_part = BASE64URL_NOPAD.encode(&[7; 32]);
        assert_eq!(random_part.len(), 43);
        assert_eq!(address_digest(&random_part), Some(sha256(&[7; 32])));
        for wrong in [
            "",
            "short",
            &format!("{random_part}A"),
            &random_part.replace('B', "+"),
        ] {
            assert_eq!(address_digest(wrong), None, "{wrong}");
        }
    }
}
