//! What a clinic keeps between runs, as one sealed file: its private keys in a fixed lay-out, so that no copy of them is
//! left behind in memory, and after them everything that is not secret.

use std::sync::Arc;

use ciborium::Value;
use keepwell_client::servers::{LedgerKey, Servers};
use keepwell_crypto::{secret::Secret32, sign::SigningKey};
use keepwell_protocol::{
    card::Card,
    cbor::{MapReader, MapWriter},
    origin::Origin,
    time::Timestamp,
};
use keepwell_tlog::policy::Policy;
use rand_core::CryptoRngCore;
use zeroize::Zeroizing;

use super::Generation;

const WHAT: &str = "clinic's state";
const VERSION: u64 = 1;
/// The largest part that is not secret, in bytes.
const MAX_PUBLIC: usize = 8 << 20;
/// The most cards and allowed servers that are read.
const MAX_ITEMS: usize = 1000;

/// A clinic's keys and servers.
pub(super) struct State {
    pub(super) signing: SigningKey,
    pub(super) name: String,
    pub(super) country: String,
    pub(super) own: Servers,
    pub(super) allowed: Vec<Servers>,
    /// Asked for of every ledger; nobody is without.
    pub(super) witnesses: Option<Arc<Policy>>,
    /// The newest first; never empty.
    pub(super) generations: Vec<Generation>,
}

/// What a card says of the clinic, month after month.
pub(super) struct Profile<'a> {
    pub(super) name: &'a str,
    pub(super) country: &'a str,
    pub(super) servers: &'a Servers,
}

impl State {
    /// Replaces the newest card keys when they are a month old, and says whether it did.
    pub(super) fn rotate(&mut self, now: Timestamp, rng: &mut dyn CryptoRngCore) -> bool {
        let is_due = self.generations.first().is_some_and(|one| one.is_due(now));
        if is_due {
            self.renew(now, rng);
        }
        is_due
    }

    /// Replaces the newest card keys.
    pub(super) fn renew(&mut self, now: Timestamp, rng: &mut dyn CryptoRngCore) {
        if let Some(newest) = self.generations.first_mut() {
            newest.retired = Some(now);
        }
        let profile = Profile {
            name: &self.name,
            country: &self.country,
            servers: &self.own,
        };
        let next = Generation::make(&profile, &self.signing, now, rng);
        self.generations.insert(0, next);
    }

    /// Destroys card keys that are over, and says whether there were any.
    pub(super) fn destroy_over(&mut self, now: Timestamp) -> bool {
        let before = self.generations.len();
        self.generations.retain(|one| !one.is_over(now));
        self.generations.len() < before
    }

    /// signing seed (32) ‖ number of cards (u16) ‖ for each recipient (32) and agreement key (32) ‖ CBOR of the rest.
    pub(super) fn encode(&self) -> Zeroizing<Vec<u8>> {
        let public = self.encode_public();
        let count = u16::try_from(self.generations.len()).unwrap_or(u16::MAX);
        // Reserved at once: growing would leave unwiped copies of the keys behind.
        let length = 32 + 2 + 64 * self.generations.len() + public.len();
        let mut bytes = Zeroizing::new(Vec::with_capacity(length));
        bytes.extend_from_slice(self.signing.seed());
        bytes.extend_from_slice(&count.to_be_bytes());
        for one in &self.generations {
            bytes.extend_from_slice(one.recipient.expose());
            bytes.extend_from_slice(one.agreement.expose());
        }
        bytes.extend_from_slice(&public);
        bytes
    }

    /// The inverse of [`Self::encode`]; `None` when a byte of it makes no sense.
    pub(super) fn parse(bytes: &[u8]) -> Option<Self> {
        let (seed, rest) = bytes.split_first_chunk::<32>()?;
        let (count, rest) = rest.split_first_chunk::<2>()?;
        let count = usize::from(u16::from_be_bytes(*count));
        let (secrets, public) = rest.split_at_checked(count.checked_mul(64)?)?;
        let signing = SigningKey::from_seed(seed);
        let mut map = MapReader::parse(WHAT, public, MAX_PUBLIC).ok()?;
        map.version(VERSION).ok()?;
        let name = map.text(1, "name", 120).ok()?;
        let country = map.text(2, "country", 2).ok()?;
        let own = parse_servers(map.take(3, "servers").ok()?)?;
        let allowed = items(map.take(4, "allowed").ok()?)?
            .into_iter()
            .map(parse_servers)
            .collect::<Option<_>>()?;
        let cards = items(map.take(5, "cards").ok()?)?;
        let witnesses = match map.optional_bytes(6, "witnesses").ok()? {
            Some(bytes) => Some(Arc::new(Policy::parse(&bytes).ok()?)),
            None => None,
        };
        map.finish().ok()?;
        let (pairs, _) = secrets.as_chunks::<64>();
        if cards.len() != count || cards.is_empty() {
            return None;
        }
        let generations = cards
            .into_iter()
            .zip(pairs)
            .map(|(card, secrets)| parse_generation(card, secrets, &signing))
            .collect::<Option<_>>()?;
        Some(Self {
            signing,
            name,
            country,
            own,
            allowed,
            witnesses,
            generations,
        })
    }

    fn encode_public(&self) -> Vec<u8> {
        let cards = self.generations.iter().map(|one| {
            let retired = one
                .retired
                .map_or(Value::Null, |time| Value::from(time.seconds()));
            Value::Array(vec![Value::Bytes(one.card.as_bytes().to_vec()), retired])
        });
        let witnesses = self.witnesses.as_ref().map(|policy| policy.to_bytes());
        MapWriter::default()
            .put(0, Value::from(VERSION))
            .text(1, &self.name)
            .text(2, &self.country)
            .put(3, encode_servers(&self.own))
            .put(
                4,
                Value::Array(self.allowed.iter().map(encode_servers).collect()),
            )
            .put(5, Value::Array(cards.collect()))
            .optional_bytes(6, witnesses.as_deref())
            .encode()
    }
}

fn parse_generation(value: Value, secrets: &[u8; 64], signing: &SigningKey) -> Option<Generation> {
    let [card, retired]: [Value; 2] = value.into_array().ok()?.try_into().ok()?;
    let card = Card::parse(&card.into_bytes().ok()?).ok()?;
    let retired = match retired {
        Value::Null => None,
        other => Some(Timestamp::from_seconds(
            other.as_integer()?.try_into().ok()?,
        )),
    };
    let (recipient, agreement) = secrets.split_first_chunk::<32>()?;
    let generation = Generation {
        card,
        recipient: Secret32::from_bytes(*recipient),
        agreement: Secret32::from_bytes(agreement.try_into().ok()?),
        retired,
    };
    let details = generation.card.details();
    let fits = generation.card.key() == signing.verifying_key()
        && details.agreement == generation.agreement().public()
        && details.recipient.to_string() == generation.identity().recipient().to_string();
    fits.then_some(generation)
}

fn encode_servers(servers: &Servers) -> Value {
    let texts = [
        servers.relay.as_str(),
        &servers.ledger.to_string(),
        servers.ledger_url.as_str(),
        servers.page.as_str(),
    ];
    Value::Array(texts.into_iter().map(Value::from).collect())
}

fn parse_servers(value: Value) -> Option<Servers> {
    let [relay, ledger, ledger_url, page]: [Value; 4] = value.into_array().ok()?.try_into().ok()?;
    let origin = |value: Value| Origin::parse(&value.into_text().ok()?).ok();
    Some(Servers {
        relay: origin(relay)?,
        ledger: LedgerKey::parse(&ledger.into_text().ok()?).ok()?,
        ledger_url: origin(ledger_url)?,
        page: origin(page)?,
    })
}

fn items(value: Value) -> Option<Vec<Value>> {
    value
        .into_array()
        .ok()
        .filter(|items| items.len() <= MAX_ITEMS)
}
