//! The target over what a client makes of a server's answers: any status, fields and body to any of its questions, so every
//! reader of JSON, events, notes, receipts and tiles behind `keepwell-client` is tried as programs use it.

use std::{
    io::{Cursor, Read as _},
    ops::ControlFlow,
    sync::atomic::{AtomicUsize, Ordering},
};

use keepwell_client::{
    events::{self, Owner, Reader, follow, until_ended},
    follow::{LogView, follow as follow_log},
    ledger::Ledger,
    relay::Relay,
    servers::{LedgerKey, Servers, discover},
    transport::{Body, Request, Response, Transport, TransportError},
};
use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    mailbox::{BoxId, MailboxId, OpeningId, RendezvousId},
    origin::Origin,
    statement::Statement,
    time::Timestamp,
};

use super::signed::{GRANT_SEED, LEDGER_SEED};

const NOW: Timestamp = Timestamp::from_seconds(1_795_000_000);
/// The most answers to one question; then nobody is there any more.
const ANSWERS: usize = 12;
/// How often somebody who follows is told something before they stop.
const TOLD: usize = 12;
const ID: [u8; 16] = [7; 16];
/// A grant, and the key of the ledger that recorded it.
const GRANT: &[u8] = include_bytes!("../corpus/statement/grant.seed");

/// One answer to every question.
struct Same<'d> {
    status: u16,
    fields: Vec<(String, String)>,
    body: &'d [u8],
    given: AtomicUsize,
}

impl Transport for Same<'_> {
    fn send(&self, request: Request) -> Result<Response, TransportError> {
        if self.given.fetch_add(1, Ordering::Relaxed) >= ANSWERS {
            return Err(TransportError::Connect);
        }
        let is_nonce = request.url.ends_with("/v1/nonce");
        let (status, body) = if is_nonce {
            (204, &b""[..])
        } else {
            (self.status, self.body)
        };
        let mut fields = self.fields.clone();
        fields.push(("replay-nonce".to_owned(), "nonce-1".to_owned()));
        let body = Body::new(Cursor::new(body.to_vec()), request.limit);
        Ok(Response::new(status, fields, body))
    }
}

/// A byte for the question, two for the status; then fields `name: value`, a line each, an empty line, and the body.
pub fn answers(data: &[u8]) {
    let Some((&[question, high, low], rest)) = data.split_first_chunk() else {
        return;
    };
    let end = rest.windows(2).position(|two| two == b"\n\n");
    let (head, body) = end.map_or((&b""[..], rest), |at| rest.split_at(at));
    let head = String::from_utf8_lossy(head);
    let fields = head.lines().filter_map(|line| line.split_once(": "));
    let answer = Same {
        status: u16::from_be_bytes([high, low]),
        fields: fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: body.strip_prefix(b"\n\n").unwrap_or(body),
        given: AtomicUsize::new(0),
    };
    ask(question, &answer);
}

fn ask(question: u8, answer: &Same<'_>) {
    let server = Origin::parse("https://relay.example").expect("an origin");
    let relay = Relay::new(answer, server.clone());
    let ledger = Ledger::new(answer, server.clone(), ledger_key());
    let (key, mailbox) = (
        SigningKey::from_seed(&GRANT_SEED),
        MailboxId::from_bytes(ID),
    );
    match question % 11 {
        0 => {
            let info = discover(answer, &server);
            let _ = info.and_then(|info| Servers::from_info(&server, &info));
        }
        1 => drop(relay.status(&key, &mailbox, NOW)),
        2 => drop(relay.read_box(&BoxId::from_bytes(ID))),
        3 => fetch(&relay, &key, &mailbox),
        4 => drop(relay.receive_message(&key, &RendezvousId::from_bytes(ID), (0, 1), NOW)),
        5 => drop(ledger.checkpoint()),
        6 => drop(ledger.time(&[9; 32])),
        7 => {
            let statement = Statement::parse(GRANT).expect("a statement");
            let _ = ledger.register(&statement, 0);
            let _ = ledger.statement(&statement.digest());
        }
        8 => {
            let mut view = LogView::new(ledger.key().origin());
            let count = follow_log(&ledger, &mut view, &|| 0_u64, &|count, _, _| *count += 1);
            assert!(count.is_err() || view.size() >= count.unwrap_or_default());
        }
        9 => follows(&relay, &key, &mailbox),
        _ => {
            let mut left = TOLD;
            let reader = Reader {
                relay: &relay,
                key: &key,
                mailbox: &mailbox,
                clock: &|| NOW,
                pause: &|_| {},
            };
            until_ended(&reader, &mut || few(&mut left));
        }
    }
}

fn fetch(relay: &Relay<'_>, key: &SigningKey, mailbox: &MailboxId) {
    let opening = OpeningId::from_bytes(ID);
    if let Ok(mut part) = relay.fetch(key, mailbox, "bundle", &opening, NOW) {
        let mut content = Vec::new();
        let length = part.length();
        if part.read_to_end(&mut content).is_ok() {
            assert_eq!(content.len() as u64, length, "as long as it was said");
        }
    }
}

fn follows(relay: &Relay<'_>, key: &SigningKey, mailbox: &MailboxId) {
    let (mut left, mut next) = (TOLD, 0);
    let owner = Owner {
        relay,
        key,
        mailbox,
        seen: 0,
        clock: &|| NOW,
        pause: &|_| {},
    };
    let _ = follow(&owner, &mut |told| {
        if let events::Told::Happened(number, _) = told {
            assert_eq!(number, next, "each event once, in order");
            next += 1;
        }
        few(&mut left)
    });
}

fn few(left: &mut usize) -> ControlFlow<()> {
    *left = left.saturating_sub(1);
    if *left == 0 {
        ControlFlow::Break(())
    } else {
        ControlFlow::Continue(())
    }
}

fn ledger_key() -> LedgerKey {
    use keepwell_tlog::note::{Name, Signer};
    let name = Name::parse("ledger.example/2026").expect("a name");
    let signer = Signer::new(name, SigningKey::from_seed(&LEDGER_SEED));
    LedgerKey::from(signer.verifier_key().clone())
}
