//! Pauses a grant, or lets the clinic in again. The wish is kept before anything is sent, so that it goes out even when the
//! device is offline or shuts down now; until the relay has confirmed it, nothing is claimed.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use crate::{
    activity::{self, Act},
    grants::{self, Grant, GrantError, GrantId, GrantState, Pause, PauseWish, state},
    vault::Vault,
};

/// How far a pause, or the end of one, is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseState {
    /// The relay lets the clinic in again.
    Open,
    /// The relay refuses the clinic until the patient resumes.
    Paused,
    /// Not confirmed yet: the relay goes on as before.
    Waiting,
}

/// A grant that was paused or resumed. Its JSON is that of `wallet pause` and `wallet resume`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Paused {
    /// The grant.
    pub id: GrantId,
    /// How far it is.
    pub state: PauseState,
}

/// Keeps that this grant is to be paused; nothing is sent yet. Pausing it again changes nothing.
///
/// # Errors
/// [`GrantError::Over`] when nobody can open it any more, or as [`grants::all`].
pub fn pause(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Paused, GrantError> {
    wish(vault, id, true, now)
}

/// Keeps that the clinic is to be let in again; nothing is sent yet.
///
/// # Errors
/// As [`pause`].
pub fn resume(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Paused, GrantError> {
    wish(vault, id, false, now)
}

/// How far the last pause, or the end of one, of this grant is now.
///
/// # Errors
/// As [`grants::all`].
pub fn pauses(vault: &Vault, id: GrantId) -> Result<Paused, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    Ok(paused(&grant))
}

fn wish(vault: &Vault, id: GrantId, paused: bool, now: Timestamp) -> Result<Paused, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let is_over = grant.stop.is_some() || !state(&grant, now).is_live();
    if is_over {
        return Err(GrantError::Over);
    }
    let before = grant.pause;
    let grant = grants::change(vault, id, |grant| ask(grant, paused, now))?;
    if grant.pause != before {
        let act = if paused {
            Act::Paused(id)
        } else {
            Act::Resumed(id)
        };
        activity::note(vault, act, now)?;
    }
    Ok(self::paused(&grant))
}

fn ask(grant: &mut Grant, paused: bool, now: Timestamp) {
    let is_so = state(grant, now) == GrantState::Paused;
    let is_asked = grant.pause.map(|pause| pause.wish.paused);
    if is_asked.unwrap_or(false) == paused && is_so == paused {
        return;
    }
    // A clock that was set back must not let the older wish win.
    let before = grant.pause.map(|pause| pause.wish.asked.plus(1));
    let asked = before.map_or(now, |before| before.max(now));
    let wish = PauseWish { asked, paused };
    grant.pause = Some(Pause { wish, sent: false });
    grant.relay.retry = grants::Retry::default();
}

fn paused(grant: &Grant) -> Paused {
    let state = match grant.pause {
        Some(pause) if !pause.sent => PauseState::Waiting,
        Some(pause) if pause.wish.paused => PauseState::Paused,
        _ => PauseState::Open,
    };
    Paused {
        id: grant.id,
        state,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{Servers, card, send, share_with, state_of, sync},
        testing::{NOW, Wallet},
    };

    #[test]
    fn a_pause_waits_until_the_relay_confirms_it_and_ends_with_resume() {
        let wallet = Wallet::with_sample();
        let (vault, servers) = (&wallet.vault, Servers::default());
        let id = share_with(vault, &card("Harbour Clinic", 1));
        send(vault, &servers);
        assert_eq!(pause(vault, id, NOW).unwrap().state, PauseState::Waiting);
        assert_eq!(state_of(vault, id), GrantState::Pending);
        assert_eq!(send(vault, &servers).sent, 1);
        assert_eq!(pauses(vault, id).unwrap().state, PauseState::Paused);
        assert_eq!(state_of(vault, id), GrantState::Paused);
        sync(vault, &servers);
        assert_eq!(state_of(vault, id), GrantState::Paused);
        // Asking twice is asking once.
        assert_eq!(pause(vault, id, NOW).unwrap().state, PauseState::Paused);
        resume(vault, id, NOW).unwrap();
        assert_eq!(state_of(vault, id), GrantState::Pending);
        send(vault, &servers);
        assert_eq!(state_of(vault, id), GrantState::Active);
        assert_eq!(pauses(vault, id).unwrap().state, PauseState::Open);
    }

    #[test]
    fn what_is_over_cannot_be_paused() {
        let wallet = Wallet::with_sample();
        let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
        let late = NOW.plus(3 * 60 * 60);
        let error = pause(&wallet.vault, id, late).err().unwrap();
        assert!(matches!(error, GrantError::Over));
        grants::revoke(&wallet.vault, id, NOW).unwrap();
        let error = resume(&wallet.vault, id, NOW).err().unwrap();
        assert!(matches!(error, GrantError::Over));
    }
}
