//! `wallet grant`, killed: a grant that was reported is kept, sent and opened by its clinic; one that was not is kept
//! whole or not at all. Whatever was kept gets one place in the log, and keeps it.

use keepwell_wallet::grants;

use crate::{
    chance::Killer,
    logged::{self, Logged},
    place::{Place, nothing_unfinished},
    world::files_below,
};

#[test]
fn a_grant_that_is_killed_is_kept_whole_and_logged_once() {
    let place = Place::new();
    let (mut clinic, card) = place.stage.clinic("clinic");
    let out = place.world.root().join("given");
    std::fs::create_dir(&out).expect("a folder");
    let (card_file, picture) = (place.stage.path("card"), out.join("code.png"));
    std::fs::write(&card_file, card.as_bytes()).expect("written");
    place.take_in(1);
    let (card, code) = (card_file.to_str().unwrap(), picture.to_str().unwrap());
    let words = [
        "grant", "--to", card, "--for", "2h", "--qr", code, "--share", "all",
    ];
    let before = logged::size(&place);
    let (mut killer, mut logged, mut reported) = (Killer::new(), Logged::default(), 0);
    let wanted = super::cycles();
    for cycle in 0.. {
        if killer.killed == wanted {
            break;
        }
        let answer = killer.spare_first(cycle, &mut place.wallet(&words));
        let shown = std::fs::read(&picture).expect("the picture of this grant or of one before");
        let shown = keepwell_qr::read::read(&shown).expect("a whole picture");
        let patient = place.unlock();
        let outcome = patient.send(&place.stage);
        assert_eq!((outcome.waiting, outcome.refused), (0, 0));
        logged.look(&patient);
        if let Some(answer) = answer {
            reported += 1;
            let text = answer["qr_text"].as_str().expect("a code");
            assert_eq!(shown, text, "the picture is that of the reported grant");
            let id = answer["grant"].as_str().expect("an id");
            let kept = grants::find(&patient.vault, id).expect("the reported grant");
            let code = grants::code(&patient.vault, kept.id, place.stage.now());
            assert_eq!(code.expect("readable").as_deref(), Some(text));
            clinic.opens(&place.stage, text);
        }
        drop(patient);
        nothing_unfinished(&place.home());
        drop(place.unlock());
        let waiting = files_below(&place.home().join("outbox"));
        assert!(waiting.is_empty(), "{waiting:?} wait for nothing");
    }
    killer.spare(&mut place.wallet(&words));
    nothing_unfinished(&out);
    let kept = logged.count();
    assert_eq!(logged::size(&place), before + kept + 1, "one entry a grant");
    println!(
        "grant: {} killed, {reported} reported, {kept} kept",
        killer.killed
    );
}
