//! Stories about a device that goes to sleep: logind tells of it, waits for those who asked for a delay, and then nothing of
//! the wallet may be open any more.

use std::{fs::File, path::Path, thread, time::Duration};

use crate::{
    patient::{ALLERGY, share, start_on, system, unlock},
    wallet::{self, Content},
    world::World,
};

const LOCKED: &str = "Your record is locked on this device.";

#[test]
fn the_wallet_is_locked_before_the_device_sleeps() {
    let world = World::new();
    let Some(system) = system(&world) else {
        return;
    };
    let home = world.path("wallet");
    wallet::make(&home, &world.url(), Content::Sample);
    let app = start_on(&world, "wallet", &system.variables());
    for night in 1..=2 {
        let (what, mode) = system.logind.wait_for_asking(night);
        assert_eq!((what.as_str(), mode.as_str()), ("sleep", "delay"));
        unlock(&app);
        app.see(ALLERGY);
        assert!(!is_closed(&home), "the wallet is not open");
        let sleep = system.logind.sleep(|| is_closed(&home));
        assert!(sleep.after.is_some(), "it was still held up: {sleep:?}");
        assert!(sleep.seen, "the wallet was open when the device slept");
        app.see(LOCKED);
        system.logind.wake();
    }

    // A machine where nobody may delay a sleep: the wallet is locked as soon as the app hears of it.
    system.logind.wait_for_asking(3);
    system.logind.refuse();
    system.logind.sleep(|| ());
    system.logind.wake();
    system.logind.wait_for_asking(4);
    unlock(&app);
    app.see(ALLERGY);
    system.logind.sleep(|| ());
    app.see(LOCKED);
}

#[test]
fn a_server_that_keeps_silent_does_not_keep_the_wallet_open() {
    let mut world = World::new();
    let Some(system) = system(&world) else {
        return;
    };
    let home = world.path("wallet");
    wallet::make(&home, &world.url(), Content::Sample);
    let app = start_on(&world, "wallet", &system.variables());
    unlock(&app);
    app.see(ALLERGY);
    share(&app, &world.card());
    app.see("Waiting for the clinic");
    app.go("#/home");
    app.see("Not opened yet");
    let silent = world.silence_server();
    system.logind.wait_for_asking(1);
    app.press("Stop");
    // From here on the app waits for an answer, longer than logind waits for the app.
    thread::sleep(Duration::from_secs(1));
    let sleep = system.logind.sleep(|| is_closed(&home));
    let after = sleep
        .after
        .unwrap_or_else(|| panic!("still held up: {sleep:?}"));
    assert!(after > Duration::from_secs(1), "nothing was under way");
    assert!(sleep.seen, "the wallet was open when the device slept");
    app.see(LOCKED);
    // What was asked for is done when the server is back.
    drop(silent);
    world.find_server();
    unlock(&app);
    app.see("No one can open your record now");
}

/// Whether no program has the wallet in `home` open.
fn is_closed(home: &Path) -> bool {
    let lock = File::open(home.join("store/lock")).expect("the lock of the store");
    lock.try_lock().is_ok()
}
