//! Brings grants back from the index: after a restore from the words alone all of them, otherwise those that another
//! device made or stopped meanwhile.

use keepwell_client::{relay::Relay, transport::Transport};
use keepwell_protocol::time::Timestamp;

use crate::{
    grants::{self, Grant, Pause},
    index::{IndexEntry, IndexError, write::read},
    outbox::files,
    vault::Vault,
};

/// What came back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Restored {
    /// How many grants are neither over nor stopped.
    pub grants: usize,
}

/// Takes over every grant in the index. Call it once after a restore, with or without a backup: a grant from a backup
/// whose sealed parts are not on this device can be stopped, but not sent again.
///
/// # Errors
/// [`IndexError`] when the relay cannot be reached or the index cannot be read; nothing is lost then.
pub fn restore(
    vault: &Vault,
    transport: &dyn Transport,
    now: Timestamp,
) -> Result<Restored, IndexError> {
    for grant in grants::all(vault)? {
        if !files::has_all(vault, &grant) {
            grants::change(vault, grant.id, Grant::give_up_sending)?;
        }
    }
    let relay = Relay::new(transport, vault.settings().relay.clone());
    let (entries, _) = read(&relay, &vault.keys().index())?;
    take_over(vault, &entries)?;
    let all = grants::all(vault)?;
    let live = all
        .iter()
        .filter(|grant| grant.stop.is_none() && grants::state(grant, now).is_live());
    Ok(Restored {
        grants: live.count(),
    })
}

/// Makes records of the grants that this device does not know, and takes over stops and log indexes of those it does.
pub(super) fn take_over(vault: &Vault, entries: &[IndexEntry]) -> Result<(), IndexError> {
    for entry in entries {
        let Some(told) = entry.to_grant(vault.keys()) else {
            continue;
        };
        match grants::load(vault, entry.id)? {
            None => grants::insert(vault, &told, None, None)?,
            Some(known) if knows_less(&known, &told) => {
                grants::change(vault, entry.id, |grant| learn(grant, &told))?;
            }
            Some(_) => {}
        }
    }
    Ok(())
}

fn knows_less(known: &Grant, told: &Grant) -> bool {
    (known.stop.is_none() && told.stop.is_some())
        || (known.log_index().is_none() && told.log_index().is_some())
        || told.pause.map(|pause| pause.wish) > known.pause.map(|pause| pause.wish)
}

fn learn(grant: &mut Grant, told: &Grant) {
    if grant.stop.is_none() && told.stop.is_some() {
        grant.stop.clone_from(&told.stop);
        grant.relay.retry = grants::Retry::default();
        grant.ledger.retry = grants::Retry::default();
    }
    if grant.log_index().is_none() {
        grant.ledger.seen_at = told.ledger.seen_at;
    }
    learn_pause(grant, told);
    grant.relay.tried = true;
    grant.ledger.tried |= told.log_index().is_some();
}

/// A later wish of another device holds. That device sends it; where this one may have sent the contrary meanwhile, it
/// sends it once more.
fn learn_pause(grant: &mut Grant, told: &Grant) {
    let (known, told) = (grant.pause, told.pause);
    let is_newer = told.map(|pause| pause.wish) > known.map(|pause| pause.wish);
    if let (Some(told), true) = (told, is_newer) {
        let is_contrary = known.is_some_and(|known| known.wish.paused != told.wish.paused);
        grant.pause = Some(Pause {
            wish: told.wish,
            sent: !is_contrary,
        });
    }
}
