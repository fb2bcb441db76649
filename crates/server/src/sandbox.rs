//! What every answer carries that is not the page's: should a browser be led to show it, it runs nothing, loads nothing and
//! does not guess what it is. One place for relay, ledger and the server's own routes, so that none can be forgotten.

use axum::{
    http::{
        HeaderName, HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, X_CONTENT_TYPE_OPTIONS},
    },
    response::Response,
};

const POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Dresses an answer that has no policy of its own, as the page's answers have.
pub(crate) fn confine(response: &mut Response) {
    if response.headers().contains_key(CONTENT_SECURITY_POLICY) {
        return;
    }
    set(response, CONTENT_SECURITY_POLICY, POLICY);
    set(response, X_CONTENT_TYPE_OPTIONS, "nosniff");
    // A refusal is no file to save.
    if response.status().is_success() {
        set(response, CONTENT_DISPOSITION, "attachment");
    }
}

fn set(response: &mut Response, name: HeaderName, value: &'static str) {
    let value = HeaderValue::from_static(value);
    response.headers_mut().insert(name, value);
}
