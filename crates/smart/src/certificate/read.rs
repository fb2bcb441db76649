//! Reads a certificate: its wrapping, the COSE headers, the claims, and of those the one that says something of health.

use ciborium::Value as Cbor;
use coset::iana::{self, EnumI64 as _};
use coset::{
    CborSerializable as _, CoseSign1, RegisteredLabelWithPrivate, TaggedCborSerializable as _,
};
use serde_json::{Map, Value};

use super::{Algorithm, Certificate, CertificateError, Content, MAX_TEXT, MAX_TOKEN, SCHEME};
use crate::base45;
use crate::inflate::{self, InflateError};

const CLAIM_ISSUER: i128 = 1;
const CLAIM_EXPIRES: i128 = 4;
const CLAIM_ISSUED: i128 = 6;
const CLAIM_HEALTH: i128 = -260;
const COVID: i128 = 1;
const WHO: [i128; 2] = [3, 4];
const LINK: i128 = 5;
/// How deep what it says may be nested.
const MAX_DEPTH: usize = 16;

pub(super) fn certificate(text: &str) -> Result<Certificate, CertificateError> {
    let text = text.trim();
    if text.len() > MAX_TEXT {
        return Err(CertificateError::TooLarge);
    }
    let text = text.strip_prefix(SCHEME);
    let text = text.ok_or(CertificateError::NotACertificate)?;
    let packed = base45::decode(text).ok_or(CertificateError::Damaged)?;
    let token = inflate::zlib(&packed, MAX_TOKEN)?;
    let sign1 = CoseSign1::from_tagged_slice(&token).or_else(|_| CoseSign1::from_slice(&token));
    let sign1 = sign1.map_err(|_| CertificateError::Damaged)?;
    let claims = sign1.payload.as_deref().ok_or(CertificateError::Unusual)?;
    let claims: Cbor = ciborium::from_reader(claims).map_err(|_| CertificateError::Damaged)?;
    let claims = claims.into_map().map_err(|_| CertificateError::Unusual)?;
    let issuer = find(&claims, CLAIM_ISSUER).and_then(Cbor::as_text);
    Ok(Certificate {
        issuer: issuer.map(str::to_owned),
        issued: find(&claims, CLAIM_ISSUED).and_then(seconds),
        expires: find(&claims, CLAIM_EXPIRES).and_then(seconds),
        content: content(&claims)?,
        kid: kid(&sign1).ok_or(CertificateError::Unusual)?,
        algorithm: algorithm(&sign1).ok_or(CertificateError::Unusual)?,
        signed: sign1.tbs_data(&[]),
        signature: sign1.signature,
    })
}

/// The protected one before the other.
fn kid(sign1: &CoseSign1) -> Option<Vec<u8>> {
    let both = [&sign1.protected.header.key_id, &sign1.unprotected.key_id];
    both.into_iter().find(|kid| !kid.is_empty()).cloned()
}

fn algorithm(sign1: &CoseSign1) -> Option<Algorithm> {
    let both = [&sign1.protected.header.alg, &sign1.unprotected.alg];
    let found = both.into_iter().flatten().next()?;
    let RegisteredLabelWithPrivate::Assigned(number) = found else {
        return None;
    };
    match iana::Algorithm::from_i64(number.to_i64())? {
        iana::Algorithm::ES256 => Some(Algorithm::Es256),
        iana::Algorithm::PS256 => Some(Algorithm::Ps256),
        _ => None,
    }
}

fn content(claims: &[(Cbor, Cbor)]) -> Result<Content, CertificateError> {
    let health = find(claims, CLAIM_HEALTH).and_then(Cbor::as_map);
    let health = health.ok_or(CertificateError::Unusual)?;
    let (kind, said) = health.first().ok_or(CertificateError::Unusual)?;
    let kind = kind.as_integer().map(i128::from);
    let kind = kind.ok_or(CertificateError::Unusual)?;
    match kind {
        COVID => Ok(Content::Covid(json(said, MAX_DEPTH)?)),
        LINK => link(said).map(Content::Link),
        _ if WHO.contains(&kind) => Ok(Content::Who(json(said, MAX_DEPTH)?)),
        _ => Ok(Content::Other(kind)),
    }
}

/// The link: a text, or in one reading of the standard a map or a list with the text in it.
fn link(said: &Cbor) -> Result<String, CertificateError> {
    let found = match said {
        Cbor::Text(text) => Some(text.as_str()),
        Cbor::Map(members) => {
            let mut texts = members.iter().filter_map(|(_, value)| value.as_text());
            texts.find(|text| is_link(text))
        }
        Cbor::Array(all) => all.iter().filter_map(inner_text).find(|text| is_link(text)),
        _ => None,
    };
    let found = found.filter(|text| is_link(text));
    found.map(str::to_owned).ok_or(CertificateError::Unusual)
}

fn inner_text(value: &Cbor) -> Option<&str> {
    let members = value.as_map();
    let in_map = members.and_then(|members| members.iter().find_map(|(_, value)| value.as_text()));
    value.as_text().or(in_map)
}

fn is_link(text: &str) -> bool {
    ["vhlink:/", "shlink:/"]
        .iter()
        .any(|one| text.starts_with(one))
}

fn find(members: &[(Cbor, Cbor)], number: i128) -> Option<&Cbor> {
    let named = |label: &Cbor| label.as_integer().map(i128::from) == Some(number);
    members
        .iter()
        .find(|(label, _)| named(label))
        .map(|(_, value)| value)
}

/// Whole seconds of a number or, as some have it, of a number with a fraction.
fn seconds(value: &Cbor) -> Option<u64> {
    match value {
        Cbor::Integer(number) => u64::try_from(i128::from(*number)).ok(),
        Cbor::Float(number) if *number >= 0.0 => format!("{:.0}", number.floor()).parse().ok(),
        Cbor::Tag(_, inner) => seconds(inner),
        _ => None,
    }
}

/// As JSON, which is what the standard describes; bytes have no place in it.
fn json(value: &Cbor, depth: usize) -> Result<Value, CertificateError> {
    let depth = depth.checked_sub(1).ok_or(CertificateError::TooLarge)?;
    match value {
        Cbor::Null => Ok(Value::Null),
        Cbor::Bool(is) => Ok(Value::Bool(*is)),
        Cbor::Text(text) => Ok(Value::String(text.clone())),
        Cbor::Integer(number) => {
            let number = i64::try_from(i128::from(*number));
            Ok(Value::from(number.map_err(|_| CertificateError::Unusual)?))
        }
        Cbor::Float(number) => Ok(Value::from(*number)),
        Cbor::Tag(_, inner) => json(inner, depth),
        Cbor::Array(all) => all.iter().map(|one| json(one, depth)).collect(),
        Cbor::Map(members) => {
            let member = |(name, value): &(Cbor, Cbor)| Ok((text(name)?, json(value, depth)?));
            let members = members.iter().map(member);
            Ok(Value::Object(
                members.collect::<Result<Map<_, _>, CertificateError>>()?,
            ))
        }
        _ => Err(CertificateError::Unusual),
    }
}

/// The name of a member: the WHO's kinds number some of theirs.
fn text(name: &Cbor) -> Result<String, CertificateError> {
    match name {
        Cbor::Text(text) => Ok(text.clone()),
        Cbor::Integer(number) => Ok(i128::from(*number).to_string()),
        _ => Err(CertificateError::Unusual),
    }
}

impl From<InflateError> for CertificateError {
    fn from(error: InflateError) -> Self {
        match error {
            InflateError::Damaged => Self::Damaged,
            InflateError::TooLarge => Self::TooLarge,
        }
    }
}
