//! Seals a grant's manifest: everything the clinic checks before it shows anything, with the ledger's proof once it is
//! there.

use keepwell_crypto::{keys::GrantKeys, recipient::Recipient, sign::SigningKey};
use keepwell_protocol::{
    manifest::{LedgerProof, Manifest, sign_identity},
    part,
};

use crate::{
    grants::{Grant, Recorded, SealedManifest, Share},
    outbox::files,
    share::{Choice, ShareError},
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

/// The manifest of `grant` as it is now, with the ledger's proof where that is there.
///
/// # Errors
/// [`ShareError::Recipient`] for a record without a share.
pub(crate) fn manifest(vault: &Vault, grant: &Grant) -> Result<Manifest, ShareError> {
    let share = grant.share.as_ref().ok_or(ShareError::Recipient)?;
    let proof = grant.ledger.recorded.as_ref().map(proof_of);
    Ok(compose(vault, grant, share, proof))
}

fn compose(vault: &Vault, grant: &Grant, share: &Share, proof: Option<LedgerProof>) -> Manifest {
    let keys = vault.keys().grant(grant.id.as_bytes());
    let is_deidentified = grant.choice.as_ref().is_some_and(Choice::is_deidentified);
    let identity = wallet_key(vault, &keys, is_deidentified);
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

/// The key that says "the same wallet as before". Where nobody is to be told from a share it must not say that, so the
/// grant's own key, which is used for nothing else, stands in its place.
pub(crate) fn wallet_key<'k>(
    vault: &'k Vault,
    keys: &'k GrantKeys,
    is_deidentified: bool,
) -> &'k SigningKey {
    if is_deidentified {
        &keys.signing
    } else {
        vault.keys().identity()
    }
}

fn proof_of(recorded: &Recorded) -> LedgerProof {
    LedgerProof {
        receipt: recorded.receipt.0.clone(),
        tlog_proof: recorded.tlog_proof.clone(),
    }
}
