//! `wallet import`, killed: what it reported is there once and whole, what it had begun is there in whole records or not
//! at all, and the same files again complete it.

use crate::{
    chance::Killer,
    papers::{self, Papers},
    place::{Place, import, nothing_unfinished},
    world::files_below,
};

#[test]
fn an_import_that_is_killed_loses_nothing_it_reported() {
    let place = Place::new();
    let mut killer = Killer::new();
    let mut kept = Papers::new();
    let mut reported = 0;
    let wanted = super::cycles();
    for cycle in 0.. {
        if killer.killed == wanted {
            break;
        }
        let files = papers::write(place.world.root(), cycle);
        let mut words = vec!["import"];
        words.extend(files.iter().map(|file| file.to_str().expect("a path")));
        let new = papers::papers(cycle);
        let answer = killer.spare_first(cycle, &mut place.wallet(&words));
        if answer.is_some() {
            kept.extend(new.clone());
            reported += 1;
        }
        let patient = place.unlock();
        papers::check(&papers::found(&patient.vault), &kept, &new);
        import(&patient.vault, cycle);
        kept.extend(new);
        papers::check(&papers::found(&patient.vault), &kept, &Papers::new());
        nothing_unfinished(&place.home());
        let letters = kept.keys().filter(|title| title.starts_with("letter"));
        let documents = files_below(&place.home().join("documents"));
        assert_eq!(documents.len(), letters.count(), "a file for each letter");
    }
    println!("import: {} killed, {reported} reported", killer.killed);
}
