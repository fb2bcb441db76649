//! The app as a person meets it: the real program with its real window on a display without a screen, driven through a
//! WebDriver, beside a real server and a real clinic. Skipped, saying so, where driver or display is missing.

#![cfg(target_os = "linux")]

#[cfg(test)]
mod driver;
#[cfg(test)]
mod http;
#[cfg(test)]
mod world;

use driver::Driver;
use keepwell_clinic::open::{CheckName, OpenError};
use world::World;

const PASSPHRASE: &str = "a lantern in the harbour";

#[test]
fn a_patient_shares_a_new_wallet_s_record_and_stops() {
    if let Some(missing) = Driver::missing() {
        println!("skipped: {missing} is not installed");
        return;
    }
    let mut world = World::new();
    let app = Driver::start(
        env!("CARGO_BIN_EXE_keepwell-app"),
        &world.path("wallet"),
        &world.url(),
    );
    make_wallet(&app);
    app.press("Add the sample record");
    app.see("Penicillin");
    let letter = world.path("letter.txt");
    std::fs::write(&letter, "Dear colleague").unwrap();
    app.choose("Add a file", &letter);
    app.see("letter.txt: 1 added.");

    let card = world.card();
    app.press("Share with a clinic");
    app.fill("The clinic's link", &card);
    app.press("Look");
    app.see("Harbour Clinic (IE)");
    app.press("Show the code");
    // What a clinic's camera sees; a screen may be behind its page by some frames.
    let code = app.wait("the code on the screen", || {
        keepwell_qr::read::read(&app.picture()).ok()
    });
    app.keep_picture("code.png");
    let opened = world.open(&code, "first");
    assert!(opened.is_ok(), "the clinic opens it: {:?}", opened.err());
    let bundle = std::fs::read_to_string(world.path("first").join("bundle.json")).unwrap();
    assert!(bundle.contains("Penicillin"));

    app.press("Back");
    app.see("opened once");
    app.keep_picture("home.png");
    app.press("Stop");
    app.see("Stopped");
    let refused = world.open(&code, "second").err();
    let check = refused.as_ref().and_then(OpenError::check);
    assert_eq!(check, Some(CheckName::Relay), "{refused:?}");
    assert!(!world.path("second").exists());

    app.press("Lock");
    app.fill("Passphrase", "another one");
    app.press("Unlock");
    app.see("the passphrase is wrong");
    app.fill("Passphrase", PASSPHRASE);
    app.press("Unlock");
    app.see("Penicillin");
}

#[test]
fn the_page_can_reach_nothing_but_the_core() {
    if let Some(missing) = Driver::missing() {
        println!("skipped: {missing} is not installed");
        return;
    }
    let world = World::new();
    let app = Driver::start(
        env!("CARGO_BIN_EXE_keepwell-app"),
        &world.path("wallet"),
        &world.url(),
    );
    app.see("Make your wallet");
    assert_eq!(app.run("return typeof window.__TAURI__", &[]), "undefined");
    assert_eq!(
        app.run("return Object.isFrozen(Object.prototype)", &[]),
        true
    );
    app.run("location.href = arguments[0]", &[&world.url()]);
    // The page's own policy must refuse, whatever else would: its event comes before the time runs out.
    let refused_by = app.run_async(
        "const [url, done] = arguments;
         addEventListener('securitypolicyviolation', (event) => done(event.effectiveDirective));
         fetch(url).catch(() => undefined).finally(() => setTimeout(() => done('nobody'), 5000));",
        &[&world.url()],
    );
    assert_eq!(refused_by, "connect-src");
    assert_eq!(app.run("return location.protocol", &[]), "tauri:");
    app.see("Make your wallet");
}

fn make_wallet(app: &Driver) {
    app.fill("Passphrase", PASSPHRASE);
    app.fill("The same again", PASSPHRASE);
    app.press("Make my wallet");
    app.see("Write these words on paper");
    assert_eq!(app.count("//ol/li"), 12, "recovery words");
    app.press("I wrote them down");
    app.see("No one can open your record now.");
}
