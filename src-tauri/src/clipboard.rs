//! The clipboard, which every program can read: what was copied is taken back after a minute, or when the app ends,
//! unless somebody has copied something else meanwhile.

use std::{
    sync::{Mutex, PoisonError},
    thread,
    time::Duration,
};

use tauri::{AppHandle, Manager as _};
use tauri_plugin_clipboard_manager::ClipboardExt as _;
use zeroize::Zeroizing;

use crate::failure::Failure;

const KEPT: Duration = Duration::from_secs(60);

/// What was copied last and not taken back yet.
#[derive(Default)]
pub(crate) struct Copied(Mutex<Option<Zeroizing<String>>>);

/// Copies a text for a minute.
///
/// # Errors
/// When the system does not take it.
pub(crate) fn copy(app: &AppHandle, text: String) -> Result<(), Failure> {
    let text = Zeroizing::new(text);
    // Programs that keep a history of the clipboard are asked to leave this out.
    let taken = app.clipboard().write_secret(text.as_str());
    taken.map_err(|_| Failure::new("clipboard", "the text could not be copied: write it down"))?;
    *app.state::<Copied>().lock() = Some(text.clone());
    let app = app.clone();
    thread::spawn(move || {
        thread::sleep(KEPT);
        let mut copied = app.state::<Copied>().inner().lock();
        if copied.as_ref() == Some(&text) {
            copied.take();
            clear(&app, &text);
        }
    });
    Ok(())
}

/// Takes back what is still there, as the app ends.
pub(crate) fn take_back(app: &AppHandle) {
    let Some(text) = app.state::<Copied>().lock().take() else {
        return;
    };
    // The clipboard must not be read on the thread that draws.
    let app = app.clone();
    let clearing = thread::spawn(move || clear(&app, &text));
    let _ = clearing.join();
}

fn clear(app: &AppHandle, ours: &str) {
    let there = app.clipboard().read_text().map(Zeroizing::new);
    if there.is_ok_and(|there| there.as_str() == ours) {
        let _ = app.clipboard().clear();
    }
}

impl Copied {
    fn lock(&self) -> std::sync::MutexGuard<'_, Option<Zeroizing<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
