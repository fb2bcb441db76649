//! What a locked wallet still sends: the stops that had not reached every server when it was locked. It is made from the open
//! vault and holds the owner key of those mailboxes and the signed revocations, nothing that opens a record or a share. It
//! writes nothing: once the wallet is unlocked the outbox asks again, and the servers answer that it was done.

use keepwell_client::{
    ClientError, keys::LedgerKeys, ledger::Ledger, relay::Relay, transport::Transport,
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::MailboxId, origin::Origin, relay_api::Action, statement::Statement, time::Timestamp,
};

use crate::{
    grants::{self, Grant, GrantError},
    sync::keys_of,
    vault::Vault,
};

/// The stops that a locked wallet still has to send. Its keys are wiped with it.
#[derive(Default)]
pub struct Parting {
    closes: Vec<Close>,
    revocations: Vec<Revocation>,
}

/// A mailbox to be closed.
struct Close {
    relay: Origin,
    mailbox: MailboxId,
    owner: SigningKey,
}

/// A grant to be revoked in the log.
struct Revocation {
    url: Origin,
    keys: LedgerKeys,
    /// The grant's statement and its index in the log, where that is known.
    grant: (Statement, Option<u64>),
    stop: Statement,
}

impl Parting {
    /// Takes over from `vault`, just before it is locked, the stops that wait.
    ///
    /// # Errors
    /// When the grants cannot be read.
    pub fn of(vault: &Vault) -> Result<Self, GrantError> {
        let mut parting = Self::default();
        for grant in grants::all(vault)? {
            parting.closes.extend(close(vault, &grant));
            if let Some(revocation) = revocation(vault, &grant)? {
                parting.revocations.push(revocation);
            }
        }
        Ok(parting)
    }

    /// Whether nothing waits.
    pub fn is_empty(&self) -> bool {
        self.closes.is_empty() && self.revocations.is_empty()
    }

    /// Sends what waits and forgets what arrived. A server that is away is asked for nothing more this time; one that
    /// refuses is left to the outbox, which keeps its refusal.
    pub fn send(&mut self, transport: &dyn Transport, now: Timestamp) {
        let at = |close: &Close| close.relay.clone();
        send_each(&mut self.closes, at, |close| {
            let relay = Relay::new(transport, close.relay.clone());
            relay.act(&close.owner, &close.mailbox, Action::Close, now)
        });
        let at = |revocation: &Revocation| revocation.url.clone();
        send_each(&mut self.revocations, at, |revocation| {
            let (url, keys) = (revocation.url.clone(), revocation.keys.clone());
            let ledger = Ledger::new(transport, url, keys);
            let (grant, index) = &mut revocation.grant;
            // The ledger takes a revocation only of a statement it has; to register it again changes nothing.
            let target = match *index {
                Some(index) => index,
                None => *index.insert(ledger.register(grant, 0)?.receipt.index),
            };
            ledger.register(&revocation.stop, target).map(drop)
        });
    }
}

fn send_each<T>(
    waiting: &mut Vec<T>,
    at: impl Fn(&T) -> Origin,
    send: impl Fn(&mut T) -> Result<(), ClientError>,
) {
    let mut away = Vec::new();
    waiting.retain_mut(|one| {
        let server = at(one);
        if away.contains(&server) {
            return true;
        }
        let is_away = send(one).is_err_and(|error| error.is_temporary());
        if is_away {
            away.push(server);
        }
        is_away
    });
}

fn close(vault: &Vault, grant: &Grant) -> Option<Close> {
    grant.stop.as_ref()?;
    let relay = &grant.relay;
    (relay.tried && !relay.closed && relay.retry.refused.is_none()).then(|| Close {
        relay: relay.origin.clone(),
        mailbox: relay.mailbox,
        owner: vault.keys().grant(grant.id.as_bytes()).owner,
    })
}

fn revocation(vault: &Vault, grant: &Grant) -> Result<Option<Revocation>, GrantError> {
    let ledger = &grant.ledger;
    if !grant.is_to_be_revoked() || grant.is_stop_in_log() || ledger.retry.refused.is_some() {
        return Ok(None);
    }
    let stop = grant.stop.as_ref();
    let stop = stop.and_then(|stop| Statement::parse(&stop.statement.0).ok());
    let (Some(stop), Some(statement)) = (stop, grant.statement()) else {
        return Ok(None);
    };
    Ok(Some(Revocation {
        url: ledger.url.clone(),
        keys: keys_of(vault, &ledger.key)?,
        grant: (statement, grant.log_index()),
        stop,
    }))
}

#[cfg(test)]
mod tests {
    use keepwell_protocol::entry::EntryType;

    use super::*;
    use crate::{
        fixtures::{Servers, card, send, share_with, state_of},
        grants::{GrantId, GrantState},
        testing::{NOW, PASSPHRASE, Wallet},
    };

    /// A wallet whose one grant was sent, and stopped while no server could be reached.
    fn stopped_offline() -> (Wallet, Servers, GrantId) {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
        send(&wallet.vault, &servers);
        servers.set_away(true);
        grants::revoke(&wallet.vault, id, NOW).unwrap();
        (wallet, servers, id)
    }

    #[test]
    fn a_stop_is_sent_after_the_wallet_was_locked_and_the_outbox_finds_it_done() {
        let (wallet, servers, id) = stopped_offline();
        let mut parting = Parting::of(&wallet.vault).unwrap();
        let root = wallet.folder.path().join("home");
        drop(wallet.vault);
        parting.send(&servers, NOW);
        assert!(!parting.is_empty(), "no server can be reached");

        servers.set_away(false);
        parting.send(&servers, NOW);
        assert!(parting.is_empty());
        let is_closed = |servers: &Servers| servers.inside().are_all_closed();
        assert!(is_closed(&servers));
        let revocations = |servers: &Servers| servers.inside().entries(EntryType::Revocation).len();
        assert_eq!(revocations(&servers), 1);

        let vault = Vault::unlock(&root, PASSPHRASE).unwrap();
        assert_eq!(state_of(&vault, id), GrantState::Pending);
        send(&vault, &servers);
        assert_eq!(state_of(&vault, id), GrantState::Revoked);
        assert_eq!(revocations(&servers), 1, "the same entry, not a second");
    }

    #[test]
    fn each_server_gets_its_half_without_waiting_for_the_other() {
        let (wallet, servers, _) = stopped_offline();
        let mut parting = Parting::of(&wallet.vault).unwrap();
        servers.set_away(false);
        servers.inside().ledger_away = true;
        parting.send(&servers, NOW);
        assert!(servers.inside().are_all_closed());
        assert!(!parting.is_empty(), "the log does not have it yet");
    }

    #[test]
    fn nothing_is_taken_along_where_nothing_was_stopped() {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        share_with(&wallet.vault, &card("Harbour Clinic", 1));
        send(&wallet.vault, &servers);
        assert!(Parting::of(&wallet.vault).unwrap().is_empty());
    }
}
