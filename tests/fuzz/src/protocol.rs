//! Targets over `keepwell-protocol`: everything that travels between programs. Documents behind a signature or a seal are
//! also tried signed and sealed anew, since no change would get past the check otherwise.

use keepwell_crypto::{
    agree::{AgreementSecret, Sealed},
    hash::Digest,
    label::Label,
    seal::{DataKey, Place},
    secret::Secret32,
    sign::SigningKey,
};
use keepwell_protocol::{
    access_root::{AccessRoot, EventProof},
    admission::{
        Challenge, Directory, Invitation, Solution, Token, TokenChallenge, TokenRequest,
        TokenResponse,
    },
    batch,
    card::Card,
    card_box, consent, discovery,
    emergency_card::EmergencyCard,
    entry::{Entry, EntryType},
    frame::{Collector, Frame, MAX_OBJECT, PREFIX, Progress, SYMBOL},
    http_signature::Evidence,
    key_set::{KeySet, ListedKey, RelayKey},
    ledger_api::{sign_time, verify_time},
    link::{CardLink, FirstLink, GrantLink, Link, ScreenLink},
    mailbox::MailboxId,
    manifest::Manifest,
    origin::Origin,
    parcel::{self, Content, Parcel},
    part,
    receipt::Receipt,
    relay_api,
    report::{Report, SealedReport},
    retention::{Kept, Retention},
    rotation::Rotation,
    statement::Statement,
    status::{Bitmap, Delta, NoticesPage, SHARD_BYTES, StatusList, is_notice},
    terms::Terms,
    time::{Timestamp, parse_duration},
};
use rand_core::OsRng;
use serde::{Serialize, de::DeserializeOwned};

use super::{
    crypto::IDENTITY_SECRET,
    signed::{CLINIC_SEED, GRANT_SEED, LEDGER_SEED, sign_anew},
};

/// Stands for every digest: of the statement in a report or an entry, of the card in a box.
pub const DIGEST: Digest = [8; 32];
/// The nonce in the vectors' signed time.
const NONCE: [u8; 32] = [9; 32];
/// The relay's key in the vectors' access roots.
const RELAY_SEED: [u8; 32] = [11; 32];
const LEDGER: &str = "ledger.example/2026";

/// A challenge and its answer, as HTTP carries them.
pub fn admission(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(challenge) = Challenge::from_header(&text) {
        assert_eq!(challenge.to_header(), text);
        assert!(!challenge.is_made_with(&Secret32::from_bytes([0; 32])));
    }
    if let Ok(solution) = Solution::from_header(&text) {
        assert_eq!(solution.to_header(), text);
        let _ = solution.is_for(&DIGEST);
    }
}

/// What is asked and shown where tokens let in, how they are made, and an invitation as a person writes it.
pub fn token(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(challenge) = TokenChallenge::from_header(&text) {
        assert_eq!(
            TokenChallenge::from_header(&challenge.to_header()),
            Ok(challenge)
        );
    }
    for token in [Token::from_header(&text), Token::from_bytes(data)]
        .into_iter()
        .flatten()
    {
        assert!(Token::from_header(&token.to_header()) == Ok(token));
    }
    if let Ok(request) = TokenRequest::from_bytes(data) {
        assert_eq!(request.to_bytes(), data);
    }
    if let Ok(response) = TokenResponse::from_bytes(data) {
        assert_eq!(response.to_bytes(), data);
    }
    if let Ok(directory) = Directory::from_json(data) {
        let _ = directory.key();
    }
    if let Ok(invitation) = Invitation::parse(&text) {
        assert_eq!(
            Invitation::parse(&invitation.to_text()).map(|one| one.digest()),
            Ok(invitation.digest())
        );
    }
}

/// A clinic card.
pub fn card(data: &[u8]) {
    let _ = Card::parse(data);
    let key = SigningKey::from_seed(&CLINIC_SEED);
    if let Some(Ok(card)) = sign_anew(data, &key).as_deref().map(Card::parse) {
        assert_eq!(card.key(), key.verifying_key());
        let again = Card::sign(card.details().clone(), &key);
        assert!(Card::parse(again.as_bytes()).is_ok());
    }
}

/// Statements that came together, and the answer to them: a byte that says how many were sent, then the outcomes.
pub fn batch(data: &[u8]) {
    if let Ok(statements) = batch::split(data) {
        let again = batch::encode(statements.iter().copied());
        assert_eq!(again.as_deref(), Some(data));
        let read = Statement::parse_all(&statements, &mut OsRng);
        let each = statements.iter().map(|one| Statement::parse(one));
        assert!(each.eq(read));
    }
    if let Some((count, answer)) = data.split_first()
        && let Ok(outcomes) = batch::decode_outcomes(answer, (*count).into())
    {
        assert_eq!(batch::encode_outcomes(&outcomes), answer);
    }
}

/// What is in a card's box: sealed as it is, then opened.
pub fn card_box(data: &[u8]) {
    let _ = card_box::open(&DIGEST, data);
    let key = DataKey::from_secret(Secret32::derive(&DIGEST, Label::CARD_KEY, &[]));
    let place = Place {
        table: "card",
        key: &DIGEST,
        version: 1,
    };
    let sealed = key.seal(place, data, &mut OsRng);
    assert!(
        card_box::open(&DIGEST, &sealed).is_err(),
        "the digest of no card"
    );
}

/// A Consent.
pub fn consent(data: &[u8]) {
    if let Ok(permission) = consent::parse(data) {
        let again = consent::build(&permission).expect("what was read can be written");
        assert!(consent::parse(&again).expect("and read again") == permission);
    }
}

/// A ledger entry.
pub fn entry(data: &[u8]) {
    if let Ok(entry) = Entry::parse(data) {
        assert_eq!(entry.to_bytes(), data);
    }
}

/// A signed request: method, address, digest, input, signature and opening, a line each.
pub fn http_signature(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n').map(str::to_owned);
    let mut line = || lines.next().unwrap_or_default();
    let evidence = Evidence {
        method: line(),
        target_uri: line(),
        content_digest: line(),
        signature_input: line(),
        signature: line(),
        opening: keepwell_protocol::mailbox::OpeningId::parse(&line()),
    };
    if let Ok(signed) = evidence.verify() {
        assert!((1..=64).contains(&signed.nonce.len()));
    }
}

/// Any link of ours.
pub fn link(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    match Link::parse(&text) {
        Ok(Link::Grant(link)) => assert_eq!(GrantLink::parse(&link.to_text()), Ok(link)),
        Ok(Link::Card(CardLink::Card(bytes))) => card(&bytes),
        Ok(Link::First(link)) => assert_eq!(FirstLink::parse(&link.to_text()), Ok(link)),
        Ok(Link::Screen(link)) => assert_eq!(ScreenLink::parse(&link.to_text()), Ok(link)),
        Ok(Link::Card(CardLink::Digest(..))) | Err(_) => {}
    }
}

/// Frames of an animated code, a line each; and the same bytes as a symbol, whose checksum is right.
pub fn frame(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut collector = Collector::default();
    for line in text.lines() {
        if let Ok(frame) = Frame::parse(line) {
            assert_eq!(frame.to_text(), line);
            collected(&mut collector, frame);
        }
    }
    // Some frames are enough: each is solved for.
    let mut numbers = data.iter().copied().take(32);
    let mut next = || numbers.next().map(u32::from);
    while let (Some(length), Some(number)) = (next(), next()) {
        let frame = Frame {
            object: DIGEST[..8].try_into().expect("eight bytes"),
            length: usize::try_from(length * 20 + 1).expect("a small number"),
            number,
            symbol: [data, &[0; SYMBOL]].concat()[..SYMBOL].to_vec(),
        };
        let text = frame.to_text();
        assert!(text.starts_with(PREFIX));
        assert_eq!(Frame::parse(&text).as_ref(), Ok(&frame));
        collected(&mut collector, frame);
    }
}

fn collected(collector: &mut Collector, frame: Frame) {
    match collector.take(frame) {
        Progress::More { have, needed } => {
            assert!(have < needed && needed <= MAX_OBJECT / SYMBOL + 1)
        }
        Progress::Whole(object) => assert!(object.len() <= MAX_OBJECT),
    }
}

/// An emergency card: as it came, and its lines signed anew.
pub fn emergency_card(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(card) = EmergencyCard::read(&text) {
        assert!(text.contains(card.text().lines().next().unwrap_or_default()));
    }
    let lines = text
        .rsplit_once('\n')
        .map_or(text.as_ref(), |(lines, _)| lines);
    let key = SigningKey::from_seed(&GRANT_SEED);
    if let Ok(signed) = EmergencyCard::sign(lines, &key) {
        match EmergencyCard::read(&signed) {
            Ok(card) => {
                assert!(card.text() == lines && *card.key() == key.verifying_key());
                let _ = card.part();
            }
            Err(error) => panic!("{error}"),
        }
    }
}

/// A share's manifest.
pub fn manifest(data: &[u8]) {
    if let Ok(manifest) = Manifest::parse(data) {
        assert_eq!(manifest.encode(), data);
        let _ = manifest.identity_signed(&DIGEST);
    }
}

/// A parcel, and what is under its seal.
pub fn parcel(data: &[u8]) {
    if let Ok(parcel) = Parcel::parse(data) {
        assert_eq!(parcel.encode(), data);
    }
    if let Ok(content) = Content::parse(data) {
        let _ = content.manifest();
        if let Ok(bundle) = parcel::unpack(&content.packed, 100) {
            assert_eq!(bundle.len(), 100);
        }
    }
}

/// The relay's and the server's JSON.
pub fn messages(data: &[u8]) {
    json::<discovery::ServerInfo>(data);
    json::<relay_api::CreateMailbox>(data);
    json::<relay_api::ErrorBody>(data);
    json::<relay_api::MailboxStatus>(data);
    json::<SealedReport>(data);
}

fn json<T: Serialize + DeserializeOwned + PartialEq>(data: &[u8]) {
    if let Ok(value) = serde_json::from_slice::<T>(data) {
        let text = serde_json::to_vec(&value).expect("what was read can be written");
        let again: T = serde_json::from_slice(&text).expect("and read again");
        assert!(again == value);
    }
}

/// A server's address.
pub fn origin(data: &[u8]) {
    if let Ok(origin) = Origin::parse(&String::from_utf8_lossy(data)) {
        assert_eq!(Origin::parse(origin.as_str()).as_ref(), Ok(&origin));
        assert!(!origin.authority().contains(['@', '/', '?', '#', '%', ' ']));
        assert!(origin.is_loopback() || origin.as_str().starts_with("https://"));
    }
}

/// A part's frame; then the same bytes padded to the smallest frame, and framed properly.
pub fn part(data: &[u8]) {
    let _ = part::unframe(data);
    let mut padded = data.to_vec();
    padded.resize(65_536, 0);
    if let Ok(content) = part::unframe(&padded) {
        assert_eq!(part::frame(content), padded);
    }
    assert_eq!(part::unframe(&part::frame(data)).ok(), Some(data));
}

/// A receipt.
pub fn receipt(data: &[u8]) {
    let entry = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: DIGEST,
    };
    let key = SigningKey::from_seed(&LEDGER_SEED).verifying_key();
    if let Ok(receipt) = Receipt::verify(data, &entry, LEDGER, &key) {
        assert!(receipt.index < receipt.size);
    }
}

/// A clinic's report: what is inside the seal, as it is and signed anew.
pub fn report(data: &[u8]) {
    let key = SigningKey::from_seed(&CLINIC_SEED);
    let wallet = AgreementSecret::from_secret(&Secret32::from_bytes(IDENTITY_SECRET));
    let open = |inside: &[u8]| {
        let info = Label::REPORT.with(&[&DIGEST]);
        let Sealed { enc, ciphertext } = wallet.public().seal(&info, inside, &mut OsRng).ok()?;
        let sealed = SealedReport { enc, ciphertext };
        Report::open(&sealed, &wallet, &DIGEST, &key.verifying_key()).ok()
    };
    open(data);
    if let Some(report) = sign_anew(data, &key).and_then(|inside| open(&inside)) {
        assert_eq!(report.statement, DIGEST);
    }
}

/// What was revoked between two status lists.
pub fn status_delta(data: &[u8]) {
    let key = SigningKey::from_seed(&LEDGER_SEED).verifying_key();
    if let Ok(delta) = Delta::open(data, LEDGER, &key) {
        assert!(delta.from <= delta.root.size);
        let ascends = delta.targets().iter().zip(delta.targets().iter().skip(1));
        assert!(ascends.into_iter().all(|(one, next)| one < next));
        assert!(delta.targets().iter().all(|one| *one < delta.root.size));
        // The vector's statement is of 8 entries, so that this stays small.
        let mut bitmap = Bitmap::default();
        bitmap.grow(delta.from, []);
        let _ = delta.apply(&mut bitmap);
    }
}

/// What a ledger gives of the entries that concern every reader.
pub fn notices(data: &[u8]) {
    if let Ok(page) = NoticesPage::parse(data) {
        let ascends = page.notices.iter().zip(page.notices.iter().skip(1));
        assert!(ascends.into_iter().all(|(one, next)| one.0 < next.0));
        assert!(page.notices.iter().all(|(_, entry)| is_notice(entry.kind)));
        let again = NoticesPage::encode(&page.statement, &page.notices);
        assert_eq!(NoticesPage::parse(&again), Ok(page));
    }
}

/// A shard's status list, as it is and signed anew.
pub fn status_list(data: &[u8]) {
    let key = SigningKey::from_seed(&LEDGER_SEED);
    let open = |bytes: &[u8]| StatusList::open(bytes, 0, LEDGER, &key.verifying_key());
    let _ = open(data);
    if let Some(list) = sign_anew(data, &key).and_then(|bytes| open(&bytes).ok()) {
        assert_eq!(list.shard().bits().len(), SHARD_BYTES);
        assert_eq!(list.is_revoked(list.root.size), None);
    }
}

/// What a relay gives the owner of a mailbox for an event: as JSON with its statement, and the statement alone, signed anew.
pub fn access_root(data: &[u8]) {
    let mailbox = MailboxId::from_bytes([7; 16]);
    if let Ok(proof) = serde_json::from_slice::<EventProof>(data)
        && let Ok((event, statement, root)) = proof.check(&mailbox)
    {
        assert!(root.spans(event.time) && proof.index < proof.size);
        assert_eq!(AccessRoot::read(&statement), Ok(root));
    }
    let key = SigningKey::from_seed(&RELAY_SEED);
    if let Some(bytes) = sign_anew(data, &key)
        && let Ok(statement) = Statement::parse(&bytes)
        && let Ok(root) = AccessRoot::read(&statement)
    {
        assert_eq!(AccessRoot::read(&root.sign(&key)), Ok(root));
    }
}

/// A ledger's key set, signed anew.
pub fn key_set(data: &[u8]) {
    let key = SigningKey::from_seed(&LEDGER_SEED);
    if let Some(bytes) = sign_anew(data, &key)
        && let Ok(statement) = Statement::parse(&bytes)
        && let Ok(set) = KeySet::read(&statement, &key.verifying_key())
    {
        if set.ledger == key.verifying_key() {
            assert_eq!(set.sign(&key).as_bytes(), bytes);
        }
        for relay in &set.relays {
            assert_eq!(RelayKey::parse(&relay.to_string()).as_ref(), Some(relay));
        }
    }
}

/// The keys that a ledger lists.
pub fn key_list(data: &[u8]) {
    if let Ok(keys) = ListedKey::parse(data) {
        assert_eq!(ListedKey::encode(&keys), data);
    }
}

/// What a ledger says that it has pruned, signed anew; and the list of what stayed.
pub fn retention(data: &[u8]) {
    let key = SigningKey::from_seed(&LEDGER_SEED);
    if let Some(bytes) = sign_anew(data, &key)
        && let Ok(statement) = Statement::parse(&bytes)
        && let Ok(policy) =
            Retention::read(&statement, "ledger.example/ledger", &key.verifying_key())
    {
        assert_eq!(policy.sign(&key).as_bytes(), bytes);
    }
    if let Ok(kept) = Kept::parse(data.to_vec()) {
        assert_eq!(kept.as_bytes(), data);
        assert!(!kept.is_pruned(kept.minimum() / 256));
    }
}

/// The proof that a ledger's key was handed over.
pub fn rotation(data: &[u8]) {
    if let Ok(rotation) = Rotation::parse(data) {
        assert_ne!(rotation.old, rotation.new);
        assert_eq!(rotation.signed.note().signatures().len(), 2);
    }
}

/// The ledger's signed time.
pub fn signed_time(data: &[u8]) {
    let key = SigningKey::from_seed(&LEDGER_SEED);
    let verify = |bytes: &[u8]| verify_time(bytes, &NONCE, &key.verifying_key());
    let _ = verify(data);
    if let Some(bytes) = sign_anew(data, &key)
        && let Ok(time) = verify(&bytes)
    {
        assert_eq!(sign_time(&NONCE, time, &key), bytes);
    }
}

/// A statement.
pub fn statement(data: &[u8]) {
    let _ = Statement::parse(data);
    let key = SigningKey::from_seed(&GRANT_SEED);
    if let Some(bytes) = sign_anew(data, &key)
        && let Ok(statement) = Statement::parse(&bytes)
    {
        let again = Statement::sign(
            statement.kind(),
            statement.subject(),
            statement.payload(),
            &key,
        );
        assert_eq!(again.as_bytes(), bytes);
    }
}

/// A grant's terms.
pub fn terms(data: &[u8]) {
    if let Ok(terms) = Terms::parse(data) {
        assert_eq!(Terms::parse(&terms.encode()).as_ref(), Ok(&terms));
    }
}

/// A time or a duration as people and servers write them.
pub fn timestamp(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    if let Ok(time) = Timestamp::parse(&text) {
        assert_eq!(Timestamp::parse(&time.to_string()), Ok(time));
    }
    if let Ok(seconds) = parse_duration(&text) {
        assert!((60..=30 * 24 * 60 * 60).contains(&seconds));
    }
}
