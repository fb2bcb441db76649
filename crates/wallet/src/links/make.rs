//! Makes a link: seals the summary under a key of its own and signs that it was granted. Everything happens on this device;
//! the code to show is ready at once, and the outbox sends the rest when it can.

use keepwell_crypto::hash::sha256;
use keepwell_protocol::{
    mailbox::MailboxId,
    public_link::{self, LinkTerms, Passcode},
    relay_api::KeyText,
    statement::Statement,
    time::Timestamp,
};
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use super::{LinkSecret, LinkSide, PASSCODE, Shape, code, compose};
use crate::{
    grants::{
        self, Blob, Clinic, ContentKind, Contents, Grant, GrantError, GrantId, LedgerSide,
        RelaySide, Share,
    },
    records::RecordsError,
    share::{Choice, ShareError},
    vault::Vault,
};

/// Where the page for people is, behind the address of the server's page.
const VIEWER: &str = "/view";

/// What the patient wants.
pub struct LinkWish<'a> {
    /// What it is made as.
    pub shape: Shape,
    /// What is held back and in which language its PDF is. A link holds a summary.
    pub choice: Choice,
    /// What it says it is, to who gets it; at most 80 characters.
    pub label: &'a str,
    /// What is asked first; only of a traveller's link.
    pub passcode: Option<&'a str>,
    /// How often the passcode may be wrong.
    pub attempts: u32,
    /// From when; `None` is at once.
    pub from: Option<Timestamp>,
    /// Until when.
    pub until: Timestamp,
}

/// A link that was made and kept. No `Debug`: who has its text has the summary.
pub struct MadeLink {
    /// Its id.
    pub id: GrantId,
    /// `shlink:/` and the rest.
    pub link: Zeroizing<String>,
    /// The same behind the address of a page.
    pub page: Zeroizing<String>,
    /// When it ends.
    pub expires: Timestamp,
    /// How many records are in it.
    pub records: u64,
    /// Their size in bytes, before they were sealed.
    pub bytes: u64,
}

/// Makes and keeps a link; durable on return, nothing is sent yet.
///
/// # Errors
/// [`GrantError`]; then there is none.
pub fn make(
    vault: &Vault,
    wish: &LinkWish<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<MadeLink, GrantError> {
    let from = grants::check_times(wish.from, wish.until, wish.choice.openings, now)?;
    let side = side(vault, wish, now, rng)?;
    let id = GrantId::generate(rng);
    let mut grant = sign(vault, wish, side, (id, from, now), rng);
    // What no link may be is found before anything is sealed.
    let code = code::of(&grant)?.ok_or(GrantError::NotALink)?;
    let key = secret(&grant)?.key;
    let sealed = compose::seal(vault, wish.shape, &wish.choice, &key, now, rng)?;
    let contents = Contents::new(ContentKind::Summary, &sealed.inside);
    if let Some(share) = &mut grant.share {
        share.parts.push(sealed.part);
    }
    grants::insert(vault, &grant, Some(&contents), None)?;
    Ok(MadeLink {
        id,
        link: code.link,
        page: code.page,
        expires: wish.until,
        records: sealed.records,
        bytes: sealed.bytes,
    })
}

/// What the code of a link on this device is made of.
pub(super) fn secret(grant: &Grant) -> Result<&LinkSecret, GrantError> {
    let link = grant.link.as_ref().ok_or(GrantError::NotALink)?;
    link.secret.as_ref().ok_or(GrantError::NotRepeatable)
}

fn side(
    vault: &Vault,
    wish: &LinkWish<'_>,
    now: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<LinkSide, GrantError> {
    let (mut id, mut key, mut salt) = ([0; 32], [0; 32], [0; 16]);
    rng.fill_bytes(&mut id);
    rng.fill_bytes(&mut key);
    rng.fill_bytes(&mut salt);
    let passcode = wish.passcode.map(|text| {
        let is_right = PASSCODE.contains(&text.chars().count()) && wish.attempts > 0;
        if !is_right || wish.attempts > public_link::MAX_ATTEMPTS {
            return Err(GrantError::Passcode);
        }
        Passcode::new(text, salt, wish.attempts)
            .map_err(|_| ShareError::from(RecordsError::NoMemory).into())
    });
    Ok(LinkSide {
        shape: wish.shape,
        secret: Some(LinkSecret {
            id,
            key,
            page: format!("{}{VIEWER}", vault.settings().page),
        }),
        passcode: passcode.transpose()?,
        attempts_left: None,
        composed: Some(now),
        renewal: None,
    })
}

fn sign(
    vault: &Vault,
    wish: &LinkWish<'_>,
    side: LinkSide,
    (id, from, now): (GrantId, Timestamp, Timestamp),
    rng: &mut dyn CryptoRngCore,
) -> Grant {
    let settings = vault.settings();
    let keys = vault.keys().grant(id.as_bytes());
    let mailbox = MailboxId::generate(rng);
    let terms = LinkTerms {
        relay: settings.relay.clone(),
        mailbox,
        address: side
            .secret
            .as_ref()
            .map(|secret| sha256(&secret.id))
            .unwrap_or_default(),
        ledger: settings.ledger.name().to_string(),
        shape: side.shape.as_str(),
    }
    .encode();
    let statement = Statement::grant(id.as_bytes(), &keys.salt, &terms, &keys.signing);
    // Nobody opens it by a signature but its owner.
    let owner = KeyText(keys.owner.verifying_key());
    Grant {
        id,
        made: now,
        clinic: Clinic {
            name: wish.label.to_owned(),
            card: [0; 32],
            key: owner,
        },
        from,
        until: wish.until,
        openings: wish.choice.openings,
        choice: Some(wish.choice.clone()),
        statement: Blob(statement.as_bytes().to_vec()),
        terms: Some(Blob(terms)),
        access: owner,
        relay: RelaySide::new(settings.relay.clone(), mailbox),
        ledger: LedgerSide::new(settings.server.clone(), settings.ledger.clone().into()),
        share: Some(Share {
            recipient: String::new(),
            consent: Blob(Vec::new()),
            parts: Vec::new(),
            manifest: None,
        }),
        link: Some(side),
        handed_over: false,
        stop: None,
        pause: None,
        indexed: None,
    }
}
