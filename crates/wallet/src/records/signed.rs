//! Who signed the cards and certificates in the wallet. Two facts that are told apart: whether the one who claims to have
//! signed it did, by keys that are asked for at the issuer of a card and stand in a trust list for a certificate; and whether
//! somebody whom the person chose vouches for that issuer. Nothing of this happens by itself.

use std::collections::HashMap;

use keepwell_smart::{
    card::{Card, MAX_JWS},
    certificate::{Certificate, Signers},
    facts::{Signature, Standing},
    issuers::Issuers,
    keys::KeySet,
};
use thiserror::Error;

use super::{Filter, RecordId, RecordsError, body, entry, import, list};
use crate::{
    strangers::{IssuerError, Strangers, keys, revoked},
    vault::Vault,
};

/// Whom the person trusts: what is in the lists that they chose.
#[derive(Clone, Debug, Default)]
pub struct Trust {
    /// Of certificates, with their keys.
    signers: Option<Signers>,
    /// Of cards, by their addresses.
    issuers: Option<Issuers>,
}

/// A file that is no list of whom to trust.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
#[error(
    "this is neither a trust list of certificates (a DID document) nor a directory of card issuers: get it again from where it is published"
)]
pub struct NotATrustList;

/// A card or certificate, checked. No `Debug`: it names who treated somebody.
pub struct Checked {
    /// The document that holds it.
    pub id: RecordId,
    /// `smart-health-card` or `hcert`.
    pub kind: &'static str,
    /// Who claims to have issued it.
    pub issuer: Option<String>,
    /// Whether that is so.
    pub signature: Signed,
    /// Whether it holds now.
    pub standing: Standing,
    /// Whether that takes in what its issuer took back.
    pub revocation: Revocation,
    /// Whether somebody vouches for the issuer.
    pub trusted: Trusted,
}

/// Whether it was signed by whom it names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// It was.
    Valid,
    /// It was altered, or somebody else signed it.
    Wrong,
    /// The key is not among those that are known.
    UnknownKey,
    /// The issuer's keys could not be had.
    NotChecked(IssuerError),
}

/// What is known of its having been taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revocation {
    /// Its issuer publishes no list, or cannot take this one back.
    None,
    /// Its issuer's list was looked at.
    Checked,
    /// Its issuer's list could not be had.
    NotChecked(IssuerError),
}

/// Whether somebody vouches for an issuer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trusted {
    /// A list that the person chose has it, under this name, which may be empty.
    Listed(String),
    /// No list that the person chose has it.
    NotListed,
    /// The person chose no list.
    NoList,
}

impl Trust {
    /// Adds a list: a DID document with keys of certificates, or a directory of issuers of cards.
    ///
    /// # Errors
    /// [`NotATrustList`].
    pub fn add(&mut self, bytes: &[u8]) -> Result<(), NotATrustList> {
        if let Ok(signers) = Signers::read(bytes) {
            self.signers.get_or_insert_default().add(signers);
        } else {
            let issuers = Issuers::read(bytes).map_err(|_| NotATrustList)?;
            self.issuers.get_or_insert_default().add(issuers);
        }
        Ok(())
    }
}

/// Checks the cards and certificates in these documents, in all documents where none is named. Only the issuers of cards are
/// asked, each once.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`], [`RecordsError::NotSigned`] of a document that was named, or why one cannot be read.
pub fn check_signed(
    vault: &Vault,
    named: &[RecordId],
    trust: &Trust,
    strangers: &Strangers<'_>,
) -> Result<Vec<Checked>, RecordsError> {
    let mut check = Check {
        trust,
        strangers,
        keys: HashMap::new(),
        now: (strangers.now)().seconds(),
    };
    let ids = if named.is_empty() {
        documents(vault)?
    } else {
        named.to_vec()
    };
    let mut checked = Vec::new();
    for id in ids {
        let signed = signed(vault, id)?;
        if signed.is_empty() && !named.is_empty() {
            return Err(RecordsError::NotSigned(id));
        }
        checked.extend(signed.iter().map(|one| check.one(id, one)));
    }
    Ok(checked)
}

/// Whether a record is a document with a card or certificate in it, which [`check_signed`] checks.
///
/// # Errors
/// [`RecordsError::NoSuchRecord`], or why it cannot be read.
pub fn is_signed(vault: &Vault, id: RecordId) -> Result<bool, RecordsError> {
    Ok(!signed(vault, id)?.is_empty())
}

fn documents(vault: &Vault) -> Result<Vec<RecordId>, RecordsError> {
    let listed = list(vault, &Filter::default())?.into_iter();
    let documents = listed.filter(|record| record.is_document);
    Ok(documents.map(|record| record.id).collect())
}

fn signed(vault: &Vault, id: RecordId) -> Result<Vec<import::Signed>, RecordsError> {
    let entry = entry(vault.store(), id)?;
    let is_small = usize::try_from(entry.size_bytes).is_ok_and(|size| size <= MAX_JWS);
    if entry.document.is_none() || !is_small {
        return Ok(Vec::new());
    }
    Ok(import::signed(&body::read(vault, id, &entry)?))
}

struct Check<'c> {
    trust: &'c Trust,
    strangers: &'c Strangers<'c>,
    /// By issuer.
    keys: HashMap<String, Result<KeySet, IssuerError>>,
    now: u64,
}

impl Check<'_> {
    fn one(&mut self, id: RecordId, signed: &import::Signed) -> Checked {
        match signed {
            import::Signed::Card(card) => self.card(id, card),
            import::Signed::Certificate(certificate) => self.certificate(id, certificate),
        }
    }

    fn card(&mut self, id: RecordId, card: &Card) -> Checked {
        let strangers = self.strangers;
        let keys = self
            .keys
            .entry(card.issuer.clone())
            .or_insert_with(|| keys(strangers, &card.issuer));
        let (signature, list) = match keys {
            Err(error) => (Signed::NotChecked(*error), None),
            Ok(keys) => {
                let signature = Signed::from(card.signature(keys));
                let may_be_taken_back = signature == Signed::Valid
                    && card.revocation.is_some()
                    && keys.has_list(&card.kid);
                let list = || revoked(strangers, &card.issuer, &card.kid);
                (signature, may_be_taken_back.then(list))
            }
        };
        let revocation = match &list {
            None => Revocation::None,
            Some(Ok(_)) => Revocation::Checked,
            Some(Err(error)) => Revocation::NotChecked(*error),
        };
        let list = list.and_then(Result::ok);
        let issuers = self.trust.issuers.as_ref();
        let trusted = issuers.map(|issuers| issuers.name(&card.issuer).map(str::to_owned));
        Checked {
            id,
            kind: "smart-health-card",
            issuer: Some(card.issuer.clone()),
            signature,
            standing: card.standing(self.now, list.as_ref()),
            revocation,
            trusted: trusted.into(),
        }
    }

    /// The keys of certificates are in the trust list, so that who is not in it cannot be found to have signed.
    fn certificate(&self, id: RecordId, certificate: &Certificate) -> Checked {
        let signers = self.trust.signers.as_ref();
        let signature = signers.map(|signers| certificate.signature(signers));
        let trusted = signature.map(|signature| {
            let issuer = certificate.issuer.clone().unwrap_or_default();
            (signature == Signature::Valid).then_some(issuer)
        });
        Checked {
            id,
            kind: "hcert",
            issuer: certificate.issuer.clone(),
            signature: signature.map_or(Signed::UnknownKey, Signed::from),
            standing: certificate.standing(self.now),
            revocation: Revocation::None,
            trusted: trusted.into(),
        }
    }
}

impl From<Signature> for Signed {
    fn from(signature: Signature) -> Self {
        match signature {
            Signature::Valid => Self::Valid,
            Signature::Wrong => Self::Wrong,
            Signature::UnknownKey => Self::UnknownKey,
        }
    }
}

impl From<Option<Option<String>>> for Trusted {
    /// Of a list, where there is one, the name that it has.
    fn from(found: Option<Option<String>>) -> Self {
        match found {
            None => Self::NoList,
            Some(None) => Self::NotListed,
            Some(Some(name)) => Self::Listed(name),
        }
    }
}

#[cfg(test)]
mod tests;
