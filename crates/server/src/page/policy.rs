//! What a browser lets the page do: run its own files, use the camera, and contact its own server and the listed operators;
//! and who may show it inside another page, which is nobody unless the operator names an origin.

use axum::http::{
    HeaderName, HeaderValue,
    header::{CACHE_CONTROL, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS},
};
use keepwell_protocol::origin::Origin;

use crate::options::Allowed;

/// The headers that are the same for every page and file.
pub(super) const HEADERS: [(HeaderName, &str); 6] = [
    (CACHE_CONTROL, "no-cache"),
    (REFERRER_POLICY, "no-referrer"),
    (X_CONTENT_TYPE_OPTIONS, "nosniff"),
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
pub(super) fn policy(server: &Origin, allow: &[Allowed], embed: &[Origin]) -> HeaderValue {
    let listed = allow.iter().flat_map(|one| [&one.relay, &one.ledger_url]);
    let contacts = sources("'self'", std::iter::once(server).chain(listed));
    let parents = match embed {
        [] => "'none'".to_owned(),
        embed => sources("'self'", embed.iter()),
    };
    let policy = format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; style-src 'self'; \
         img-src 'self' blob: data:; font-src 'self'; manifest-src 'self'; connect-src {contacts}; \
         base-uri 'none'; form-action 'none'; frame-ancestors {parents}; \
         require-trusted-types-for 'script'; trusted-types keepwell svelte-trusted-html"
    );
    // An origin is plain ASCII, so this is always a header's value; without it nothing at all is allowed.
    HeaderValue::from_str(&policy)
        .unwrap_or_else(|_| HeaderValue::from_static("default-src 'none'"))
}

/// A list of sources, each once.
fn sources<'o>(first: &str, origins: impl Iterator<Item = &'o Origin>) -> String {
    let mut all = vec![first];
    for origin in origins.map(Origin::as_str) {
        if !all.contains(&origin) {
            all.push(origin);
        }
    }
    all.join(" ")
}
