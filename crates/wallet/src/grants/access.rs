//! Who can see the record: every grant that may be opened now or later, and what is known of copies, which no stop takes
//! back.

use std::cmp::Reverse;

use keepwell_protocol::time::Timestamp;

use crate::{
    activity::{self, What},
    grants::{self, GrantError, GrantLine, list::line},
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
    /// How many of the open grants may be opened while the log cannot be reached: a stop reaches these clinics only
    /// through the relay. Where the terms are not known on this device, it counts.
    pub offline: usize,
    /// How many links whoever holds them can open. No such link is made yet.
    pub bearer_links: usize,
}

/// Who can see the record now.
///
/// # Errors
/// As [`grants::all`].
pub fn access(vault: &Vault, now: Timestamp) -> Result<Access, GrantError> {
    let all = grants::all(vault)?;
    let (mut open, mut asked, mut offline) = (Vec::new(), Vec::new(), 0);
    for grant in all.iter().filter(|grant| now < grant.until) {
        let line = line(vault, grant, now)?;
        if line.asked.is_some() {
            asked.push(line.clone());
        }
        if line.state.is_live() {
            offline += usize::from(grant.terms().is_none_or(|terms| terms.offline_ok));
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
        bearer_links: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{card, insert, made_grant, share_with},
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
        assert_eq!((now.copies, now.offline, now.bearer_links), (0, 1, 0));
        grants::revoke(vault, id, NOW).unwrap();
        let now = access(vault, NOW).unwrap();
        assert_eq!(now.open.len(), 1, "it never left this device");
        assert!(access(vault, longer.until).unwrap().open.is_empty());
    }
}
