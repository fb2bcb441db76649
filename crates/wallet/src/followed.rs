//! Links of others whose content may change: kept sealed on this device, so that the person can ask again without the code.
//! Nothing is asked by itself, and a passcode is never kept.

use keepwell_crypto::hash::sha256;
use keepwell_protocol::time::Timestamp;
use keepwell_smart::link::Link;
use keepwell_store::{Batch, StoreError, Table};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

use crate::{error::Kind, strangers::source_of, vault::Vault};

/// By the first bytes of the digest of the link's address.
const FOLLOWED: Table = Table::new("followed");
/// The first byte of every value: the version of its format.
const VERSION: u8 = 1;
/// The most links that are kept.
const MOST: usize = 200;
/// How long an id is, in bytes.
const ID_BYTES: usize = 4;

/// A link that is followed, without what opens it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Followed {
    /// Its id: eight hexadecimal digits.
    pub id: String,
    /// What it says it is, and its server.
    pub source: String,
    /// Whether it asks for a passcode each time.
    pub has_passcode: bool,
    /// When it was first taken in.
    pub since: Timestamp,
    /// When it was last asked and gave something.
    pub updated: Timestamp,
}

/// Why a link is not followed.
#[derive(Debug, Error)]
pub enum FollowError {
    /// None has this id.
    #[error("no link with this id is followed: list them to see their ids")]
    NotFollowed,
    /// More than are kept.
    #[error("{MOST} links are followed already: stop following one that you do not need")]
    TooMany,
    /// What was kept cannot be read.
    #[error("a link that is followed cannot be read: stop following it, and take it in again")]
    Unreadable,
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl FollowError {
    /// What it means for the caller.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFollowed => Kind::Usage,
            Self::TooMany => Kind::Refused,
            Self::Unreadable => Kind::Damaged,
            Self::Store(_) => Kind::Other,
        }
    }
}

/// As it is kept. No `Debug`: who has its text has what is behind it.
#[derive(Serialize, Deserialize, Zeroize, ZeroizeOnDrop)]
struct Row {
    link: String,
    #[zeroize(skip)]
    since: Timestamp,
    #[zeroize(skip)]
    updated: Timestamp,
}

/// Follows a link whose content may change (its flag `L`), or notes that it was asked again; durable on return. `false` when it
/// is none.
///
/// # Errors
/// [`FollowError`].
pub fn note(vault: &Vault, text: &str, now: Timestamp) -> Result<bool, FollowError> {
    let Ok(found) = Link::read(text) else {
        return Ok(false);
    };
    if !found.link.flags.is_long_term {
        return Ok(false);
    }
    let key = key(&found.link);
    let before = read(vault, &key)?;
    if before.is_none() && vault.store().keys(FOLLOWED).count() >= MOST {
        return Err(FollowError::TooMany);
    }
    let row = Row {
        link: found.link.to_text().to_string(),
        since: before.map_or(now, |before| before.since),
        updated: now,
    };
    let mut value = vec![VERSION];
    serde_json::to_writer(&mut value, &row).map_err(|_| FollowError::Unreadable)?;
    let mut batch = Batch::new();
    batch.put(FOLLOWED, &key, value);
    vault.store().write(&batch)?;
    Ok(true)
}

/// Every link that is followed, the one that was asked last first.
///
/// # Errors
/// [`FollowError`] when the store cannot be read; a row that makes no sense is left out.
pub fn list(vault: &Vault) -> Result<Vec<Followed>, FollowError> {
    let mut all = Vec::new();
    for row in vault.store().scan(FOLLOWED) {
        let (key, value) = row?;
        all.extend(decode(&value).ok().and_then(|row| followed(&key, &row)));
    }
    all.sort_by_key(|one: &Followed| std::cmp::Reverse(one.updated));
    Ok(all)
}

/// The text of a link that is followed, to ask it again.
///
/// # Errors
/// [`FollowError::NotFollowed`], or why it cannot be read.
pub fn text(vault: &Vault, id: &str) -> Result<Zeroizing<String>, FollowError> {
    let row = read(vault, &parse(id)?)?;
    let row = row.ok_or(FollowError::NotFollowed)?;
    Ok(Zeroizing::new(row.link.clone()))
}

/// Follows a link no longer; what came from it stays.
///
/// # Errors
/// [`FollowError::NotFollowed`], or why the store cannot be written.
pub fn forget(vault: &Vault, id: &str) -> Result<(), FollowError> {
    let key = parse(id)?;
    if vault.store().get(FOLLOWED, &key)?.is_none() {
        return Err(FollowError::NotFollowed);
    }
    let mut batch = Batch::new();
    batch.delete(FOLLOWED, &key);
    Ok(vault.store().write(&batch)?)
}

fn followed(key: &[u8], row: &Row) -> Option<Followed> {
    let link = Link::read(&row.link).ok()?.link;
    Some(Followed {
        id: key.iter().map(|byte| format!("{byte:02X}")).collect(),
        source: source_of(&link),
        has_passcode: link.flags.has_passcode,
        since: row.since,
        updated: row.updated,
    })
}

fn read(vault: &Vault, key: &[u8]) -> Result<Option<Row>, FollowError> {
    let value = vault.store().get(FOLLOWED, key)?;
    value.map(|value| decode(&value)).transpose()
}

fn decode(value: &[u8]) -> Result<Row, FollowError> {
    match value.split_first() {
        Some((&VERSION, json)) => serde_json::from_slice(json).map_err(|_| FollowError::Unreadable),
        _ => Err(FollowError::Unreadable),
    }
}

fn key(link: &Link) -> Vec<u8> {
    let address = link.url().split('#').next().unwrap_or_default();
    sha256(address.as_bytes())
        .iter()
        .take(ID_BYTES)
        .copied()
        .collect()
}

fn parse(id: &str) -> Result<Vec<u8>, FollowError> {
    let is_hex = id.len() == 2 * ID_BYTES && id.bytes().all(|byte| byte.is_ascii_hexdigit());
    let number = u32::from_str_radix(id, 16).ok().filter(|_| is_hex);
    let number = number.ok_or(FollowError::NotFollowed)?;
    Ok(number.to_be_bytes().to_vec())
}

#[cfg(test)]
mod tests {
    use keepwell_smart::link::{Flags, Key, NewLink};

    use super::*;
    use crate::testing::{NOW, Wallet};

    fn link(id: u8, is_long_term: bool) -> String {
        let link = Link::make(NewLink {
            base: "https://shl.example/m/",
            id: &[id; 32],
            key: Key::new([9; 32]),
            expires: None,
            flags: Flags {
                is_long_term,
                has_passcode: true,
                is_single_file: false,
            },
            label: Some("My summary"),
        });
        link.expect("a link").to_text().to_string()
    }

    #[test]
    fn a_link_that_may_change_is_followed_until_it_is_forgotten() {
        let wallet = Wallet::new();
        let vault = &wallet.vault;
        let text_1 = link(1, true);
        assert!(!note(vault, &link(2, false), NOW).expect("kept"));
        assert!(!note(vault, "shlink:/what", NOW).expect("kept"));
        assert!(note(vault, &text_1, NOW).expect("kept"));
        let page = format!("https://viewer.example/#{text_1}");
        assert!(note(vault, &page, NOW.plus(60)).expect("kept"));
        let [one] = list(vault).expect("a list").try_into().expect("one");
        assert_eq!(one.source, "My summary, shl.example");
        assert_eq!((one.since, one.updated), (NOW, NOW.plus(60)));
        assert!(one.has_passcode);
        assert!(!format!("{one:?}").contains("shlink"));
        assert_eq!(
            *text(vault, &one.id.to_lowercase()).expect("a text"),
            text_1
        );
        forget(vault, &one.id).expect("forgotten");
        assert!(list(vault).expect("a list").is_empty());
        for wrong in [one.id.as_str(), "x", "é", ""] {
            assert!(matches!(
                forget(vault, wrong),
                Err(FollowError::NotFollowed)
            ));
        }
    }

    #[test]
    fn what_is_kept_is_limited() {
        let wallet = Wallet::new();
        let made = |number: usize| link(u8::try_from(number).expect("few"), true);
        for number in 0..MOST {
            assert!(note(&wallet.vault, &made(number), NOW).expect("kept"));
        }
        let more = note(&wallet.vault, &made(MOST), NOW);
        assert!(matches!(more, Err(FollowError::TooMany)));
        assert!(note(&wallet.vault, &made(0), NOW).expect("asked again"));
    }
}
