//! The commands that the page may call, listed once: for the window, which answers them, and for a test, which writes
//! what the page knows of them into `ui/wallet/src/backend/bindings.ts`.

use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands};

use crate::commands::{
    activity, camera, cards, emergency, grants, import, links, meetings, records, settings, share,
    strangers, trip, wallet, words,
};

/// Every command, in shapes that the page reads.
pub(crate) fn commands() -> Builder<Wry> {
    every()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        // Counts and sizes, which stay far below 2^53.
        .dangerously_cast_bigints_to_number()
}

#[expect(clippy::too_many_lines, reason = "a list, a line a command")]
fn every() -> Builder<Wry> {
    Builder::new().commands(collect_commands![
        activity::activity,
        activity::proof,
        activity::save_activity,
        activity::save_proof,
        camera::read_frame,
        cards::clinics,
        cards::read_card,
        cards::read_card_file,
        cards::read_picture,
        emergency::emergency_card,
        emergency::locked_card,
        emergency::locked_card_wish,
        emergency::save_emergency_card,
        emergency::set_locked_card,
        grants::access,
        grants::grant,
        grants::grants,
        grants::hand_over,
        grants::more_time,
        grants::pause,
        grants::resume,
        grants::stop,
        grants::stop_all,
        import::add_by_hand,
        import::import_file,
        import::import_sample,
        import::import_text,
        import::name_person,
        links::link,
        links::links,
        links::make_link,
        links::rearm_link,
        links::update_link,
        meetings::answer_first,
        meetings::cancel_first,
        meetings::first,
        meetings::first_state,
        meetings::leave_screen,
        meetings::read_screen,
        meetings::share_with_screen,
        records::medicines,
        records::overview,
        records::preview,
        records::record,
        records::records,
        records::remove_record,
        records::remove_sample,
        records::save_document,
        records::vaccines,
        settings::copy,
        settings::export_all,
        settings::forget_clinic,
        settings::preferences,
        settings::save_preferences,
        settings::settings,
        settings::use_invitation,
        settings::use_server,
        share::presets,
        share::preview_share,
        share::share,
        share::share_under_words,
        strangers::check_card,
        strangers::followed_links,
        strangers::stop_following,
        strangers::update_followed,
        trip::forget_trip,
        trip::plan_trip,
        trip::rehearse_trip,
        trip::save_summary,
        trip::travel_page,
        trip::trip,
        wallet::awake,
        wallet::change_passphrase,
        wallet::code_waits,
        wallet::create,
        wallet::erase,
        wallet::has_key_store,
        wallet::listen,
        wallet::lock,
        wallet::restore,
        wallet::set_key_store,
        wallet::status,
        wallet::unlock,
        wallet::unlock_with_key_store,
        wallet::unlock_with_words,
        words::answer_words,
        words::save_backup,
        words::word_questions,
        words::words,
    ])
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use specta_typescript::Typescript;

    use super::*;

    const HEADER: &str =
        "// Written by the test of src-tauri/src/bindings.rs from the shell's commands.\n";

    /// Writes the file anew, so that running the tests once more is all there is to do about a difference.
    #[test]
    fn the_page_knows_the_commands_as_they_are() {
        let file =
            Path::new(env!("CARGO_MANIFEST_DIR")).join("../ui/wallet/src/backend/bindings.ts");
        let before = fs::read_to_string(&file).unwrap_or_default();
        let typescript = Typescript::default().header(HEADER);
        commands().export(typescript, &file).unwrap();
        let now = fs::read_to_string(&file).unwrap();
        assert!(
            now == before,
            "{} was out of date: look at what changed in it",
            file.display()
        );
    }
}
