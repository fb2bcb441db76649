//! Who can see the record: every grant that may be opened now or later, and what is known of copies, which no stop takes
//! back.

use std::cmp::Reverse;

use keepwell_protocol::time::Timestamp;

use crate::{
    activity::{self, What},
    grants::{
        self, GrantError, GrantLine,
        list::line,
        state::{self, state},
    },
    vault::Vault,
};

/// Who can see the record.
#[derive(Clone, PartialEq, Eq)]
pub struct Access {
    /// What may be opened now or later, the soonest to end first.
    pub open: Vec<GrantLine>,
    /// Whose clinics ask for more time, the last to ask first.
    pub asked: Vec<GrantLine>,
    /// How many saved copies clinics told of, whenever that was.
    pub copies: usize,
    /// Grants that may be opened while the log cannot be reached: a stop reaches these clinics only through the relay.
    pub offline: Offline,
    /// Those that were stopped or used up and are not over: a computer without internet may still open them.
    pub left: Offline,
    /// How many of the open ones are links: whoever holds one can open it.
    pub bearer_links: usize,
}

/// Grants that may be opened while the log cannot be reached.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offline {
    /// How many.
    pub count: usize,
    /// When the last of them ends.
    pub until: Option<Timestamp>,
}

/// Who can see the record now.
///
/// # Errors
/// As [`grants::all`].
pub fn access(vault: &Vault, now: Timestamp) -> Result<Access, GrantError> {
    let all = grants::all(vault)?;
    let (mut open, mut asked, mut bearer_links) = (Vec::new(), Vec::new(), 0);
    let (mut offline, mut left) = (Offline::default(), Offline::default());
    for grant in &all {
        let is_live = state(grant, now).is_live();
        if state::is_open_offline(grant, now) {
            if is_live { &mut offline } else { &mut left }.count(grant.until);
        }
        if now >= grant.until {
            continue;
        }
        let line = line(vault, grant, now)?;
        if line.asked.is_some() {
            asked.push(line.clone());
        }
        if is_live {
            bearer_links += usize::from(grant.link.is_some());
            open.push(line);
        }
    }
    open.sort_by_key(|line| line.expires);
    asked.sort_by_key(|line| Reverse(line.asked));
    let events = activity::list(vault)?;
    Ok(Access {
        open,
        asked,
        copies: events
            .iter()
            .filter(|event| event.what == What::Saved)
            .count(),
        offline,
        left,
        bearer_links,
    })
}

impl Offline {
    fn count(&mut self, until: Timestamp) {
        self.count += 1;
        self.until = self.until.max(Some(until));
    }
}

#[cfg(test)]
mod tests {
    use rand_core::OsRng;

    use super::*;
    use crate::{
        fixtures::{Servers, card, insert, made_grant, send, share_with, wish},
        testing::{NOW, Wallet},
    };

    #[test]
    fn who_can_see_the_record_is_what_may_still_be_opened() {
        let wallet = Wallet::with_sample();
        let vault = &wallet.vault;
        assert!(access(vault, NOW).unwrap().open.is_empty());
        let id = share_with(vault, &card("Harbour Clinic", 1));
        let mut longer = made_grant(7, NOW, vault.keys());
        longer.until = NOW.plus(9 * 60 * 60);
        longer.terms = None;
        insert(vault, &longer);
        let now = access(vault, NOW).unwrap();
        let ids: Vec<_> = now.open.iter().map(|line| line.id).collect();
        assert_eq!(ids, [id, longer.id]);
        assert_eq!((now.copies, now.offline.count), (0, 1));
        assert_eq!((now.left.count, now.bearer_links), (0, 0));
        grants::revoke(vault, id, NOW).unwrap();
        let now = access(vault, NOW).unwrap();
        assert_eq!(now.open.len(), 1, "it never left this device");
        assert!(access(vault, longer.until).unwrap().open.is_empty());
    }

    /// Shared for two hours, also for computers without internet.
    fn offline_share(vault: &Vault, name: &str) -> grants::GrantId {
        let clinic = card(name, 1);
        let mut wish = wish(&clinic);
        wish.choice.offline_ok = true;
        grants::make(vault, &wish, NOW, &mut OsRng).unwrap().id
    }

    #[test]
    fn a_stop_leaves_computers_without_internet_until_the_end() {
        let (wallet, servers) = (Wallet::with_sample(), Servers::default());
        let vault = &wallet.vault;
        let id = offline_share(vault, "Harbour Clinic");
        let never_sent = offline_share(vault, "Hill Practice");
        grants::revoke(vault, never_sent, NOW).unwrap();
        send(vault, &servers);
        let now = access(vault, NOW).unwrap();
        assert_eq!(
            (now.open.len(), now.offline.count, now.left.count),
            (1, 1, 0)
        );

        grants::revoke(vault, id, NOW).unwrap();
        send(vault, &servers);
        let now = access(vault, NOW).unwrap();
        let until = grants::load(vault, id).unwrap().unwrap().until;
        assert!(now.open.is_empty());
        let expected = Offline {
            count: 1,
            until: Some(until),
        };
        assert_eq!((now.offline, now.left), (Offline::default(), expected));
        assert_eq!(access(vault, until).unwrap().left, Offline::default());
    }
}
