//! What a ledger publishes: notes, proofs, keys, tiles and bundles, each against what was signed.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    entry::Entry,
    retention::{Kept, Retention},
    rotation::Rotation,
    statement::Statement,
};
use keepwell_tlog::{
    bundle::{self, BundleId},
    checkpoint::SignedCheckpoint,
    cosignature::WitnessKey,
    hash::Hash,
    note::VerifierKey,
    tile::{Tile, TileId},
    tlog_proof::TlogProof,
    tree::Frontier,
};

use super::{Row, must, named, row, text};
use crate::vector::{self, Vector, unhex};

/// The ledger's key in what is made here, the one under which the fuzz target signs anew.
pub(crate) const LEDGER_SEED: [u8; 32] = [4; 32];

pub(super) fn rows() -> Vec<Row> {
    [notes(), tree(), policies()]
        .into_iter()
        .flatten()
        .collect()
}

fn notes() -> Vec<Row> {
    let (checkpoint, proof) = (
        Vector::read("tlog/checkpoint"),
        Vector::read("tlog/tlog-proof"),
    );
    let server = Vector::read("ledger/ledger");
    let keys = [VerifierKey::parse(checkpoint.text("log_key")).unwrap()];
    let proof_keys = keys.clone();
    let witnesses = [WitnessKey::parse(checkpoint.text("witness_key")).unwrap()];
    let leaf = Hash::of_leaf(proof.text("entry").as_bytes());
    let server_keys = [VerifierKey::parse(server.text("ledger_key")).unwrap()];
    let entry = Entry::parse(&server.bytes("entry")).unwrap();
    let server_leaf = Hash::of_leaf(&entry.to_bytes());
    vec![
        // Of a witness the reader does not know nothing is asked, so the cosignature counts here.
        row("checkpoint", checkpoint.text("note").into(), move |bytes| {
            let signed = named(SignedCheckpoint::open(bytes, &keys))?;
            let by = named(signed.cosignatures(&witnesses))?;
            must(by.len() == 1, "NoWitness")
        }),
        row("tlog-proof", proof.text("proof").into(), move |bytes| {
            let proof = named(TlogProof::parse(bytes))?;
            named(proof.verify(&leaf, &proof_keys)).map(drop)
        }),
        row(
            "a server's tlog-proof",
            server.text("tlog_proof").into(),
            move |bytes| {
                let proof = named(TlogProof::parse(bytes))?;
                named(proof.verify(&server_leaf, &server_keys)).map(drop)
            },
        ),
        row("a log's key", checkpoint.text("log_key").into(), |bytes| {
            named(VerifierKey::parse(text(bytes)?)).map(drop)
        }),
        row(
            "a witness's key",
            checkpoint.text("witness_key").into(),
            |bytes| named(WitnessKey::parse(text(bytes)?)).map(drop),
        ),
    ]
}

/// What a ledger says of its keys and of what it prunes.
fn policies() -> Vec<Row> {
    let carried = Vector::read("protocol/rotation").text("carried").into();
    let key = SigningKey::from_seed(&LEDGER_SEED).verifying_key();
    let (policy, kept) = retention();
    let list = kept.as_bytes().to_vec();
    let of = policy.clone();
    let statement = policy.sign(&SigningKey::from_seed(&LEDGER_SEED));
    vec![
        row("rotation proof", carried, |bytes| {
            named(Rotation::parse(bytes)).map(drop)
        }),
        row(
            "retention policy",
            statement.as_bytes().to_vec(),
            move |bytes| {
                let statement = named(Statement::parse(bytes))?;
                named(Retention::read(&statement, &policy.origin, &key)).map(drop)
            },
        ),
        row("list of pruned entries", list, move |bytes| {
            named(Kept::of(&of, bytes.to_vec())).map(drop)
        }),
    ]
}

/// A policy of one run, of which the first chunk and another one stay.
pub(crate) fn retention() -> (Retention, Kept) {
    let mut kept = Kept::default();
    kept.push_run([0, 77]);
    let policy = Retention {
        origin: "ledger.example/ledger".to_owned(),
        days: 400,
        minimum: kept.minimum(),
        kept: kept.digest(),
        after: 70_000,
    };
    (policy, kept)
}

/// Tiles and bundles prove nothing by themselves: they must lead to a root that was signed.
fn tree() -> Vec<Row> {
    let (tree, tile) = (Vector::read("tlog/tree"), Vector::read("tlog/tile"));
    let hashes = |list: &str| -> Vec<Hash> {
        let items = tree.list(list).iter();
        items
            .map(|item| Hash::parse(vector::text(item)).unwrap())
            .collect()
    };
    let (leaves, roots) = (hashes("leaves"), hashes("roots"));
    let root = *roots.last().unwrap();
    let width = u16::try_from(leaves.len()).unwrap();
    let id = TileId::new(0, 0, width).unwrap();
    let bytes = Tile::new(id, leaves).unwrap().to_bytes();
    let stored = unhex(vector::text(&tile.value("bundle")["hex"]));
    let count = tile.value("bundle")["entries"].as_array().unwrap().len();
    let bundle_id = BundleId::new(0, u16::try_from(count).unwrap()).unwrap();
    let bundle_root = root_of_bundle(bundle_id, &stored).unwrap();
    let mut frontier = Frontier::new();
    (0..7).for_each(|at: u64| {
        frontier
            .push(Hash::of_leaf(at.to_string().as_bytes()))
            .unwrap()
    });
    let frontier_root = frontier.root();
    vec![
        row("tile", bytes, move |bytes| {
            let tile = Tile::parse(id, bytes).ok_or("Length")?;
            must(root_of(tile.into_hashes()) == root, "Root")
        }),
        row("entry bundle", stored, move |bytes| {
            must(root_of_bundle(bundle_id, bytes)? == bundle_root, "Root")
        }),
        row("frontier", frontier.to_bytes(), move |bytes| {
            let frontier = named(Frontier::from_bytes(bytes))?;
            must(frontier.root() == frontier_root, "Root")
        }),
    ]
}

fn root_of(leaves: Vec<Hash>) -> Hash {
    let mut frontier = Frontier::new();
    leaves
        .into_iter()
        .for_each(|leaf| frontier.push(leaf).unwrap());
    frontier.root()
}

fn root_of_bundle(id: BundleId, bytes: &[u8]) -> Result<Hash, String> {
    let entries = named(bundle::parse(id, bytes))?;
    Ok(root_of(entries.into_iter().map(Hash::of_leaf).collect()))
}
