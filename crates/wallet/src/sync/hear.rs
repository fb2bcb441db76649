//! Takes in what a live stream told of one grant, at once and with its evidence, without asking relay or ledger anything:
//! the ring of a grant changes while the clinic opens it, also where the ledger is away. What is missing here the next
//! [`crate::sync::sync`] brings.

use keepwell_client::events::Told;
use keepwell_protocol::{relay_api::MailboxState, time::Timestamp};

use crate::{
    activity::{self, What},
    grants::{self, Grant, GrantError, GrantId, Seen},
    vault::Vault,
};

/// What is new of a grant. No `Debug`: it names a clinic.
#[derive(Clone, PartialEq, Eq)]
pub struct Heard {
    /// The grant.
    pub grant: GrantId,
    /// The clinic's name.
    pub clinic: String,
    /// What is new.
    pub news: News,
}

/// What is new.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum News {
    /// The clinic did something.
    Did {
        /// What.
        what: What,
        /// Whether it did so for the first time.
        is_first: bool,
    },
    /// Nobody is let in any more.
    Ended,
    /// The clinic is let in again.
    Open,
    /// The clinic is refused until the patient resumes.
    Paused,
}

/// Keeps what was told of this grant; durable on return. `None` when it was known already.
///
/// # Errors
/// [`GrantError::NotFound`], or as [`grants::all`].
pub fn hear(
    vault: &Vault,
    id: GrantId,
    told: &Told,
    now: Timestamp,
) -> Result<Option<Heard>, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    let news = match told {
        Told::Quiet => None,
        Told::Happened(number, event) => {
            let taken = activity::take_one(vault, &grant, *number, event)?;
            count(vault, &grant, now)?;
            taken.map(|(what, is_first)| News::Did { what, is_first })
        }
        Told::State(state) => {
            let before = grant.relay.seen.and_then(|seen| seen.state);
            grants::change(vault, id, |grant| stand(grant, *state, now))?;
            (before != Some(*state))
                .then(|| News::of(before, *state))
                .flatten()
        }
    };
    Ok(news.map(|news| Heard {
        grant: id,
        clinic: grant.clinic.name,
        news,
    }))
}

impl News {
    fn of(before: Option<MailboxState>, state: MailboxState) -> Option<Self> {
        match state {
            // That a grant is open for the first time is told by nobody's doing.
            MailboxState::Open => before.map(|_| Self::Open),
            MailboxState::Paused => Some(Self::Paused),
            MailboxState::Closed | MailboxState::Expired | MailboxState::UsedUp => {
                Some(Self::Ended)
            }
        }
    }
}

/// Openings are counted from what was told, which the relay's own count may only exceed.
fn count(vault: &Vault, grant: &Grant, now: Timestamp) -> Result<(), GrantError> {
    let events = activity::of(vault, grant)?;
    let told = events.iter().filter(|event| event.what == What::Opened);
    let told = u32::try_from(told.count()).unwrap_or(u32::MAX);
    grants::change(vault, grant.id, |grant| {
        let seen = grant.relay.seen.get_or_insert(nothing_seen(now));
        seen.openings = seen.openings.max(told);
    })?;
    Ok(())
}

/// When the relay was asked for everything stays as it was: a stream tells only what is new.
fn stand(grant: &mut Grant, state: MailboxState, now: Timestamp) {
    grant.relay.closed |= state == MailboxState::Closed;
    grant.relay.seen.get_or_insert(nothing_seen(now)).state = Some(state);
}

fn nothing_seen(now: Timestamp) -> Seen {
    Seen {
        at: now,
        state: Some(MailboxState::Open),
        openings: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{Servers, card, send, share_with, state_of, sync},
        grants::GrantState,
        sync::tests::opened,
        testing::{NOW, Wallet},
    };
    use keepwell_crypto::sign::SigningKey;
    use keepwell_protocol::relay_api::KeyText;

    struct Scene {
        wallet: Wallet,
        id: GrantId,
        access: SigningKey,
    }

    /// A grant that was sent, whose access key the test has.
    fn scene() -> Scene {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
        send(&wallet.vault, &servers);
        let access = SigningKey::from_seed(&[7; 32]);
        let key = KeyText(access.verifying_key());
        grants::change(&wallet.vault, id, |grant| grant.access = key).unwrap();
        Scene { wallet, id, access }
    }

    impl Scene {
        fn hear(&self, told: &Told) -> Option<News> {
            let heard = hear(&self.wallet.vault, self.id, told, NOW).unwrap();
            heard.map(|heard| heard.news)
        }

        fn opened(&self, number: u8) -> Told {
            let grant = grants::load(&self.wallet.vault, self.id).unwrap().unwrap();
            let event = opened(&grant.relay.mailbox, &self.access, number);
            Told::Happened(number.into(), Box::new(event))
        }
    }

    #[test]
    fn an_opening_is_counted_and_proved_the_moment_it_is_told() {
        let scene = scene();
        let did = |is_first| {
            Some(News::Did {
                what: What::Opened,
                is_first,
            })
        };
        assert_eq!(scene.hear(&Told::Quiet), None);
        assert_eq!(scene.hear(&scene.opened(0)), did(true));
        assert_eq!(scene.hear(&scene.opened(0)), None, "told twice, kept once");
        assert_eq!(
            scene.hear(&scene.opened(2)),
            None,
            "one before it is missing"
        );
        assert_eq!(scene.hear(&scene.opened(1)), did(false));
        let vault = &scene.wallet.vault;
        let detail = grants::detail(vault, scene.id, NOW).unwrap();
        assert_eq!(detail.line.openings, 2);
        assert!(detail.events.iter().all(|event| event.verified));
        assert_eq!(state_of(vault, scene.id), GrantState::Active);
    }

    #[test]
    fn a_pause_and_an_end_are_told_once() {
        let scene = scene();
        for (told, news, state) in [
            (MailboxState::Open, None, GrantState::Active),
            (MailboxState::Paused, Some(News::Paused), GrantState::Paused),
            (MailboxState::Paused, None, GrantState::Paused),
            (MailboxState::Open, Some(News::Open), GrantState::Active),
            (MailboxState::UsedUp, Some(News::Ended), GrantState::UsedUp),
        ] {
            assert_eq!(scene.hear(&Told::State(told)), news, "{told:?}");
            assert_eq!(state_of(&scene.wallet.vault, scene.id), state);
        }
    }

    #[test]
    fn a_sync_finds_what_was_heard_and_accuses_nobody() {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        let vault = &wallet.vault;
        let id = share_with(vault, &card("Harbour Clinic", 1));
        send(vault, &servers);
        let mailbox = grants::load(vault, id).unwrap().unwrap().relay.mailbox;
        let event = opened(&mailbox, &SigningKey::from_seed(&[7; 32]), 1);
        for mailbox in servers.inside().mailboxes.values_mut() {
            mailbox.events.push(event.clone());
            mailbox.openings = 1;
        }
        let told = Told::Happened(0, Box::new(event));
        hear(vault, id, &told, NOW).unwrap();
        let synced = sync(vault, &servers);
        assert!(synced.alerts.is_empty());
        let detail = grants::detail(vault, id, NOW).unwrap();
        assert_eq!((detail.events.len(), detail.line.openings), (1, 1));
        assert!(!detail.events[0].verified, "another key signed it");
    }
}
