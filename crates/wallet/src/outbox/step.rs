//! Takes one step for one grant and keeps that it was confirmed. What cannot be undone is marked as tried before the
//! first byte leaves, so that a later stop knows in which server's memory the grant may be.

use std::io;

use keepwell_client::{
    ClientError,
    ledger::{Ledger, Registered},
    relay::Relay,
    transport::Transport,
};
use keepwell_protocol::{
    manifest::MANIFEST_PART,
    public_link::Rearm,
    relay_api::{Action, CreateMailbox, KeyText, MailboxState},
    statement::Statement,
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use crate::{
    grants::{self, Blob, Delivered, Grant, GrantError, Recorded, SealedManifest, Share},
    index::{self, IndexError},
    links,
    outbox::{files, plan::Step, schedule},
    share,
    sync::keys_of,
    vault::Vault,
};

/// The code of a refusal that will not last ([`ClientError::is_temporary`]).
const FULL: &str = "full";

/// Why a step was not confirmed.
#[derive(Debug)]
pub(super) enum StepError {
    /// This device.
    Local(GrantError),
    /// The server, or the way to it.
    Server(ClientError),
}

impl From<ClientError> for StepError {
    fn from(error: ClientError) -> Self {
        Self::Server(error)
    }
}

impl From<GrantError> for StepError {
    fn from(error: GrantError) -> Self {
        Self::Local(error)
    }
}

impl From<io::Error> for StepError {
    /// A sealed file that is gone or unreadable will not come back: the grant cannot be sent.
    fn from(error: io::Error) -> Self {
        Self::Server(ClientError::Source(error))
    }
}

/// Everything that a step needs.
pub(super) struct Desk<'a> {
    pub(super) vault: &'a Vault,
    pub(super) transport: &'a dyn Transport,
    pub(super) relay: &'a Relay<'a>,
    pub(super) now: Timestamp,
}

impl Desk<'_> {
    /// Takes `step`; on `Ok` it was confirmed, and the record says so.
    ///
    /// # Errors
    /// [`StepError`]; then the record says no more than before, save that the step was tried.
    pub(super) fn take(
        &self,
        step: Step,
        grant: &Grant,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), StepError> {
        match step {
            Step::Close => self.close(grant)?,
            Step::Create => self.create(grant)?,
            Step::Index => self.index(rng)?,
            Step::Manifest { with_proof } => self.manifest(grant, with_proof, rng)?,
            Step::Pause { paused } => self.pause(grant, paused)?,
            Step::Publish => self.publish(grant)?,
            Step::Rearm => self.rearm(grant)?,
            Step::Register => self.register(grant)?,
            Step::Revoke => self.revoke(grant)?,
            Step::Upload(number) => self.upload(grant, number)?,
        }
        self.note(grant, |grant| {
            schedule::succeeded(if step.is_for_relay() {
                &mut grant.relay.retry
            } else {
                &mut grant.ledger.retry
            });
        })
    }

    fn create(&self, grant: &Grant) -> Result<(), StepError> {
        self.note(grant, |grant| grant.relay.tried = true)?;
        let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
        let lease = CreateMailbox {
            owner: KeyText(owner.verifying_key()),
            access: grant.access,
            not_before: grant.from,
            expires: grant.until,
            openings: grant.openings,
        };
        self.relay
            .create(&owner, &grant.relay.mailbox, &lease, self.now)?;
        self.note(grant, |grant| grant.relay.created = true)
    }

    fn publish(&self, grant: &Grant) -> Result<(), StepError> {
        let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
        let link = links::published(grant).ok_or(GrantError::Unreadable)?;
        self.relay
            .publish(&owner, &grant.relay.mailbox, &link, self.now)?;
        self.note(grant, |grant| grant.relay.manifest = Delivered::WithProof)
    }

    fn rearm(&self, grant: &Grant) -> Result<(), StepError> {
        let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
        let renewal = grant.link.as_ref().and_then(|link| link.renewal);
        let renewal = renewal.ok_or(GrantError::Unreadable)?;
        let wish = Rearm {
            expires: renewal.expires,
            openings: renewal.openings,
        };
        self.relay
            .rearm(&owner, &grant.relay.mailbox, &wish, self.now)?;
        self.note(grant, |grant| {
            let link = grant.link.as_mut().and_then(|link| link.renewal.as_mut());
            // Another one may have been asked for meanwhile.
            if let Some(kept) = link.filter(|kept| **kept == renewal) {
                kept.sent = true;
            }
        })
    }

    fn upload(&self, grant: &Grant, number: usize) -> Result<(), StepError> {
        let part = share_of(grant)?.parts.get(number).ok_or(missing())?;
        self.send_file(grant, &part.name, &part.file)?;
        self.note(grant, |grant| {
            let parts = grant.share.as_mut().map(|share| &mut share.parts);
            let sent = parts.and_then(|parts| parts.get_mut(number));
            // A link's may have been replaced meanwhile.
            if let Some(sent) = sent.filter(|sent| sent.file == part.file) {
                sent.uploaded = true;
            }
        })?;
        files::remove(self.vault, &part.file);
        Ok(())
    }

    fn index(&self, rng: &mut dyn CryptoRngCore) -> Result<(), StepError> {
        match index::write(self.vault, self.transport, self.now, rng) {
            Ok(()) => Ok(()),
            Err(IndexError::Relay(error)) => Err(error.into()),
            Err(IndexError::Grants(error)) => Err(error.into()),
            // Fewer open grants, or an update of this program, will make the same step succeed.
            Err(error @ (IndexError::Format(_) | IndexError::Full(_))) => {
                Err(StepError::Server(ClientError::Refused {
                    code: FULL.to_owned(),
                    message: error.to_string(),
                }))
            }
        }
    }

    fn register(&self, grant: &Grant) -> Result<(), StepError> {
        self.note(grant, |grant| grant.ledger.tried = true)?;
        let statement = grant.statement().ok_or(GrantError::Unreadable)?;
        let recorded = recorded(self.ledger(grant)?.register_witnessed(&statement, 0)?);
        self.note(grant, |grant| {
            grant.ledger.recorded = Some(recorded.clone());
        })
    }

    fn manifest(
        &self,
        grant: &Grant,
        with_proof: bool,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<(), StepError> {
        let share = share_of(grant)?;
        let sealed = match &share.manifest {
            Some(sealed) if sealed.with_proof == with_proof => sealed.clone(),
            _ => self.seal_manifest(grant, with_proof, rng)?,
        };
        self.send_file(grant, MANIFEST_PART, &sealed.file)?;
        self.note(grant, |grant| grant.relay.manifest = sealed.makes())?;
        files::remove(self.vault, &sealed.file);
        Ok(())
    }

    /// Sealed into a file first, so that an upload that breaks off goes on with the same bytes.
    fn seal_manifest(
        &self,
        grant: &Grant,
        with_proof: bool,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<SealedManifest, StepError> {
        let sealed = SealedManifest {
            file: files::random_name(rng),
            with_proof,
        };
        share::seal_manifest(self.vault, grant, &sealed).map_err(GrantError::from)?;
        self.note(grant, |grant| {
            if let Some(share) = &mut grant.share {
                share.manifest = Some(sealed.clone());
            }
        })?;
        Ok(sealed)
    }

    fn close(&self, grant: &Grant) -> Result<(), StepError> {
        let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
        let closed = self
            .relay
            .act(&owner, &grant.relay.mailbox, Action::Close, self.now);
        match closed {
            // No such mailbox: it never arrived, or it is over and was deleted. Nobody can open it.
            Ok(()) | Err(ClientError::NotAvailable) => {}
            Err(error) => return Err(error.into()),
        }
        self.note(grant, |grant| grant.relay.closed = true)
    }

    fn pause(&self, grant: &Grant, paused: bool) -> Result<(), StepError> {
        let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
        let action = if paused {
            Action::Pause
        } else {
            Action::Resume
        };
        let acted = self
            .relay
            .act(&owner, &grant.relay.mailbox, action, self.now);
        match acted {
            Ok(()) => {}
            // It is over: nobody is let in, and the next status says why.
            Err(ClientError::NotAvailable | ClientError::Conflict) => {}
            Err(error) => return Err(error.into()),
        }
        self.note(grant, |grant| confirm_pause(grant, paused))
    }

    fn revoke(&self, grant: &Grant) -> Result<(), StepError> {
        let stop = grant.stop.as_ref().ok_or(GrantError::Unreadable)?;
        let target = grant.log_index().ok_or(GrantError::Unreadable)?;
        let statement = Statement::parse(&stop.statement.0).map_err(|_| GrantError::Unreadable)?;
        let recorded = recorded(self.ledger(grant)?.register(&statement, target)?);
        self.note(grant, |grant| {
            if let Some(stop) = &mut grant.stop {
                stop.recorded = Some(recorded.clone());
            }
        })
    }

    fn send_file(&self, grant: &Grant, part: &str, file: &str) -> Result<(), StepError> {
        let owner = self.vault.keys().grant(grant.id.as_bytes()).owner;
        let (mut file, length) = files::open(self.vault, file)?;
        let mailbox = &grant.relay.mailbox;
        self.relay
            .upload(&owner, mailbox, part, &mut file, length, self.now)?;
        Ok(())
    }

    fn ledger(&self, grant: &Grant) -> Result<Ledger<'_>, GrantError> {
        let side = &grant.ledger;
        let keys = keys_of(self.vault, &side.key)?;
        let witnesses = self.vault.settings().witnesses_of(&side.key);
        Ok(Ledger::new(self.transport, side.url.clone(), keys).witnessed_by(witnesses))
    }

    fn note(&self, grant: &Grant, how: impl Fn(&mut Grant)) -> Result<(), StepError> {
        grants::change(self.vault, grant.id, how)?;
        Ok(())
    }
}

/// What the relay confirmed is also what it would say now.
fn confirm_pause(grant: &mut Grant, paused: bool) {
    if let Some(pause) = &mut grant.pause {
        pause.sent |= pause.wish.paused == paused;
    }
    let said = grant
        .relay
        .seen
        .as_mut()
        .and_then(|seen| seen.state.as_mut());
    if let Some(state @ (MailboxState::Open | MailboxState::Paused)) = said {
        *state = if paused {
            MailboxState::Paused
        } else {
            MailboxState::Open
        };
    }
}

fn share_of(grant: &Grant) -> Result<&Share, StepError> {
    grant.share.as_ref().ok_or(missing())
}

fn missing() -> StepError {
    io::Error::from(io::ErrorKind::NotFound).into()
}

fn recorded(registered: Registered) -> Recorded {
    Recorded {
        index: registered.receipt.index,
        size: registered.receipt.size,
        root: *registered.receipt.root.as_bytes(),
        receipt: Blob(registered.proof.receipt),
        tlog_proof: registered.proof.tlog_proof,
        in_history: false,
    }
}
