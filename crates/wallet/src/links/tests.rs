//! Links from the person's wish to what a relay and a reader get, and what stops them.

use std::{collections::HashSet, sync::Mutex};

use data_encoding::BASE64URL_NOPAD;
use keepwell_client::transport::{Request, Response, Transport, TransportError};
use keepwell_protocol::{
    entry::EntryType,
    public_link::{PublishLink, Rearm, address_digest, base},
    relay_api::MailboxState,
    time::Timestamp,
};
use keepwell_smart::{
    file,
    link::{Found, Link},
};
use rand_core::{OsRng, RngCore as _};
use serde_json::Value;

use super::{compose::fresh_iv, *};
use crate::{
    fixtures::{ASKED, Servers, other_device, relay_origin, send, state_of, sync},
    grants::{self, GrantError, GrantState, Seen},
    outbox::run,
    share::Choice,
    testing::{NOW, Wallet},
    vault::Vault,
};

const HOUR_S: u64 = 60 * 60;
const LABEL: &str = "Sommaire pour l’été";
const CODE: &str = "blue anchor 42";

fn wish(shape: Shape) -> LinkWish<'static> {
    LinkWish {
        shape,
        choice: Choice::default(),
        label: LABEL,
        passcode: None,
        attempts: ATTEMPTS,
        from: None,
        until: NOW.plus(2 * HOUR_S),
    }
}

fn with_passcode() -> LinkWish<'static> {
    LinkWish {
        passcode: Some(CODE),
        ..wish(Shape::Travel)
    }
}

fn made(vault: &Vault, wish: &LinkWish<'_>) -> MadeLink {
    make(vault, wish, NOW, &mut OsRng).unwrap()
}

fn read(text: &str) -> Link {
    let Found { link, oddities, .. } = Link::read(text).unwrap();
    assert!(oddities.is_empty(), "written as the standard has it");
    link
}

/// What the relay has of the only link: what was published, and every version of its file.
fn at_relay(servers: &Servers) -> (PublishLink, Vec<String>) {
    let state = servers.inside();
    let mailbox = state.mailboxes.values().next().unwrap();
    let set = serde_json::from_slice(mailbox.link.as_ref().unwrap()).unwrap();
    let files = mailbox.parts["summary"].iter();
    let text = |file: &Vec<u8>| String::from_utf8(file.clone()).unwrap();
    (set, files.map(text).collect())
}

fn opened(link: &Link, sealed: &str) -> Value {
    let content = file::open(link.key(), sealed).unwrap();
    assert_eq!(
        content.content_type.as_deref(),
        Some("application/fhir+json")
    );
    serde_json::from_slice(&content.bytes).unwrap()
}

fn iv(sealed: &str) -> &str {
    sealed.split('.').nth(2).unwrap()
}

#[test]
fn a_travel_link_is_an_ips_document_behind_a_passcode() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let made = made(vault, &with_passcode());
    assert_eq!(state_of(vault, made.id), GrantState::Pending);
    assert_eq!(send(vault, &servers).sent, 1);
    assert_eq!(state_of(vault, made.id), GrantState::Active);

    let link = read(&made.link);
    assert_eq!((link.flags.letters().as_str(), link.expires), ("LP", None));
    assert_eq!(link.label.as_deref(), Some(LABEL));
    assert!(
        made.page
            .starts_with("https://clinic.example/view#shlink:/")
    );
    assert_eq!(read(&made.page).url(), link.url());
    let (set, files) = at_relay(&servers);
    let random_part = link.url().strip_prefix(&base(&relay_origin())).unwrap();
    assert_eq!(address_digest(random_part), Some(set.address));
    let passcode = set.passcode.unwrap();
    assert!(passcode.is(CODE).unwrap() && !passcode.is("blue").unwrap());
    assert_eq!((passcode.attempts, set.is_single_file), (10, false));
    let bundle = opened(&link, &files[0]);
    assert_eq!(bundle["type"], "document");
    assert_eq!(
        bundle["entry"][0]["resource"]["resourceType"],
        "Composition"
    );
}

#[test]
fn a_link_for_the_usa_is_a_collection_with_its_pdf_and_an_end() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let made = made(vault, &wish(Shape::ClinicUs));
    send(vault, &servers);
    let link = read(&made.link);
    assert_eq!(link.flags.letters(), "U");
    assert_eq!(link.expires, Some(made.expires.seconds()));
    let (set, files) = at_relay(&servers);
    assert!(set.is_single_file && set.passcode.is_none());
    assert_eq!(set.files, ["summary"]);
    let bundle = opened(&link, &files[0]);
    assert_eq!(bundle["type"], "collection");
    assert!(bundle["timestamp"].is_string());
    let entries = bundle["entry"].as_array().unwrap();
    let kinds: Vec<_> = entries
        .iter()
        .map(|entry| entry["resource"]["resourceType"].as_str().unwrap())
        .collect();
    let count = |kind| kinds.iter().filter(|found| **found == kind).count();
    assert_eq!((count("Patient"), count("Composition")), (1, 0));
    assert_eq!(kinds.last(), Some(&"DocumentReference"));
    // Nothing in it leads outside.
    let names: HashSet<_> = entries
        .iter()
        .map(|entry| entry["fullUrl"].as_str())
        .collect();
    assert_eq!(names.len(), entries.len());
    for reference in references(&bundle) {
        assert!(
            reference.starts_with('#') || names.contains(&Some(reference)),
            "{reference}"
        );
    }
    assert!(!bundle.to_string().contains("\"profile\""));
}

fn references(value: &Value) -> Vec<&str> {
    match value {
        Value::Array(items) => items.iter().flat_map(references).collect(),
        Value::Object(members) => members
            .iter()
            .flat_map(|(name, value)| match value.as_str() {
                Some(text) if name == "reference" => vec![text],
                _ => references(value),
            })
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn a_link_is_on_the_ledger_and_the_words_alone_stop_it() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let made = made(&wallet.vault, &with_passcode());
    send(&wallet.vault, &servers);
    assert_eq!(servers.inside().entries(EntryType::Grant).len(), 1);
    let grant = grants::load(&wallet.vault, made.id).unwrap().unwrap();
    let keys = wallet.vault.keys().grant(made.id.as_bytes());
    let (statement, terms) = (grant.statement().unwrap(), grant.terms.unwrap().0);
    assert!(statement.commits_to(&keys.salt, &terms));

    let (_folder, other) = other_device(&wallet, &servers);
    let [line] = list(&other, NOW).unwrap().try_into().unwrap();
    assert_eq!((line.label.as_str(), line.shape), (LABEL, Shape::Travel));
    assert_eq!((line.state, line.has_passcode), (GrantState::Active, None));
    assert!(
        code(&other, made.id, NOW).unwrap().is_none(),
        "it has no key"
    );
    let refused = update(&other, made.id, NOW, &mut OsRng);
    assert!(matches!(refused, Err(GrantError::NotRepeatable)));
    grants::revoke(&other, made.id, NOW).unwrap();
    send(&other, &servers);
    assert_eq!(state_of(&other, made.id), GrantState::Revoked);
    assert_eq!(servers.inside().entries(EntryType::Revocation).len(), 1);
    assert!(servers.inside().are_all_closed());
}

#[test]
fn an_update_keeps_address_and_key_and_a_new_link_has_neither() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let first = made(vault, &wish(Shape::Travel));
    send(vault, &servers);
    update(vault, first.id, NOW, &mut OsRng).unwrap();
    assert_eq!(state_of(vault, first.id), GrantState::Pending);
    assert_eq!(send(vault, &servers).sent, 1);
    assert_eq!(state_of(vault, first.id), GrantState::Active);
    let (_, files) = at_relay(&servers);
    let [before, after] = files.as_slice() else {
        panic!("two versions expected")
    };
    let link = read(&first.link);
    assert_eq!(opened(&link, before)["type"], opened(&link, after)["type"]);
    assert_ne!(iv(before), iv(after));
    let code = code(vault, first.id, NOW).unwrap().unwrap();
    assert_eq!((&code.link, &code.page), (&first.link, &first.page));
    let second = read(&made(vault, &wish(Shape::Travel)).link);
    assert_ne!(second.url(), link.url());
    assert_ne!(second.key().as_bytes(), link.key().as_bytes());
    assert!(file::open(second.key(), after).is_err());
    assert_eq!(grants::access(vault, NOW).unwrap().bearer_links, 2);
}

#[test]
fn no_iv_comes_twice() {
    let mut key = [0; 32];
    OsRng.fill_bytes(&mut key);
    let key = keepwell_smart::link::Key::new(key);
    let sealed = || file::seal(&key, fresh_iv(&mut OsRng), "application/fhir+json", b"{}").unwrap();
    let ivs: HashSet<String> = (0..10_000).map(|_| iv(&sealed()).to_owned()).collect();
    assert_eq!(ivs.len(), 10_000);
}

/// Notes everything that leaves the device.
struct Wire<'s>(&'s Servers, Mutex<Vec<u8>>);

impl Transport for Wire<'_> {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        let mut sent = self.1.lock().unwrap();
        sent.extend(format!("{:?}", request.headers).bytes());
        sent.extend(request.url.bytes());
        sent.extend(&request.body);
        drop(sent);
        self.0.send(request)
    }
}

#[test]
fn no_server_is_sent_key_address_label_passcode_or_name() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let made = made(vault, &with_passcode());
    let wire = Wire(&servers, Mutex::default());
    run(vault, &wire, &ASKED, NOW, &mut OsRng).unwrap();
    let sent = wire.1.into_inner().unwrap();
    let link = read(&made.link);
    let random_part = link.url().strip_prefix(&base(&relay_origin())).unwrap();
    let key = BASE64URL_NOPAD.encode(link.key().as_bytes());
    let secrets: [&[u8]; 6] = [
        random_part.as_bytes(),
        key.as_bytes(),
        link.key().as_bytes(),
        LABEL.as_bytes(),
        CODE.as_bytes(),
        b"Haddad",
    ];
    for (number, secret) in secrets.into_iter().enumerate() {
        let is_there = sent.windows(secret.len()).any(|bytes| bytes == secret);
        assert!(!is_there, "{number}");
    }
    assert!(sent.len() > 10_000, "the file was sent");
}

#[test]
fn a_link_is_given_a_new_end_after_the_old_one() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let (travel, usa) = (
        made(vault, &wish(Shape::Travel)),
        made(vault, &wish(Shape::ClinicUs)),
    );
    let late = NOW.plus(3 * HOUR_S);
    let until = late.plus(HOUR_S);
    let arm = |id| rearm(vault, id, (until, Some(2)), late, &mut OsRng);
    assert!(matches!(arm(travel.id), Err(GrantError::NotSent)));
    send(vault, &servers);
    for id in [travel.id, usa.id] {
        let over = |grant: &mut grants::Grant| {
            grant.relay.seen = Some(Seen {
                at: late,
                state: Some(MailboxState::Expired),
                openings: 5,
            });
        };
        grants::change(vault, id, over).unwrap();
        assert!(matches!(
            update(vault, id, late, &mut OsRng),
            Err(GrantError::Over)
        ));
        arm(id).unwrap();
    }
    assert_eq!(
        run(vault, &servers, &ASKED, late, &mut OsRng).unwrap().sent,
        2
    );
    let grant = grants::load(vault, travel.id).unwrap().unwrap();
    assert_eq!(grants::state(&grant, late), GrantState::Active);
    assert_eq!((grant.until, grant.openings), (until, Some(7)));
    for mailbox in servers.inside().mailboxes.values() {
        let wish: Rearm = serde_json::from_slice(mailbox.rearmed.as_ref().unwrap()).unwrap();
        assert_eq!((wish.expires, wish.openings), (until, Some(2)));
        assert_eq!(
            mailbox.parts["summary"].len(),
            2,
            "the file went with the old end"
        );
    }
    let text = |id| code(vault, id, late).unwrap().unwrap().link;
    assert_eq!(text(travel.id), travel.link, "one on paper goes on");
    assert_eq!(read(&text(usa.id)).expires, Some(until.seconds()));
    ends_for_good(vault, [travel.id, usa.id], until);
}

/// What the relay has forgotten, or the person stopped, gets no other end.
fn ends_for_good(vault: &Vault, [travel, usa]: [grants::GrantId; 2], until: Timestamp) {
    let late = NOW.plus(3 * HOUR_S);
    let beyond = Timestamp::from_seconds(until.seconds() + 31 * 24 * HOUR_S);
    let forgotten = rearm(vault, usa, (beyond.plus(HOUR_S), None), beyond, &mut OsRng);
    assert!(matches!(forgotten, Err(GrantError::Over)));
    grants::revoke(vault, travel, late).unwrap();
    let armed = rearm(vault, travel, (until, Some(2)), late, &mut OsRng);
    assert!(matches!(armed, Err(GrantError::Over)));
}

#[test]
fn a_link_is_paused_and_let_in_again_as_a_grant_is() {
    let (wallet, servers) = (Wallet::with_sample(), Servers::default());
    let vault = &wallet.vault;
    let id = made(vault, &wish(Shape::ClinicUs)).id;
    send(vault, &servers);
    grants::pause(vault, id, NOW).unwrap();
    send(vault, &servers);
    sync(vault, &servers);
    assert_eq!(state_of(vault, id), GrantState::Paused);
    grants::resume(vault, id, NOW.plus(1)).unwrap();
    send(vault, &servers);
    assert_eq!(state_of(vault, id), GrantState::Active);
}

#[test]
fn what_no_link_may_be_is_refused_before_anything_is_kept() {
    let wallet = Wallet::with_sample();
    let long = "é".repeat(81);
    let refused = |change: &dyn Fn(&mut LinkWish<'_>)| {
        let mut wish = with_passcode();
        change(&mut wish);
        let refused = make(&wallet.vault, &wish, NOW, &mut OsRng);
        refused.err().unwrap().to_string()
    };
    let said = [
        refused(&|wish| wish.shape = Shape::ClinicUs),
        refused(&|wish| wish.passcode = Some("123")),
        refused(&|wish| wish.attempts = 0),
        refused(&|wish| wish.attempts = 101),
        refused(&|wish| wish.until = NOW),
        refused(&|wish| wish.until = NOW.plus(31 * 24 * HOUR_S)),
        refused(&|wish| wish.choice.openings = Some(0)),
    ];
    let different: HashSet<_> = said.iter().collect();
    assert_eq!(different.len(), 5, "{said:?}");
    let label = LinkWish {
        label: &long,
        ..wish(Shape::Travel)
    };
    assert!(make(&wallet.vault, &label, NOW, &mut OsRng).is_err());
    assert!(grants::all(&wallet.vault).unwrap().is_empty());
    let waiting = std::fs::read_dir(wallet.vault.home().outbox());
    assert_eq!(waiting.map_or(0, Iterator::count), 0);
    assert!(matches!(
        code(&wallet.vault, grants::GrantId::from_bytes([1; 16]), NOW),
        Err(GrantError::NotFound)
    ));
}
