//! The code of a link, made from its record as often as it is shown: alone for readers, and behind the address of a page for a
//! phone that knows no links.

use keepwell_protocol::{public_link, time::Timestamp};
use keepwell_smart::link::{Key, Link, NewLink};
use zeroize::Zeroizing;

use crate::{
    grants::{self, Grant, GrantError, GrantId, state},
    vault::Vault,
};

/// A link as text. No `Debug`: who has it has the summary.
pub struct LinkCode {
    /// `shlink:/` and the rest.
    pub link: Zeroizing<String>,
    /// The same behind the address of a page.
    pub page: Zeroizing<String>,
}

/// The code of a link; `None` when nobody can open it any more, when it is being stopped, or when another device made it.
///
/// # Errors
/// [`GrantError::NotALink`], [`GrantError::NotFound`], or as [`grants::all`].
pub fn code(vault: &Vault, id: GrantId, now: Timestamp) -> Result<Option<LinkCode>, GrantError> {
    let grant = grants::load(vault, id)?.ok_or(GrantError::NotFound)?;
    if grant.link.is_none() {
        return Err(GrantError::NotALink);
    }
    let is_open = grant.stop.is_none() && state(&grant, now).is_live();
    if !is_open {
        return Ok(None);
    }
    of(&grant)
}

/// What a screen shows as the code of a link.
pub(crate) fn text(grant: &Grant) -> Option<String> {
    let code = of(grant).ok()??;
    Some(code.page.to_string())
}

/// The code, whatever state the link is in.
pub(super) fn of(grant: &Grant) -> Result<Option<LinkCode>, GrantError> {
    let secret = grant.link.as_ref().and_then(|link| {
        let secret = link.secret.as_ref()?;
        Some((link, secret))
    });
    let Some((side, secret)) = secret else {
        return Ok(None);
    };
    let link = Link::make(NewLink {
        base: &public_link::base(&grant.relay.origin),
        id: &secret.id,
        key: Key::new(secret.key),
        expires: side.shape.says_its_end().then(|| grant.until.seconds()),
        flags: side.shape.flags(side.passcode.is_some()),
        label: Some(&grant.clinic.name),
    })?;
    Ok(Some(LinkCode {
        link: link.to_text(),
        page: link.to_page(&secret.page),
    }))
}
