//! A wallet that makes one grant, step by step as protocol §3 to §5 say, and lets a test put in whatever it likes at each
//! step.

use keepwell_crypto::{
    agree::AgreementSecret,
    hash::{Digest, sha256},
    sign::SigningKey,
};
use keepwell_protocol::{
    access::AccessPoint,
    card::Card,
    consent::{self, Permission, Purpose},
    link::GrantLink,
    mailbox::MailboxId,
    manifest::{LedgerProof, MANIFEST_PART, Manifest, sign_identity, wallet_keys},
    origin::Origin,
    parcel::{self, Content, Parcel},
    part,
    statement::Statement,
    terms::{BUNDLE_PART, PartTerms, Terms},
    time::Timestamp,
};
use rand_core::{OsRng, RngCore as _};

use super::{LEDGER, NOW, Net, SERVER, net::Mailbox};

const BUNDLE: &str = r#"{"resourceType":"Bundle","entry":[{"resource":{"resourceType":"DocumentReference","content":[{"attachment":{"url":"attachments/1-letter.pdf"}}]}}]}"#;

/// What a test may choose before the grant is signed.
pub(crate) struct ShareOptions {
    pub(crate) start: Timestamp,
    pub(crate) end: Timestamp,
    pub(crate) granted: Timestamp,
    pub(crate) clinic: String,
    pub(crate) offline_ok: bool,
    /// Whether the ledger has it, and the manifest the receipt.
    pub(crate) is_registered: bool,
    /// Whether the bundle goes alone, as into a parcel.
    pub(crate) is_bundle_alone: bool,
    /// Changes the terms before they are signed.
    pub(crate) terms: fn(&mut Terms),
}

impl Default for ShareOptions {
    fn default() -> Self {
        Self {
            start: NOW,
            end: NOW.plus(2 * 60 * 60),
            granted: NOW,
            clinic: "Harbour Clinic".to_owned(),
            offline_ok: false,
            is_registered: true,
            is_bundle_alone: false,
            terms: |_| (),
        }
    }
}

/// A grant with everything that only its wallet knows.
pub(crate) struct Share {
    pub(crate) card: Card,
    pub(crate) link: GrantLink,
    pub(crate) statement: Statement,
    pub(crate) terms: Terms,
    pub(crate) manifest: Manifest,
    pub(crate) index: Option<u64>,
    pub(crate) parts: Vec<(String, Vec<u8>)>,
    pub(crate) report: AgreementSecret,
    key: SigningKey,
}

impl Share {
    /// Grants to `card`, registers it and uploads everything.
    pub(crate) fn make(net: &Net, card: &Card, options: &ShareOptions) -> Self {
        let mailbox = MailboxId::generate(&mut OsRng);
        let details = card.details();
        let point = AccessPoint::begin(&details.agreement, &card.digest(), &mut OsRng).unwrap();
        let mut parts = vec![
            (BUNDLE_PART.to_owned(), BUNDLE.as_bytes().to_vec()),
            (
                "a1".to_owned(),
                [b"%PDF".as_slice(), &[7; 300_000]].concat(),
            ),
        ];
        if options.is_bundle_alone {
            parts.truncate(1);
        }
        let consent = consent(options);
        let report = AgreementSecret::generate(&mut OsRng);
        let identity = SigningKey::generate(&mut OsRng);
        let mut terms = Terms {
            consent: sha256(&consent),
            card: card.digest(),
            card_key: card.key(),
            relay: Origin::parse(SERVER).unwrap(),
            mailbox,
            access_point: point.to_bytes(),
            ledger: LEDGER.to_owned(),
            offline_ok: options.offline_ok,
            parts: parts
                .iter()
                .map(|(name, bytes)| part_terms(name, bytes))
                .collect(),
            wallet_keys: wallet_keys(&identity.verifying_key(), &report.public()),
        };
        (options.terms)(&mut terms);
        let (key, salt) = (SigningKey::generate(&mut OsRng), fresh_salt());
        let statement = Statement::grant(&[9; 16], &salt, &terms.encode(), &key);
        let proof = options
            .is_registered
            .then(|| net.servers().log.register(&statement, 0));
        let manifest = Manifest {
            consent,
            salt,
            terms: terms.encode(),
            statement: statement.as_bytes().to_vec(),
            proof: proof.as_ref().map(|(_, proof)| proof.clone()),
            identity: identity.verifying_key(),
            identity_signature: sign_identity(&identity, &statement.digest()),
            report_key: report.public(),
        };
        let share = Self {
            card: card.clone(),
            link: GrantLink {
                relay: Origin::parse(SERVER).unwrap(),
                mailbox,
                access_point: point.to_bytes(),
                statement: statement.digest(),
            },
            statement,
            terms,
            manifest,
            index: proof.map(|(index, _)| index),
            parts,
            report,
            key,
        };
        share.upload(net, &point);
        share
    }

    /// What an animated code would carry of it.
    pub(crate) fn parcel(&self) -> Parcel {
        self.parcel_of(&self.parts[0].1)
    }

    /// The same with another bundle than was granted.
    pub(crate) fn parcel_of(&self, bundle: &[u8]) -> Parcel {
        let content = Content {
            manifest: self.manifest.encode(),
            packed: parcel::pack(bundle),
        };
        Parcel {
            code: self.link.clone(),
            sealed: content.seal(&self.card.details().recipient).unwrap(),
            spoken: None,
        }
    }

    /// Uploads the manifest again, changed by `change`.
    pub(crate) fn alter_manifest(&mut self, net: &Net, change: impl FnOnce(&mut Manifest)) {
        change(&mut self.manifest);
        let framed = part::frame(&self.manifest.encode());
        self.put(net, MANIFEST_PART, &framed);
    }

    /// Puts other content into a part, encrypted for the clinic as the wallet would.
    pub(crate) fn replace_part(&self, net: &Net, name: &str, content: &[u8]) {
        self.put(net, name, &part::frame(content));
    }

    /// Changes the bytes that the relay has for a part.
    pub(crate) fn alter_stored(&self, net: &Net, part: &str, change: impl FnOnce(&mut Vec<u8>)) {
        let mut servers = net.servers();
        let mailbox = servers.mailboxes.get_mut(&self.link.mailbox.to_string());
        change(mailbox.unwrap().parts.get_mut(part).unwrap());
    }

    /// Takes the grant back on the ledger.
    pub(crate) fn revoke(&self, net: &Net) {
        let revocation = self.statement.revocation(&self.key);
        let target = self.index.unwrap();
        net.servers().log.register(&revocation, target);
    }

    /// Proves the grant anew, at the ledger's present size.
    pub(crate) fn prove(&self, net: &Net) -> LedgerProof {
        net.servers().log.prove(self.index.unwrap())
    }

    fn upload(&self, net: &Net, point: &AccessPoint) {
        let link = &self.link;
        let mailbox = Mailbox {
            access: point
                .public_key(&link.relay, &link.mailbox, &link.statement)
                .unwrap(),
            parts: std::collections::HashMap::new(),
            openings: Vec::new(),
            reports: Vec::new(),
        };
        net.servers()
            .mailboxes
            .insert(link.mailbox.to_string(), mailbox);
        self.put(net, MANIFEST_PART, &part::frame(&self.manifest.encode()));
        for (name, content) in &self.parts {
            self.replace_part(net, name, content);
        }
    }

    fn put(&self, net: &Net, name: &str, framed: &[u8]) {
        let sealed = self.card.details().recipient.encrypt(framed).unwrap();
        let mut servers = net.servers();
        let mailbox = servers.mailboxes.get_mut(&self.link.mailbox.to_string());
        mailbox.unwrap().parts.insert(name.to_owned(), sealed);
    }
}

/// A salt that no other grant has.
pub(crate) fn fresh_salt() -> [u8; 32] {
    let mut salt = [0; 32];
    OsRng.fill_bytes(&mut salt);
    salt
}

fn consent(options: &ShareOptions) -> Vec<u8> {
    consent::build(&Permission {
        patient: "Amina Haddad".to_owned(),
        clinic: options.clinic.clone(),
        purpose: Purpose::Treat,
        granted: options.granted,
        start: options.start,
        end: options.end,
    })
    .unwrap()
}

fn part_terms(name: &str, bytes: &[u8]) -> PartTerms {
    let digest: Digest = sha256(bytes);
    PartTerms {
        name: name.to_owned(),
        size: u64::try_from(bytes.len()).unwrap(),
        digest,
    }
}
