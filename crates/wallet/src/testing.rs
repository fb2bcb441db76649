//! What the tests of this crate share: settings of invented servers and a source of randomness that repeats itself.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::origin::Origin;
use keepwell_tlog::note::{Name, Signer};

use crate::settings::Settings;

/// Settings of servers that do not exist.
pub(crate) fn settings() -> Settings {
    let origin = |text| Origin::parse(text).expect("an origin");
    let name = Name::parse("ledger.example").expect("a name");
    Settings {
        server: origin("https://keepwell.example"),
        relay: origin("https://relay.example"),
        page: origin("https://clinic.example"),
        ledger: Signer::new(name, SigningKey::from_seed(&[3; 32]))
            .verifier_key()
            .clone(),
    }
}
