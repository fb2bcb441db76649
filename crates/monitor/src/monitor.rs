//! A monitor: a folder that remembers, a ledger to look at, and the witnesses to hold it against.

use std::{path::Path, sync::Arc};

use keepwell_client::{
    ClientError, follow::LogView, ledger::Ledger, servers::LedgerKey, transport::Transport,
};
use keepwell_protocol::{origin::Origin, time::Timestamp};
use keepwell_tlog::{hash::Hash, policy::Policy};

use crate::{
    folder::{Folder, MonitorError},
    look::{self, Lists, Looked},
    seen::{Found, Seen, WitnessSeen},
};

/// Which ledger, and whose word is asked for.
#[derive(Clone, Debug)]
pub struct Watched {
    /// Where it is.
    pub url: Origin,
    /// The key it must sign with.
    pub key: LedgerKey,
    /// The witnesses of whom a quorum must have cosigned what it shows; nobody is asked for without.
    pub witnesses: Option<Arc<Policy>>,
    /// How old the quorum's cosignatures may be, in seconds.
    pub max_age_s: u64,
}

/// A monitor at work. One process at a time has its folder.
pub struct Monitor {
    folder: Folder,
    watched: Watched,
    view: LogView,
    lists: Lists,
}

impl Monitor {
    /// Goes on in `folder`, or begins there.
    ///
    /// # Errors
    /// [`MonitorError`].
    pub fn open(folder: &Path, watched: Watched) -> Result<Self, MonitorError> {
        let (folder, view, lists) = Folder::open(folder, &watched.key)?;
        Ok(Self {
            folder,
            watched,
            view,
            lists,
        })
    }

    /// Looks at the ledger once, at `now` by this machine's clock. It must begin with `anchored`, the size and root that somebody
    /// found on a chain, where there is one. What it learnt is on the disk when this returns; whatever is wrong with the ledger is
    /// in the answer.
    ///
    /// # Errors
    /// [`MonitorError`] when this machine fails.
    pub fn look(
        &mut self,
        transport: &dyn Transport,
        now: Timestamp,
        anchored: Option<(u64, Hash)>,
    ) -> Result<Seen, MonitorError> {
        let watched = &self.watched;
        let keys = self.view.keys(&watched.key);
        let ledger = Ledger::new(transport, watched.url.clone(), keys);
        let ledger = ledger.witnessed_by(watched.witnesses.clone());
        let since = now.seconds().saturating_sub(watched.max_age_s);
        let since = Timestamp::from_seconds(since);
        let looked = look::look(&ledger, &self.view, self.lists.clone(), (since, now));
        let (found, words) = match looked {
            Ok(Looked {
                view,
                lists,
                found,
                words,
            }) => {
                self.folder.keep(&watched.key, &view, &lists)?;
                (self.view, self.lists) = (view, lists);
                look::hold_to_anchor(&ledger, &self.view, anchored)
                    .unwrap_or_else(|error| Some(judged(&error)))
                    .unwrap_or((found, words))
            }
            Err(error) => {
                if let ClientError::LedgerLies(evidence) = &error {
                    self.folder.keep_evidence(evidence, &watched.key, now)?;
                }
                judged(&error)
            }
        };
        self.told(found, words, now)
    }

    /// What was caught once stays told, until somebody has taken the evidence away.
    fn told(&self, found: Found, words: String, now: Timestamp) -> Result<Seen, MonitorError> {
        let evidence = self.folder.evidence()?;
        let (found, words) = match (found, evidence.is_empty()) {
            (Found::Lied, _) | (_, true) => (found, words),
            (_, false) => {
                let words = format!("this ledger was caught at a lie before; now: {words}");
                (Found::Lied, words)
            }
        };
        Ok(Seen {
            log: self.watched.key.origin().to_owned(),
            at: now,
            found,
            words,
            size: self.view.size(),
            root: self.view.root().to_string(),
            witnesses: self.witnesses(),
            evidence,
        })
    }

    fn witnesses(&self) -> Vec<WitnessSeen> {
        let Some(policy) = &self.watched.witnesses else {
            return Vec::new();
        };
        let signed = look::signed(&self.view, &self.watched.key);
        let one = |witness: &keepwell_tlog::policy::Witness| {
            let key = std::slice::from_ref(&witness.key);
            let said = signed
                .as_ref()
                .and_then(|signed| signed.cosignatures(key).ok());
            let said = said.and_then(|said| said.first().map(|said| said.time_s));
            WitnessSeen {
                name: witness.key.name().as_str().to_owned(),
                cosigned: said.map(Timestamp::from_seconds),
            }
        };
        policy.witnesses().map(one).collect()
    }
}

fn judged(error: &ClientError) -> (Found, String) {
    let found = match error {
        ClientError::LedgerLies(_) => Found::Lied,
        ClientError::KeyNotProven => Found::KeyNotProven,
        ClientError::NotWitnessed(_) => Found::NotWitnessed,
        ClientError::Altered => Found::Altered,
        _ => Found::Unreachable,
    };
    (found, error.to_string())
}
