//! A ledger in memory that answers over a scripted transport and can be told to lie, and what the client makes of it.

use std::sync::{Arc, Mutex};

use keepwell_crypto::{hash::Digest, sign::SigningKey};
use keepwell_protocol::{
    entry::{Entry, EntryType},
    ledger_api::sign_time,
    receipt::RootSignature,
    statement::Statement,
};
use keepwell_tlog::{
    bundle::{self, BundleId},
    checkpoint::Checkpoint,
    hash::Hash,
    note::{Name, Signer, VerifierKey},
    proof::InclusionProof,
    tile::TileId,
    tlog_proof::TlogProof,
    tree::{Frontier, HashSource, NodeId},
};

use super::*;
use crate::testing::{Scripted, answer, path, refusal};

pub(crate) const ORIGIN: &str = "ledger.example/log";

/// The entries of a log; every hash is computed anew.
#[derive(Clone, Default)]
pub(crate) struct Log(pub(crate) Vec<[u8; 41]>);

impl HashSource for Log {
    type Error = std::convert::Infallible;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Self::Error> {
        Ok(nodes.iter().map(|node| self.node(*node)).collect())
    }
}

impl Log {
    pub(crate) fn of(count: u32) -> Self {
        Self((0..count).map(|n| entry(n).to_bytes()).collect())
    }

    fn node(&self, node: NodeId) -> Hash {
        let width = 1usize << node.level();
        let first = usize::try_from(node.index()).unwrap() * width;
        Self(self.0[first..first + width].to_vec()).root()
    }

    pub(crate) fn root(&self) -> Hash {
        let mut frontier = Frontier::new();
        for entry in &self.0 {
            frontier.push(Hash::of_leaf(entry)).unwrap();
        }
        frontier.root()
    }

    pub(crate) fn size(&self) -> u64 {
        self.0.len() as u64
    }

    pub(crate) fn checkpoint(&self) -> SignedCheckpoint {
        let checkpoint = Checkpoint::new(name(), self.size(), self.root()).unwrap();
        SignedCheckpoint::sign(checkpoint, &Signer::new(name(), signing())).unwrap()
    }

    fn receipt(&self, index: u64) -> Vec<u8> {
        let proof = InclusionProof::make(self, index, self.size()).unwrap();
        RootSignature::sign(ORIGIN, self.size(), &self.root(), &signing())
            .receipt(&proof)
            .unwrap()
    }

    fn proof(&self, index: u64) -> String {
        let proof = InclusionProof::make(self, index, self.size()).unwrap();
        TlogProof::new(proof, &self.checkpoint())
            .unwrap()
            .to_string()
    }

    fn index_of(&self, statement: &Digest) -> Option<u64> {
        let at = self.0.iter().position(|entry| entry[9..] == *statement)?;
        Some(at as u64)
    }
}

pub(crate) fn entry(n: u32) -> Entry {
    let mut statement = [0; 32];
    statement[..4].copy_from_slice(&n.to_be_bytes());
    Entry {
        kind: EntryType::Grant,
        target: 0,
        statement,
    }
}

fn name() -> Name {
    Name::parse(ORIGIN).unwrap()
}

fn signing() -> SigningKey {
    SigningKey::from_seed(&[1; 32])
}

pub(crate) fn key() -> LedgerKey {
    VerifierKey::new(name(), signing().verifying_key()).into()
}

pub(crate) fn ledger(transport: &dyn Transport) -> Ledger<'_> {
    Ledger::new(
        transport,
        Origin::parse("https://ledger.example").unwrap(),
        key(),
    )
}

/// Serves a log honestly: what is wrong with it is in the log. Partial bundles and tiles are gone when `full_only`.
pub(crate) fn serve(log: Arc<Mutex<Log>>, full_only: bool) -> Scripted {
    Scripted::new(move |request| {
        let mut log = log.lock().unwrap();
        let path = path(request);
        let found = match (request.method, path) {
            (Method::Get, "/checkpoint") => Some(log.checkpoint().note().to_string().into_bytes()),
            (Method::Post, "/entries") => Some(register(&mut log, &request.body)),
            (Method::Post, "/time") => Some(sign_time(
                request.body.as_slice().try_into().unwrap(),
                Timestamp::from_seconds(77),
                &signing(),
            )),
            _ => stored(&log, path.trim_start_matches('/'), full_only),
        };
        Ok(match found {
            Some(bytes) => answer(200, &[], bytes),
            None => refusal(404, "not_available"),
        })
    })
}

fn register(log: &mut Log, bytes: &[u8]) -> Vec<u8> {
    let statement = Statement::parse(bytes).unwrap();
    let entry = Entry {
        kind: statement.kind(),
        target: 0,
        statement: statement.digest(),
    };
    if log.index_of(&entry.statement).is_none() {
        log.0.push(entry.to_bytes());
    }
    log.receipt(log.index_of(&entry.statement).unwrap())
}

fn stored(log: &Log, path: &str, full_only: bool) -> Option<Vec<u8>> {
    if let Some(id) = BundleId::parse(path) {
        let first = usize::try_from(id.first_entry()?).ok()?;
        let entries = log.0.get(first..first + usize::from(id.width()))?;
        return (id.is_full() || !full_only).then(|| bundle::encode(entries).unwrap());
    }
    if let Some(id) = TileId::parse(path) {
        let nodes =
            (0..u64::from(id.width())).map(|n| NodeId::new(id.level() * 8, id.index() * 256 + n));
        let hashes = nodes.map(|node| log.node(node).as_bytes().to_vec());
        return (id.is_full() || !full_only).then(|| hashes.collect::<Vec<_>>().concat());
    }
    let rest = path.strip_prefix("entries/")?;
    let statement = keepwell_protocol::hexadecimal::from_hex(rest.get(..64)?)?;
    let index = log.index_of(&statement)?;
    Some(match rest.contains("/proof?size=") {
        true => log.proof(index).into_bytes(),
        false => log.receipt(index),
    })
}

fn statement() -> Statement {
    Statement::grant(
        &[1; 16],
        &[2; 32],
        b"terms",
        &SigningKey::from_seed(&[5; 32]),
    )
}

#[test]
fn a_registered_statement_is_proven_and_found_again() {
    let transport = serve(Arc::new(Mutex::new(Log::of(5))), false);
    let ledger = ledger(&transport);
    let registered = ledger.register(&statement(), 0).unwrap();
    assert_eq!((registered.receipt.index, registered.receipt.size), (5, 6));
    let entry = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: statement().digest(),
    };
    let proven = verify_proof(&registered.proof, &entry, &key()).unwrap();
    assert_eq!(proven.receipt, registered.receipt);
    assert_eq!(ledger.register(&statement(), 0).unwrap().receipt.index, 5);
    let found = ledger.lookup(&statement().digest(), &entry).unwrap();
    assert_eq!(found.unwrap().receipt.index, 5);
    assert_eq!(ledger.lookup(&[9; 32], &entry).unwrap(), None);
}

#[test]
fn a_receipt_for_something_else_is_nonsense() {
    let transport = serve(Arc::new(Mutex::new(Log::of(5))), false);
    let ledger = ledger(&transport);
    // It was registered as a grant, so it does not prove an entry with a target.
    let error = ledger.register(&statement().revocation(&SigningKey::from_seed(&[5; 32])), 3);
    assert!(matches!(error, Err(ClientError::Nonsense(_))));
    let error = ledger.lookup(&entry(1).statement, &entry(2));
    assert!(matches!(error, Err(ClientError::Nonsense(_))));
}

#[test]
fn receipt_and_proof_must_speak_of_the_same_state() {
    let (small, large) = (Log::of(5), Log::of(6));
    let apart = keepwell_protocol::manifest::LedgerProof {
        receipt: small.receipt(2),
        tlog_proof: large.proof(2),
    };
    assert_eq!(
        verify_proof(&apart, &entry(2), &key()),
        Err(ProofError::Apart)
    );
    let together = keepwell_protocol::manifest::LedgerProof {
        receipt: large.receipt(2),
        tlog_proof: large.proof(2),
    };
    assert!(verify_proof(&together, &entry(2), &key()).is_ok());
    assert!(verify_proof(&together, &entry(3), &key()).is_err());
    let other = VerifierKey::new(name(), SigningKey::from_seed(&[9; 32]).verifying_key());
    assert!(verify_proof(&together, &entry(2), &other.into()).is_err());
}

#[test]
fn the_time_answers_its_own_nonce() {
    let transport = serve(Arc::default(), false);
    assert_eq!(
        ledger(&transport).time(&[3; 32]).unwrap(),
        Timestamp::from_seconds(77)
    );
    let old = sign_time(&[4; 32], Timestamp::from_seconds(77), &signing());
    let replayed = Scripted::new(move |_| Ok(answer(200, &[], &old)));
    assert!(matches!(
        ledger(&replayed).time(&[3; 32]),
        Err(ClientError::Nonsense(TIME))
    ));
}

#[test]
fn garbage_instead_of_a_checkpoint_is_nonsense() {
    for garbage in ["", "<html>hello</html>", "ledger.example/log\n0\n"] {
        let transport = Scripted::new(move |_| Ok(answer(200, &[], garbage)));
        let error = ledger(&transport).checkpoint();
        assert!(matches!(error, Err(ClientError::Nonsense(CHECKPOINT))));
    }
}
