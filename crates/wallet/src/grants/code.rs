//! The code of a grant, shown once more: made again from the terms, so nothing of it is kept.

use keepwell_protocol::{link::GrantLink, time::Timestamp};

use crate::{
    grants::{self, Grant, GrantError, GrantId, state},
    links,
    vault::Vault,
};

/// The text of a grant's code; `None` when nobody can open it any more, when it is being stopped, or when this device
/// does not know its terms.
///
/// # Errors
/// [`GrantError::NotFound`], or as [`grants::all`].
pub fn code(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Option<String>, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    Ok(text(&grant, now))
}

pub(super) fn text(grant: &Grant, now: Timestamp) -> Option<String> {
    let is_open = grant.stop.is_none() && state(grant, now).is_live();
    if grant.link.is_some() {
        return links::text(grant).filter(|_| is_open);
    }
    let terms = grant.terms().filter(|_| is_open)?;
    let link = GrantLink {
        relay: terms.relay,
        mailbox: terms.mailbox,
        access_point: terms.access_point,
        statement: grant.digest(),
    };
    Some(link.to_text())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{card, wish},
        testing::{NOW, Wallet},
    };
    use rand_core::OsRng;

    #[test]
    fn the_code_is_the_one_that_was_shown_until_the_grant_is_over() {
        let wallet = Wallet::with_sample();
        let vault = &wallet.vault;
        let card = card("Harbour Clinic", 1);
        let made = grants::make(vault, &wish(&card), NOW, &mut OsRng).unwrap();
        assert_eq!(code(vault, made.id, NOW).unwrap(), Some(made.qr_text));
        assert_eq!(code(vault, made.id, made.expires).unwrap(), None);
        grants::revoke(vault, made.id, NOW).unwrap();
        assert_eq!(code(vault, made.id, NOW).unwrap(), None);
    }
}
