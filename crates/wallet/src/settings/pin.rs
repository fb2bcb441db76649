//! Settings learnt from a server and pinned: its ledger's key is taken from the person or, the first time, from the
//! server itself, and another one is refused from then on.

use keepwell_client::{
    ClientError,
    servers::{Servers, discover},
    transport::Transport,
};
use keepwell_protocol::origin::Origin;
use keepwell_tlog::note::VerifierKey;
use thiserror::Error;

use crate::settings::Settings;

/// Why a server cannot be used.
#[derive(Debug, Error)]
pub enum PinError {
    /// The server cannot be reached, or is no server for a wallet.
    #[error(transparent)]
    Client(#[from] ClientError),
    /// Another ledger than the one that is known: a mistake in the address, or an attack.
    #[error(
        "this server shows another ledger key than the one that is known: do not use it, ask its operator"
    )]
    KeyChanged,
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
    let ledger = servers.ledger.verifier().clone();
    if known.is_some_and(|known| *known != ledger) {
        return Err(PinError::KeyChanged);
    }
    Ok(Settings {
        server,
        relay: servers.relay,
        page: servers.page,
        ledger,
    })
}

impl Settings {
    /// Whether a wallet that used `old` so far may use these from now on: the same server may not show another ledger.
    ///
    /// # Errors
    /// [`PinError::KeyChanged`].
    pub fn may_follow(&self, old: &Self) -> Result<(), PinError> {
        if old.server == self.server && old.ledger != self.ledger {
            return Err(PinError::KeyChanged);
        }
        Ok(())
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
        assert!(new.may_follow(&old).is_ok());
        new.ledger = VerifierKey::new(Name::parse("ledger.example").expect("a name"), key);
        assert!(matches!(new.may_follow(&old), Err(PinError::KeyChanged)));
        new.server = Origin::parse("https://other.example").expect("an origin");
        assert!(new.may_follow(&old).is_ok());
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
}
