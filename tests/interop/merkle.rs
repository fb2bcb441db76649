//! npm's `@transmute/rfc9162`, written by others from the same RFC: it accepts our proofs of inclusion and of consistency, makes
//! the same ones from the entries, and refuses altered ones.

use std::fs;

use keepwell_protocol::entry::Entry;
use keepwell_tlog::{hash::Hash, tlog_proof::TlogProof};
use serde_json::{Value, json};

use crate::{
    log::{Log, leaf},
    node,
    program::{argument, output},
    vector::Vector,
};

const PACKAGE: &str = "@transmute/rfc9162@0.0.5";
/// Every pair of sizes up to here.
const SIZE: u64 = 24;

#[test]
fn rfc9162_accepts_our_proofs_and_makes_the_same() {
    let Some(node) = node::install(&[PACKAGE]) else {
        return;
    };
    let log = Log::of(SIZE);
    let mut cases = Vec::new();
    for size in 1..=SIZE {
        for index in 0..size {
            let proof = log.inclusion(index, size);
            cases.push(json!({
                "kind": "inclusion", "index": index, "size": size, "leaf": hex(&leaf(index)),
                "root": hex(&log.root(size)), "path": path(proof.path()),
            }));
        }
        for old in 1..size {
            let proof = log.consistency(old, size);
            cases.push(json!({
                "kind": "consistency", "old": old, "size": size, "old_root": hex(&log.root(old)),
                "root": hex(&log.root(size)), "path": path(proof.path()),
            }));
        }
    }
    for answer in check(&node, &cases) {
        assert_eq!(
            (&answer["holds"], &answer["same"]),
            (&true.into(), &true.into()),
            "{answer}"
        );
    }
    let altered: Vec<_> = cases.iter().flat_map(alterations).collect();
    assert!(altered.len() > 3_000, "{}", altered.len());
    for answer in check(&node, &altered) {
        assert_eq!(answer["holds"], false, "{answer}");
    }
}

#[test]
fn rfc9162_follows_the_proof_that_a_ledger_hands_out() {
    let Some(node) = node::install(&[PACKAGE]) else {
        return;
    };
    let vector = Vector::read("ledger/ledger");
    let entry = Entry::parse(&vector.bytes("entry")).unwrap();
    let proof = TlogProof::parse(vector.text("tlog_proof").as_bytes()).unwrap();
    let inclusion = proof.inclusion();
    let leaf = Hash::of_leaf(&entry.to_bytes());
    let case = json!({
        "kind": "inclusion", "index": inclusion.index(), "size": inclusion.size(), "leaf": hex(&leaf),
        "root": hex(&inclusion.root(&leaf)), "path": path(inclusion.path()), "entries": "unknown",
    });
    assert_eq!(check(&node, std::slice::from_ref(&case))[0]["holds"], true);
    for answer in check(&node, &alterations(&case)) {
        assert_eq!(answer["holds"], false, "{answer}");
    }
}

/// The case with one bit of each of its hashes altered, and its path a hash shorter or longer.
fn alterations(case: &Value) -> Vec<Value> {
    let mut all = Vec::new();
    for name in ["leaf", "root", "old_root"] {
        if let Some(hash) = case[name].as_str() {
            let mut altered = case.clone();
            altered[name] = flipped(hash).into();
            all.push(altered);
        }
    }
    let path = case["path"].as_array().unwrap();
    for at in 0..path.len() {
        let mut altered = case.clone();
        altered["path"][at] = flipped(path[at].as_str().unwrap()).into();
        all.push(altered);
        let mut shorter = case.clone();
        shorter["path"].as_array_mut().unwrap().remove(at);
        all.push(shorter);
    }
    let mut longer = case.clone();
    let root = case["root"].clone();
    longer["path"].as_array_mut().unwrap().push(root);
    all.push(longer);
    all
}

fn flipped(hash: &str) -> String {
    let other = if hash.starts_with('0') { "1" } else { "0" };
    format!("{other}{}", hash.get(1..).unwrap_or_default())
}

fn check(node: &node::Node, cases: &[Value]) -> Vec<Value> {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), Value::from(cases.to_vec()).to_string()).unwrap();
    let told = output(node.run("merkle.mjs", &[argument(file.path())]));
    let answers: Vec<Value> = serde_json::from_slice(&told).unwrap();
    assert_eq!(answers.len(), cases.len());
    answers
}

fn path(hashes: &[Hash]) -> Vec<String> {
    hashes.iter().map(hex).collect()
}

fn hex(hash: &Hash) -> String {
    data_encoding::HEXLOWER.encode(hash.as_bytes())
}
