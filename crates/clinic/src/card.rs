//! The clinic's card as patients get it: renewed every month, as bytes for a file, as the text of a link or QR code, and
//! with the check characters for paper. A card too long for its QR code is kept on the relay, sealed.

use keepwell_client::{error::ClientError, ledger::Ledger, relay::Relay, transport::Transport};
use keepwell_crypto::{
    fingerprint::check_characters, label::Label, secret::Secret32, sign::SigningKey,
};
use keepwell_protocol::{card::Card, card_box, link::CardLink, mailbox::BoxId, time::Timestamp};
use rand_core::CryptoRngCore;
use thiserror::Error;

use crate::{
    desk::{Desk, Generation},
    home::HomeError,
    kind::{self, Kind},
    withdraw,
};

/// Why there is no card.
#[derive(Debug, Error)]
pub enum CardError {
    /// The card is too long for its QR code, and the relay does not keep it.
    #[error("the card is too long for a QR code and could not be stored on the relay: {0}")]
    Client(#[from] ClientError),
    /// The folder.
    #[error(transparent)]
    Home(#[from] HomeError),
    /// It was withdrawn.
    #[error(
        "this clinic has withdrawn its card: make a new clinic in another folder with “keepwell clinic init”"
    )]
    Withdrawn,
}

impl CardError {
    /// What kind of failure it is.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Client(error) => kind::of_client(error),
            Self::Home(error) => error.kind(),
            Self::Withdrawn => Kind::Refused,
        }
    }

    /// A code word for programs.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(error) => kind::code_of_client(error),
            Self::Home(error) => error.code(),
            Self::Withdrawn => "withdrawn",
        }
    }
}

/// A card, ready to be handed out.
pub struct IssuedCard {
    /// The card; its exact bytes are the card's file.
    pub card: Card,
    /// The link, which is also the text of the QR code.
    pub link: String,
    /// Eight characters to compare with a printed card.
    pub check: String,
}

/// The card that patients grant to from now on. Its keys are new when the last ones are a month old, by the ledger's
/// time when the ledger answers and else by `now`; keys that no grant can be alive for are destroyed.
///
/// # Errors
/// [`CardError::Withdrawn`]; [`CardError::Client`] when the card has to be on the relay and is not, and the clinic keeps
/// working with it.
pub fn issue(
    desk: &mut Desk,
    transport: &dyn Transport,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<IssuedCard, CardError> {
    if withdraw::is_withdrawn(desk)? {
        return Err(CardError::Withdrawn);
    }
    let now = ledger_time(desk, transport, rng).unwrap_or(now);
    desk.rotate(now, rng)?;
    let newest = desk.generations().first().map(|one: &Generation| &one.card);
    let card = newest.ok_or(HomeError::Damaged)?.clone();
    let relay = desk.own_servers().relay.clone();
    let (text, link) = CardLink::for_card(&relay, card.as_bytes(), &card.digest());
    if let CardLink::Digest(..) = link {
        let owner = box_owner(desk.signing(), &card);
        store(&Relay::new(transport, relay), &owner, &card, now, rng)?;
    }
    Ok(IssuedCard {
        link: text,
        check: check_characters(&card.key()),
        card,
    })
}

fn ledger_time(
    desk: &Desk,
    transport: &dyn Transport,
    rng: &mut dyn CryptoRngCore,
) -> Option<Timestamp> {
    let servers = desk.own_servers();
    let known = desk.ledger_record(&servers.ledger).ok()?;
    let keys = known.view.keys(&servers.ledger);
    let ledger = Ledger::new(transport, servers.ledger_url.clone(), keys);
    let mut nonce = [0; 32];
    rng.fill_bytes(&mut nonce);
    ledger.time(&nonce).ok()
}

/// Puts the card into its box unless it is there already. Whoever else wrote it cannot have written another card: only
/// the one with this digest opens.
fn store(
    relay: &Relay<'_>,
    owner: &SigningKey,
    card: &Card,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), ClientError> {
    let id = card_box::id(&card.digest());
    if is_there(relay, &id, card)? {
        return Ok(());
    }
    match relay.write_box(owner, &id, &card_box::seal(card, rng), None, now) {
        Err(ClientError::Conflict) if is_there(relay, &id, card)? => Ok(()),
        other => other.map(drop),
    }
}

fn is_there(relay: &Relay<'_>, id: &BoxId, card: &Card) -> Result<bool, ClientError> {
    let contents = relay.read_box(id)?;
    Ok(contents.is_some_and(|box_| card_box::open(&card.digest(), &box_.bytes).is_ok()))
}

/// Owns the box of this card and no other, so that the relay cannot tell two cards of one clinic from two clinics'.
fn box_owner(signing: &SigningKey, card: &Card) -> SigningKey {
    let seed = Secret32::derive(signing.seed(), Label::CARD_OWNER, &[&card.digest()]);
    SigningKey::from_seed(seed.expose())
}

#[cfg(test)]
mod tests;
