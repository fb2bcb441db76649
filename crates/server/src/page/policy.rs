//! What a browser lets the page do: run its own files, use the camera, and contact its own server and the listed relays.

use axum::http::{
    HeaderName, HeaderValue,
    header::{CACHE_CONTROL, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS},
};
use keepwell_protocol::origin::Origin;

use crate::options::Allowed;

/// The headers that are the same for every page and file.
pub(super) const HEADERS: [(HeaderName, &str); 7] = [
    (CACHE_CONTROL, "no-cache"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), interest-cohort=()",
    ),
];

/// The `Content-Security-Policy`.
pub(super) fn policy(server: &Origin, allow: &[Allowed]) -> HeaderValue {
    let mut contacts = format!("'self' {server}");
    for allowed in allow {
        contacts.push(' ');
        contacts.push_str(allowed.relay.as_str());
    }
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
         img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; connect-src {contacts}; \
         base-uri 'none'; form-action 'none'; frame-ancestors 'none'; \
         require-trusted-types-for 'script'; trusted-types keepwell svelte-trusted-html"
    );
    // An origin is plain ASCII, so this is always a header's value; without it nothing at all is allowed.
    HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}
