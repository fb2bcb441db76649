//! `keepwell anchor`: a ledger's checkpoints on an EVM chain. The contract is put there once, the newest checkpoint whenever the
//! operator's timer says so, and anybody compares the ledger with what is there.

use std::{future::Future, path::Path};

use keepwell_anchor::{Account, AnchorError, Anchored, Contract, Node, Put, check};
use keepwell_client::{ledger::Ledger, servers::LedgerKey};
use keepwell_protocol::origin::Origin;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use serde_json::json;

use crate::{
    args::{Anchor, AnchorChain, AnchorPlace},
    commands::{network, wallet::failure::from_client},
    exit::{Failure, Kind},
    output::Output,
    secrets,
};

pub(super) fn run(anchor: &Anchor, output: &mut Output) -> Result<(), Failure> {
    match anchor {
        Anchor::Deploy { chain, account } => deploy(chain, account, output),
        Anchor::Put { place, account } => put(place, account, output),
        Anchor::Check { place } => compare(place, output),
    }
}

fn deploy(chain: &AnchorChain, account: &Path, output: &mut Output) -> Result<(), Failure> {
    let (log, account) = (key(chain)?, read(account)?);
    let contract = wait(Contract::deploy(node(chain)?, &account, log.verifier()))?;
    let (address, owner) = (contract.address(), account.address());
    output.answer(
        &json!({ "contract": address, "account": owner }),
        &format!("The contract is at {address}; {owner} owns it."),
    )
}

fn put(place: &AnchorPlace, account: &Path, output: &mut Output) -> Result<(), Failure> {
    let account = read(account)?;
    let (contract, anchored, newest) = compared(place, Some(&account))?;
    let put = wait(contract.put(&newest))?;
    let (word, sentence) = match put {
        Put::New => ("new", "stands on the chain now"),
        Put::Known => ("known", "stood on the chain already"),
    };
    let (size, root) = (newest.checkpoint().size(), newest.checkpoint().root());
    let before = anchored.map(|anchored| anchored.size);
    output.answer(
        &json!({ "put": word, "size": size, "root": root.to_string(), "before": before }),
        &format!("The ledger with {size} entries {sentence}."),
    )
}

fn compare(place: &AnchorPlace, output: &mut Output) -> Result<(), Failure> {
    let (_, anchored, newest) = compared(place, None)?;
    let size = newest.checkpoint().size();
    let line = match &anchored {
        Some(anchored) => format!(
            "The ledger, with {size} entries, begins with the {} that are on the chain.",
            anchored.size
        ),
        None => "There is no checkpoint on the chain yet.".to_owned(),
    };
    let anchored =
        anchored.map(|found| json!({ "size": found.size, "root": found.root.to_string() }));
    let root = newest.checkpoint().root().to_string();
    output.answer(
        &json!({ "anchored": anchored, "ledger": { "size": size, "root": root } }),
        &line,
    )
}

/// The newest checkpoint in the contract at `address`, which must be for the log with this key, by a node's word.
pub(super) fn newest(
    node: &str,
    address: &str,
    key: &LedgerKey,
) -> Result<Option<Anchored>, Failure> {
    let node = Node::new(network()?, node);
    wait(async {
        let contract = Contract::open(node, address, None, key.verifier()).await?;
        contract.newest().await
    })
}

/// The contract, what is in it, and the ledger's newest checkpoint, which goes with that.
fn compared(
    place: &AnchorPlace,
    account: Option<&Account>,
) -> Result<(Contract, Option<Anchored>, SignedCheckpoint), Failure> {
    let key = key(&place.chain)?;
    let url = Origin::parse(&place.ledger).map_err(Failure::usage)?;
    let network = network()?;
    let ledger = Ledger::new(&network, url, key.clone());
    let contract = wait(Contract::open(
        node(&place.chain)?,
        &place.contract,
        account,
        key.verifier(),
    ))?;
    // The chain first: a checkpoint that is put there meanwhile is then no smaller than the ledger's.
    let anchored = wait(contract.newest())?;
    let newest = ledger.checkpoint().map_err(from_client)?;
    if let Some(anchored) = &anchored {
        check(anchored, &ledger, &newest)?;
    }
    Ok((contract, anchored, newest))
}

fn key(chain: &AnchorChain) -> Result<LedgerKey, Failure> {
    LedgerKey::parse(&chain.log).map_err(Failure::usage)
}

fn node(chain: &AnchorChain) -> Result<Node, Failure> {
    Ok(Node::new(network()?, &chain.node))
}

fn read(file: &Path) -> Result<Account, Failure> {
    let text = secrets::account_key(file)?;
    Account::parse(&text).map_err(|error| Failure::new(Kind::Damaged, "account", error))
}

/// Runs one piece of work with the chain to its end.
fn wait<T>(work: impl Future<Output = Result<T, AnchorError>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| Failure::new(Kind::Other, "io", error))?;
    Ok(runtime.block_on(work)?)
}

impl From<AnchorError> for Failure {
    fn from(error: AnchorError) -> Self {
        let (kind, code) = match &error {
            AnchorError::Address => (Kind::Usage, "usage"),
            AnchorError::NoContract => (Kind::Refused, "no_contract"),
            AnchorError::OtherLog => (Kind::Refused, "other_log"),
            AnchorError::NotOwner => (Kind::Refused, "not_owner"),
            AnchorError::Empty => (Kind::Refused, "empty"),
            AnchorError::Rollback { .. } => (Kind::Refused, "rolled_back"),
            AnchorError::OtherHistory { .. } => (Kind::Refused, "other_history"),
            AnchorError::Refused(_) => (Kind::Refused, "chain"),
            AnchorError::Unconfirmed => (Kind::Unreachable, "unconfirmed"),
            AnchorError::Unreachable(_) | AnchorError::Nonsense => (Kind::Unreachable, "node"),
            AnchorError::Ledger(_) => (Kind::Unreachable, "ledger"),
        };
        Self::new(kind, code, error)
    }
}
