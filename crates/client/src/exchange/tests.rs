//! Refusals of relay and ledger, and answers that are none.

use super::*;
use crate::testing::answer;

const PROBLEM: &str = "application/concise-problem-details+cbor";

fn refused_to(method: Method, status: u16, body: &'static str) -> ClientError {
    let answer = answer(status, &[], body);
    accept("trying", method, answer, &[200]).err().unwrap()
}

fn refused(status: u16, body: &'static str) -> ClientError {
    refused_to(Method::Get, status, body)
}

#[test]
fn refusals_are_told_from_nonsense() {
    let body = r#"{"error":{"code":"too_many","message":"wait\u001b[31m a little"}}"#;
    let error = refused(429, body);
    assert!(error.is_temporary() && !error.is_unreachable());
    assert_eq!(error.to_string(), "the server refused: wait[31m a little");
    let body = r#"{"error":{"code":"not_available","message":"x"}}"#;
    assert!(matches!(refused(404, body), ClientError::NotAvailable));
    let body = r#"{"error":{"code":"conflict","message":"x"}}"#;
    assert!(matches!(refused(412, body), ClientError::Conflict));
    for (status, body) in [
        (404, "<html>not here</html>"),
        (302, ""),
        (204, ""),
        (400, r#"{"error":"text"}"#),
    ] {
        assert!(matches!(
            refused(status, body),
            ClientError::Nonsense("trying")
        ));
    }
    let fault = refused(502, "<html>Bad Gateway</html>");
    assert!(fault.is_unreachable() && fault.is_temporary());
}

#[test]
fn a_ledger_s_refusal_is_understood() {
    // {-1: "Key used", -2: "No."}
    let body = b"\xa2\x20\x68Key used\x21\x63No.";
    let refused = |status, body: &[u8]| {
        let answer = answer(status, &[("content-type", PROBLEM)], body);
        accept("trying", Method::Get, answer, &[200]).err().unwrap()
    };
    assert_eq!(refused(409, body).to_string(), "the server refused: No.");
    assert!(matches!(refused(404, body), ClientError::NotAvailable));
    assert!(refused(429, body).is_temporary());
    assert!(refused(503, body).is_unreachable());
    for body in [b"".as_slice(), b"\xa0", b"\x01", b"\xa1\x21\x01", b"{}"] {
        let error = refused(409, body);
        assert!(matches!(error, ClientError::Nonsense("trying")));
    }
}

#[test]
fn only_an_answer_to_head_speaks_by_its_status() {
    let head = |status| refused_to(Method::Head, status, "");
    assert!(matches!(head(404), ClientError::NotAvailable));
    assert!(matches!(head(409), ClientError::Conflict));
    assert!(matches!(head(401), ClientError::Refused { code, .. } if code == BAD_NONCE));
    assert!(matches!(refused(404, ""), ClientError::Nonsense("trying")));
}

#[test]
fn a_ledger_s_title_is_the_code_of_its_refusal() {
    // {-1: "Already revoked", -2: "No."}
    let body = b"\xa2\x20\x6fAlready revoked\x21\x63No.";
    let answer = answer(409, &[("content-type", PROBLEM)], body);
    let error = accept("trying", Method::Post, answer, &[200]).err();
    assert!(matches!(error, Some(ClientError::Refused { code, .. }) if code == "already_revoked"));
}
