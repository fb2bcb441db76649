//! One month's card with its private keys. Older ones are kept while a grant to them can be alive, and then destroyed, so
//! that what was shared long ago stays closed even to somebody who takes the clinic's keys.

use keepwell_crypto::{
    agree::AgreementSecret, recipient::Identity, secret::Secret32, sign::SigningKey,
};
use keepwell_protocol::{
    card::{Card, CardDetails},
    time::{LONGEST_GRANT_S, Timestamp},
};
use rand_core::CryptoRngCore;

use super::state::Profile;

const DAY_S: u64 = 24 * 60 * 60;
/// How long a card may be granted to after its issue, in seconds.
const CARD_LASTS_S: u64 = 31 * DAY_S;
/// From which age on a card is replaced when it is asked for, in seconds.
const ROTATE_AFTER_S: u64 = 30 * DAY_S;
/// How long keys are kept after they were replaced, in seconds: a day more than the longest grant.
const KEEP_S: u64 = 31 * DAY_S;

/// A card and the private halves of the keys in it.
pub(crate) struct Generation {
    /// The card.
    pub(crate) card: Card,
    /// Opens shares.
    pub(super) recipient: Secret32,
    /// Makes access keys.
    pub(super) agreement: Secret32,
    /// When newer keys took its place.
    pub(super) retired: Option<Timestamp>,
}

impl Generation {
    /// New keys and a card for them.
    pub(super) fn make(
        profile: &Profile<'_>,
        signing: &SigningKey,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Self {
        let (recipient, agreement) = (Secret32::generate(rng), Secret32::generate(rng));
        let details = CardDetails {
            name: profile.name.to_owned(),
            country: profile.country.to_owned(),
            contact: None,
            recipient: Identity::from_secret(&recipient).recipient(),
            agreement: AgreementSecret::from_secret(&agreement).public(),
            relay: profile.servers.relay.clone(),
            page: profile.servers.page.clone(),
            issued: now,
            expires: now.plus(CARD_LASTS_S),
        };
        Self {
            card: Card::sign(details, signing),
            recipient,
            agreement,
            retired: None,
        }
    }

    /// What opens a share made for this card.
    pub(crate) fn identity(&self) -> Identity {
        Identity::from_secret(&self.recipient)
    }

    /// What makes the access key of a grant to this card.
    pub(crate) fn agreement(&self) -> AgreementSecret {
        AgreementSecret::from_secret(&self.agreement)
    }

    /// Whether it is time for new keys.
    pub(super) fn is_due(&self, now: Timestamp) -> bool {
        self.card.details().issued.plus(ROTATE_AFTER_S) <= now
    }

    /// Whether these keys are to be destroyed: they were replaced so long ago that no grant to them can be alive.
    pub(crate) fn is_over(&self, now: Timestamp) -> bool {
        self.retired
            .is_some_and(|retired| retired.plus(KEEP_S) <= now)
    }

    /// Whether a grant to this card can be alive: one made at the card's last moment may last 30 days.
    pub(crate) fn can_be_granted_to(&self, now: Timestamp) -> bool {
        now < self.card.details().expires.plus(LONGEST_GRANT_S)
    }
}
