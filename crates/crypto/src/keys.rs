//! A wallet's keys, all derived from its recovery phrase: the identity key, the recovery identity, the index key and
//! the keys of each grant. Derived anew after each unlock and wiped with the wallet, so that none of them needs a
//! place of its own on disk and the words alone bring them back.

use crate::{
    agree::AgreementSecret, label::Label, phrase::Phrase, recipient::Identity, secret::Secret32,
    sign::SigningKey,
};

/// The keys that a recovery phrase stands for.
pub struct WalletKeys {
    identity: SigningKey,
    recovery: Secret32,
    grant_root: Secret32,
    index_root: Secret32,
}

/// The keys of one grant; all different, none used for a second grant (protocol §1).
pub struct GrantKeys {
    /// Signs the grant's statement and its revocation: the grant's pseudonym.
    pub signing: SigningKey,
    /// Opens what the clinic reports back.
    pub report: AgreementSecret,
    /// Owns the grant's mailbox on the relay.
    pub owner: SigningKey,
    /// Salt of the commitment in the statement.
    pub salt: [u8; 32],
}

/// The keys of the grant index on the relay.
pub struct IndexKeys {
    /// The mailbox id, known to nobody who lacks the words.
    pub mailbox: [u8; 16],
    /// Owns the mailbox.
    pub owner: SigningKey,
    /// Seals its contents.
    pub seal: Secret32,
}

impl WalletKeys {
    /// Derives all roots from the phrase by HKDF-SHA256 (protocol §1).
    pub fn derive(phrase: &Phrase) -> Self {
        let seed = phrase.seed();
        Self::from_seed(seed.as_ref())
    }

    /// The recovery secrets in one piece, to be sealed in the vault so that an unlock needs no phrase: 128 bytes,
    /// identity ‖ recovery ‖ grant root ‖ index root.
    pub fn to_bytes(&self) -> zeroize::Zeroizing<Vec<u8>> {
        let parts: [&[u8]; 4] = [
            self.identity.seed(),
            self.recovery.expose(),
            self.grant_root.expose(),
            self.index_root.expose(),
        ];
        zeroize::Zeroizing::new(parts.concat())
    }

    /// The inverse of [`Self::to_bytes`]; `None` unless there are exactly 128 bytes.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut parts = bytes
            .chunks_exact(32)
            .map(|part| part.try_into().map(Secret32::from_bytes));
        let mut next = || parts.next()?.ok();
        let keys = Self {
            identity: SigningKey::from_seed(next()?.expose()),
            recovery: next()?,
            grant_root: next()?,
            index_root: next()?,
        };
        (bytes.len() == 128).then_some(keys)
    }

    /// Says "the same wallet as before" inside a share, never who the person is.
    pub fn identity(&self) -> &SigningKey {
        &self.identity
    }

    /// Signs emergency cards. Apart from the identity key, since a card is seen by everybody and a share by a clinic alone: the two
    /// cannot be linked by their keys.
    pub fn emergency_card(&self) -> SigningKey {
        let seed = Secret32::derive(self.identity.seed(), Label::EMERGENCY_KEY, &[]);
        SigningKey::from_seed(seed.expose())
    }

    /// Opens backups and the recovery slot.
    pub fn recovery(&self) -> Identity {
        Identity::from_secret(&self.recovery)
    }

    /// The keys of the grant with this random id.
    pub fn grant(&self, grant_id: &[u8; 16]) -> GrantKeys {
        let part = |name: &[u8]| {
            Secret32::derive(self.grant_root.expose(), Label::GRANT, &[grant_id, name])
        };
        GrantKeys {
            signing: SigningKey::from_seed(part(b"signing").expose()),
            report: AgreementSecret::from_secret(&part(b"report")),
            owner: SigningKey::from_seed(part(b"owner").expose()),
            salt: *part(b"salt").expose(),
        }
    }

    /// The keys of the grant index.
    pub fn index(&self) -> IndexKeys {
        let part = |name: &[u8]| Secret32::derive(self.index_root.expose(), Label::INDEX, &[name]);
        let mailbox = part(b"mailbox");
        let (id, _) = mailbox
            .expose()
            .split_first_chunk()
            .unwrap_or((&[0; 16], &[]));
        IndexKeys {
            mailbox: *id,
            owner: SigningKey::from_seed(part(b"owner").expose()),
            seal: part(b"seal"),
        }
    }

    fn from_seed(seed: &[u8]) -> Self {
        Self {
            identity: SigningKey::from_seed(Secret32::derive(seed, Label::IDENTITY, &[]).expose()),
            recovery: Secret32::derive(seed, Label::RECOVERY, &[]),
            grant_root: Secret32::derive(seed, Label::GRANT_ROOT, &[]),
            index_root: Secret32::derive(seed, Label::INDEX, &[]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str =
        "legal winner thank year wave sausage worth useful legal winner thank yellow";

    #[test]
    fn the_words_alone_bring_back_every_key() {
        let keys = WalletKeys::derive(&Phrase::parse(WORDS).unwrap());
        let again = WalletKeys::from_bytes(&keys.to_bytes()).unwrap();
        assert_eq!(keys.to_bytes(), again.to_bytes());
        assert_eq!(keys.grant(&[7; 16]).salt, again.grant(&[7; 16]).salt);
        assert!(WalletKeys::from_bytes(&[0; 127]).is_none());
        assert!(WalletKeys::from_bytes(&[0; 160]).is_none());
    }

    #[test]
    fn no_key_is_used_twice() {
        let keys = WalletKeys::derive(&Phrase::parse(WORDS).unwrap());
        let (one, two) = (keys.grant(&[1; 16]), keys.grant(&[2; 16]));
        let mut all = vec![
            *keys.identity().verifying_key().as_bytes(),
            *keys.index().owner.verifying_key().as_bytes(),
            *keys.emergency_card().verifying_key().as_bytes(),
        ];
        for grant in [&one, &two] {
            all.push(*grant.signing.verifying_key().as_bytes());
            all.push(*grant.owner.verifying_key().as_bytes());
            all.push(*grant.report.public().as_bytes());
            all.push(grant.salt);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }
}
