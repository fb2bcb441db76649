//! Dated context labels, a different one for each use of a hash or a key derivation. They come first, with their
//! length before them, so that a digest or key made for one purpose can never be taken for one made for another.

/// A context label such as `keepwell/2026-11/grant/commitment`, at most 255 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label(&'static str);

impl Label {
    /// Access keys agreed with a clinic by HPKE: `info` (protocol §5).
    pub const ACCESS_INFO: Self = Self("keepwell/2026-11/access/info");
    /// The exporter context of an access key (protocol §5).
    pub const ACCESS_KEY: Self = Self("keepwell/2026-11/access/key");
    /// The salted digest of an event at a mailbox, under an access root (protocol §7).
    pub const ACCESS_EVENT: Self = Self("keepwell/2026-11/access/event");
    /// The salt of such a digest, from a secret that the relay forgets.
    pub const ACCESS_SALT: Self = Self("keepwell/2026-11/access/salt");
    /// The mailbox id of a card kept on the relay, from the card's digest.
    pub const CARD_MAILBOX: Self = Self("keepwell/2026-11/card/mailbox");
    /// The key that seals a card kept on the relay, from the card's digest.
    pub const CARD_KEY: Self = Self("keepwell/2026-11/card/key");
    /// The key that owns a card's box on the relay, from the clinic's key and the card's digest.
    pub const CARD_OWNER: Self = Self("keepwell/2026-11/card/owner");
    /// Salt of a card's check characters.
    pub const CARD_CHECK: Self = Self("keepwell/2026-11/card/check");
    /// The salted commitment that a grant statement carries (protocol §3).
    pub const COMMITMENT: Self = Self("keepwell/2026-11/grant/commitment");
    /// The key that signs a wallet's emergency cards, from the identity key.
    pub const EMERGENCY_KEY: Self = Self("keepwell/2026-11/emergency-card/key");
    /// The signature over an emergency card's text.
    pub const EMERGENCY_CARD: Self = Self("keepwell/2026-11/emergency-card/signature");
    /// Digest of a relay's host and a clinic's report, signed and sealed to the grant's report key.
    pub const REPORT: Self = Self("keepwell/2026-11/grant/report");
    /// A grant's keys, from the grant root and the grant id.
    pub const GRANT: Self = Self("keepwell/2026-11/grant/keys");
    /// The grant root, from the phrase.
    pub const GRANT_ROOT: Self = Self("keepwell/2026-11/wallet/grant-root");
    /// The identity key, from the phrase.
    pub const IDENTITY: Self = Self("keepwell/2026-11/wallet/identity");
    /// The identity key's signature over a statement digest inside a share.
    pub const IDENTITY_SIGNATURE: Self = Self("keepwell/2026-11/share/identity-signature");
    /// The index key, from the phrase.
    pub const INDEX: Self = Self("keepwell/2026-11/wallet/index");
    /// What a server keeps of an invitation to fetch tokens.
    pub const INVITATION: Self = Self("keepwell/2026-11/admission/invitation");
    /// The seed of a server's key for tokens, from its secret and the key's number.
    pub const TOKEN_KEY: Self = Self("keepwell/2026-11/admission/token-key");
    /// By which machines notice that they make tokens of different secrets.
    pub const TOKEN_CHECK: Self = Self("keepwell/2026-11/admission/token-check");
    /// The tags by which a ledger finds its own entries, and the seal of a file of them.
    pub const LEDGER_INDEX: Self = Self("keepwell/2026-11/ledger/index");
    /// What a ledger's new key signs when it takes over from the old one.
    pub const LEDGER_ROTATION: Self = Self("keepwell/2026-11/ledger/rotation");
    /// The recovery identity, from the phrase.
    pub const RECOVERY: Self = Self("keepwell/2026-11/wallet/recovery");
    /// The `iss` of a statement, from its `kid`.
    pub const KEY_HASH: Self = Self("keepwell/2026-11/statement/key");
    /// The proof in a relay's nonce that the relay made it.
    pub const RELAY_NONCE: Self = Self("keepwell/2026-11/relay/nonce");
    /// The proof in the address of a public link's file that the relay made it.
    pub const RELAY_TICKET: Self = Self("keepwell/2026-11/relay/ticket");
    /// What several front ends of one relay derive from their secret.
    pub const RELAY_SHARED: Self = Self("keepwell/2026-11/relay/shared");
    /// The claimer's first message of a rendezvous: HPKE `info` (protocol §6).
    pub const RENDEZVOUS_CLAIM: Self = Self("keepwell/2026-11/rendezvous/claim");
    /// The maker's answer to it.
    pub const RENDEZVOUS_ANSWER: Self = Self("keepwell/2026-11/rendezvous/answer");
    /// What the claimer reveals after the answer.
    pub const RENDEZVOUS_REVEAL: Self = Self("keepwell/2026-11/rendezvous/reveal");
    /// The patient's yes with the grant's code, or no.
    pub const RENDEZVOUS_OUTCOME: Self = Self("keepwell/2026-11/rendezvous/outcome");
    /// What the claimer of a rendezvous commits to before it knows the other side's random bytes.
    pub const RENDEZVOUS_COMMITMENT: Self = Self("keepwell/2026-11/rendezvous/commitment");
    /// The digest whose first bits are the three live words.
    pub const RENDEZVOUS_WORDS: Self = Self("keepwell/2026-11/rendezvous/words");
    /// A sub-key that seals one value at rest.
    pub const SEAL: Self = Self("keepwell/2026-11/seal/value");
    /// An opaque name for a value at rest.
    pub const SEAL_NAME: Self = Self("keepwell/2026-11/seal/name");
    /// The salt of the slow hash of six words that are said at a desk; a random one follows it.
    pub const SPOKEN_SALT: Self = Self("keepwell/2026-11/spoken/salt");
    /// The keys that stand behind six such words.
    pub const SPOKEN_KEYS: Self = Self("keepwell/2026-11/spoken/keys");
    /// The keys of the wallet that a share names, as the terms bind them.
    pub const WALLET_KEYS: Self = Self("keepwell/2026-11/share/wallet-keys");
    /// What a proof of work for admission is searched under.
    pub const WORK: Self = Self("keepwell/2026-11/admission/work");
    /// The proof in a challenge that the server itself made it.
    pub const WORK_CHALLENGE: Self = Self("keepwell/2026-11/admission/challenge");
    /// What a mailbox's admission is bound to: its id and the digest of the request's body.
    pub const MAILBOX_SUBJECT: Self = Self("keepwell/2026-11/admission/mailbox");
    /// The key that wraps the data key in a passphrase slot.
    pub const SLOT: Self = Self("keepwell/2026-11/slot/passphrase");

    /// The label's length in one byte, then the label: what goes before hashed or derived input.
    pub fn prefix(self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.0.len() + 1);
        bytes.push(u8::try_from(self.0.len()).unwrap_or(u8::MAX));
        bytes.extend_from_slice(self.0.as_bytes());
        bytes
    }

    /// [`Self::prefix`] followed by `parts`, ready to be an HKDF or HPKE `info`.
    pub fn with(self, parts: &[&[u8]]) -> Vec<u8> {
        let mut bytes = self.prefix();
        parts.iter().for_each(|part| bytes.extend_from_slice(part));
        bytes
    }
}

#[cfg(test)]
mod tests {
    use super::Label;

    #[test]
    fn the_length_comes_first_so_that_no_label_is_a_prefix_of_another() {
        let prefix = Label::COMMITMENT.prefix();
        assert_eq!(usize::from(prefix[0]), prefix.len() - 1);
        assert_eq!(&prefix[1..], b"keepwell/2026-11/grant/commitment");
        assert_eq!(
            Label::SEAL.with(&[b"a", b"bc"]),
            [Label::SEAL.prefix(), b"abc".to_vec()].concat()
        );
    }
}
