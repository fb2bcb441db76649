//! A statement cut into its fields where they stand, without allocating: the shape that every statement has, in the one
//! encoding that it may have. Whatever is cut here is a statement but for its signature and its payload's length; what is not
//! is left to the general reader, which says what is wrong with it.

use super::{ENTRY_TYPE, MAX_BYTES, issuer_of};
use crate::{cbor::Cursor, cose, entry::EntryType};

/// The fields of a statement whose signature was not checked.
pub(super) struct Shape<'b> {
    /// The `kid`, which need not be a key.
    pub(super) signer: &'b [u8; 32],
    pub(super) subject: &'b str,
    pub(super) kind: EntryType,
    pub(super) payload: &'b [u8],
    pub(super) signature: &'b [u8; 64],
    protected: &'b [u8],
}

impl<'b> Shape<'b> {
    /// Cuts a statement; `None` when it has another shape.
    pub(super) fn cut(bytes: &'b [u8]) -> Option<Self> {
        if bytes.len() > MAX_BYTES {
            return None;
        }
        let mut document = Cursor::new(bytes);
        document.tag(cose::TAG)?;
        document.array(4)?;
        let protected = document.bytes()?;
        document.map(0)?;
        let payload = document.bytes()?;
        let signature = document.bytes()?.try_into().ok()?;
        document.end()?;

        let mut header = Cursor::new(protected);
        header.map(4)?;
        header.key(cose::ALG)?;
        header.key(cose::EDDSA)?;
        header.key(cose::KID)?;
        let signer = header.bytes()?.try_into().ok()?;
        header.key(cose::CWT_CLAIMS)?;
        header.map(2)?;
        header.key(cose::ISS)?;
        let issuer = header.text()?;
        header.key(cose::SUB)?;
        let subject = header.text()?;
        header.key(ENTRY_TYPE)?;
        let number = u8::try_from(header.integer()?).ok()?;
        header.end()?;
        if issuer != issuer_of(signer) {
            return None;
        }
        Some(Self {
            signer,
            subject,
            kind: EntryType::from_number(number)?,
            payload,
            signature,
            protected,
        })
    }

    /// What the signature is over.
    pub(super) fn message(&self) -> Vec<u8> {
        cose::to_be_signed(self.protected, self.payload)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statement::Statement;
    use keepwell_crypto::sign::SigningKey;

    #[test]
    fn every_statement_of_ours_has_the_shape() {
        let key = SigningKey::from_seed(&[5; 32]);
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key);
        let policy = Statement::sign(EntryType::Policy, "urn:policy", &[7; 3000], &key);
        let all = [
            grant.revocation(&key),
            Statement::withdrawal(&[7; 32], &key),
            grant,
            policy,
        ];
        for statement in &all {
            let shape = Shape::cut(statement.as_bytes()).unwrap();
            assert_eq!(*shape.signer, *statement.signer().as_bytes());
            assert_eq!(shape.subject, statement.subject());
            assert_eq!(shape.kind, statement.kind());
            assert_eq!(shape.payload, statement.payload());
        }
    }

    /// A byte less, or another one, and it is no statement to the general reader either, whatever signed it.
    #[test]
    fn what_has_the_shape_is_read_the_same_by_the_general_reader() {
        let key = SigningKey::from_seed(&[5; 32]);
        let grant = Statement::grant(&[1; 16], &[2; 32], b"terms", &key);
        let good = grant.as_bytes();
        let is_alike = |changed: &[u8]| match (Shape::cut(changed), Statement::read(changed)) {
            (None, general) => general.is_err(),
            (Some(shape), Ok((statement, unverified))) => {
                unverified.signed().message == shape.message()
                    && statement.kind() == shape.kind
                    && statement.subject() == shape.subject
            }
            // Only a key that is no point has the shape and is refused by the general reader.
            (Some(shape), Err(_)) => shape.signer != grant.signer().as_bytes(),
        };
        for at in 0..good.len() {
            for bit in 0..8 {
                let mut changed = good.to_vec();
                changed[at] ^= 1 << bit;
                assert!(is_alike(&changed), "byte {at}, bit {bit}");
            }
            assert!(Shape::cut(&good[..at]).is_none());
        }
    }
}
