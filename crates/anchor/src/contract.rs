//! The contract as the program uses it: put on the chain once, found again by its address, written to by its owner, read by
//! anybody. What it is in Solidity, and its compiled form, stand in `contract/`; a test compiles it again and compares.

use std::time::Duration;

use alloy::{
    network::{Ethereum, EthereumWallet, Network, TransactionBuilder as _},
    primitives::{Address, B256, Bytes},
    providers::{DynProvider, Provider as _, ProviderBuilder},
    rpc::client::RpcClient,
    sol_types::SolValue as _,
};
use keepwell_crypto::hash::{Digest, sha256};
use keepwell_tlog::{checkpoint::SignedCheckpoint, hash::Hash, note::VerifierKey};

use crate::{Account, AnchorError, Node};
use made::CheckpointAnchor::{self, CheckpointAnchorErrors, CheckpointAnchorInstance};

#[allow(
    missing_docs,
    unreachable_pub,
    clippy::indexing_slicing,
    reason = "made from the contract's source by a macro of alloy's"
)]
mod made {
    alloy::sol!(
        #[sol(rpc)]
        "contract/CheckpointAnchor.sol"
    );
}

type TransactionRequest = <Ethereum as Network>::TransactionRequest;

/// What the compiler makes of the contract, in hexadecimal.
const CODE: &str = include_str!("../contract/CheckpointAnchor.hex");
/// How often the node is asked whether a transaction is in a block.
const LOOK: Duration = Duration::from_millis(500);
/// How long a transaction may take to get into a block.
const PATIENCE: Duration = Duration::from_secs(180);

/// The checkpoint that is on the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Anchored {
    /// Entries of the log.
    pub size: u64,
    /// Their Merkle root.
    pub root: Hash,
    /// SHA-256 of the signed note it came from.
    pub note: Digest,
}

impl Anchored {
    /// What is put on the chain for a checkpoint.
    pub fn of(signed: &SignedCheckpoint) -> Self {
        Self {
            size: signed.checkpoint().size(),
            root: *signed.checkpoint().root(),
            note: sha256(signed.note().to_string().as_bytes()),
        }
    }
}

/// What became of a checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Put {
    /// It stands in a block now.
    New,
    /// It was there already.
    Known,
}

/// The contract of one log on one chain.
pub struct Contract {
    contract: CheckpointAnchorInstance<DynProvider>,
    account: Option<Account>,
}

impl Contract {
    /// Puts a new contract for the log with this key on the chain, owned by `account`, and waits for its block.
    ///
    /// # Errors
    /// [`AnchorError`].
    pub async fn deploy(
        node: Node,
        account: &Account,
        log: &VerifierKey,
    ) -> Result<Self, AnchorError> {
        let provider = provider(node, Some(account));
        let mut code = data_encoding::HEXLOWER
            .decode(CODE.trim().as_bytes())
            .unwrap_or_default();
        code.extend(digest_of(log).abi_encode());
        let request = TransactionRequest::default().with_deploy_code(Bytes::from(code));
        let sent = provider.send_transaction(request).await?;
        let receipt = sent.with_timeout(Some(PATIENCE)).get_receipt().await?;
        let address = receipt.contract_address.filter(|_| receipt.status());
        Ok(Self {
            contract: CheckpointAnchor::new(address.ok_or(AnchorError::Unconfirmed)?, provider),
            account: Some(account.clone()),
        })
    }

    /// The contract at `address`, which must be that of the log with this key. Without an account it is only read.
    ///
    /// # Errors
    /// [`AnchorError::NoContract`], [`AnchorError::OtherLog`], or why the node does not say.
    pub async fn open(
        node: Node,
        address: &str,
        account: Option<&Account>,
        log: &VerifierKey,
    ) -> Result<Self, AnchorError> {
        let address: Address = address.parse().map_err(|_| AnchorError::Address)?;
        let contract = CheckpointAnchor::new(address, provider(node, account));
        if contract.log().call().await? != digest_of(log) {
            return Err(AnchorError::OtherLog);
        }
        Ok(Self {
            contract,
            account: account.cloned(),
        })
    }

    /// Its address, `0x` and 40 hexadecimal digits.
    pub fn address(&self) -> String {
        self.contract.address().to_string()
    }

    /// The newest checkpoint on the chain; `None` where there is none yet.
    ///
    /// # Errors
    /// [`AnchorError`] when the node does not say.
    pub async fn newest(&self) -> Result<Option<Anchored>, AnchorError> {
        let found = self.contract.newest().call().await?;
        Ok((found.size > 0).then(|| Anchored {
            size: found.size,
            root: Hash::from_bytes(found.root.0),
            note: found.note.0,
        }))
    }

    /// Puts a checkpoint on the chain and waits for its block. What is there already is not put there again.
    ///
    /// # Errors
    /// [`AnchorError::Rollback`] and [`AnchorError::OtherHistory`] when the contract has something else,
    /// [`AnchorError::NotOwner`], [`AnchorError::Unconfirmed`], or what the node says.
    pub async fn put(&self, checkpoint: &SignedCheckpoint) -> Result<Put, AnchorError> {
        let wanted = Anchored::of(checkpoint);
        if wanted.size == 0 {
            return Err(AnchorError::Empty);
        }
        if self.account.is_none() {
            return Err(AnchorError::NotOwner);
        }
        let newest = self.newest().await?;
        if newest.is_some_and(|newest| newest.size == wanted.size && newest.root == wanted.root) {
            return Ok(Put::Known);
        }
        let root = B256::from(*wanted.root.as_bytes());
        let call = self.contract.anchor(wanted.size, root, wanted.note.into());
        // The cost is estimated first: a contract that refuses says so here, and nothing is paid.
        let sent = call
            .send()
            .await
            .map_err(|error| refused(error, wanted.size))?;
        let receipt = sent.with_timeout(Some(PATIENCE)).get_receipt().await?;
        if receipt.status() {
            Ok(Put::New)
        } else {
            Err(AnchorError::Unconfirmed)
        }
    }
}

/// What the contract itself says no to, by name.
fn refused(error: alloy::contract::Error, shown: u64) -> AnchorError {
    match error.as_decoded_interface_error::<CheckpointAnchorErrors>() {
        Some(CheckpointAnchorErrors::NotOwner(_)) => AnchorError::NotOwner,
        Some(CheckpointAnchorErrors::Rollback(found)) => AnchorError::Rollback {
            anchored: found.size,
            shown,
        },
        Some(CheckpointAnchorErrors::Equivocation(found)) => AnchorError::OtherHistory {
            size: found.size,
            anchored: Hash::from_bytes(found.root.0),
        },
        None => error.into(),
    }
}

fn provider(node: Node, account: Option<&Account>) -> DynProvider {
    let client = RpcClient::new(node, false).with_poll_interval(LOOK);
    match account {
        Some(account) => ProviderBuilder::new()
            .wallet(EthereumWallet::from(account.0.clone()))
            .connect_client(client)
            .erased(),
        None => ProviderBuilder::new().connect_client(client).erased(),
    }
}

/// Which log it is: SHA-256 of its key in C2SP's spelling.
fn digest_of(log: &VerifierKey) -> B256 {
    sha256(log.to_string().as_bytes()).into()
}
