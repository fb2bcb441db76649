//! The app's shell: one window with the page of `ui/wallet` and the commands it may call on the core. It unwraps state,
//! calls and converts; what may be done with a record is decided in `keepwell-wallet` alone.

mod clock;
mod commands;
mod desk;
mod failure;
mod place;
mod rounds;
mod session;
mod window;

use std::sync::Arc;

use tauri::{Manager as _, RunEvent, generate_context, generate_handler};
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
    Thread(#[source] std::io::Error),
    /// The window system.
    #[error("the window could not be opened: {0}")]
    Window(#[source] tauri::Error),
}

/// Runs the app until its window is closed; the wallet is then locked.
///
/// # Errors
/// [`StartError`] when it cannot start.
pub fn run() -> Result<(), StartError> {
    if window::is_driven() && !cfg!(debug_assertions) {
        return Err(StartError::Automation);
    }
    let folder = place::folder().ok_or(StartError::NoFolder)?;
    let session = Arc::new(Session::new(folder, place::server()));
    rounds::start(&session).map_err(StartError::Thread)?;
    let app = tauri::Builder::default()
        .manage(session)
        .invoke_handler(generate_handler![
            commands::grants::grants,
            commands::grants::share,
            commands::grants::stop,
            commands::cards::read_card,
            commands::cards::read_card_file,
            commands::records::import_file,
            commands::records::import_sample,
            commands::records::records,
            commands::wallet::create,
            commands::wallet::lock,
            commands::wallet::status,
            commands::wallet::unlock,
        ])
        .setup(|app| Ok(window::open(app)?))
        .build(generate_context!())
        .map_err(StartError::Window)?;
    app.run(|app, event| {
        if matches!(event, RunEvent::Exit) {
            app.state::<Arc<Session>>().lock();
        }
    });
    Ok(())
}
