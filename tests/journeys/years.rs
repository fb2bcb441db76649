//! A ledger that ends with its year: the next one has another name, wallets and clinics move to it, the old one takes ends alone, and
//! once its last share is over its operator stops it. What it said goes on being checkable by what everybody kept, and by its folder.

use std::{fs, io::Read as _};

use keepwell_client::{
    keys::LedgerKeys,
    servers::LedgerKey,
    status::open_list,
    transport::{HttpOptions, HttpTransport, Transport as _},
};
use keepwell_clinic::desk::NewServer;
use keepwell_protocol::status::list_path;
use keepwell_server::Roles;
use keepwell_tlog::{hash::Hash, note::VerifierKey, tlog_proof::TlogProof};
use keepwell_wallet::{
    grants::{GrantState, Recorded},
    settings,
    sync::checkpoint,
};
use rand_core::OsRng;
use serde_json::Value;

use crate::{
    command::{Ended, keepwell},
    stage::{DAY, HOUR, Machine, Stage, get},
    world::World,
};

fn id(granted: &Value) -> String {
    granted["grant"].as_str().expect("an id").to_owned()
}

fn fetched(url: &str) -> Vec<u8> {
    let network = HttpTransport::new(HttpOptions::default());
    let mut answer = network.send(get(url)).expect("an answer");
    assert_eq!(answer.status, 200, "{url}");
    let mut bytes = Vec::new();
    answer.body.read_to_end(&mut bytes).expect("its body");
    bytes
}

/// How many entries a server's ledger has.
fn entries(url: &str) -> u64 {
    let text = String::from_utf8(fetched(&format!("{url}/checkpoint"))).expect("a note");
    let size = text.lines().nth(1).expect("a size");
    size.parse().expect("a number")
}

/// What becomes of a code that the clinic opens.
fn open(world: &World, code: &str, out: &str) -> Ended {
    let (code, out) = (world.path(code), world.path(out));
    world.clinic("clinic", &["open", &code, "--out", &out])
}

fn opens(world: &World, code: &str, out: &str) {
    let opened = open(world, code, out);
    assert_eq!(opened.code, 0, "{code}: {}", opened.err);
}

#[test]
fn each_year_begins_with_a_new_ledger_and_the_old_one_takes_ends() {
    let mut old = World::new();
    let (stopped, running) = (id(&old.grant(&[])), old.path("running.png"));
    fs::copy(old.path("code.png"), old.path("stopped.png")).expect("copied");
    let kept = id(&old.grant(&[]));
    fs::copy(old.path("code.png"), &running).expect("copied");
    opens(&old, "stopped.png", "before");

    // The new year. Nobody is invited to the old one any more: it takes nothing new.
    let new = World::with_server();
    old.restart_with(&["--admission", "token"]);
    let late = id(&old.grant(&[]));
    let listed = old.wallet_ok(&["grants"]);
    let mut grants = listed["grants"].as_array().expect("grants").iter();
    let waits = grants.find(|one| one["id"] == late).expect("it");
    assert_eq!(waits["state"], "pending");

    both_move(&old, &new);
    the_old_one_takes_ends(&old, (&stopped, &late));
    another_device_stops(&old, &new, &kept);
    the_old_operator_is_taken_off(&old, &new);
}

/// The wallet is told of the new server, then the clinic; each goes on with what it had.
fn both_move(old: &World, new: &World) {
    old.wallet_ok(&["server", &new.url]);
    let made = old.grant(&[]);
    assert_eq!(made["ledger"]["state"], "recorded");
    let text = made["qr_text"].as_str().expect("a code");
    assert!(text.starts_with(&new.url.to_ascii_uppercase()), "{text}");
    let refused = open(old, "code.png", "early");
    assert_eq!(refused.code, 3, "{}", refused.err);
    let moved = old.clinic("clinic", &["server", &new.url]);
    assert_eq!(moved.code, 0, "{}", moved.err);
    opens(old, "code.png", "new");
    opens(old, "running.png", "old");
    // Its new card names the new server, and the wallet takes it for the same clinic.
    let card = old.path("clinic.card");
    fs::remove_file(&card).expect("removed");
    let made = old.clinic("clinic", &["card", "--out", &card]);
    assert_eq!(made.code, 0, "{}", made.err);
    let link = made.json()["card"].as_str().expect("a link").to_owned();
    assert!(link.starts_with(&new.url.to_ascii_uppercase()), "{link}");
    old.grant(&[]);
    opens(old, "code.png", "renewed");
}

/// An old share is stopped on the old ledger alone.
fn the_old_one_takes_ends(old: &World, (stopped, late): (&str, &str)) {
    let told = old.wallet_ok(&["revoke", stopped]);
    assert_eq!(told["grants"][0]["state"], "revoked");
    let proof = old.path("proof.json");
    old.wallet_ok(&["proof", stopped, "--out", &proof]);
    let file: Value = serde_json::from_slice(&fs::read(&proof).expect("a file")).expect("JSON");
    assert_eq!(file["log"]["key"], old.ready["ledger"]["key"]);
    assert!(file["stop"]["index"].is_u64(), "{file}");
    assert_eq!(open(old, "stopped.png", "refused").code, 3);
    old.wallet_ok(&["revoke", late]);
    old.wallet_ok(&["sync"]);
    let checks = old.wallet_ok(&["check"]);
    let checks = checks["checks"].as_array().expect("checks");
    assert!(checks.iter().all(|check| check["ok"] == true), "{checks:?}");
}

/// Another device, which knows words and the new server alone, stops what is left on the old one.
fn another_device_stops(old: &World, new: &World, kept: &str) {
    let words = old.path("words");
    let line = ["restore", "--server", &new.url, "--phrase-file", &words];
    let restored = old.run("wallet", "device", &line);
    assert_eq!(restored.code, 0, "{}", restored.err);
    let stop = old.run("wallet", "device", &["revoke", kept]);
    assert_eq!(stop.code, 0, "{}", stop.err);
    assert_eq!(stop.json()["grants"][0]["state"], "revoked");
    assert_eq!(open(old, "running.png", "gone").code, 3);
}

/// The clinic takes the old operator from its list, and can list it again.
fn the_old_operator_is_taken_off(old: &World, new: &World) {
    let left = old.clinic("clinic", &["allow", "--stop", &old.url]);
    assert_eq!(left.json()["relays"], serde_json::json!([new.url]));
    let key = old.ready["ledger"]["key"].as_str().expect("a key");
    let again = format!("{}={key}@{}", old.url, old.url);
    let listed = old.clinic("clinic", &["allow", &again]);
    let both = serde_json::json!([new.url, old.url]);
    assert_eq!(listed.json()["relays"], both, "{}", listed.err);
}

/// That this receipt proves its entry under the ledger's key, which needs no server; gives the size that it speaks of.
fn proves(recorded: &Recorded, entry: &[u8], key: &VerifierKey) -> u64 {
    let proof = TlogProof::parse(recorded.tlog_proof.as_bytes()).expect("a proof");
    let leaf = Hash::of_leaf(entry);
    let signed = proof.verify(&leaf, std::slice::from_ref(key));
    signed.expect("it proves it").checkpoint().size()
}

#[test]
fn a_year_that_is_over_is_stopped_and_goes_on_being_checkable() {
    let mut stage = Stage::new();
    let (mut clinic, card) = stage.clinic("Harbour Clinic");
    let patient = &mut stage.patient("patient");
    let grant = patient.grant(&stage, &stage.wish(&card));
    let ended = patient.grant(&stage, &stage.wish(&card));
    clinic.opens(&stage, &grant.qr_text);
    let old_key = patient.vault.settings().ledger.clone();

    let next = Machine::start(stage.path("next"), Roles::ALL, None, &stage.clock);
    let to = settings::pin(&stage.wire, next.url.clone(), None).expect("a server");
    patient.vault.set_settings(to).expect("moved");
    let to = NewServer {
        server: &next.url,
        ledger_key: None,
        witnesses: None,
    };
    let moved = clinic
        .desk
        .move_to(&to, &stage.wire, stage.now(), &mut OsRng);
    moved.expect("moved");
    patient.stop(&stage, ended.id);
    patient.sync_well(&stage);
    assert!(checkpoint(&patient.vault).expect("readable").is_some());

    // The last share is over, and so is the time in which wallets ask about it.
    stage.clock.pass(2 * HOUR + 31 * DAY);
    stage.settle();
    stage.settle_at(&next.url);
    let last = entries(stage.url.as_str());
    stage.server.stop();
    patient.sync_well(&stage);
    let made = patient.grant(&stage, &stage.wish(&clinic.card(&stage)));
    clinic.opens(&stage, &made.qr_text);
    assert_eq!(patient.state(&stage, grant.id), GrantState::Expired);

    // What the patient has proves what it proved.
    let known = patient.known(ended.id);
    let recorded = known.ledger.recorded.as_ref().expect("recorded");
    assert!(proves(recorded, &known.entry().to_bytes(), &old_key) <= last);
    let stop = known.stop.as_ref().expect("a stop");
    assert!(stop.recorded.as_ref().is_some_and(|one| one.in_history));

    // The folder is whole, and whoever is asked for it shows the same once more.
    let folder = stage.server.data().display().to_string();
    let checked = keepwell(&["ledger", "check", "--data", &folder]);
    assert_eq!(checked.code, 0, "{}", checked.err);
    assert!(checked.json()["entries"].as_u64() >= Some(last));
    stage.server.restart();
    assert!(entries(stage.url.as_str()) >= last);
    stage.settle();
    let list = fetched(&format!("{}{}", stage.url, list_path(0)));
    let list = open_list(&list, 0, &LedgerKeys::from(LedgerKey::from(old_key))).expect("a list");
    let stood = |id| patient.known(id).log_index().expect("an index");
    assert_eq!(list.is_revoked(stood(ended.id)), Some(true));
    assert_eq!(list.is_revoked(stood(grant.id)), Some(false));
}
