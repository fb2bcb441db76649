//! The checks between the opened seal and the parts: what the code names, what the patient signed, and what the ledger says of
//! it. They are the same wherever the share came from, a relay or a parcel.

use keepwell_client::{servers::Servers, transport::Transport};
use keepwell_protocol::{
    card::Card, link::GrantLink, manifest::Manifest, statement::Statement, time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::{
    CheckName, Checks, OpenError, Opened, digest, ledger::Contact, receipt, revocation, statement,
    terms, terms::Granted, window,
};
use crate::desk::Desk;

/// A share whose seal was opened.
pub(super) struct Unsealed<'a> {
    /// The code that it belongs to.
    pub(super) link: &'a GrantLink,
    /// The card whose keys opened it.
    pub(super) card: &'a Card,
    /// What was under the seal.
    pub(super) manifest: &'a Manifest,
}

/// A share that may be shown once its parts are right.
pub(super) struct Judged {
    /// What the patient's wallet signed.
    pub(super) statement: Statement,
    /// What was granted.
    pub(super) granted: Granted,
    /// The time that it was judged by.
    pub(super) time: Timestamp,
    /// The ledger's time, when it answered.
    signed_time: Option<Timestamp>,
}

impl Judged {
    /// What is told of a share all of whose checks were passed.
    pub(super) fn opened(
        self,
        desk: &mut Desk,
        (passed, files): (Checks, Vec<String>),
        note: Option<String>,
        rng: &mut dyn CryptoRngCore,
    ) -> Opened {
        if let Some(time) = self.signed_time {
            // Old keys that could not be destroyed now are destroyed with the next opening or card.
            desk.destroy_over(time, rng).unwrap_or_default();
        }
        Opened {
            grant: statement::grant_name(&self.statement),
            patient: self.granted.permission.patient,
            expires: self.granted.permission.end,
            checks: passed.0,
            files,
            note,
        }
    }
}

pub(super) fn judge(
    desk: &Desk,
    transport: &dyn Transport,
    servers: &Servers,
    share: &Unsealed<'_>,
    (passed, now): (&mut Checks, Timestamp),
    rng: &mut dyn CryptoRngCore,
) -> Result<Judged, OpenError> {
    let Unsealed {
        link,
        card,
        manifest,
    } = share;
    passed.take(CheckName::Digest, digest::check(manifest, link)?);
    let statement = passed.take(CheckName::Statement, statement::check(manifest)?);
    let expected = terms::Expected {
        link,
        card,
        ledger: servers.ledger.origin(),
    };
    let granted = terms::check(manifest, &statement, &expected)?;
    let granted = passed.take(CheckName::Terms, granted);
    let contact = Contact::make(desk, transport, servers, now, rng)?;
    let proven = receipt::check(manifest, &statement, &contact, granted.terms.offline_ok)?;
    let index = passed.take(CheckName::Receipt, proven);
    let window = window::check(&granted.permission, contact.clock())?;
    passed.take(CheckName::Window, window);
    let revocation = revocation::check(index, &contact, granted.terms.offline_ok, rng)?;
    passed.take(CheckName::Revocation, revocation);
    Ok(Judged {
        statement,
        granted,
        time: contact.clock().now,
        signed_time: contact.signed_time(),
    })
}
