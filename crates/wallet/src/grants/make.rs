//! Makes a grant: seals the chosen records for one clinic and signs what was granted. Everything happens on this device;
//! the code to show is ready at once, and the outbox sends the rest when it can.

use keepwell_protocol::{
    access::AccessPoint,
    card::Card,
    consent::{self, Permission},
    link::GrantLink,
    mailbox::MailboxId,
    manifest::wallet_keys,
    relay_api::KeyText,
    statement::Statement,
    terms::Terms,
    time::{LONGEST_GRANT_S, Timestamp},
};
use rand_core::CryptoRngCore;

use crate::{
    cards,
    grants::{
        self, Blob, Clinic, ContentKind, Contents, Grant, GrantError, GrantId, LedgerSide,
        NewWords, RelaySide, Share, parcel::HandOver,
    },
    records,
    share::{self, Choice, Composed, Form},
    vault::Vault,
};

/// The longest a grant may last from now on, in seconds. The clinic destroys its keys a day after that.
pub const LONGEST_S: u64 = LONGEST_GRANT_S;
/// How much earlier than now a grant begins that begins at once: this device's clock may be ahead of the servers'.
const CLOCK_DIFFERENCE_S: u64 = 5 * 60;
/// What a Consent says when the record does not name its person.
const NO_NAME: &str = "Name not known";
/// What it says when nobody is to be told from the share.
const NAME_NOT_SHARED: &str = "Name not shared";
/// The longest name in a Consent, in letters.
const LONGEST_NAME: usize = 200;

/// What the patient wants.
pub struct Wish<'a> {
    /// For which clinic.
    pub card: &'a Card,
    /// What, what for and how often; its minutes are what was asked for, `until` is what counts.
    pub choice: Choice,
    /// From when; `None` is at once.
    pub from: Option<Timestamp>,
    /// Until when.
    pub until: Timestamp,
}

impl<'a> Wish<'a> {
    /// `choice` for the clinic of `card`, from now on.
    #[must_use]
    pub fn at_once(card: &'a Card, choice: Choice, now: Timestamp) -> Self {
        Self {
            card,
            until: choice.until(now),
            from: None,
            choice,
        }
    }
}

/// A grant that was made and kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// Its id.
    pub id: GrantId,
    /// What its code says.
    pub qr_text: String,
    /// When it ends.
    pub expires: Timestamp,
    /// How many records are in it.
    pub records: u64,
    /// Their size in bytes, before padding and encryption.
    pub bytes: u64,
}

/// Makes and keeps a grant; durable on return, nothing is sent yet.
///
/// # Errors
/// [`GrantError`]; then there is no grant.
pub fn make(
    vault: &Vault,
    wish: &Wish<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Made, GrantError> {
    make_as(vault, wish, (Form::Mailbox, None), now, rng)
}

/// The same in this form, and for a card that words stand for.
///
/// # Errors
/// As [`make`].
pub(super) fn make_as(
    vault: &Vault,
    wish: &Wish<'_>,
    (form, words): (Form, Option<&NewWords>),
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Made, GrantError> {
    let from = check_times(wish.from, wish.until, wish.choice.openings, now)?;
    cards::judge(wish.card, &cards::met(vault)?, now)?;
    let details = wish.card.details();
    let mut composed = share::compose(vault, (&wish.choice, form), &details.recipient, now, rng)?;
    let packed = composed.packed.take();
    let handed = packed.as_ref().map(|packed| HandOver {
        packed,
        words: words.map(|new| (&new.spoken, &new.words)),
    });
    let (records, bytes) = (composed.records, composed.bytes());
    let contents = Contents::new(ContentKind::of(&wish.choice.what), &composed.inside);
    let mut signed = sign(vault, wish, from, composed, now, rng)?;
    if let Some(new) = words {
        signed.grant.clinic.name.clone_from(&new.called);
    }
    // A card that words stand for is nobody's to be met again.
    if words.is_none() {
        cards::remember(vault, wish.card, now)?;
    }
    grants::insert(vault, &signed.grant, Some(&contents), handed.as_ref())?;
    Ok(Made {
        id: signed.grant.id,
        qr_text: signed.link.to_text(),
        expires: wish.until,
        records,
        bytes,
    })
}

/// The beginning, when the times and the limit make sense.
pub(crate) fn check_times(
    from: Option<Timestamp>,
    until: Timestamp,
    openings: Option<u32>,
    now: Timestamp,
) -> Result<Timestamp, GrantError> {
    let latest = now.plus(LONGEST_S);
    if until > latest {
        return Err(GrantError::EndsTooLate { latest });
    }
    if until <= from.unwrap_or(now).max(now) {
        return Err(GrantError::EndsTooEarly);
    }
    if openings == Some(0) {
        return Err(GrantError::NoOpenings);
    }
    let at_once = now.minus(CLOCK_DIFFERENCE_S).max(until.minus(LONGEST_S));
    Ok(from.unwrap_or(at_once))
}

struct Signed {
    grant: Grant,
    link: GrantLink,
}

fn sign(
    vault: &Vault,
    wish: &Wish<'_>,
    from: Timestamp,
    composed: Composed,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<Signed, GrantError> {
    let (card, settings) = (wish.card, vault.settings());
    let id = GrantId::generate(rng);
    let keys = vault.keys().grant(id.as_bytes());
    let consent = consent::build(&permission(vault, wish, from, now)?)?;
    let point = AccessPoint::begin(&card.details().agreement, &card.digest(), rng)
        .map_err(|_| GrantError::CardKey)?;
    let mailbox = MailboxId::generate(rng);
    let terms = Terms {
        consent: keepwell_crypto::hash::sha256(&consent),
        card: card.digest(),
        card_key: card.key(),
        relay: settings.relay.clone(),
        mailbox,
        access_point: point.to_bytes(),
        ledger: settings.ledger.name().to_string(),
        offline_ok: wish.choice.offline_ok,
        parts: composed.terms,
        wallet_keys: wallet_keys(
            &share::wallet_key(vault, &keys, wish.choice.is_deidentified()).verifying_key(),
            &keys.report.public(),
        ),
    }
    .encode();
    let statement = Statement::grant(id.as_bytes(), &keys.salt, &terms, &keys.signing);
    let access = point
        .public_key(&settings.relay, &mailbox, &statement.digest())
        .map_err(|_| GrantError::CardKey)?;
    let link = GrantLink {
        relay: settings.relay.clone(),
        mailbox,
        access_point: point.to_bytes(),
        statement: statement.digest(),
    };
    let grant = Grant {
        id,
        made: now,
        clinic: clinic(card),
        from,
        until: wish.until,
        openings: wish.choice.openings,
        choice: Some(wish.choice.clone()),
        statement: Blob(statement.as_bytes().to_vec()),
        terms: Some(Blob(terms)),
        access: KeyText(access),
        relay: RelaySide::new(settings.relay.clone(), mailbox),
        ledger: LedgerSide::new(settings.server.clone(), settings.ledger.clone().into()),
        share: Some(Share {
            recipient: card.details().recipient.to_string(),
            consent: Blob(consent),
            parts: composed.files,
            manifest: None,
        }),
        link: None,
        handed_over: false,
        stop: None,
        pause: None,
        indexed: None,
    };
    Ok(Signed { grant, link })
}

fn clinic(card: &Card) -> Clinic {
    Clinic {
        name: card.details().name.clone(),
        card: card.digest(),
        key: KeyText(card.key()),
    }
}

fn permission(
    vault: &Vault,
    wish: &Wish<'_>,
    from: Timestamp,
    now: Timestamp,
) -> Result<Permission, GrantError> {
    let patient = if wish.choice.is_deidentified() {
        NAME_NOT_SHARED.to_owned()
    } else {
        let person = records::person(vault).map_err(share::ShareError::from)?;
        let name = person.and_then(|person| person.display_name());
        consent_name(name.as_deref().unwrap_or_default())
    };
    Ok(Permission {
        patient,
        clinic: wish.card.details().name.clone(),
        purpose: wish.choice.purpose,
        granted: now,
        start: from,
        end: wish.until,
    })
}

/// A name as a Consent can hold it: records come from anywhere and name people in any way.
fn consent_name(name: &str) -> String {
    let letters = name.chars().filter(|letter| !letter.is_control());
    let name: String = letters.take(LONGEST_NAME).collect();
    if name.trim().is_empty() {
        NO_NAME.to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests;
