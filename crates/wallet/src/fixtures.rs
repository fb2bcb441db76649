//! What the tests of sharing have in common: an invented clinic and its cards, a grant in every stage, a
//! transport that answers by a function, and a relay with a ledger in memory.

mod meetings;
mod roots;
mod servers;

use keepwell_client::{
    servers::LedgerKey,
    transport::{Body, Request, Response, Transport, TransportError},
};
use keepwell_crypto::{
    agree::AgreementSecret, keys::WalletKeys, phrase::Phrase, recipient::Identity,
    secret::Secret32, sign::SigningKey, slot::Cost,
};
use keepwell_protocol::{
    card::{Card, CardDetails},
    mailbox::MailboxId,
    origin::Origin,
    relay_api::KeyText,
    statement::Statement,
    terms::{PartTerms, Terms},
    time::Timestamp,
};
use keepwell_tlog::note::{Name, VerifierKey};
use rand_core::OsRng;
use tempfile::TempDir;

use crate::{
    grants::{
        Blob, Clinic, Grant, GrantId, GrantState, LedgerSide, Recorded, RelaySide, Retry,
        SealedPart, Share, Wish,
    },
    index::IndexEntry,
    outbox::{Outcome, Pace, Run, run},
    share::Choice,
    sync::Synced,
    testing::{NOW, Wallet},
    vault::{NewVault, Vault},
};

pub(crate) use meetings::Meetings;
pub(crate) use roots::Alter;
pub(crate) use servers::{Mailbox, Servers};

/// When the invented cards were issued.
pub(crate) const CARD_ISSUED: Timestamp = Timestamp::from_seconds(1_795_000_000);

type Script = dyn Fn(&Request) -> Result<Response, TransportError> + Send + Sync;

/// Answers by a function.
pub(crate) struct Scripted {
    script: Box<Script>,
}

impl Scripted {
    /// Answers with `script`.
    pub(crate) fn new(
        script: impl Fn(&Request) -> Result<Response, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Self {
            script: Box::new(script),
        }
    }
}

impl Transport for Scripted {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        (self.script)(&request)
    }
}

/// An answer with this status, header fields and body.
pub(crate) fn answer(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Response {
    let headers = headers
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect();
    let body = std::io::Cursor::new(body.as_ref().to_vec());
    Response::new(status, headers, Body::new(body, 1 << 20))
}

/// The card of an invented clinic whose keys come from `seed`.
pub(crate) fn card(name: &str, seed: u8) -> Card {
    card_issued(name, seed, CARD_ISSUED)
}

/// The same, issued at another time.
pub(crate) fn card_issued(name: &str, seed: u8, issued: Timestamp) -> Card {
    let secret = Secret32::from_bytes([seed; 32]);
    let details = CardDetails {
        name: name.to_owned(),
        country: "IE".to_owned(),
        contact: None,
        recipient: Identity::from_secret(&secret).recipient(),
        agreement: AgreementSecret::from_secret(&secret).public(),
        relay: relay_origin(),
        page: Origin::parse("https://clinic.example").unwrap(),
        issued,
        expires: issued.plus(30 * 24 * 60 * 60),
    };
    Card::sign(details, &SigningKey::from_seed(&[seed; 32]))
}

/// The relay of every fixture.
pub(crate) fn relay_origin() -> Origin {
    Origin::parse("https://relay.example").unwrap()
}

/// The ledger's signing key in every fixture.
pub(crate) fn ledger_signer() -> SigningKey {
    SigningKey::from_seed(&[3; 32])
}

/// The ledger's pinned key in every fixture.
pub(crate) fn ledger_key() -> LedgerKey {
    let name = Name::parse("ledger.example").unwrap();
    VerifierKey::new(name, ledger_signer().verifying_key()).into()
}

/// An entry of the grant index, made at `now` for two hours.
pub(crate) fn index_entry(seed: u8, now: Timestamp) -> IndexEntry {
    let key = SigningKey::from_seed(&[seed; 32]);
    let statement = Statement::grant(&[seed; 16], &[9; 32], b"terms", &key);
    IndexEntry {
        id: GrantId::from_bytes([seed; 16]),
        statement: statement.as_bytes().to_vec(),
        terms: Some(b"terms".to_vec()),
        salt: [9; 32],
        log_index: None,
        access: key.verifying_key(),
        card: [7; 32],
        card_key: key.verifying_key(),
        clinic: "Harbour Clinic".to_owned(),
        made: now,
        from: now,
        until: now.plus(2 * 60 * 60),
        openings: None,
        relay: relay_origin(),
        mailbox: MailboxId::from_bytes([seed; 16]),
        ledger_url: Origin::parse("https://ledger.example").unwrap(),
        ledger_key: ledger_key(),
        stopped: None,
        pause: None,
        link: None,
    }
}

/// A grant that was just made at `now` for two hours; nothing was sent.
pub(crate) fn grant(seed: u8, now: Timestamp) -> Grant {
    let entry = index_entry(seed, now);
    Grant {
        id: entry.id,
        made: now,
        clinic: Clinic {
            name: entry.clinic,
            card: entry.card,
            key: KeyText(entry.card_key),
        },
        from: entry.from,
        until: entry.until,
        openings: None,
        choice: None,
        statement: Blob(entry.statement),
        terms: entry.terms.map(Blob),
        access: KeyText(entry.access),
        relay: RelaySide::new(entry.relay, entry.mailbox),
        ledger: LedgerSide::new(entry.ledger_url, entry.ledger_key),
        share: Some(Share {
            recipient: "age1".to_owned(),
            consent: Blob(b"{}".to_vec()),
            parts: vec![SealedPart {
                name: "bundle".to_owned(),
                file: "0".to_owned(),
                uploaded: false,
            }],
            manifest: None,
        }),
        link: None,
        handed_over: false,
        stop: None,
        pause: None,
        indexed: None,
    }
}

/// A receipt that says "at this index".
pub(crate) fn recorded(index: u64) -> Recorded {
    Recorded {
        index,
        size: index + 1,
        root: [0; 32],
        receipt: Blob(Vec::new()),
        tlog_proof: String::new(),
        in_history: false,
    }
}

/// A side that refused for good.
pub(crate) fn refused() -> Retry {
    Retry {
        refused: Some("no".to_owned()),
        ..Retry::default()
    }
}

/// The keys of an invented wallet.
pub(crate) fn wallet_keys() -> WalletKeys {
    let words = "legal winner thank year wave sausage worth useful legal winner thank yellow";
    WalletKeys::derive(&Phrase::parse(words).unwrap())
}

/// A grant as [`grant`], but truly signed with the keys of a wallet.
pub(crate) fn made_grant(seed: u8, now: Timestamp, keys: &WalletKeys) -> Grant {
    let mut grant = grant(seed, now);
    let own = keys.grant(grant.id.as_bytes());
    let terms = Terms {
        consent: [1; 32],
        card: grant.clinic.card,
        card_key: grant.clinic.key.0,
        relay: grant.relay.origin.clone(),
        mailbox: grant.relay.mailbox,
        access_point: [5; 32],
        ledger: "ledger.example".to_owned(),
        offline_ok: false,
        parts: vec![PartTerms {
            name: "bundle".to_owned(),
            size: 1,
            digest: [6; 32],
        }],
        wallet_keys: [7; 32],
    }
    .encode();
    let statement = Statement::grant(grant.id.as_bytes(), &own.salt, &terms, &own.signing);
    grant.terms = Some(Blob(terms));
    grant.statement = Blob(statement.as_bytes().to_vec());
    grant
}

/// An unlocked, empty wallet in a folder that goes with the first value.
pub(crate) fn vault() -> (TempDir, Vault) {
    let Wallet { vault, folder, .. } = Wallet::new();
    (folder, vault)
}

/// Keeps a grant.
pub(crate) fn insert(vault: &Vault, grant: &Grant) {
    crate::grants::insert(vault, grant, None, None).unwrap();
}

/// A grant of the sample's summary for two hours from [`crate::testing::NOW`], made for the clinic of `card`; nothing is
/// sent.
pub(crate) fn share_with(vault: &Vault, card: &Card) -> GrantId {
    crate::grants::make(vault, &wish(card), NOW, &mut OsRng)
        .unwrap()
        .id
}

/// What [`share_with`] wishes for.
pub(crate) fn wish(card: &Card) -> Wish<'_> {
    Wish {
        card,
        choice: Choice::default(),
        from: None,
        until: NOW.plus(2 * 60 * 60),
    }
}

/// Sends everything, as a patient who waits for it.
pub(crate) fn send(vault: &Vault, servers: &Servers) -> Outcome {
    run(vault, servers, &ASKED, NOW, &mut OsRng).unwrap()
}

/// A run that a patient waits for, without an end.
pub(crate) const ASKED: Run<'_> = Run {
    only: &[],
    pace: Pace::Asked,
    is_over: &|| false,
};

/// Sends, asks and follows, a minute after the tests begin.
pub(crate) fn sync(vault: &Vault, servers: &Servers) -> Synced {
    sync_at(vault, servers, NOW.plus(60))
}

/// The same at another time.
pub(crate) fn sync_at(vault: &Vault, servers: &Servers, now: Timestamp) -> Synced {
    crate::sync::sync(vault, servers, &ASKED, now, &mut OsRng).unwrap()
}

/// Where a grant stands.
pub(crate) fn state_of(vault: &Vault, id: GrantId) -> GrantState {
    let grant = crate::grants::load(vault, id).unwrap().unwrap();
    crate::grants::state(&grant, NOW.plus(60))
}

/// Another device of the same wallet: made from the words alone, with the grants that the index brings back.
pub(crate) fn other_device(wallet: &Wallet, servers: &Servers) -> (TempDir, Vault) {
    let folder = tempfile::tempdir().unwrap();
    let new = NewVault {
        root: &folder.path().join("home"),
        passphrase: crate::testing::PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings: &crate::testing::settings(),
    };
    let vault = crate::backup::restore(&new, &wallet.phrase, None, NOW, &mut OsRng).unwrap();
    crate::index::restore(&vault, servers, NOW).unwrap();
    (folder, vault)
}
