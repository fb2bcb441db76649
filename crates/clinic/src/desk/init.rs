//! Makes a clinic: asks its server what it offers, pins the ledger's key, and writes a home with fresh keys. Nothing is
//! written before the server has answered and everything that was given is right.

use std::{path::Path, sync::Arc};

use keepwell_client::{
    ledger::Ledger,
    servers::{LedgerKey, Servers, discover},
    transport::Transport,
};
use keepwell_crypto::{sign::SigningKey, slot::Cost};
use keepwell_protocol::{card, origin::Origin, time::Timestamp};
use keepwell_tlog::policy::Policy;
use rand_core::CryptoRngCore;

use super::{Desk, DeskError, Generation, STATE, state::Profile, state::State};
use crate::home::{self, Home};

/// What is needed for a new clinic.
#[derive(Clone, Debug)]
pub struct NewClinic<'a> {
    /// The name patients know it by, 1 to 120 bytes.
    pub name: &'a str,
    /// ISO 3166-1 alpha-2, in upper or lower case.
    pub country: &'a str,
    /// The server that its shares come from.
    pub server: &'a Origin,
    /// The ledger's key, when it is known from somewhere better than the server itself.
    pub ledger_key: Option<&'a LedgerKey>,
    /// The witnesses of whom a quorum must have cosigned the ledger's states; nobody is asked for without.
    pub witnesses: Option<&'a Policy>,
}

impl Desk {
    /// Makes a clinic in the folder `root`, locked under `passphrase` at this `cost`.
    ///
    /// # Errors
    /// [`DeskError`]; then there is no clinic in the folder that was not there before.
    pub fn init(
        root: &Path,
        new: &NewClinic<'_>,
        (passphrase, cost): (&str, Cost),
        transport: &dyn Transport,
        now: Timestamp,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Self, DeskError> {
        home::check_free(root)?;
        let name = name(new.name)?;
        let country = country(new.country)?;
        let own = pin(new.server, new.ledger_key, transport)?;
        if new
            .witnesses
            .is_some_and(|policy| !policy.is_for(own.ledger.verifier()))
        {
            return Err(DeskError::NotInPolicy);
        }
        let signing = SigningKey::generate(rng);
        let profile = Profile {
            name: &name,
            country: &country,
            servers: &own,
        };
        let first = Generation::make(&profile, &signing, now, rng);
        let state = State {
            signing,
            name,
            country,
            own,
            allowed: Vec::new(),
            witnesses: new.witnesses.cloned().map(Arc::new),
            generations: vec![first],
        };
        let files: [(&str, &[u8]); 1] = [(STATE, &state.encode())];
        let home = Home::create(root, passphrase, cost, &files, rng)?;
        Ok(Self { home, state })
    }
}

/// What the server offers, when its ledger key is the expected one.
pub(super) fn pin(
    server: &Origin,
    ledger_key: Option<&LedgerKey>,
    transport: &dyn Transport,
) -> Result<Servers, DeskError> {
    let mut servers = Servers::from_info(server, &discover(transport, server)?)?;
    if let Some(expected) = ledger_key {
        // The expected key may be one that the ledger signed with before: it is the one that is pinned.
        let ledger = Ledger::new(transport, servers.ledger_url.clone(), expected.clone());
        if !ledger.proves(&servers.ledger) {
            return Err(DeskError::OtherLedgerKey);
        }
        servers.ledger = expected.clone();
    }
    Ok(servers)
}

fn name(text: &str) -> Result<String, DeskError> {
    let text = text.trim();
    let fits = (1..=card::MAX_TEXT).contains(&text.len()) && !text.chars().any(char::is_control);
    fits.then(|| text.to_owned()).ok_or(DeskError::BadName)
}

fn country(text: &str) -> Result<String, DeskError> {
    let upper = text.to_ascii_uppercase();
    let fits = upper.len() == 2 && upper.bytes().all(|byte| byte.is_ascii_uppercase());
    fits.then_some(upper).ok_or(DeskError::BadCountry)
}
