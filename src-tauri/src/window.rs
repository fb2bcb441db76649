//! The one window. It shows the page that is in the binary and nothing else, and leaves nothing of what it showed on the
//! disk, nor in a screenshot where the system can prevent one (Windows and macOS; Linux cannot).

use tauri::{
    App, Url, WebviewWindow, WebviewWindowBuilder,
    webview::{PermissionKind, PermissionResponse},
};

/// Whether a WebDriver asks to drive the page, as our own tests do.
pub(crate) fn is_driven() -> bool {
    // Read by Tauri under this name in release builds too.
    std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some()
}

/// Whether this build lets itself be driven: one for tests, and one that is measured in its release form.
pub(crate) fn may_be_driven() -> bool {
    cfg!(any(debug_assertions, feature = "driven"))
}

/// Opens the window that the configuration describes.
///
/// # Errors
/// When the window system refuses.
pub(crate) fn open(app: &App) -> tauri::Result<()> {
    for config in &app.config().app.windows {
        let window = WebviewWindowBuilder::from_config(app.handle(), config)?
            .on_navigation(is_ours)
            .on_permission_request(|_, wanted| permit(wanted))
            .content_protected(true)
            // A private window keeps no cache, history or form data. WebKitGTK does not let such a window be driven.
            .incognito(!is_driven())
            .build()?;
        let_camera(&window)?;
    }
    Ok(())
}

/// The camera reads clinics' codes; nothing else is asked for.
fn permit(wanted: PermissionKind) -> PermissionResponse {
    match wanted {
        PermissionKind::Camera => PermissionResponse::Allow,
        _ => PermissionResponse::Deny,
    }
}

/// Some builds of `WebKitGTK` have it turned off.
#[cfg(target_os = "linux")]
fn let_camera(window: &WebviewWindow) -> tauri::Result<()> {
    use webkit2gtk::{SettingsExt as _, WebViewExt as _};

    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_enable_media_stream(true);
        }
    })
}

#[cfg(not(target_os = "linux"))]
fn let_camera(_: &WebviewWindow) -> tauri::Result<()> {
    Ok(())
}

/// Whether the page comes from the binary: `tauri://localhost`, or `http(s)://tauri.localhost` where a system knows no
/// schemes of its own.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" => url.host_str() == Some("localhost"),
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_but_the_camera_is_permitted() {
        assert_eq!(permit(PermissionKind::Camera), PermissionResponse::Allow);
        for other in [
            PermissionKind::Microphone,
            PermissionKind::Geolocation,
            PermissionKind::Notifications,
            PermissionKind::ClipboardRead,
            PermissionKind::DisplayCapture,
        ] {
            assert_eq!(permit(other), PermissionResponse::Deny);
        }
    }

    #[test]
    fn only_the_page_in_the_binary_is_shown() {
        let ours = |text| is_ours(&Url::parse(text).unwrap());
        assert!(ours("tauri://localhost/"));
        assert!(ours("http://tauri.localhost/index.html"));
        for other in [
            "https://example.com/",
            "http://localhost:5173/",
            "https://tauri.localhost.example.com/",
            "tauri://other/",
            "file:///etc/passwd",
            "data:text/html,x",
            "about:blank",
        ] {
            assert!(!ours(other), "{other}");
        }
    }
}
