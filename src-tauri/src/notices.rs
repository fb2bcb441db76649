//! What the system shows: when a share is opened, when a clinic asks for more time, and when a phone asks for face or
//! finger. It may stand on a locked screen for everybody to read, so it names neither the clinic nor anything of health, and
//! only the app tells more.

#[cfg(target_os = "linux")]
mod bus;

use fluent_bundle::{FluentBundle, FluentResource};
use tauri::{AppHandle, Manager as _};
#[cfg(not(target_os = "linux"))]
use tauri_plugin_notification::NotificationExt as _;
use unic_langid::LanguageIdentifier;

use crate::session::Session;

const TEXTS: [(&str, &str); 7] = [
    ("en", include_str!("../../ui/locales/en/notices.ftl")),
    ("ar", include_str!("../../ui/locales/ar/notices.ftl")),
    ("de", include_str!("../../ui/locales/de/notices.ftl")),
    ("es", include_str!("../../ui/locales/es/notices.ftl")),
    ("fr", include_str!("../../ui/locales/fr/notices.ftl")),
    ("pt", include_str!("../../ui/locales/pt/notices.ftl")),
    ("zh", include_str!("../../ui/locales/zh/notices.ftl")),
];

/// Tells that a share was opened, the `openings`th time that any was, if the person wants to know, is not looking at the
/// app and was not told yet.
pub(crate) fn opened(app: &AppHandle, session: &Session, openings: u32) {
    if session.is_news(openings) {
        say(
            app,
            session,
            ["notices-opened-title", "notices-opened-text"],
        );
    }
}

/// Tells that somebody asks for more time, to the same person.
pub(crate) fn asked(app: &AppHandle, session: &Session) {
    say(app, session, ["notices-asked-title", "notices-asked-text"]);
}

fn say(app: &AppHandle, session: &Session, keys: [&str; 2]) {
    let mut windows = app.webview_windows().into_values();
    let is_looking = windows.any(|window| window.is_focused().unwrap_or_default());
    if is_looking || !session.preferences().notify {
        return;
    }
    let language = session.language().unwrap_or_default();
    let [title, body] = keys.map(|key| text(&language, key).unwrap_or_default());
    show(app, title, body);
}

#[cfg(target_os = "linux")]
fn show(_: &AppHandle, title: String, body: String) {
    bus::show((title, body));
}

#[cfg(not(target_os = "linux"))]
fn show(app: &AppHandle, title: String, body: String) {
    let notice = app.notification().builder().title(title).body(body);
    // A system without notifications: the app shows it all the same.
    let _ = notice.show();
}

/// What a phone shows when it asks for face or finger.
#[cfg(mobile)]
pub(crate) fn unlock(session: &Session) -> String {
    let language = session.language().unwrap_or_default();
    text(&language, "notices-unlock").unwrap_or_default()
}

/// The text in the language, or in English.
fn text(language: &str, key: &str) -> Option<String> {
    let spoken = language.split('-').next().unwrap_or_default();
    let (name, source) = TEXTS
        .iter()
        .find(|(name, _)| *name == spoken)
        .or(TEXTS.first())?;
    let name: LanguageIdentifier = name.parse().ok()?;
    let mut bundle = FluentBundle::new(vec![name]);
    let resource = FluentResource::try_new((*source).to_owned()).ok()?;
    bundle.add_resource(resource).ok()?;
    let pattern = bundle.get_message(key)?.value()?;
    let mut errors = Vec::new();
    let said = bundle
        .format_pattern(pattern, None, &mut errors)
        .into_owned();
    errors.is_empty().then_some(said)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEYS: [&str; 5] = [
        "notices-asked-title",
        "notices-asked-text",
        "notices-opened-title",
        "notices-opened-text",
        "notices-unlock",
    ];

    #[test]
    fn every_language_says_it_in_its_own_words() {
        for key in KEYS {
            let english = text("en", key).unwrap();
            for (name, _) in &TEXTS[1..] {
                assert_ne!(text(name, key).unwrap(), english, "{name}");
            }
            assert_eq!(text("pt-BR", key), text("pt", key));
            for unknown in ["", "xx", "x"] {
                assert_eq!(text(unknown, key), Some(english.clone()));
            }
        }
        assert_eq!(text("en", "notices-no-such-text"), None);
    }
}
