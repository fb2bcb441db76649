//! Reads a card's three parts: a header that must be just so, a payload that must be raw DEFLATE, a signature of 64 bytes.

use data_encoding::BASE64URL_NOPAD;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Card, CardError, MAX_CARDS, MAX_JWS, MAX_PAYLOAD};
use crate::inflate::{self, InflateError};

const TYPE: &str = "https://smarthealth.cards#health-card";
/// Seconds beyond this are milliseconds.
const MILLISECONDS_FROM: f64 = 1e11;
const MAX_HEADER: usize = 1024;
const MAX_REVOCATION: usize = 24;

#[derive(Deserialize)]
struct Header {
    alg: String,
    zip: Option<String>,
    kid: String,
    crit: Option<serde_json::Value>,
}

#[derive(Deserialize)]
struct Payload<'a> {
    iss: String,
    nbf: f64,
    exp: Option<f64>,
    #[serde(borrow)]
    vc: Credential<'a>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Credential<'a> {
    #[serde(rename = "type")]
    types: Vec<String>,
    #[serde(borrow)]
    credential_subject: Subject<'a>,
    rid: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Subject<'a> {
    fhir_version: String,
    #[serde(borrow)]
    fhir_bundle: &'a RawValue,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    verifiable_credential: Vec<String>,
}

pub(super) fn file(bytes: &[u8]) -> Result<Vec<Result<Card, CardError>>, CardError> {
    if bytes.len() > MAX_JWS {
        return Err(CardError::TooLarge);
    }
    let file: File = serde_json::from_slice(bytes).map_err(|_| CardError::Damaged)?;
    match file.verifiable_credential.len() {
        0 => Err(CardError::Damaged),
        count if count > MAX_CARDS => Err(CardError::TooLarge),
        _ => Ok(file
            .verifiable_credential
            .iter()
            .map(|jws| card(jws))
            .collect()),
    }
}

pub(super) fn card(jws: &str) -> Result<Card, CardError> {
    let jws = jws.trim();
    if jws.len() > MAX_JWS {
        return Err(CardError::TooLarge);
    }
    let (signed, signature) = jws.rsplit_once('.').ok_or(CardError::Damaged)?;
    let (header, payload) = signed.split_once('.').ok_or(CardError::Damaged)?;
    if header.len() > MAX_HEADER || payload.contains('.') {
        return Err(CardError::Damaged);
    }
    let header: Header =
        serde_json::from_slice(&decode(header)?).map_err(|_| CardError::Damaged)?;
    let is_usual =
        header.alg == "ES256" && header.zip.as_deref() == Some("DEF") && header.crit.is_none();
    if !is_usual {
        return Err(CardError::Unusual);
    }
    // r and s, as JWS has them; in ASN.1 they are longer.
    let signature = decode(signature)?;
    let signature: [u8; 64] = signature.try_into().map_err(|_| CardError::Unusual)?;
    let payload = inflate::raw(&decode(payload)?, MAX_PAYLOAD)?;
    let payload: Payload<'_> = serde_json::from_slice(&payload).map_err(|_| CardError::Damaged)?;
    check(&payload)?;
    Ok(Card {
        issuer: payload.iss,
        kid: header.kid,
        from: seconds(payload.nbf)?,
        until: payload.exp.map(seconds).transpose()?,
        revocation: payload.vc.rid,
        types: payload.vc.types,
        fhir_version: payload.vc.credential_subject.fhir_version,
        bundle: payload.vc.credential_subject.fhir_bundle.get().to_owned(),
        signed: signed.to_owned(),
        signature,
    })
}

fn check(payload: &Payload<'_>) -> Result<(), CardError> {
    let is_issuer = payload.iss.starts_with("https://") && !payload.iss.ends_with('/');
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || b"-_".contains(&byte);
    let is_revocation = |rid: &String| rid.len() <= MAX_REVOCATION && rid.bytes().all(is_letter);
    let is_usual = is_issuer
        && payload.vc.types.iter().any(|one| one == TYPE)
        && payload.vc.rid.as_ref().is_none_or(is_revocation);
    if is_usual {
        Ok(())
    } else {
        Err(CardError::Unusual)
    }
}

/// Whole seconds, rounded down; milliseconds are a mistake that must not make a card hold for ever.
fn seconds(number: f64) -> Result<u64, CardError> {
    if !(0.0..MILLISECONDS_FROM).contains(&number) {
        return Err(CardError::Unusual);
    }
    let digits = format!("{:.0}", number.floor());
    digits.parse().map_err(|_| CardError::Unusual)
}

fn decode(text: &str) -> Result<Vec<u8>, CardError> {
    BASE64URL_NOPAD
        .decode(text.as_bytes())
        .map_err(|_| CardError::Damaged)
}

impl From<InflateError> for CardError {
    fn from(error: InflateError) -> Self {
        match error {
            InflateError::Damaged => Self::Unusual,
            InflateError::TooLarge => Self::TooLarge,
        }
    }
}
