//! One shard as it travels: an IETF Token Status List in CWT form, which any reader of that standard understands, and in
//! it what ties it to the log: the type-3 statement and the shard's proof under the root that it names.

use std::{io::Read as _, sync::Arc};

use ciborium::Value;
use flate2::{
    Compression,
    read::{ZlibDecoder, ZlibEncoder},
};
use keepwell_crypto::sign::{SigningKey, VerifyingKey};
use keepwell_tlog::{
    hash::{HASH_BYTES, Hash},
    proof::InclusionProof,
};

use crate::{
    FormatError,
    cbor::{self, MapReader, MapWriter},
    cose::{self, Header, Sign1},
    entry::Entry,
    statement::Statement,
    status::{
        EXPIRES_S, INTERVAL_S, LIST_TYPE, SHARD_BITS, SHARD_BYTES, StatusRoot,
        bitmap::{Bitmap, Shard},
        root,
    },
};

/// The largest list in bytes: a shard of random bits does not compress.
pub const MAX_LIST_BYTES: usize = 140_000;
const WHAT: &str = "status list";
/// COSE header label: type (RFC 9596).
const TYP: i64 = 16;
/// CWT claims, in the order of their encodings.
const SUB: i64 = 2;
const EXP: i64 = 4;
const IAT: i64 = 6;
const STATUS_LIST: i64 = 65_533;
const TTL: i64 = 65_534;
/// Ours, from the private-use range: what ties the list to the log.
const LOGGED: i64 = -70_003;

/// A list whose signature, statement and root have been checked. That the statement is on the log is for the caller, with
/// [`StatusList::entry`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusList {
    /// What the ledger logged for it.
    pub root: StatusRoot,
    statement: Statement,
    number: u64,
    shard: Shard,
}

impl StatusList {
    /// Signs shard `number` of `bitmap`, which must be the one that `statement` is about; `packed` is [`pack`] of that
    /// shard. `None` when there is no such shard.
    pub fn sign(
        bitmap: &Bitmap,
        (number, packed): (u64, &[u8]),
        (statement, root): (&Statement, &StatusRoot),
        key: &SigningKey,
    ) -> Option<Vec<u8>> {
        let path = bitmap.proof(number)?;
        let hashes = path
            .path()
            .iter()
            .map(|hash| Value::Bytes(hash.as_bytes().to_vec()));
        let logged = MapWriter::default()
            .bytes(0, statement.as_bytes())
            .put(1, Value::Array(hashes.collect()))
            .into_value();
        let list = Value::Map(vec![
            (Value::from("lst"), Value::Bytes(packed.to_vec())),
            (Value::from("bits"), Value::from(1)),
        ]);
        let time = root.time.seconds();
        let claims = [
            (SUB, Value::from(list_uri(&root.origin, number))),
            (EXP, Value::from(time.saturating_add(EXPIRES_S))),
            (IAT, Value::from(time)),
            (STATUS_LIST, list),
            (TTL, Value::from(INTERVAL_S)),
            (LOGGED, logged),
        ];
        let claims = claims.map(|(label, value)| (Value::from(label), value));
        let payload = cbor::encode(&Value::Map(claims.into()));
        let header = Header::signed_by(&key.verifying_key()).with(TYP, Value::from(LIST_TYPE));
        Some(cose::sign(&header, Vec::new(), &payload, false, key))
    }

    /// Reads the list of shard `number` that the ledger `origin` signed with `key`.
    ///
    /// # Errors
    /// [`FormatError`] names what is wrong; `root` when the bits are not those that the ledger logged.
    pub fn open(
        bytes: &[u8],
        number: u64,
        origin: &str,
        key: &VerifyingKey,
    ) -> Result<Self, FormatError> {
        let mut document = Sign1::parse(WHAT, bytes, MAX_LIST_BYTES)?;
        if document.take_signer()? != *key {
            return Err(FormatError::BadSignature { what: WHAT });
        }
        if document.take(TYP) != Some(Value::from(LIST_TYPE)) {
            return Err(FormatError::malformed(WHAT, "type"));
        }
        let payload = document.finish(key, None)?;
        let mut claims = Claims::parse(&payload)?;
        let bits = unpack(claims.take(STATUS_LIST, "list")?)?;
        let (statement, path) = logged(claims.take(LOGGED, "statement")?)?;
        let root = StatusRoot::read(&statement, origin, key)?;
        let time = root.time.seconds();
        claims.equal(
            SUB,
            &Value::from(list_uri(&root.origin, number)),
            "shard number",
        )?;
        claims.equal(EXP, &Value::from(time.saturating_add(EXPIRES_S)), "expiry")?;
        claims.equal(IAT, &Value::from(time), "time")?;
        claims.equal(TTL, &Value::from(INTERVAL_S), "interval")?;
        claims.finish()?;
        let shard = Shard::of(Arc::new(bits));
        check_root(&root, number, &shard, path)?;
        Ok(Self {
            root,
            statement,
            number,
            shard,
        })
    }

    /// The entry that must be on the log.
    pub fn entry(&self) -> Entry {
        root::entry(&self.statement)
    }

    /// The shard's number.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// The shard.
    pub fn shard(&self) -> &Shard {
        &self.shard
    }

    /// Whether the grant at `index` is revoked; `None` when this shard has no bit for it, or it came to the log after
    /// what the list covers.
    pub fn is_revoked(&self, index: u64) -> Option<bool> {
        let is_here = index / SHARD_BITS == self.number && index < self.root.size;
        is_here.then(|| self.shard.contains(index % SHARD_BITS))
    }
}

/// A shard's bits as zlib data, as small as they get. Takes some milliseconds. Compressors differ, so nothing is said of
/// these bytes but what they unpack to.
pub fn pack(shard: &Shard) -> Vec<u8> {
    let mut packed = Vec::new();
    let mut encoder = ZlibEncoder::new(shard.bits(), Compression::best());
    // Reading from memory cannot fail.
    let read = encoder.read_to_end(&mut packed);
    debug_assert!(read.is_ok());
    packed
}

/// The URI of a shard's list, which is its CWT subject.
pub fn list_uri(origin: &str, shard: u64) -> String {
    format!("urn:keepwell:status:{origin}/{shard}")
}

fn check_root(
    root: &StatusRoot,
    number: u64,
    shard: &Shard,
    path: Vec<Hash>,
) -> Result<(), FormatError> {
    let shards = root.size.div_ceil(SHARD_BITS);
    InclusionProof::new(number, shards, path)
        .and_then(|proof| proof.verify(shard.hash(), &root.root))
        .map_err(|_| FormatError::malformed(WHAT, "root"))
}

/// The bits, exactly a shard of them; nothing larger is ever unpacked.
fn unpack(list: Value) -> Result<Vec<u8>, FormatError> {
    let wrong = FormatError::malformed(WHAT, "list");
    let pairs = list.into_map().map_err(|_| wrong)?;
    let [(lst, packed), (bits, one)]: [_; 2] = pairs.try_into().map_err(|_| wrong)?;
    if lst != Value::from("lst") || bits != Value::from("bits") || one != Value::from(1) {
        return Err(wrong);
    }
    let packed = packed.into_bytes().map_err(|_| wrong)?;
    let mut bits = Vec::with_capacity(SHARD_BYTES + 1);
    ZlibDecoder::new(packed.as_slice())
        .take(u64::try_from(SHARD_BYTES + 1).unwrap_or(u64::MAX))
        .read_to_end(&mut bits)
        .map_err(|_| wrong)?;
    if bits.len() == SHARD_BYTES {
        Ok(bits)
    } else {
        Err(wrong)
    }
}

fn logged(value: Value) -> Result<(Statement, Vec<Hash>), FormatError> {
    let wrong = FormatError::malformed(WHAT, "proof");
    let mut map = MapReader::from_value(WHAT, value)?;
    let statement = Statement::parse(&map.bytes(0, "statement")?)?;
    let path = map.take(1, "proof")?.into_array().map_err(|_| wrong)?;
    map.finish()?;
    let hash = |value: Value| {
        let bytes: [u8; HASH_BYTES] = value.into_bytes().ok()?.try_into().ok()?;
        Some(Hash::from_bytes(bytes))
    };
    let path = path.into_iter().map(hash).collect::<Option<_>>();
    Ok((statement, path.ok_or(wrong)?))
}

/// The claims, each taken by its label.
struct Claims(Vec<(Value, Value)>);

impl Claims {
    fn parse(payload: &[u8]) -> Result<Self, FormatError> {
        let claims = cbor::decode(WHAT, payload, MAX_LIST_BYTES)?;
        claims
            .into_map()
            .map(Self)
            .map_err(|_| FormatError::malformed(WHAT, "claims"))
    }

    fn take(&mut self, label: i64, name: &'static str) -> Result<Value, FormatError> {
        let label = Value::from(label);
        let at = self.0.iter().position(|(there, _)| *there == label);
        let at = at.ok_or(FormatError::malformed(WHAT, name))?;
        Ok(self.0.remove(at).1)
    }

    fn equal(&mut self, label: i64, wanted: &Value, name: &'static str) -> Result<(), FormatError> {
        if self.take(label, name)? == *wanted {
            Ok(())
        } else {
            Err(FormatError::malformed(WHAT, name))
        }
    }

    fn finish(self) -> Result<(), FormatError> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(FormatError::malformed(WHAT, "unknown claim"))
        }
    }
}
