//! Check `relay`: the code's relay is one that the operator listed, and it has something for this clinic. The key that it
//! opens to can only be made again with the card key that the patient granted to; which one that was the code does not
//! say, so the newest is tried first.

use std::io::Read as _;

use keepwell_client::{
    error::ClientError,
    relay::{PartReader, Relay},
    servers::Servers,
    transport::Transport,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    access::access_key,
    link::GrantLink,
    mailbox::OpeningId,
    manifest::{self, MANIFEST_PART},
    time::Timestamp,
};

use super::{CheckName, OpenError, Passed};
use crate::desk::Generation;

/// The largest sealed manifest, in bytes: padding adds at most an eighth, age less than that.
const MAX_SEALED: usize = manifest::MAX_BYTES * 3 / 2;

/// What the relay had for this clinic.
pub(super) struct Found<'d> {
    /// The manifest, still encrypted.
    pub(super) sealed: Vec<u8>,
    /// The card and keys that the grant is for.
    pub(super) generation: &'d Generation,
    /// What the relay lets in.
    pub(super) access: SigningKey,
}

/// One visit to the mailbox that the code names.
pub(super) struct Door<'a> {
    pub(super) relay: Relay<'a>,
    pub(super) transport: &'a dyn Transport,
    pub(super) link: &'a GrantLink,
    pub(super) opening: OpeningId,
    pub(super) now: Timestamp,
}

/// The servers that belong to the code's relay, when it is on the operator's list.
pub(super) fn allowed<'d>(
    mut servers: impl Iterator<Item = &'d Servers>,
    link: &GrantLink,
) -> Result<Servers, OpenError> {
    servers
        .find(|one| one.relay == link.relay)
        .cloned()
        .ok_or_else(|| OpenError::RelayNotAllowed(link.relay.clone()))
}

pub(super) fn check<'d>(door: &Door<'_>, generations: &'d [Generation]) -> Passed<Found<'d>> {
    for generation in generations {
        // An access point that is no key for one of our cards is none for the others.
        let access = door
            .access_key(generation)
            .ok_or(OpenError::NotAvailable(CheckName::Relay))?;
        match door.read_manifest(&access) {
            Ok(sealed) => {
                let found = Found {
                    sealed,
                    generation,
                    access,
                };
                let detail = format!(
                    "{} is allowed and has a share for this clinic",
                    door.link.relay
                );
                return Ok((found, detail));
            }
            Err(ClientError::NotAvailable) => {}
            Err(error) => return Err(of_relay(CheckName::Relay, error)),
        }
    }
    Err(OpenError::NotAvailable(CheckName::Relay))
}

/// What a relay's answer means during `check`.
pub(super) fn of_relay(check: CheckName, error: ClientError) -> OpenError {
    match error {
        ClientError::NotAvailable => OpenError::NotAvailable(check),
        error => OpenError::Relay { check, error },
    }
}

impl<'a> Door<'a> {
    pub(super) fn new(
        transport: &'a dyn Transport,
        link: &'a GrantLink,
        opening: OpeningId,
        now: Timestamp,
    ) -> Self {
        Self {
            relay: Relay::new(transport, link.relay.clone()),
            transport,
            link,
            opening,
            now,
        }
    }

    /// Starts to download a part.
    pub(super) fn fetch<'r>(
        &'r self,
        access: &'r SigningKey,
        part: &str,
    ) -> Result<PartReader<'r>, ClientError> {
        self.relay
            .fetch(access, &self.link.mailbox, part, &self.opening, self.now)
    }

    fn access_key(&self, generation: &Generation) -> Option<SigningKey> {
        let link = self.link;
        access_key(
            &generation.agreement(),
            &generation.card.digest(),
            &link.access_point,
            &link.relay,
            &link.mailbox,
            &link.statement,
        )
        .ok()
    }

    fn read_manifest(&self, access: &SigningKey) -> Result<Vec<u8>, ClientError> {
        const STEP: &str = "downloading the manifest";
        let reader = self.fetch(access, MANIFEST_PART)?;
        let limit = u64::try_from(MAX_SEALED).unwrap_or(u64::MAX);
        if reader.length() > limit {
            return Err(ClientError::Nonsense(STEP));
        }
        let mut sealed = Vec::new();
        match reader.take(limit).read_to_end(&mut sealed) {
            Ok(_) => Ok(sealed),
            Err(error) => Err(client_error(error).unwrap_or(ClientError::Nonsense(STEP))),
        }
    }
}

/// The conversation's failure inside a failure to read a part.
pub(super) fn client_error(error: std::io::Error) -> Option<ClientError> {
    error
        .into_inner()
        .and_then(|inner| inner.downcast::<ClientError>().ok())
        .map(|error| *error)
}
