//! Check `terms`: they are what the statement commits to, and they name this clinic's card, this relay and mailbox, the
//! configured ledger, the wallet's keys and this very consent. From here on the consent and every part's digest can be relied on.

use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    card::Card,
    consent::{self, Permission},
    link::GrantLink,
    manifest::Manifest,
    part,
    statement::Statement,
    terms::Terms,
};

use super::{OpenError, Passed};

/// What the terms must speak of.
pub(super) struct Expected<'a> {
    /// The code.
    pub(super) link: &'a GrantLink,
    /// The card whose keys opened the share.
    pub(super) card: &'a Card,
    /// The origin of the ledger that is configured for the relay.
    pub(super) ledger: &'a str,
}

/// What was granted.
pub(super) struct Granted {
    pub(super) terms: Terms,
    pub(super) permission: Permission,
}

pub(super) fn check(
    manifest: &Manifest,
    statement: &Statement,
    expected: &Expected<'_>,
) -> Passed<Granted> {
    if !statement.commits_to(&manifest.salt, &manifest.terms) {
        return Err(OpenError::NotCommitted);
    }
    let terms = Terms::parse(&manifest.terms).map_err(OpenError::BadTerms)?;
    if let Some(what) = difference(&terms, expected) {
        return Err(OpenError::OtherTerms(what));
    }
    if terms.wallet_keys != manifest.wallet_keys() {
        return Err(OpenError::OtherTerms("wallet's keys"));
    }
    if terms.consent != sha256(&manifest.consent) {
        return Err(OpenError::OtherTerms("consent"));
    }
    let permission = consent::parse(&manifest.consent)?;
    let details = expected.card.details();
    if permission.clinic != details.name {
        return Err(OpenError::OtherTerms("clinic's name"));
    }
    if permission.granted >= details.expires {
        return Err(OpenError::OtherTerms("card, one that had expired"));
    }
    let detail = format!(
        "the patient signed these terms, for this clinic and the purpose {}",
        permission.purpose
    );
    Ok((Granted { terms, permission }, detail))
}

/// The first thing in which the terms are not for this visit.
fn difference(terms: &Terms, expected: &Expected<'_>) -> Option<&'static str> {
    let Expected { link, card, ledger } = expected;
    let fits = [
        ("card", terms.card == card.digest()),
        ("clinic", terms.card_key == card.key()),
        ("relay", terms.relay == link.relay),
        ("mailbox", terms.mailbox == link.mailbox),
        ("access point", terms.access_point == link.access_point),
        ("ledger", terms.ledger == *ledger),
        (
            "size of parts, a larger one",
            terms
                .parts
                .iter()
                .all(|one| one.size <= part::MAX_BYTES - 8),
        ),
    ];
    fits.into_iter()
        .find(|(_, fits)| !fits)
        .map(|(what, _)| what)
}
