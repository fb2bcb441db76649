//! npm's `@cloudflare/privacypass-ts`, Privacy Pass by others: it reads what a ledger of ours asks, fetches a token from its issuer, and
//! the ledger takes that token once.

use keepwell_client::transport::{HttpOptions, HttpTransport, Method, Request, Transport as _};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE},
    statement::Statement,
    time::Timestamp,
};
use keepwell_server::{Asks, ServeOptions, Server, invite};
use rand_core::OsRng;
use tempfile::TempDir;

use crate::{node, program::output};

const PACKAGE: &str = "@cloudflare/privacypass-ts@0.7.0";
const NOW_S: u64 = 1_795_000_000;

#[test]
fn privacypass_ts_fetches_a_token_that_our_ledger_takes() {
    let Some(node) = node::install(&[PACKAGE]) else {
        return;
    };
    let folder = TempDir::new().unwrap();
    let options = ServeOptions {
        admission: Asks::Token,
        ..ServeOptions::local(folder.path(), || Timestamp::from_seconds(NOW_S))
    };
    let server = Server::start(&options).unwrap();
    let url = server.url().to_string();
    let invitation = invite(folder.path(), 1, &mut OsRng).unwrap().to_header();

    let (status, asked) = post(&url, 1, None);
    assert_eq!(status, 401);
    let told = output(node.run("token.mjs", &[&url, &asked.unwrap(), &invitation]));
    let answer = String::from_utf8(told).unwrap();
    assert_eq!(post(&url, 1, Some(answer.trim())).0, 201);
    // Once, also for another statement.
    assert_eq!(post(&url, 2, Some(answer.trim())).0, 401);
    server.stop().unwrap();
}

/// Posts the grant of this seed: the status, and what was asked for.
fn post(url: &str, seed: u8, authorization: Option<&str>) -> (u16, Option<String>) {
    let key = SigningKey::from_seed(&[seed; 32]);
    let statement = Statement::grant(&[seed; 16], &[2; 32], b"terms", &key);
    let mut headers = vec![("content-type", STATEMENT_TYPE.to_owned())];
    headers.extend(authorization.map(|value| ("authorization", value.to_owned())));
    let request = Request {
        method: Method::Post,
        url: format!("{url}{ENTRIES_PATH}"),
        headers,
        body: statement.as_bytes().to_vec(),
        limit: 10_000,
    };
    let network = HttpTransport::new(HttpOptions::default());
    let response = network.send(request).unwrap();
    let asked = response.header("www-authenticate").map(str::to_owned);
    (response.status, asked)
}
