//! A statement: what the ledger registers (protocol §3). A COSE_Sign1 by a key of its own; for a grant its payload is
//! a salted commitment to the terms, for a revocation the digest of the grant's statement. The ledger sees that
//! somebody granted or revoked something, and nothing else.

mod shape;

use ciborium::Value;
use keepwell_crypto::{
    hash::{Digest, sha256, sha256_labelled},
    label::Label,
    sign::{Signed, SigningKey, VerifyingKey, verify_all},
};
use memchr::memmem;
use rand_core::CryptoRngCore;

use crate::{
    FormatError,
    cose::{self, Header, Sign1, Unverified},
    entry::EntryType,
    hexadecimal::to_hex,
};
use shape::Shape;

/// The largest statement, in bytes. Grants and revocations take about 270.
pub const MAX_BYTES: usize = 4096;
/// The protected header parameter that carries the entry type; from COSE's private-use range.
pub const ENTRY_TYPE: i64 = -70_001;
const WHAT: &str = "statement";
/// [`ENTRY_TYPE`] as CBOR, then the number of a revocation.
const REVOKES: [u8; 6] = [0x3a, 0x00, 0x01, 0x11, 0x70, 0x02];

/// A statement whose signature and issuer have been checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    bytes: Vec<u8>,
    kind: EntryType,
    signer: VerifyingKey,
    subject: String,
    payload: Vec<u8>,
}

impl Statement {
    /// Signs a statement of `kind` about `subject`.
    pub fn sign(kind: EntryType, subject: &str, payload: &[u8], key: &SigningKey) -> Self {
        let signer = key.verifying_key();
        let header = Header::signed_by(&signer)
            .with_claims(&issuer(&signer), subject)
            .with(ENTRY_TYPE, Value::from(kind.number()));
        let bytes = cose::sign(&header, Vec::new(), payload, false, key);
        Self {
            bytes,
            kind,
            signer,
            subject: subject.to_owned(),
            payload: payload.to_vec(),
        }
    }

    /// A grant: commits to `terms` under `salt`; `grant` is random and names it.
    pub fn grant(grant: &[u8; 16], salt: &[u8; 32], terms: &[u8], key: &SigningKey) -> Self {
        Self::sign(
            EntryType::Grant,
            &grant_subject(grant),
            &commitment(salt, terms),
            key,
        )
    }

    /// The revocation of this grant; `key` must be the one that signed it, or the ledger refuses.
    pub fn revocation(&self, key: &SigningKey) -> Self {
        Self::sign(EntryType::Revocation, &self.subject, &self.digest(), key)
    }

    /// The withdrawal of a card, and with it of `key`, the card's own, which nobody may trust any more.
    pub fn withdrawal(card: &Digest, key: &SigningKey) -> Self {
        Self::sign(EntryType::CardWithdrawal, &card_subject(card), card, key)
    }

    /// Reads a statement: strict shape, `iss` is the hash of `kid`, signature matches.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let (statement, unverified) = Self::read(bytes)?;
        let signed = unverified.signed();
        let verified = statement.signer.verify(signed.message, &signed.signature);
        if verified.is_err() {
            return Err(unverified.bad());
        }
        check_payload(statement.kind, &statement.subject, &statement.payload)?;
        Ok(statement)
    }

    /// Reads many statements, each with the outcome that [`Self::parse`] has, in less than half the time.
    pub fn parse_all(all: &[&[u8]], rng: &mut dyn CryptoRngCore) -> Vec<Result<Self, FormatError>> {
        let cut = all.iter().map(|bytes| Shape::cut(bytes));
        let shapes: Vec<_> = cut
            .map(|shape| shape.map(|shape| (shape.message(), shape)))
            .collect();
        let signed = shapes.iter().flatten().map(|(message, shape)| Signed {
            key: *shape.signer,
            message,
            signature: *shape.signature,
        });
        let mut verified = verify_all(&signed.collect::<Vec<_>>(), rng).into_iter();
        let outcome = |(bytes, shape): (&&[u8], &Option<(_, Shape<'_>)>)| match shape {
            Some((_, shape)) => Self::of(bytes, shape, verified.next().and_then(Result::ok)),
            None => Self::parse(bytes),
        };
        all.iter().zip(&shapes).map(outcome).collect()
    }

    /// The statement of these fields, when `signer` has signed it.
    fn of(
        bytes: &[u8],
        shape: &Shape<'_>,
        signer: Option<VerifyingKey>,
    ) -> Result<Self, FormatError> {
        let Some(signer) = signer else {
            // What is no key at all is called so, as where it is read first.
            return Err(match VerifyingKey::from_bytes(shape.signer) {
                Ok(_) => FormatError::BadSignature { what: WHAT },
                Err(_) => FormatError::malformed(WHAT, "kid"),
            });
        };
        check_payload(shape.kind, shape.subject, shape.payload)?;
        Ok(Self {
            bytes: bytes.to_vec(),
            kind: shape.kind,
            signer,
            subject: shape.subject.to_owned(),
            payload: shape.payload.to_vec(),
        })
    }

    /// The type of a statement whose signature nobody has checked.
    ///
    /// # Errors
    /// What [`Self::parse`] would find before it came to the signature.
    pub fn unchecked_kind(bytes: &[u8]) -> Result<EntryType, FormatError> {
        Self::read(bytes).map(|(statement, _)| statement.kind)
    }

    /// Everything up to the signature.
    fn read(bytes: &[u8]) -> Result<(Self, Unverified), FormatError> {
        let mut document = Sign1::parse(WHAT, bytes, MAX_BYTES)?;
        let signer = document.take_signer()?;
        let (iss, subject) = document.take_claims()?;
        if iss != issuer(&signer) {
            return Err(FormatError::malformed(WHAT, "issuer"));
        }
        let number = document
            .take(ENTRY_TYPE)
            .and_then(|value| value.as_integer());
        let kind = number
            .and_then(|number| u8::try_from(number).ok())
            .and_then(EntryType::from_number)
            .ok_or(FormatError::malformed(WHAT, "entry type"))?;
        let unverified = document.unverified(&signer, None)?;
        let statement = Self {
            bytes: bytes.to_vec(),
            kind,
            signer,
            subject,
            payload: unverified.payload().to_vec(),
        };
        Ok((statement, unverified))
    }

    /// The exact bytes, without the rest.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// The exact bytes.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// SHA-256 of the exact bytes.
    pub fn digest(&self) -> Digest {
        sha256(&self.bytes)
    }

    /// The type in the protected header.
    pub fn kind(&self) -> EntryType {
        self.kind
    }

    /// The `kid`: the key that signed it.
    pub fn signer(&self) -> VerifyingKey {
        self.signer
    }

    /// The CWT `sub`.
    pub fn subject(&self) -> &str {
        &self.subject
    }

    /// The payload.
    pub fn payload(&self) -> &[u8] {
        &self.payload
    }

    /// That it is of this type, about `subject`, and signed with `key`; `what` it then is.
    ///
    /// # Errors
    /// [`FormatError`].
    pub(crate) fn check_from(
        &self,
        key: &VerifyingKey,
        (kind, subject): (EntryType, &str),
        what: &'static str,
    ) -> Result<(), FormatError> {
        if self.signer != *key {
            return Err(FormatError::BadSignature { what });
        }
        if self.kind != kind || self.subject != subject {
            return Err(FormatError::malformed(what, "subject"));
        }
        Ok(())
    }

    /// For a revocation: the digest of the grant's statement that it ends.
    pub fn revoked(&self) -> Option<Digest> {
        (self.kind == EntryType::Revocation)
            .then(|| self.payload.as_slice().try_into().ok())
            .flatten()
    }

    /// For a withdrawal: the digest of the card whose key is withdrawn.
    pub fn withdrawn(&self) -> Option<Digest> {
        (self.kind == EntryType::CardWithdrawal)
            .then(|| self.payload.as_slice().try_into().ok())
            .flatten()
    }

    /// For a grant: whether `terms` and `salt` are what it committed to.
    pub fn commits_to(&self, salt: &[u8; 32], terms: &[u8]) -> bool {
        self.kind == EntryType::Grant && self.payload == commitment(salt, terms)
    }
}

/// `urn:keepwell:key:<hash of kid>`.
pub fn issuer(key: &VerifyingKey) -> String {
    issuer_of(key.as_bytes())
}

/// [`issuer`] for what may be no key.
fn issuer_of(key: &[u8; 32]) -> String {
    format!(
        "urn:keepwell:key:{}",
        to_hex(&sha256_labelled(Label::KEY_HASH, &[key]))
    )
}

/// `urn:keepwell:grant:<random>`.
pub fn grant_subject(random: &[u8; 16]) -> String {
    format!("urn:keepwell:grant:{}", to_hex(random))
}

/// `urn:keepwell:card:<digest>`.
pub fn card_subject(card: &Digest) -> String {
    format!("urn:keepwell:card:{}", to_hex(card))
}

/// Whether bytes hold, somewhere, what makes a statement a revocation: a cheap look before anything is parsed. Every revocation
/// does; other bytes may lie.
pub fn claims_to_revoke(bytes: &[u8]) -> bool {
    memmem::find(bytes, &REVOKES).is_some()
}

fn check_payload(kind: EntryType, subject: &str, payload: &[u8]) -> Result<(), FormatError> {
    let length = || Digest::try_from(payload).map_err(|_| FormatError::malformed(WHAT, "payload"));
    match kind {
        EntryType::Grant | EntryType::Revocation => length().map(drop),
        EntryType::CardWithdrawal if subject != card_subject(&length()?) => {
            Err(FormatError::malformed(WHAT, "subject"))
        }
        _ => Ok(()),
    }
}

fn commitment(salt: &[u8; 32], terms: &[u8]) -> Digest {
    sha256_labelled(Label::COMMITMENT, &[salt, &sha256(terms)])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::from_seed(&[5; 32])
    }

    #[test]
    fn a_grant_commits_to_its_terms_and_salt() {
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key());
        assert_eq!(Statement::parse(grant.as_bytes()).unwrap(), grant);
        assert!(grant.commits_to(&[2; 32], b"terms"));
        assert!(!grant.commits_to(&[3; 32], b"terms"));
        assert!(!grant.commits_to(&[2; 32], b"other"));
    }

    #[test]
    fn a_revocation_names_its_grant() {
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key());
        let revocation = Statement::parse(grant.revocation(&key()).as_bytes()).unwrap();
        assert_eq!(revocation.revoked(), Some(grant.digest()));
        assert_eq!(revocation.subject(), grant.subject());
        assert_eq!(grant.revoked(), None);
        assert!(claims_to_revoke(revocation.as_bytes()));
        assert!(!claims_to_revoke(grant.as_bytes()) && !claims_to_revoke(b""));
        let mut kinds = [&grant, &revocation].map(|one| one.as_bytes().to_vec());
        kinds
            .iter_mut()
            .for_each(|bytes| *bytes.last_mut().unwrap() ^= 1);
        let [first, second] = kinds.map(|bytes| Statement::unchecked_kind(&bytes));
        assert_eq!(
            (first, second),
            (Ok(EntryType::Grant), Ok(EntryType::Revocation))
        );
        assert!(Statement::unchecked_kind(b"").is_err());
        assert!(!revocation.commits_to(&[2; 32], b"terms"));
    }

    #[test]
    fn a_withdrawal_names_its_card_twice_alike() {
        let withdrawal = Statement::withdrawal(&[7; 32], &key());
        let read = Statement::parse(withdrawal.as_bytes()).unwrap();
        assert_eq!(read.withdrawn(), Some([7; 32]));
        assert_eq!(
            (read.signer(), read.revoked()),
            (key().verifying_key(), None)
        );
        for (subject, payload) in [
            (card_subject(&[8; 32]), &[7; 32][..]),
            (card_subject(&[7; 32]), &[7; 31][..]),
            ("urn:keepwell:card:".to_owned(), &[][..]),
        ] {
            let kind = EntryType::CardWithdrawal;
            let other = Statement::sign(kind, &subject, payload, &key());
            assert!(Statement::parse(other.as_bytes()).is_err(), "{subject}");
        }
    }

    #[test]
    fn every_changed_byte_is_noticed() {
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key());
        for at in 0..grant.as_bytes().len() {
            let mut changed = grant.as_bytes().to_vec();
            changed[at] ^= 1;
            assert!(Statement::parse(&changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn another_issuer_is_refused() {
        let header = Header::signed_by(&key().verifying_key())
            .with_claims("urn:keepwell:key:00", "urn:keepwell:grant:00")
            .with(ENTRY_TYPE, Value::from(1));
        let bytes = cose::sign(&header, Vec::new(), &[0; 32], false, &key());
        assert_eq!(
            Statement::parse(&bytes),
            Err(FormatError::malformed(WHAT, "issuer"))
        );
    }

    #[test]
    fn many_are_read_as_each_is() {
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key());
        let good = grant.as_bytes();
        let mut all: Vec<Vec<u8>> = vec![good.to_vec(), grant.revocation(&key()).bytes];
        for at in (0..good.len()).step_by(7) {
            let mut changed = good.to_vec();
            changed[at] ^= 1;
            all.push(changed);
            all.push(good[..at].to_vec());
        }
        let all: Vec<&[u8]> = all.iter().map(Vec::as_slice).collect();
        let each = all.iter().map(|bytes| Statement::parse(bytes));
        assert!(each.eq(Statement::parse_all(&all, &mut rand_core::OsRng)));
        let good = [all[0], all[1]];
        let read = Statement::parse_all(&good, &mut rand_core::OsRng);
        assert!(read.iter().all(Result::is_ok));
    }
}
