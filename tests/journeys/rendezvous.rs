//! Meeting over one code, by the command line as people and scripts use it: whoever scans first, and the clinic's screen.
//! The words travel from the clinic's program to the wallet's as they would from one person's mouth.

use crate::{waiting::Waiting, world::World};

/// A patient who shows a code, and the clinic that scanned it from the picture.
fn first(world: &World) -> (Waiting, Waiting, String) {
    let (picture, visit) = (world.path("show.png"), world.path("visit"));
    let line = [
        "wallet", "grant", "--to", "first", "--for", "2h", "--qr", &picture,
    ];
    let mut wallet = Waiting::start(&world.path("mine"), &line);
    let code = wallet.tells("code");
    assert!(code.as_str().unwrap().contains("/R#"));
    let line = ["clinic", "wait", &picture, "--out", &visit];
    let mut clinic = Waiting::start(&world.path("clinic"), &line);
    let words = clinic.tells("words").as_str().unwrap().to_owned();
    let asked = wallet.tells("asked");
    assert_eq!(asked["clinic"], "Harbour Clinic");
    assert_eq!(asked["standing"], "new");
    (wallet, clinic, words)
}

#[test]
fn whoever_scans_first_is_named_and_opens_after_the_yes() {
    let world = World::new();
    let (wallet, clinic, words) = first(&world);
    let granted = wallet.ends(Some(&words));
    assert_eq!(granted.code, 0, "{}", granted.err);
    let granted = granted.json();
    assert_eq!(granted["ledger"]["state"], "recorded");
    let opened = clinic.ends(None);
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert_eq!(opened.json()["checks"].as_array().unwrap().len(), 11);
    assert!(world.root().join("visit/bundle.json").is_file());
    // The picture is the grant's code now, and stopping it stops this grant.
    let id = granted["grant"].as_str().unwrap();
    world.wallet_ok(&["revoke", id]);
    let (picture, again) = (world.path("show.png"), world.path("again"));
    let refused = world.clinic("clinic", &["open", &picture, "--out", &again]);
    assert_eq!(refused.code, 3, "{}", refused.err);
}

#[test]
fn other_words_and_a_no_share_nothing() {
    let world = World::new();
    for (typed, code) in [
        (Some("abandon abandon abandon"), "other_words"),
        (Some(""), "said_no"),
        (None, "said_no"),
    ] {
        let (wallet, clinic, _) = first(&world);
        let refused = wallet.ends(typed);
        assert_eq!((refused.code, refused.out.as_str()), (3, ""));
        assert_eq!(refused.error()["code"], code);
        let refused = clinic.ends(None);
        assert_eq!(refused.code, 3, "{}", refused.err);
        assert_eq!(refused.error()["code"], "patient_said_no");
        world.assert_nothing_at("visit");
    }
    let grants = world.wallet_ok(&["grants"]);
    assert!(grants["grants"].as_array().unwrap().is_empty());
}

#[test]
fn a_patient_scans_the_clinic_s_screen() {
    let world = World::new();
    let (picture, visit) = (world.path("screen.png"), world.path("visit"));
    let line = ["clinic", "screen", "--qr", &picture, "--out", &visit];
    let mut clinic = Waiting::start(&world.path("clinic"), &line);
    clinic.tells("code");
    let line = ["wallet", "grant", "--to", &picture, "--for", "2h"];
    let mut wallet = Waiting::start(&world.path("mine"), &line);
    let asked = wallet.tells("asked");
    assert_eq!(asked["clinic"], "Harbour Clinic");
    let words = clinic.tells("words").as_str().unwrap().to_owned();
    let granted = wallet.ends(Some(&words.to_uppercase()));
    assert_eq!(granted.code, 0, "{}", granted.err);
    let opened = clinic.ends(None);
    assert_eq!(opened.code, 0, "{}", opened.err);
    assert!(world.root().join("visit/bundle.json").is_file());
    let grants = world.wallet_ok(&["grants"]);
    assert_eq!(grants["grants"][0]["clinic"], "Harbour Clinic");
}

#[test]
fn codes_of_another_kind_are_told_apart() {
    let world = World::new();
    let (card, visit) = (world.path("clinic.png"), world.path("visit"));
    let refused = world.clinic("clinic", &["wait", &card, "--out", &visit]);
    assert_eq!(refused.code, 5, "{}", refused.err);
    assert_eq!(refused.error()["code"], "not_our_code");
    std::fs::create_dir(world.root().join("visit")).unwrap();
    std::fs::write(world.root().join("visit/mine"), "").unwrap();
    // A place that is taken is told before a patient is asked.
    let refused = world.clinic("clinic", &["screen", "--out", &visit]);
    assert_eq!(refused.code, 2, "{}", refused.err);
}
