//! Seals a grant's manifest: everything the clinic checks before it shows anything, with the ledger's proof once it is
//! there.

use keepwell_crypto::recipient::Recipient;
use keepwell_protocol::{
    manifest::{LedgerProof, Manifest, sign_identity},
    part,
};

use crate::{
    grants::{Grant, Recorded, SealedManifest, Share},
    outbox::files,
    share::ShareError,
    vault::Vault,
};

/// Seals the manifest of `grant` into the file that `sealed` names; durable on return.
///
/// # Errors
/// [`ShareError::Recipient`] for a record without a share, [`ShareError::Io`] when the disk fails.
pub(crate) fn seal_manifest(
    vault: &Vault,
    grant: &Grant,
    sealed: &SealedManifest,
) -> Result<(), ShareError> {
    let share = grant.share.as_ref().ok_or(ShareError::Recipient)?;
    let recipient: Recipient = share.recipient.parse().map_err(|_| ShareError::Recipient)?;
    let proof = grant.ledger.recorded.as_ref().map(proof_of);
    let manifest = compose(vault, grant, share, proof.filter(|_| sealed.with_proof));
    let framed = part::frame(&manifest.encode());
    files::seal(vault, &sealed.file, &recipient, |out| {
        out.write_all(&framed).map_err(ShareError::from)
    })
}

fn compose(vault: &Vault, grant: &Grant, share: &Share, proof: Option<LedgerProof>) -> Manifest {
    let keys = vault.keys().grant(grant.id.as_bytes());
    let identity = vault.keys().identity();
    let terms = grant.terms.as_ref();
    Manifest {
        consent: share.consent.0.clone(),
        salt: keys.salt,
        terms: terms.map(|terms| terms.0.clone()).unwrap_or_default(),
        statement: grant.statement.0.clone(),
        proof,
        identity: identity.verifying_key(),
        identity_signature: sign_identity(identity, &grant.digest()),
        report_key: keys.report.public(),
    }
}

fn proof_of(recorded: &Recorded) -> LedgerProof {
    LedgerProof {
        receipt: recorded.receipt.0.clone(),
        tlog_proof: recorded.tlog_proof.clone(),
    }
}
