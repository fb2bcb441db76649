//! Brings a link up to date, or gives it a new end. Its key and address stay, so that a code on paper goes on; what is behind it
//! is composed anew from the record of today and sealed under a fresh initialisation vector.

use keepwell_protocol::time::Timestamp;
use rand_core::CryptoRngCore;

use super::{Renewal, compose, make::secret};
use crate::{
    grants::{self, Delivered, Grant, GrantError, GrantId, Retry, SealedPart, state},
    outbox::files,
    vault::Vault,
};

/// How long after its end a relay remembers a mailbox, in seconds.
const REMEMBERED_S: u64 = 30 * 24 * 60 * 60;

/// Puts the summary of today behind a link; durable on return, nothing is sent yet.
///
/// # Errors
/// [`GrantError::Over`], [`GrantError::NotALink`], [`GrantError::NotRepeatable`] on a device that did not make it, or as
/// [`super::make`].
pub fn update(
    vault: &Vault,
    id: GrantId,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    secret(&grant)?;
    if grant.stop.is_some() || !state(&grant, now).is_live() {
        return Err(GrantError::Over);
    }
    reseal(vault, &grant, |_| (), now, rng)
}

/// Gives a link a new end, also after the old one, and the summary of today; durable on return, nothing is sent yet.
/// `openings` are counted from now on.
///
/// # Errors
/// As [`update`]; [`GrantError::Over`] when it was stopped, or ended more than 30 days ago; [`GrantError::NotSent`] when the
/// relay does not know it yet.
pub fn rearm(
    vault: &Vault,
    id: GrantId,
    (until, openings): (Timestamp, Option<u32>),
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    secret(&grant)?;
    grants::check_times(None, until, openings, now)?;
    if grant.stop.is_some() || grant.relay.closed || now >= grant.until.plus(REMEMBERED_S) {
        return Err(GrantError::Over);
    }
    if !grant.relay.created {
        return Err(GrantError::NotSent);
    }
    let renewal = Renewal {
        expires: until,
        openings,
        sent: false,
    };
    reseal(vault, &grant, |grant| arm(grant, renewal), now, rng)
}

fn reseal(
    vault: &Vault,
    grant: &Grant,
    how: impl Fn(&mut Grant),
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), GrantError> {
    let (secret, choice) = (secret(grant)?, grant.choice.as_ref());
    let shape = grant.link.as_ref().ok_or(GrantError::NotALink)?.shape;
    let choice = choice.ok_or(GrantError::NotRepeatable)?;
    let sealed = compose::seal(vault, shape, choice, &secret.key, now, rng)?;
    grants::change(vault, grant.id, |grant| {
        replace(grant, &sealed.part);
        if let Some(link) = &mut grant.link {
            link.composed = Some(now);
        }
        how(grant);
    })?;
    files::remove_all(vault, grant);
    Ok(())
}

/// The relay has to be sent the file, and to confirm once more that it is published.
fn replace(grant: &mut Grant, part: &SealedPart) {
    if let Some(share) = &mut grant.share {
        share.parts = vec![part.clone()];
    }
    grant.relay.manifest = Delivered::Nothing;
    grant.relay.retry = Retry::default();
}

fn arm(grant: &mut Grant, renewal: Renewal) {
    grant.until = renewal.expires;
    let used = grant.relay.seen.map_or(0, |seen| seen.openings);
    grant.openings = renewal.openings.map(|more| used.saturating_add(more));
    if let Some(link) = &mut grant.link {
        link.renewal = Some(renewal);
    }
    // What the relay said of its end was said of the old one.
    if let Some(seen) = &mut grant.relay.seen {
        seen.state = None;
    }
    grant.indexed = None;
}
