//! Tokens on several machines: whichever gave one and whichever is shown it, each lets in once; an invitation gives as many as it says,
//! asked at all of them at once.

use std::{io::Read as _, thread};

use keepwell_client::{
    tokens::fetch,
    transport::{HttpOptions, HttpTransport, Method, Request, Response, Transport, TransportError},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    admission::{Invitation, Token},
    hexadecimal::to_hex,
    ledger_api::{ENTRIES_PATH, STATEMENT_TYPE},
    origin::Origin,
    statement::Statement,
};
use rand_core::OsRng;

use crate::{command::keepwell, node::Node, world::World};

const PUBLIC: &str = "https://ledger.example";

/// A way to one machine of those that are reached together at [`PUBLIC`].
struct To<'n>(&'n Node, HttpTransport);

impl<'n> To<'n> {
    fn new(node: &'n Node) -> Self {
        Self(node, HttpTransport::new(HttpOptions::default()))
    }
}

impl Transport for To<'_> {
    fn send(&self, mut request: Request) -> Result<Response, TransportError> {
        request.url = request.url.replace(PUBLIC, &self.0.url);
        self.1.send(request)
    }
}

fn secret(world: &World, name: &str) -> String {
    let path = world.path(name);
    let made = keepwell(&["ledger", "new-key", &path]);
    assert_eq!(made.code, 0, "{}", made.err);
    path
}

fn invitation(world: &World, tokens: &str) -> Invitation {
    let postgres = world.path("first.postgres");
    let made = keepwell(&["invite", "--postgres-file", &postgres, "--tokens", tokens]);
    assert_eq!(made.code, 0, "{}", made.err);
    let text = made.json()["invitation"]
        .as_str()
        .expect("a text")
        .to_owned();
    Invitation::parse(&text).expect("an invitation")
}

fn tokens(node: &Node, invitation: &Invitation, most: usize) -> Vec<Token> {
    let public = Origin::parse(PUBLIC).expect("an origin");
    let fetched = fetch(&To::new(node), &public, invitation, most, &mut OsRng);
    fetched.expect("tokens").tokens
}

/// The status for a new grant that shows this token, or none.
fn post(node: &Node, number: u8, token: Option<&Token>) -> u16 {
    let key = SigningKey::from_seed(&[number; 32]);
    let statement = Statement::grant(&[1; 16], &[2; 32], b"terms", &key);
    let mut headers = vec![("content-type", STATEMENT_TYPE.to_owned())];
    headers.extend(token.map(|token| ("authorization", token.to_header())));
    let request = Request {
        method: Method::Post,
        url: format!("{PUBLIC}{ENTRIES_PATH}"),
        headers,
        body: statement.as_bytes().to_vec(),
        limit: 1 << 20,
    };
    let mut answer = To::new(node).send(request).expect("an answer");
    let read = answer.body.read_to_end(&mut Vec::new());
    read.expect("a body");
    answer.status
}

#[test]
fn a_token_lets_in_once_whichever_machine_is_asked() {
    let Some(world) = World::new() else { return };
    let secret = secret(&world, "tokens.secret");
    let asks = ["--admission", "token", "--token-secret", &secret];
    let mut first = world.node_with("first", true, &asks);
    let second = world.node_with("second", false, &asks);
    let invited = invitation(&world, "12");
    let given = tokens(&first, &invited, 6);
    let elsewhere = tokens(&second, &invited, 6);
    assert_eq!((given.len(), elsewhere.len()), (6, 6));
    assert_eq!(tokens(&first, &invited, 1).len(), 0, "twelve were given");

    assert_eq!(post(&first, 1, None), 401);
    // One that the first gave lets in at the second, and then at neither.
    assert_eq!(post(&second, 2, Some(&given[0])), 201);
    assert_eq!(post(&first, 3, Some(&given[0])), 401);
    assert_eq!(post(&second, 3, Some(&given[0])), 401);
    assert_eq!(post(&first, 3, Some(&elsewhere[0])), 201);
    // Shown to both at the same time, each lets in one.
    for (number, token) in (10_u8..)
        .step_by(2)
        .zip(given[1..].iter().chain(&elsewhere[1..]))
    {
        let [one, other] = thread::scope(|scope| {
            let show = |node, number| scope.spawn(move || post(node, number, Some(token)));
            let shown = [show(&first, number), show(&second, number + 1)];
            shown.map(|shown| shown.join().expect("an answer"))
        });
        assert!(
            matches!((one, other), (201, 401) | (401, 201)),
            "{one} {other}"
        );
    }

    // Asked at both at the same time, an invitation gives as many as it says.
    let invited = invitation(&world, "9");
    let many: usize = thread::scope(|scope| {
        let invited = &invited;
        let ask = |node| scope.spawn(move || tokens(node, invited, 9).len());
        let asked = [ask(&first), ask(&second), ask(&first), ask(&second)];
        asked
            .map(|asked| asked.join().expect("tokens"))
            .iter()
            .sum()
    });
    assert_eq!(many, 9);
    // What was used is known after a restart, too.
    first.stop();
    let first = world.node_with("first", true, &asks);
    assert_eq!(post(&first, 200, Some(&given[0])), 401);
}

#[test]
fn machines_make_tokens_of_one_secret_and_postgresql_does_not_have_it() {
    let Some(world) = World::new() else { return };
    let [ours, theirs] = ["ours", "theirs"].map(|name| secret(&world, name));
    let asks = ["--admission", "token", "--token-secret", &ours];
    let _first = world.node_with("first", true, &asks);
    let other = ["--admission", "token", "--token-secret", &theirs];
    for (more, why) in [
        (
            other.as_slice(),
            "the other machines make tokens of another secret",
        ),
        (
            &other[..2],
            "name the secret of the tokens with --token-secret",
        ),
        (&asks[2..], "--token-secret is for --admission token"),
    ] {
        let refused = world.command("second").args(more).output();
        let refused = refused.expect("it runs");
        let told = String::from_utf8_lossy(&refused.stderr);
        assert_eq!(refused.status.code(), Some(2), "{told}");
        assert!(told.contains(why), "{told}");
    }
    let secret = std::fs::read(&ours).expect("a secret");
    let kept = world
        .own
        .ask("SELECT encode(value, 'hex') FROM token_check");
    assert_eq!(kept.len(), 64);
    assert_ne!(kept, to_hex(&secret), "whoever reads it could make tokens");
}
