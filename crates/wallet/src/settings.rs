//! The servers a wallet was set up with: pinned at init, so that no QR code, share or server can later put another
//! ledger or relay in their place. Kept sealed in the vault.

mod pin;

use std::sync::Arc;

use ciborium::Value;
use keepwell_protocol::{
    FormatError,
    cbor::{MapReader, MapWriter},
    origin::Origin,
};
use keepwell_tlog::{
    note::VerifierKey,
    policy::{MAX_POLICY_BYTES, Policy},
};

pub use pin::{PinError, pin};

const WHAT: &str = "wallet's settings";
const VERSION: u64 = 1;
/// The largest encoding that is read, in bytes.
const MAX_BYTES: usize = 4096 + MAX_POLICY_BYTES;
/// The longest ledger key that is read, in bytes.
const MAX_KEY_BYTES: usize = 512;

/// What a wallet knows of its servers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The address the person gave; the ledger answers here.
    pub server: Origin,
    /// Where shares are stored.
    pub relay: Origin,
    /// Where clinics open shares.
    pub page: Origin,
    /// The ledger's key under its origin. A server that shows another is refused.
    pub ledger: VerifierKey,
    /// The witnesses of whom a quorum must have cosigned the ledger's states; nobody is asked for without.
    pub witnesses: Option<Arc<Policy>>,
}

impl Settings {
    /// Deterministic CBOR.
    pub(crate) fn encode(&self) -> Vec<u8> {
        let witnesses = self.witnesses.as_ref().map(|policy| policy.to_bytes());
        MapWriter::default()
            .put(0, Value::from(VERSION))
            .text(1, self.server.as_str())
            .text(2, self.relay.as_str())
            .text(3, self.page.as_str())
            .text(4, &self.ledger.to_string())
            .optional_bytes(5, witnesses.as_deref())
            .encode()
    }

    /// Reads settings.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, FormatError> {
        let mut map = MapReader::parse(WHAT, bytes, MAX_BYTES)?;
        map.version(VERSION)?;
        let settings = Self {
            server: origin(&mut map, 1, "server")?,
            relay: origin(&mut map, 2, "relay")?,
            page: origin(&mut map, 3, "page")?,
            ledger: VerifierKey::parse(&map.text(4, "ledger", MAX_KEY_BYTES)?)
                .map_err(|_| FormatError::malformed(WHAT, "ledger"))?,
            witnesses: witnesses(&mut map)?,
        };
        map.finish()?;
        Ok(settings)
    }
}

fn witnesses(map: &mut MapReader) -> Result<Option<Arc<Policy>>, FormatError> {
    let Some(bytes) = map.optional_bytes(5, "witnesses")? else {
        return Ok(None);
    };
    let policy = Policy::parse(&bytes).map_err(|_| FormatError::malformed(WHAT, "witnesses"))?;
    Ok(Some(Arc::new(policy)))
}

fn origin(map: &mut MapReader, key: u64, name: &'static str) -> Result<Origin, FormatError> {
    Origin::parse(&map.text(key, name, Origin::MAX_BYTES)?)
        .map_err(|_| FormatError::malformed(WHAT, name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing;

    #[test]
    fn settings_come_back() {
        let settings = testing::settings();
        let bytes = settings.encode();
        assert_eq!(Settings::parse(&bytes).expect("the settings"), settings);
        for end in 0..bytes.len() {
            assert!(Settings::parse(&bytes[..end]).is_err(), "{end}");
        }
    }

    #[test]
    fn the_witnesses_come_back_too() {
        let settings = testing::settings();
        let policy = testing::policy(&settings.ledger);
        let settings = settings.with_witnesses(policy).expect("its ledger");
        let bytes = settings.encode();
        assert_eq!(Settings::parse(&bytes).expect("the settings"), settings);
        let mut altered = bytes;
        let at = altered
            .windows(6)
            .position(|window| window == b"quorum")
            .expect("the policy");
        altered[at] = b'Q';
        assert!(Settings::parse(&altered).is_err());
    }

    #[test]
    fn a_relay_without_https_is_not_accepted() {
        let bytes = testing::settings().encode();
        let at = bytes
            .windows(13)
            .position(|window| window == b"https://relay")
            .expect("the relay");
        let mut altered = bytes;
        altered[at + 4] = b'x';
        assert!(Settings::parse(&altered).is_err());
    }
}
