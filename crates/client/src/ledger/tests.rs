//! A ledger in memory that answers over a scripted transport and can be told to lie, and what the client makes of it.

use std::sync::{Arc, Mutex};

use keepwell_crypto::{hash::Digest, sign::SigningKey};
use keepwell_protocol::{
    entry::{Entry, EntryType},
    ledger_api::sign_time,
    receipt::RootSignature,
    statement::Statement,
    status::{Notices, NoticesPage, StatusRoot, is_notice, push_notice},
};
use keepwell_tlog::{
    bundle::{self, BundleId},
    checkpoint::Checkpoint,
    cosignature::Cosigner,
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

/// The entries of a log; every hash is computed anew. Its witness cosigns it at this time, where there is one.
#[derive(Clone, Default)]
pub(crate) struct Log(pub(crate) Vec<[u8; 41]>, pub(crate) Option<u64>);

impl HashSource for Log {
    type Error = std::convert::Infallible;

    fn hashes(&self, nodes: &[NodeId]) -> Result<Vec<Hash>, Self::Error> {
        Ok(nodes.iter().map(|node| self.node(*node)).collect())
    }
}

impl Log {
    pub(crate) fn of(count: u32) -> Self {
        Self((0..count).map(|n| entry(n).to_bytes()).collect(), None)
    }

    fn node(&self, node: NodeId) -> Hash {
        let width = 1usize << node.level();
        let first = usize::try_from(node.index()).unwrap() * width;
        Self(self.0[first..first + width].to_vec(), None).root()
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
        let signer = Signer::new(name(), signing());
        let mut signed = SignedCheckpoint::sign(checkpoint, &signer).unwrap();
        if let Some(time_s) = self.1 {
            let line = witness().cosign(signed.checkpoint(), time_s);
            signed.add(line).unwrap();
        }
        signed
    }

    /// The notices among the first `size` entries.
    fn notices(&self, size: u64) -> Vec<(u64, Entry)> {
        let entries = (0..size).zip(&self.0);
        let entries = entries.map(|(index, entry)| (index, Entry::parse(entry).unwrap()));
        entries.filter(|(_, entry)| is_notice(entry.kind)).collect()
    }

    fn status_root(&self, size: u64) -> Statement {
        let mut frontier = Frontier::new();
        for (index, entry) in self.notices(size) {
            push_notice(&mut frontier, index, &entry).unwrap();
        }
        let root = StatusRoot {
            origin: ORIGIN.to_owned(),
            size,
            root: Hash::of_empty_tree(),
            time: Timestamp::from_seconds(77),
            notices: Some(Notices::of(&frontier)),
        };
        root.sign(&signing())
    }

    /// Logs a status list of everything up to now.
    pub(crate) fn list(&mut self) {
        let statement = self.status_root(self.size());
        self.0.push(StatusRoot::entry_of(&statement).to_bytes());
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

pub(crate) fn name() -> Name {
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
            (Method::Get, path) if path.starts_with("/notices/") => notices(&log, path),
            _ => stored(&log, path.trim_start_matches('/'), full_only),
        };
        Ok(match found {
            Some(bytes) => answer(200, &[], bytes),
            None => refusal(404, "not_available"),
        })
    })
}

/// The answer for the newest status list on the log, which [`Log::list`] put there.
fn notices(log: &Log, path: &str) -> Option<Vec<u8>> {
    let from: usize = path.strip_prefix("/notices/")?.parse().ok()?;
    let last = log
        .0
        .iter()
        .rposition(|entry| entry[0] == EntryType::StatusRoot as u8)?;
    let covered = u64::try_from(last).ok()?;
    let notices = log.notices(covered);
    let statement = log.status_root(covered);
    Some(NoticesPage::encode(&statement, notices.get(from..)?))
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

pub(crate) fn stored(log: &Log, path: &str, full_only: bool) -> Option<Vec<u8>> {
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
    Some(match rest.contains("/proof") {
        true => log.proof(index).into_bytes(),
        false => log.receipt(index),
    })
}

fn witness() -> Cosigner {
    let name = Name::parse("w.example").unwrap();
    Cosigner::new(name, SigningKey::from_seed(&[3; 32]))
}

/// A ledger of which that one witness is asked for.
pub(crate) fn witnessed(transport: &dyn Transport) -> Ledger<'_> {
    let key = witness().witness_key().clone();
    let policy = Policy::new(Vec::new(), vec![(key, Vec::new())], 1).unwrap();
    ledger(transport).witnessed_by(Some(Arc::new(policy)))
}

#[test]
fn a_statement_is_proven_by_its_witnesses_or_waits_for_them() {
    let log = Arc::new(Mutex::new(Log::of(5)));
    let transport = serve(log.clone(), false);
    let ledger = witnessed(&transport);
    let missing = |error: Result<Registered, ClientError>| {
        let error = error.unwrap_err();
        assert!(matches!(error, ClientError::NotWitnessed(_)), "{error}");
        assert!(error.is_temporary() && !error.is_unreachable());
    };
    missing(ledger.register_witnessed(&statement(), 0));
    assert_eq!(
        log.lock().unwrap().size(),
        6,
        "it is registered all the same"
    );
    // A stop waits for nobody.
    assert!(ledger.register(&statement(), 0).is_ok());
    log.lock().unwrap().1 = Some(50);
    let registered = ledger.register_witnessed(&statement(), 0).unwrap();
    assert_eq!((registered.receipt.index, registered.receipt.size), (5, 6));
    let judge = |since| ledger.judge(&registered.checkpoint, Timestamp::from_seconds(since));
    assert!(judge(50).is_ok() && judge(51).is_err());
    let entry = Entry {
        kind: EntryType::Grant,
        target: 0,
        statement: statement().digest(),
    };
    let found = ledger.lookup(&entry.statement, &entry).unwrap();
    assert_eq!(found, Some(registered));
    let other = Entry { target: 1, ..entry };
    assert!(matches!(
        ledger.lookup(&other.statement, &other),
        Err(ClientError::Nonsense(_))
    ));
    let unknown = Entry {
        statement: [9; 32],
        ..entry
    };
    assert_eq!(ledger.lookup(&[9; 32], &unknown).unwrap(), None);
}

#[test]
fn a_ledger_that_has_nothing_cosigned_yet_is_waited_for() {
    let log = Arc::new(Mutex::new(Log::of(5)));
    let honest = serve(log, false);
    let transport = Scripted::new(move |request| match path(request) {
        shown if shown.ends_with("/proof") => Ok(answer(503, &[], "")),
        _ => honest.send(request.clone()),
    });
    let waits = witnessed(&transport).register_witnessed(&statement(), 0);
    assert!(matches!(
        waits,
        Err(ClientError::NotWitnessed(NotWitnessed::TooFew))
    ));
}

#[test]
fn a_receipt_of_another_size_than_the_proof_s_is_nonsense() {
    let (mut small, mut large) = (Log::of(5), Log::of(6));
    (small.1, large.1) = (Some(50), Some(50));
    let (small, large) = (
        serve(Arc::new(Mutex::new(small)), false),
        serve(Arc::new(Mutex::new(large)), false),
    );
    let transport = Scripted::new(move |request| {
        let is_proof = path(request).ends_with("/proof");
        if is_proof { &small } else { &large }.send(request.clone())
    });
    let error = witnessed(&transport).lookup(&entry(2).statement, &entry(2));
    assert!(matches!(error, Err(ClientError::Nonsense(_))));
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
    let proven = verify_proof(&registered.proof, &entry, &key().into()).unwrap();
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
        verify_proof(&apart, &entry(2), &key().into()),
        Err(ProofError::Apart)
    );
    let together = keepwell_protocol::manifest::LedgerProof {
        receipt: large.receipt(2),
        tlog_proof: large.proof(2),
    };
    assert!(verify_proof(&together, &entry(2), &key().into()).is_ok());
    assert!(verify_proof(&together, &entry(3), &key().into()).is_err());
    let other = VerifierKey::new(name(), SigningKey::from_seed(&[9; 32]).verifying_key());
    assert!(verify_proof(&together, &entry(2), &LedgerKey::from(other).into()).is_err());
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
