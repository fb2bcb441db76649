//! The ids in a path. One that is not an id is answered like one that nobody has.

use std::sync::Arc;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use keepwell_crypto::hash::Digest;
use keepwell_protocol::{
    mailbox::{BoxId, MailboxId, RendezvousId},
    public_link::address_digest,
    relay_api::MAX_MESSAGES,
    terms::is_part_name,
};

use crate::{refusal::Refusal, state::State};

/// `{mailbox}` in a path.
pub(super) struct InMailbox(pub(super) MailboxId);

/// `{mailbox}` and `{part}` in a path.
pub(super) struct InPart(pub(super) MailboxId, pub(super) String);

/// `{mailbox}` and `{range}` in a path: a number of an event, and a size of the ledger.
pub(super) struct InProofs(pub(super) MailboxId, pub(super) u32, pub(super) u64);

/// `{link}` in a path, by the digest of what it is.
pub(super) struct InLink(pub(super) Digest);

/// `{ticket}` in a path.
pub(super) struct InTicket(pub(super) String);

/// `{box}` in a path.
pub(super) struct InBox(pub(super) BoxId);

/// `{rendezvous}` in a path.
pub(super) struct InRendezvous(pub(super) RendezvousId);

/// `{rendezvous}` and `{number}` in a path.
pub(super) struct InMessage(pub(super) RendezvousId, pub(super) u8);

impl FromRequestParts<Arc<State>> for InRendezvous {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        parameter(parts, "rendezvous", RendezvousId::parse)
            .await
            .map(Self)
    }
}

impl FromRequestParts<Arc<State>> for InMessage {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        let id = parameter(parts, "rendezvous", RendezvousId::parse).await?;
        let number = parameter(parts, "number", message_number).await?;
        Ok(Self(id, number))
    }
}

/// One digit: a number has one spelling.
fn message_number(text: &str) -> Option<u8> {
    let number = match text.as_bytes() {
        [digit @ b'0'..=b'9'] => digit - b'0',
        _ => return None,
    };
    (number < MAX_MESSAGES).then_some(number)
}

impl FromRequestParts<Arc<State>> for InMailbox {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        parameter(parts, "mailbox", MailboxId::parse)
            .await
            .map(Self)
    }
}

impl FromRequestParts<Arc<State>> for InPart {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        let mailbox = parameter(parts, "mailbox", MailboxId::parse).await?;
        let part = parameter(parts, "part", |name| {
            is_part_name(name).then(|| name.to_owned())
        })
        .await?;
        Ok(Self(mailbox, part))
    }
}

impl FromRequestParts<Arc<State>> for InProofs {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        let mailbox = parameter(parts, "mailbox", MailboxId::parse).await?;
        let (from, size) = parameter(parts, "range", range).await?;
        Ok(Self(mailbox, from, size))
    }
}

/// `FROM-SIZE`, each in its one spelling.
fn range(text: &str) -> Option<(u32, u64)> {
    let (from, size) = text.split_once('-')?;
    let (from, size) = (from.parse::<u32>().ok()?, size.parse::<u64>().ok()?);
    (format!("{from}-{size}") == text).then_some((from, size))
}

impl FromRequestParts<Arc<State>> for InLink {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        parameter(parts, "link", address_digest).await.map(Self)
    }
}

impl FromRequestParts<Arc<State>> for InTicket {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        parameter(parts, "ticket", |text| Some(text.to_owned()))
            .await
            .map(Self)
    }
}

impl FromRequestParts<Arc<State>> for InBox {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &Arc<State>) -> Result<Self, Refusal> {
        parameter(parts, "box", BoxId::parse).await.map(Self)
    }
}

async fn parameter<T>(
    parts: &mut Parts,
    name: &str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, Refusal> {
    let parameters = RawPathParams::from_request_parts(parts, &())
        .await
        .map_err(|_| Refusal::NotAvailable)?;
    parameters
        .iter()
        .find(|(found, _)| *found == name)
        .and_then(|(_, value)| parse(value))
        .ok_or(Refusal::NotAvailable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_range_has_one_spelling() {
        assert_eq!(range("0-0"), Some((0, 0)));
        assert_eq!(range("7-18446744073709551615"), Some((7, u64::MAX)));
        for wrong in [
            "",
            "-",
            "0-",
            "-0",
            "00-0",
            "0-01",
            "+1-2",
            "1--2",
            "4294967296-0",
        ] {
            assert_eq!(range(wrong), None, "{wrong}");
        }
    }
}
