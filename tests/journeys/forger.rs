//! What somebody can make who has seen a grant from inside: an earlier reader, or a wallet gone bad. They know every byte
//! of the manifest and the clinic's public key, so they can encrypt to the clinic whatever they like.

use keepwell_protocol::{
    card::Card,
    link::GrantLink,
    manifest::{LedgerProof, MANIFEST_PART, Manifest, sign_identity},
    part,
};
use keepwell_wallet::grants::{GrantId, Made};

use crate::stage::{Patient, Shelf, Stage};

/// A grant whose every piece can be altered and served again.
pub(crate) struct Forger<'a> {
    stage: &'a Stage,
    card: &'a Card,
    shelf: Shelf,
    /// What the wallet made, byte for byte.
    pub(crate) manifest: Manifest,
    /// The honest code.
    pub(crate) link: GrantLink,
}

impl<'a> Forger<'a> {
    /// Takes a delivered grant of `patient` to the clinic of `card`.
    pub(crate) fn of(stage: &'a Stage, patient: &Patient, card: &'a Card, grant: &Made) -> Self {
        Self {
            stage,
            card,
            shelf: stage.shelf(&patient.mailbox(grant.id)),
            manifest: manifest(patient, grant.id),
            link: GrantLink::parse(&grant.qr_text).expect("a code"),
        }
    }

    /// From now on the relay serves this manifest, encrypted for the clinic as the wallet would, and everything else as
    /// it was.
    pub(crate) fn serve(&self, manifest: &Manifest) {
        self.serve_part(MANIFEST_PART, &manifest.encode());
    }

    /// From now on the relay serves this content as the part `name`, and everything else as it was.
    pub(crate) fn serve_part(&self, name: &str, content: &[u8]) {
        self.serve_sealed(name, self.seal(content));
    }

    /// This content, encrypted for the clinic as the wallet would.
    pub(crate) fn seal(&self, content: &[u8]) -> Vec<u8> {
        let recipient = &self.card.details().recipient;
        recipient.encrypt(&part::frame(content)).expect("sealed")
    }

    /// From now on the relay serves these bytes as the part `name`, and everything else as it was.
    pub(crate) fn serve_sealed(&self, name: &str, bytes: Vec<u8>) {
        let mut shelf = self.shelf.clone();
        assert!(shelf.parts.insert(name.to_owned(), bytes).is_some());
        self.stage.wire.hold(shelf.serving());
    }

    /// The ciphertext of a part.
    pub(crate) fn sealed(&self, name: &str) -> Vec<u8> {
        self.shelf.parts.get(name).expect("a part").clone()
    }

    /// The manifest with one piece changed.
    pub(crate) fn with(&self, change: impl FnOnce(&mut Manifest)) -> Manifest {
        let mut manifest = self.manifest.clone();
        change(&mut manifest);
        manifest
    }

    /// The manifest's receipt and proof.
    pub(crate) fn proof(&self) -> &LedgerProof {
        self.manifest.proof.as_ref().expect("a proof")
    }
}

fn manifest(patient: &Patient, grant: GrantId) -> Manifest {
    let known = patient.known(grant);
    let keys = patient.vault.keys().grant(grant.as_bytes());
    let identity = patient.vault.keys().identity();
    let proof = known.ledger.recorded.as_ref().map(|recorded| LedgerProof {
        receipt: recorded.receipt.0.clone(),
        tlog_proof: recorded.tlog_proof.clone(),
    });
    Manifest {
        consent: known.share.as_ref().expect("a share").consent.0.clone(),
        salt: keys.salt,
        terms: known.terms.as_ref().expect("terms").0.clone(),
        identity: identity.verifying_key(),
        identity_signature: sign_identity(identity, &known.digest()),
        report_key: keys.report.public(),
        statement: known.statement.0,
        proof,
    }
}
