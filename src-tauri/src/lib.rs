//! The app's shell: one window with the page of `ui/wallet` and the commands it may call on the core. It unwraps state,
//! calls and converts; what may be done with a record is decided in `keepwell-wallet` alone.

mod bell;
mod bindings;
mod clipboard;
mod clock;
mod commands;
mod desk;
mod failure;
mod following;
mod key_store;
mod look;
mod meetings;
mod news;
mod notices;
mod place;
mod rounds;
mod save;
mod session;
mod shown;
#[cfg(target_os = "linux")]
mod suspend;
mod told;
mod watch;
mod window;

use std::{io, sync::Arc};

use tauri::{AppHandle, Builder, Manager as _, RunEvent, Wry, generate_context};
use thiserror::Error;

use crate::session::Session;

/// Why the app cannot start, or stopped.
#[derive(Debug, Error)]
pub enum StartError {
    /// A release build under a WebDriver: whoever drives the page reads the record.
    #[error(
        "this program cannot be driven by another one: unset TAURI_WEBVIEW_AUTOMATION and start it again"
    )]
    Automation,
    /// The system names no folder for data.
    #[error("this system names no folder for data: name one in KEEPWELL_HOME and start again")]
    NoFolder,
    /// The background could not be started.
    #[error("the system gives the app no thread: close other programs and start again ({0})")]
    Thread(#[source] io::Error),
    /// The window system.
    #[error("the window could not be opened: {0}")]
    Window(#[source] tauri::Error),
}

/// Runs the app until its window is closed; the wallet is then locked.
///
/// # Errors
/// [`StartError`] when it cannot start.
pub fn run() -> Result<(), StartError> {
    if window::is_driven() && !window::may_be_driven() {
        return Err(StartError::Automation);
    }
    let app = with_plugins(Builder::default())
        .manage(clipboard::Copied::default())
        .invoke_handler(bindings::commands().invoke_handler())
        .setup(|app| Ok(window::open(app)?))
        .build(generate_context!())
        .map_err(StartError::Window)?;
    let folder = place::folder(app.handle()).ok_or(StartError::NoFolder)?;
    let session = Arc::new(Session::new(folder, place::server()));
    start_background(&session, app.handle()).map_err(StartError::Thread)?;
    app.manage(session);
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            clipboard::take_back(app);
            app.state::<Arc<Session>>().lock();
        }
    });
    Ok(())
}

/// Where a phone's system starts the app.
#[cfg(mobile)]
#[tauri::mobile_entry_point]
fn start() {
    // There is nobody to tell and nothing to return: the system shows that the app has ended.
    let _ = run();
}

/// The page reaches none of them: each is used by a command of ours.
fn with_plugins(app: Builder<Wry>) -> Builder<Wry> {
    let app = app
        .plugin(tauri_plugin_clipboard_manager::init())
        .plugin(tauri_plugin_dialog::init());
    #[cfg(not(target_os = "linux"))]
    let app = app.plugin(tauri_plugin_notification::init());
    #[cfg(mobile)]
    let app = app
        .plugin(tauri_plugin_barcode_scanner::init())
        .plugin(tauri_plugin_biometric::init());
    app
}

fn start_background(session: &Arc<Session>, app: &AppHandle) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    suspend::start(session)?;
    watch::start(session)?;
    rounds::start(session, app.clone())
}
