//! HTTP Message Signatures (RFC 9421) with Ed25519, in the one profile that the relay speaks: `@method`, `@target-uri`,
//! `content-digest` and, for a reader, the opening id are covered; `created`, `keyid`, `nonce` and `tag` are given.
//! Anything else in a signature is refused, so that signer and checker cannot understand it differently.

use data_encoding::BASE64;
use keepwell_crypto::{
    hash::{Digest, sha256},
    sign::{SigningKey, VerifyingKey},
};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::{
    hexadecimal::{from_hex, to_hex},
    mailbox::OpeningId,
    relay_api::OPENING_HEADER,
    time::Timestamp,
};

/// The `tag` parameter of our profile.
pub const TAG: &str = "keepwell-relay";
const LABEL: &str = "sig1";

/// Why a request's signature is not accepted.
#[derive(Clone, Copy, Debug, Error, PartialEq, Eq)]
pub enum SignatureError {
    /// A header is missing or not in our profile.
    #[error("the request is not signed as this server asks")]
    Malformed,
    /// The signature, the key or the body's digest does not match.
    #[error("the request's signature does not match")]
    Mismatch,
}

/// What a signature covers of a request.
#[derive(Clone, Copy, Debug)]
pub struct Covered<'a> {
    /// The method in upper case.
    pub method: &'a str,
    /// The whole address as the client wrote it.
    pub target_uri: &'a str,
    /// SHA-256 of the body; of nothing when there is none.
    pub body: Digest,
    /// The opening, in a reader's requests.
    pub opening: Option<OpeningId>,
}

/// The header fields that carry a signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureFields {
    /// `Content-Digest` (RFC 9530).
    pub content_digest: String,
    /// `Signature-Input`.
    pub signature_input: String,
    /// `Signature`.
    pub signature: String,
}

/// A signed request that can be shown to others: all that is needed to check the signature again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    /// The method.
    pub method: String,
    /// The whole address.
    pub target_uri: String,
    /// `Content-Digest`.
    pub content_digest: String,
    /// The opening id, where one was covered.
    pub opening: Option<OpeningId>,
    /// `Signature-Input`.
    pub signature_input: String,
    /// `Signature`.
    pub signature: String,
}

/// What a checked signature says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signed {
    /// Whose key.
    pub key: VerifyingKey,
    /// The client's clock; told, not trusted.
    pub created: Timestamp,
    /// The server's single-use nonce.
    pub nonce: String,
}

/// Signs a request.
pub fn sign(
    covered: &Covered<'_>,
    key: &SigningKey,
    created: Timestamp,
    nonce: &str,
) -> SignatureFields {
    let params = parameters(
        covered.opening.is_some(),
        created,
        &key.verifying_key(),
        nonce,
    );
    let content_digest = content_digest(&covered.body);
    let base = base(
        covered.method,
        covered.target_uri,
        &content_digest,
        covered.opening,
        &params,
    );
    SignatureFields {
        content_digest,
        signature_input: format!("{LABEL}={params}"),
        signature: format!("{LABEL}=:{}:", BASE64.encode(&key.sign(base.as_bytes()))),
    }
}

/// Checks a request's signature and the digest of its body.
///
/// # Errors
/// [`SignatureError`].
pub fn verify(covered: &Covered<'_>, fields: &SignatureFields) -> Result<Signed, SignatureError> {
    if fields.content_digest != content_digest(&covered.body) {
        return Err(SignatureError::Mismatch);
    }
    check(covered.method, covered.target_uri, covered.opening, fields)
}

impl Evidence {
    /// Keeps a checked request.
    pub fn new(covered: &Covered<'_>, fields: &SignatureFields) -> Self {
        Self {
            method: covered.method.to_owned(),
            target_uri: covered.target_uri.to_owned(),
            content_digest: fields.content_digest.clone(),
            opening: covered.opening,
            signature_input: fields.signature_input.clone(),
            signature: fields.signature.clone(),
        }
    }

    /// Checks it again.
    ///
    /// # Errors
    /// [`SignatureError`].
    pub fn verify(&self) -> Result<Signed, SignatureError> {
        let fields = SignatureFields {
            content_digest: self.content_digest.clone(),
            signature_input: self.signature_input.clone(),
            signature: self.signature.clone(),
        };
        check(&self.method, &self.target_uri, self.opening, &fields)
    }

    /// Whether the signed body was this one.
    pub fn covers_body(&self, body: &[u8]) -> bool {
        self.content_digest == content_digest(&sha256(body))
    }
}

/// `sha-256=:<base64>:` (RFC 9530).
pub fn content_digest(body: &Digest) -> String {
    format!("sha-256=:{}:", BASE64.encode(body))
}

fn check(
    method: &str,
    target_uri: &str,
    opening: Option<OpeningId>,
    fields: &SignatureFields,
) -> Result<Signed, SignatureError> {
    let prefix = format!("{LABEL}=");
    let params = fields
        .signature_input
        .strip_prefix(&prefix)
        .ok_or(SignatureError::Malformed)?;
    let signed = parse_parameters(params, opening.is_some()).ok_or(SignatureError::Malformed)?;
    let signature = fields
        .signature
        .strip_prefix(&prefix)
        .and_then(|text| text.strip_prefix(':')?.strip_suffix(':'))
        .and_then(|text| BASE64.decode(text.as_bytes()).ok()?.try_into().ok())
        .ok_or(SignatureError::Malformed)?;
    let base = base(method, target_uri, &fields.content_digest, opening, params);
    signed
        .key
        .verify(base.as_bytes(), &signature)
        .map_err(|_| SignatureError::Mismatch)?;
    Ok(signed)
}

fn parameters(with_opening: bool, created: Timestamp, key: &VerifyingKey, nonce: &str) -> String {
    format!(
        "{};created={};keyid=\"{}\";nonce=\"{nonce}\";tag=\"{TAG}\"",
        components(with_opening),
        created.seconds(),
        to_hex(key.as_bytes()),
    )
}

fn components(with_opening: bool) -> String {
    let opening = if with_opening {
        format!(" \"{OPENING_HEADER}\"")
    } else {
        String::new()
    };
    format!("(\"@method\" \"@target-uri\" \"content-digest\"{opening})")
}

/// The signature base of RFC 9421 §2.5.
fn base(
    method: &str,
    target_uri: &str,
    content_digest: &str,
    opening: Option<OpeningId>,
    params: &str,
) -> String {
    let opening = opening
        .map(|id| format!("\"{OPENING_HEADER}\": {id}\n"))
        .unwrap_or_default();
    format!(
        "\"@method\": {method}\n\"@target-uri\": {target_uri}\n\"content-digest\": {content_digest}\n\
         {opening}\"@signature-params\": {params}"
    )
}

fn parse_parameters(params: &str, with_opening: bool) -> Option<Signed> {
    let rest = params.strip_prefix(&components(with_opening))?;
    let rest = rest.strip_prefix(";created=")?;
    let (created, rest) = rest.split_once(";keyid=\"")?;
    let (keyid, rest) = rest.split_once("\";nonce=\"")?;
    let (nonce, rest) = rest.split_once("\";tag=\"")?;
    let key = VerifyingKey::from_bytes(&from_hex(keyid)?).ok()?;
    let created = created
        .bytes()
        .all(|b| b.is_ascii_digit())
        .then(|| created.parse().ok())
        .flatten()?;
    let nonce_fits = (1..=64).contains(&nonce.len())
        && nonce
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_');
    let signed = Signed {
        key,
        created: Timestamp::from_seconds(created),
        nonce: nonce.to_owned(),
    };
    (nonce_fits && rest.strip_suffix('"') == Some(TAG)).then_some(signed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn covered(opening: Option<OpeningId>) -> Covered<'static> {
        Covered {
            method: "GET",
            target_uri: "https://relay.example/v1/mailboxes/00/parts/bundle",
            body: sha256(b""),
            opening,
        }
    }

    fn signed(opening: Option<OpeningId>) -> SignatureFields {
        let key = SigningKey::from_seed(&[1; 32]);
        sign(
            &covered(opening),
            &key,
            Timestamp::from_seconds(1000),
            "nonce-1",
        )
    }

    #[test]
    fn the_base_is_rfc_9421_s() {
        let fields = signed(None);
        assert_eq!(
            fields.content_digest,
            "sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"
        );
        let params = fields.signature_input.strip_prefix("sig1=").unwrap();
        assert!(
            params.starts_with(
                "(\"@method\" \"@target-uri\" \"content-digest\");created=1000;keyid=\""
            )
        );
        let base = base("GET", "https://a/", &fields.content_digest, None, params);
        assert_eq!(base.lines().count(), 4);
        assert!(base.ends_with(&format!("\"@signature-params\": {params}")));
    }

    #[test]
    fn whatever_is_covered_cannot_be_changed() {
        let opening = Some(OpeningId::from_bytes([7; 16]));
        let fields = signed(opening);
        let good = covered(opening);
        assert_eq!(verify(&good, &fields).unwrap().nonce, "nonce-1");
        let changed = [
            Covered {
                method: "PUT",
                ..good
            },
            Covered {
                target_uri: "https://relay.example/v1/mailboxes/01/parts/bundle",
                ..good
            },
            Covered {
                body: sha256(b"other"),
                ..good
            },
            Covered {
                opening: Some(OpeningId::from_bytes([8; 16])),
                ..good
            },
        ];
        for covered in changed {
            assert_eq!(verify(&covered, &fields), Err(SignatureError::Mismatch));
        }
        assert_eq!(
            verify(&covered(None), &fields),
            Err(SignatureError::Malformed)
        );
        for (from, to) in [
            ("1000", "1001"),
            ("nonce-1", "nonce-2"),
            ("keepwell-relay", "keepwell-other"),
        ] {
            let input = fields.signature_input.replace(from, to);
            assert!(
                verify(
                    &good,
                    &SignatureFields {
                        signature_input: input,
                        ..fields.clone()
                    }
                )
                .is_err()
            );
        }
    }

    #[test]
    fn evidence_can_be_checked_again_later() {
        let opening = Some(OpeningId::from_bytes([7; 16]));
        let evidence = Evidence::new(&covered(opening), &signed(opening));
        let text = serde_json::to_string(&evidence).unwrap();
        let again: Evidence = serde_json::from_str(&text).unwrap();
        assert!(again.verify().is_ok());
        assert!(again.covers_body(b"") && !again.covers_body(b"x"));
        let other = Evidence {
            target_uri: "https://elsewhere.example/".into(),
            ..again
        };
        assert_eq!(other.verify(), Err(SignatureError::Mismatch));
    }
}
