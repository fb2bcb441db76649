//! Settings learnt from a server and pinned: its ledger's key is taken from the person or, the first time, from the
//! server itself, and another one is refused from then on.

use std::sync::Arc;

use keepwell_client::{
    ClientError,
    keys::LedgerKeys,
    ledger::Ledger,
    servers::{LedgerKey, Servers, discover},
    transport::Transport,
};
use keepwell_protocol::origin::Origin;
use keepwell_tlog::{
    note::VerifierKey,
    policy::{BadPolicy, Policy},
};
use thiserror::Error;

use crate::settings::Settings;

/// Why a server cannot be used.
#[derive(Debug, Error)]
pub enum PinError {
    /// A policy that cannot be read.
    #[error("this witness policy cannot be used, {0}")]
    BadPolicy(#[from] BadPolicy),
    /// The server cannot be reached, or is no server for a wallet.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// Another ledger than the one that is known: a mistake in the address, or an attack.
    #[error(
        "this server shows another ledger key than the one that is known: do not use it, ask its operator"
    )]
    KeyChanged,
    /// The policy names logs, and the server's ledger is none of them.
    #[error(
        "the witness policy is for other ledgers than this server's: ask whoever made it for one with the ledger's key"
    )]
    NotInPolicy,
    /// Witnesses were asked for so far, and nobody has said which of the new server's.
    #[error(
        "this wallet asks for witnesses, and the new server has another ledger: give the policy for it too"
    )]
    PolicyMissing,
}

/// Asks `server` what it offers. `known` is the ledger's key, if it is known from somewhere better than the server.
///
/// # Errors
/// [`PinError`].
pub fn pin(
    transport: &dyn Transport,
    server: Origin,
    known: Option<&VerifierKey>,
) -> Result<Settings, PinError> {
    let info = discover(transport, &server)?;
    let servers = Servers::from_info(&server, &info)?;
    let mut ledger = servers.ledger.verifier().clone();
    if let Some(known) = known.filter(|known| **known != ledger) {
        // The known key may be one that the ledger signed with before: it stays the pinned one.
        let before = Ledger::new(transport, server.clone(), LedgerKey::from(known.clone()));
        if !before.proves(&servers.ledger) {
            return Err(PinError::KeyChanged);
        }
        ledger = known.clone();
    }
    Ok(Settings {
        server,
        relay: servers.relay,
        page: servers.page,
        ledger,
        witnesses: None,
    })
}

impl Settings {
    /// These, for a wallet that used `old` so far, of whose ledger it knows these keys: the same server may not show another
    /// ledger, and witnesses that were asked for are asked for still.
    ///
    /// # Errors
    /// [`PinError::KeyChanged`], [`PinError::PolicyMissing`].
    pub fn after(mut self, old: &Self, keys: &LedgerKeys) -> Result<Self, PinError> {
        if old.server == self.server && old.ledger != self.ledger {
            if !keys.has(&self.ledger.clone().into()) {
                return Err(PinError::KeyChanged);
            }
            self.ledger = old.ledger.clone();
        }
        match (&self.witnesses, &old.witnesses) {
            (None, Some(_)) if old.ledger != self.ledger => Err(PinError::PolicyMissing),
            (None, Some(kept)) => Ok(Self {
                witnesses: Some(kept.clone()),
                ..self
            }),
            _ => Ok(self),
        }
    }

    /// These, and from now on a quorum of the policy's witnesses is asked for.
    ///
    /// # Errors
    /// [`PinError::NotInPolicy`].
    pub fn with_witnesses(self, policy: Policy) -> Result<Self, PinError> {
        if !policy.is_for(&self.ledger) {
            return Err(PinError::NotInPolicy);
        }
        Ok(Self {
            witnesses: Some(Arc::new(policy)),
            ..self
        })
    }

    /// As [`Self::with_witnesses`], by the text of a C2SP policy as somebody pasted it.
    ///
    /// # Errors
    /// [`PinError::BadPolicy`], [`PinError::NotInPolicy`].
    pub fn with_policy(self, text: &str) -> Result<Self, PinError> {
        // A page's text field ends its lines as the system does.
        let text = text.replace("\r\n", "\n");
        self.with_witnesses(Policy::parse(text.as_bytes())?)
    }

    /// The names of the witnesses that the policy knows.
    pub fn witness_names(&self) -> Vec<String> {
        let all = self.witnesses.iter().flat_map(|policy| policy.witnesses());
        all.map(|witness| witness.key.name().to_string()).collect()
    }

    /// The witnesses of whom a quorum must have cosigned the states of the ledger with this key: those of the wallet's own
    /// ledger, and of any that the policy names.
    pub fn witnesses_of(&self, key: &LedgerKey) -> Option<Arc<Policy>> {
        let is_named = |policy: &&Arc<Policy>| {
            *key.verifier() == self.ledger || policy.log_keys().contains(key.verifier())
        };
        self.witnesses.as_ref().filter(is_named).cloned()
    }
}

#[cfg(test)]
mod tests {
    use keepwell_client::transport::{Body, Request, Response, TransportError};
    use keepwell_crypto::sign::SigningKey;
    use keepwell_tlog::note::Name;

    use super::*;
    use crate::testing;

    /// A server that answers everything with the same text.
    struct Says(String);

    impl Transport for Says {
        fn send(&self, _: Request) -> Result<Response, TransportError> {
            let body = std::io::Cursor::new(self.0.clone().into_bytes());
            Ok(Response::new(200, Vec::new(), Body::new(body, 1 << 20)))
        }
    }

    fn says(settings: &Settings) -> Says {
        Says(format!(
            r#"{{"version":1,"relay":"{}","page":"{}","ledger":{{"origin":"{}","key":"{}"}}}}"#,
            settings.relay,
            settings.page,
            settings.ledger.name(),
            settings.ledger
        ))
    }

    fn keys(of: &Settings) -> LedgerKeys {
        LedgerKey::from(of.ledger.clone()).into()
    }

    #[test]
    fn what_a_server_says_is_pinned() {
        let expected = testing::settings();
        let server = expected.server.clone();
        for known in [None, Some(&expected.ledger)] {
            let settings = pin(&says(&expected), server.clone(), known).expect("settings");
            assert_eq!(settings, expected);
        }
    }

    #[test]
    fn another_key_than_the_known_one_is_refused() {
        let shown = testing::settings();
        let key = SigningKey::from_seed(&[9; 32]).verifying_key();
        let known = VerifierKey::new(Name::parse("ledger.example").expect("a name"), key);
        let refused = pin(&says(&shown), shown.server.clone(), Some(&known));
        assert!(matches!(refused, Err(PinError::KeyChanged)));
    }

    #[test]
    fn the_same_server_may_not_come_with_another_ledger_and_another_server_may() {
        let old = testing::settings();
        let key = SigningKey::from_seed(&[9; 32]).verifying_key();
        let mut new = old.clone();
        assert!(new.clone().after(&old, &keys(&old)).is_ok());
        new.ledger = VerifierKey::new(Name::parse("ledger.example").expect("a name"), key);
        let same = new.clone().after(&old, &keys(&old));
        assert!(matches!(same, Err(PinError::KeyChanged)));
        new.server = Origin::parse("https://other.example").expect("an origin");
        assert!(new.after(&old, &keys(&old)).is_ok());
    }

    #[test]
    fn witnesses_that_were_asked_for_are_asked_for_still() {
        let plain = testing::settings();
        let policy = testing::policy(&plain.ledger);
        let old = plain
            .clone()
            .with_witnesses(policy.clone())
            .expect("its own");
        let kept = plain
            .clone()
            .after(&old, &keys(&old))
            .expect("the same ledger");
        assert_eq!(kept.witnesses, old.witnesses);
        let mut new = plain.clone();
        new.server = Origin::parse("https://other.example").expect("an origin");
        let key = SigningKey::from_seed(&[9; 32]).verifying_key();
        new.ledger = VerifierKey::new(Name::parse("ledger.example").expect("a name"), key);
        let without = new.clone().after(&old, &keys(&old));
        assert!(matches!(without, Err(PinError::PolicyMissing)));
        let foreign = new.clone().with_witnesses(policy);
        assert!(matches!(foreign, Err(PinError::NotInPolicy)));
        let own = testing::policy(&new.ledger);
        let new = new.with_witnesses(own).expect("its own");
        let new = new.after(&old, &keys(&old)).expect("with its own");
        let (mine, other) = (new.ledger.clone().into(), old.ledger.clone().into());
        assert!(new.witnesses_of(&mine).is_some());
        assert!(new.witnesses_of(&other).is_none());
    }

    #[test]
    fn a_server_without_a_ledger_makes_no_sense() {
        let server = testing::settings().server;
        let answer = r#"{"version":1,"relay":"https://relay.example","page":"https://page.example","ledger":null}"#;
        let refused = pin(&Says(answer.to_owned()), server, None);
        assert!(matches!(
            refused,
            Err(PinError::Client(ClientError::Nonsense(_)))
        ));
    }

    #[test]
    fn a_policy_is_taken_from_a_text_field() {
        let settings = testing::settings();
        let text = testing::policy(&settings.ledger).to_bytes();
        let text = String::from_utf8(text).unwrap().replace('\n', "\r\n");
        let asking = settings.clone().with_policy(&text).unwrap();
        assert!(!asking.witness_names().is_empty() && settings.witness_names().is_empty());
        let wrong = |text: &str| settings.clone().with_policy(text).unwrap_err();
        assert!(matches!(wrong("nonsense"), PinError::BadPolicy(_)));
        assert!(matches!(wrong(""), PinError::BadPolicy(_)));
        let other = text.replace(&settings.ledger.to_string(), "");
        assert!(matches!(wrong(&other), PinError::BadPolicy(_)));
    }
}
