//! Parcels: the same checks with nothing but what came in the animated code, and what is refused then.

use keepwell_crypto::spoken::SpokenWords;
use keepwell_protocol::{parcel::Parcel, spoken::Spoken};

use super::*;

fn carried() -> ShareOptions {
    ShareOptions {
        offline_ok: true,
        is_bundle_alone: true,
        ..ShareOptions::default()
    }
}

fn opened(world: &mut World, parcel: &Parcel) -> Result<Opened, OpenError> {
    let out = world.folder.path().join("out");
    if out.exists() {
        fs::remove_dir_all(&out).unwrap();
    }
    let (desk, net) = (&mut world.desk, &world.net);
    let opened = open_parcel(desk, net, parcel, &out, NOW, &mut OsRng);
    assert_eq!(out.exists(), opened.is_ok(), "files exactly on success");
    opened
}

/// No relay has it, and no ledger answers.
fn cut_off(world: &World) {
    let mut servers = world.net.servers();
    servers.mailboxes.clear();
    servers.is_ledger_away = true;
}

fn refused(world: &mut World, parcel: &Parcel) -> (&'static str, &'static str) {
    let error = opened(world, parcel).err().expect("a refusal");
    (
        error.check().map_or("", |check| check.as_str()),
        error.code(),
    )
}

#[test]
fn a_parcel_opens_without_any_network_and_says_how_old_the_knowledge_is() {
    let mut world = World::new();
    let before = granted(&world);
    let share = granted_with(&world, &carried());
    world.open(&before).unwrap();
    cut_off(&world);
    let opened = opened(&mut world, &share.parcel()).unwrap();
    let checks: Vec<_> = opened.checks.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        checks.join(" "),
        "card qr relay decrypt digest statement terms receipt window revocation parts"
    );
    let details: Vec<_> = opened
        .checks
        .iter()
        .map(|one| one.detail.as_str())
        .collect();
    assert!(details[2].contains("was not asked"));
    assert!(details[7].contains("is entry 4") && details[7].contains("0 minutes ago"));
    assert_eq!(opened.files, ["bundle.json", "consent.json"]);
    let out = world.folder.path().join("out");
    assert_eq!(fs::read(out.join("bundle.json")).unwrap(), share.parts[0].1);
}

#[test]
fn a_parcel_that_came_before_its_receipt_opens_and_nothing_is_said_of_what_nobody_knows() {
    let mut world = World::new();
    let options = ShareOptions {
        is_registered: false,
        ..carried()
    };
    let share = granted_with(&world, &options);
    cut_off(&world);
    let opened = opened(&mut world, &share.parcel()).unwrap();
    let detail = |check| {
        let found = opened.checks.iter().find(|one| one.name == check);
        found.unwrap().detail.clone()
    };
    assert!(detail(CheckName::Receipt).starts_with("waiting"));
    assert!(detail(CheckName::Revocation).starts_with("unknown"));
    assert!(detail(CheckName::Receipt).contains("never read"));
}

#[test]
fn what_is_altered_exchanged_or_for_somebody_else_is_refused_by_its_check() {
    let mut world = World::new();
    let share = granted_with(&world, &carried());
    let other = granted_with(&world, &carried());
    let elsewhere = clinic(
        &world.folder.path().join("elsewhere"),
        "Hill Clinic",
        &world.net,
    );
    let foreign = Share::make(&world.net, &elsewhere.generations()[0].card, &carried());
    cut_off(&world);
    assert_eq!(
        refused(&mut world, &foreign.parcel()),
        ("decrypt", "not_for_this_clinic")
    );
    let altered = share.parcel_of(b"{}");
    assert_eq!(refused(&mut world, &altered), ("parts", "altered"));
    let exchanged = Parcel {
        code: other.link.clone(),
        ..share.parcel()
    };
    assert_eq!(refused(&mut world, &exchanged), ("digest", "altered"));
    let mut torn = share.parcel();
    torn.sealed.pop();
    assert_eq!(refused(&mut world, &torn), ("decrypt", "altered"));
    let mut moved = share.parcel();
    moved.code.relay = Origin::parse("https://elsewhere.example").unwrap();
    assert_eq!(refused(&mut world, &moved), ("relay", "relay_not_allowed"));
}

#[test]
fn without_the_ledger_only_what_the_patient_allowed_opens_and_what_was_taken_back_does_not() {
    let mut world = World::new();
    let strict = granted_with(
        &world,
        &ShareOptions {
            offline_ok: false,
            ..carried()
        },
    );
    let stopped = granted_with(&world, &carried());
    stopped.revoke(&world.net);
    let seen = granted(&world);
    world.open(&seen).unwrap();
    cut_off(&world);
    assert_eq!(
        refused(&mut world, &strict.parcel()),
        ("receipt", "ledger_unreachable")
    );
    assert_eq!(
        refused(&mut world, &stopped.parcel()),
        ("revocation", "revoked")
    );
}

#[test]
fn what_did_not_come_along_is_said_and_the_record_opens() {
    let mut world = World::new();
    let options = ShareOptions {
        is_bundle_alone: false,
        ..carried()
    };
    let share = granted_with(&world, &options);
    cut_off(&world);
    let opened = opened(&mut world, &share.parcel()).unwrap();
    let parts = opened.checks.last().unwrap();
    assert!(parts.detail.contains("1 other parts did not come along"));
    assert_eq!(opened.files, ["bundle.json", "consent.json"]);
}

/// A share under words of its own, and the words.
fn under_words(world: &World, options: &ShareOptions) -> (Parcel, SpokenWords) {
    let words = SpokenWords::generate(&mut OsRng);
    let spoken = Spoken::generate(NOW, &mut OsRng);
    let relay = Origin::parse(crate::testing::SERVER).unwrap();
    let card = spoken.desk(&words, &relay).unwrap().card;
    let parcel = Share::make(&world.net, &card, options).parcel();
    let spoken = Some(spoken);
    (Parcel { spoken, ..parcel }, words)
}

fn told() -> ShareOptions {
    ShareOptions {
        clinic: keepwell_protocol::spoken::NAME.to_owned(),
        ..carried()
    }
}

fn with_words(
    world: &mut World,
    parcel: &Parcel,
    words: &SpokenWords,
) -> Result<Opened, OpenError> {
    let out = world.folder.path().join("told");
    if out.exists() {
        fs::remove_dir_all(&out).unwrap();
    }
    let (desk, net) = (&mut world.desk, &world.net);
    let opened = open_under_words(desk, net, (parcel, words), &out, NOW, &mut OsRng);
    assert_eq!(out.exists(), opened.is_ok(), "files exactly on success");
    opened
}

#[test]
fn a_parcel_under_words_opens_through_the_same_checks_for_a_desk_that_was_told_them() {
    let mut world = World::new();
    let (parcel, words) = under_words(&world, &told());
    cut_off(&world);
    let opened = with_words(&mut world, &parcel, &words).unwrap();
    let checks: Vec<_> = opened.checks.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        checks.join(" "),
        "card qr relay decrypt digest statement terms receipt window revocation parts"
    );
    assert!(opened.checks[0].detail.contains("six words"));
    assert_eq!(opened.files, ["bundle.json", "consent.json"]);
}

#[test]
fn other_words_are_told_from_damage_and_everything_is_checked_behind_the_right_ones() {
    let mut world = World::new();
    let (parcel, words) = under_words(&world, &told());
    let (exchanged, _) = under_words(&world, &told());
    let elsewhere = under_words(&world, &carried());
    let own = granted_with(&world, &carried()).parcel();
    cut_off(&world);
    let mut refused_with = |parcel: &Parcel, words: &SpokenWords| {
        let error = with_words(&mut world, parcel, words).err().unwrap();
        (error.check().map_or("", CheckName::as_str), error.code())
    };
    let others = SpokenWords::generate(&mut OsRng);
    assert_eq!(refused_with(&parcel, &others), ("decrypt", "wrong_words"));
    let mut torn = parcel.clone();
    torn.sealed.pop();
    assert_eq!(refused_with(&torn, &words), ("decrypt", "altered"));
    let mut moved = parcel.clone();
    moved.spoken = exchanged.spoken;
    assert_eq!(refused_with(&moved, &words), ("decrypt", "wrong_words"));
    let other_code = Parcel {
        code: exchanged.code.clone(),
        ..parcel.clone()
    };
    assert_eq!(refused_with(&other_code, &words), ("digest", "altered"));
    // The consent names a clinic.
    let (named, words_of_named) = elsewhere;
    assert_eq!(
        refused_with(&named, &words_of_named),
        ("terms", "not_for_this_clinic")
    );
    assert_eq!(refused_with(&own, &words), ("decrypt", "not_under_words"));
    assert_eq!(refused(&mut world, &parcel), ("decrypt", "needs_words"));
}
