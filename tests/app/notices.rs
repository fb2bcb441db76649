//! The story of what the system shows when a share is opened: it stands on a screen that anybody may read.

use crate::{
    patient::{ALLERGY, make_wallet_with_sample, share, start_on, system},
    world::World,
};

#[test]
fn when_a_clinic_opens_a_share_the_system_says_so_and_names_nobody() {
    let mut world = World::new();
    let Some(system) = system(&world) else {
        return;
    };
    let app = start_on(&world, "wallet", &system.variables());
    make_wallet_with_sample(&app);
    let code = share(&app, &world.card());
    app.see("Waiting for the clinic");
    assert!(system.notifications.all().is_empty());
    world.open(&code, "visit").expect("the clinic opens it");
    let [notice] = system.notifications.wait().try_into().expect("one notice");
    assert_eq!(notice.app, "Keepwell");
    assert_eq!(notice.title, "A share was opened");
    assert_eq!(
        notice.text,
        "Somebody you shared with opened it just now. Open Keepwell to see who."
    );
    for private in ["Harbour", ALLERGY, "Amina", "http"] {
        assert!(!notice.whole.contains(private), "{}", notice.whole);
    }
    app.see("They have it open");
    // A round of the background later it is still the one.
    app.go("#/home");
    app.press("Stop");
    app.see("Access stopped");
    assert_eq!(system.notifications.all().len(), 1);
}
