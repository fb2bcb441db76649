//! A node that answers whatever the test says, over a real connection.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
};

use keepwell_client::transport::HttpOptions;
use keepwell_crypto::sign::SigningKey;
use keepwell_tlog::note::{Name, VerifierKey};

use super::*;
use crate::{AnchorError, Contract};

/// Why the contract cannot be opened at a node that answers with this status and body.
fn refused(status: &str, body: String) -> AnchorError {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let _ = stream.read(&mut [0; 4096]);
            // Whoever had enough hangs up.
            let _ = stream.write_all(head.as_bytes());
            let _ = stream.write_all(body.as_bytes());
        }
    });
    let name = Name::parse("ledger.example").unwrap();
    let key = VerifierKey::new(name, SigningKey::from_seed(&[1; 32]).verifying_key());
    let node = Node::new(HttpTransport::new(HttpOptions::default()), &url);
    let address = format!("0x{}", "1".repeat(40));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let opened = runtime.block_on(Contract::open(node, &address, None, &key));
    opened.err().unwrap()
}

fn answer(result: &str) -> String {
    format!(r#"{{"jsonrpc":"2.0","id":0,{result}}}"#)
}

#[test]
fn an_answer_has_a_limit() {
    let most = usize::try_from(MAX_ANSWER).unwrap();
    let long = |bytes: usize| {
        let empty = answer(r#""result":"0x","more":"""#).len();
        answer(&format!(
            r#""result":"0x","more":"{}""#,
            "m".repeat(bytes - empty)
        ))
    };
    assert_eq!(long(most).len(), most);
    assert!(matches!(
        refused("200 OK", long(most)),
        AnchorError::NoContract
    ));
    assert!(matches!(
        refused("200 OK", long(most + 1)),
        AnchorError::Nonsense
    ));
}

#[test]
fn what_a_node_says_is_a_line() {
    let message = format!("no\\nmoney {}", "x".repeat(300));
    let error = answer(&format!(
        r#""error":{{"code":-32000,"message":"{message}"}}"#
    ));
    let AnchorError::Refused(told) = refused("200 OK", error) else {
        panic!("another refusal");
    };
    assert!(told.starts_with("nomoney xxx"));
    assert_eq!(told.chars().count(), 200);
}

#[test]
fn what_is_no_node_is_told() {
    for body in [
        "",
        "<html>",
        "{}",
        "[]",
        "null",
        r#"{"jsonrpc":"2.0","id":0}"#,
    ] {
        assert!(
            matches!(refused("200 OK", body.to_owned()), AnchorError::Nonsense),
            "{body}"
        );
    }
    let short = answer(r#""result":"0x01""#);
    assert!(matches!(refused("200 OK", short), AnchorError::Nonsense));
    let away = refused("503 Busy", String::new());
    assert!(matches!(
        away,
        AnchorError::Unreachable(HttpError::Faulty(503))
    ));
}
