//! Stories about the device's own key store: the real Secret Service of a desktop, open, locked, silent and gone.

use std::{
    thread,
    time::{Duration, Instant},
};

use keepwell_crypto::secret::Secret32;
use keepwell_wallet::vault::{Vault, VaultError};

use crate::{
    driver::Driver,
    memory,
    patient::{ALLERGY, make_wallet, start_on, system, unlock},
    wallet::{self, Content},
    world::World,
};

/// The switch in the settings, and the button beside the passphrase.
const DEVICE: &str = "Unlock with this device";
const IS_ON: &str = "Your fingerprint, your face or your login here opens the wallet too.";
const IS_OFF: &str = "Only the passphrase opens the wallet.";
const REFUSAL: &str = "This device did not give the key. Use your passphrase.";
const SILENCE: &str = "This device does not answer. Use your passphrase.";
const IN_USE: &str = "This folder is in use by another Keepwell: close that one first.";
const NONE: &str = "Keepwell can’t unlock with this device.";
/// How long the app waits for a person whom the system asks.
const PERSON: Duration = Duration::from_secs(120);
const SCREEN: &str = "#/settings/passphrase";

#[test]
fn the_device_opens_the_wallet_until_that_is_turned_off() {
    let world = World::new();
    let Some(system) = system(&world) else {
        return;
    };
    let home = world.path("wallet");
    wallet::make(&home, &world.url(), Content::Sample);
    let app = start_on(&world, "wallet", &system.variables());
    app.see("Passphrase");
    assert!(!offers(&app), "it is offered before it was turned on");
    unlock(&app);
    app.see(ALLERGY);
    app.go(SCREEN);
    app.see(IS_OFF);
    app.flip(DEVICE);
    app.see(IS_ON);
    let kept = system.keyring.secrets();
    let [kept] = kept.as_slice() else {
        panic!("{} secrets", kept.len());
    };
    drop(app);

    let app = start_on(&world, "wallet", &system.variables());
    app.press(DEVICE);
    app.see(ALLERGY);
    app.go(SCREEN);
    app.see(IS_ON);
    app.flip(DEVICE);
    app.see(IS_OFF);
    assert!(system.keyring.secrets().is_empty(), "it is kept for ever");
    drop(app);

    // Somebody kept a copy of what the system kept.
    system.keyring.put(&home, kept);
    let secret = data_encoding::BASE64.decode(kept).unwrap();
    let secret = Secret32::from_bytes(secret.try_into().unwrap());
    let opened = Vault::unlock_with_device(&home, &secret);
    assert!(matches!(opened, Err(VaultError::WrongDevice)));
    let app = start_on(&world, "wallet", &system.variables());
    app.see("Passphrase");
    assert!(!offers(&app), "it is offered after it was turned off");
    assert_eq!(
        refusal(&app),
        "this device's key does not open this wallet: use your passphrase"
    );
    unlock(&app);
    app.see(ALLERGY);
}

#[test]
fn the_secret_does_not_stay_in_memory() {
    let world = World::new();
    let Some(system) = system(&world) else {
        return;
    };
    let home = world.path("wallet");
    let app = start_on(&world, "wallet", &system.variables());
    make_wallet(&app);
    let kept = system.keyring.secrets().remove(0);
    let secret = data_encoding::BASE64.decode(&kept).unwrap();
    let look = |when: &str| {
        let Some(memory) = memory::of_app(&home) else {
            println!("not looked at: this system lets nobody read the memory of a program");
            return;
        };
        // What must be there, or nothing was looked at.
        assert!(memory::holds(&memory, home.to_str().unwrap().as_bytes()));
        assert!(!memory::holds(&memory, &kept), "the text lies there {when}");
        assert!(
            !memory::holds(&memory, &secret),
            "the secret lies there {when}"
        );
    };
    look("after it was turned on");
    drop(app);
    let app = start_on(&world, "wallet", &system.variables());
    app.press(DEVICE);
    app.see("Hello");
    look("while the wallet is open");
    leave(&app);
    look("after it was locked");
}

#[test]
fn without_an_answer_of_the_key_store_the_passphrase_opens() {
    let world = World::new();
    let Some(mut system) = system(&world) else {
        return;
    };
    let app = start_on(&world, "wallet", &system.variables());
    // The device is on from the beginning, where there is one.
    make_wallet(&app);
    assert_eq!(system.keyring.secrets().len(), 1);
    drop(app);

    let app = start_on(&world, "wallet", &system.variables());
    let hung = system.keyring.hang();
    app.press(DEVICE);
    let begun = Instant::now();
    enter_and_leave(&app);
    let waited = begun.elapsed();
    assert!(waited < PERSON, "the passphrase waited for the key store");
    app.press(DEVICE);
    app.see("This device is still waiting for your answer.");
    drop(hung);
    // What was asked for before the wallet was opened and locked by hand is answered now, and opens nothing.
    thread::sleep(Duration::from_secs(2));
    assert_eq!(state(&app), "locked");
    app.press(DEVICE);
    app.see("Activity");
    leave(&app);

    system.keyring.lock();
    app.press(DEVICE);
    app.see(REFUSAL);
    app.keep_picture("key-store-locked.png");
    enter_and_leave(&app);

    system.keyring.leave();
    app.press(DEVICE);
    app.see(SILENCE);
    unlock(&app);
    app.see("Activity");
    app.go(SCREEN);
    app.see("Unlocking with this device does not work right now. You can turn it off.");
    app.keep_picture("key-store-silent.png");
    app.flip(DEVICE);
    app.see(NONE);
}

#[test]
fn a_bus_that_hangs_stops_nothing_else() {
    let world = World::new();
    let Some(system) = system(&world) else {
        return;
    };
    wallet::make(&world.path("wallet"), &world.url(), Content::Sample);
    let app = start_on(&world, "wallet", &system.variables());
    app.see("Passphrase");
    let hung = system.session.hang();
    unlock(&app);
    app.see(ALLERGY);
    app.go(SCREEN);
    app.see(NONE);
    app.go("#/record");
    app.see(ALLERGY);
    drop(hung);
    app.go(SCREEN);
    app.see(IS_OFF);
    app.flip(DEVICE);
    app.see(IS_ON);
}

#[test]
fn a_second_app_says_that_the_first_has_the_wallet_open() {
    let world = World::new();
    let Some(system) = system(&world) else {
        return;
    };
    let first = start_on(&world, "wallet", &system.variables());
    make_wallet(&first);
    let second = start_on(&world, "wallet", &system.variables());
    second.press(DEVICE);
    second.see(IN_USE);
    // The passphrase gets an answer of its own: what stands there already is of before.
    second.run(
        "document.querySelectorAll('*').forEach((one) => one.setAttribute('data-before', ''))",
        &[],
    );
    unlock(&second);
    second.wait("the answer to the passphrase", || {
        let new = format!("//*[not(@data-before)][text()[contains(.,\"{IN_USE}\")]]");
        second.texts(&new).pop()
    });
    drop(first);
    second.press(DEVICE);
    second.see("Hello");
}

/// Whether the locked wallet offers the device.
fn offers(app: &Driver) -> bool {
    !app.texts(&format!("//button[contains(.,\"{DEVICE}\")]"))
        .is_empty()
}

/// In by the passphrase, and out again.
fn enter_and_leave(app: &Driver) {
    unlock(app);
    // In every part of the open wallet.
    app.see("Activity");
    leave(app);
}

fn leave(app: &Driver) {
    app.go("#/more");
    app.press("Lock");
    app.see("Your record is locked on this device.");
}

/// Where the core says that the wallet stands.
fn state(app: &Driver) -> String {
    ask(app, "status", "told.state")
}

/// What the core says to a page that asks for the device, though it is not offered.
fn refusal(app: &Driver) -> String {
    ask(app, "unlock_with_key_store", "'open'")
}

fn ask(app: &Driver, command: &str, what: &str) -> String {
    let told = app.run_async(
        &format!(
            "const [command, done] = arguments;
             window.__TAURI_INTERNALS__.invoke(command).then((told) => done({what}), (error) => done(error.message));"
        ),
        &[command],
    );
    told.as_str().unwrap_or_default().to_owned()
}
