//! What a clinic reports back: shown, saved, printed, closed, and that it asked for more time. Signed by the card key, so
//! that it convinces others too, and sealed to the grant's report key by HPKE, so that the relay that passes it on learns
//! nothing.

use ciborium::Value;
use keepwell_crypto::{
    agree::{AgreementKey, AgreementSecret, Sealed},
    hash::Digest,
    label::Label,
    sign::{SigningKey, VerifyingKey},
};
use rand_core::CryptoRngCore;
use serde::{Deserialize, Serialize};

use crate::{
    FormatError,
    cbor::{MapReader, MapWriter},
    cose::{self, Header, Sign1},
    hexadecimal::{base64_array, base64_bytes},
    time::Timestamp,
};

/// The largest sealed report in bytes.
pub const MAX_BYTES: usize = 2048;
const WHAT: &str = "clinic's report";
const VERSION: u64 = 1;

/// What the clinic did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// It showed the record to a person.
    Shown,
    /// It saved a copy.
    Saved,
    /// It closed the record.
    Closed,
    /// It printed the record.
    Printed,
    /// It asked the patient for more time.
    Asked,
}

/// A report whose signature has been checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Report {
    /// What the clinic did.
    pub deed: Deed,
    /// When, by the clinic's trusted time.
    pub time: Timestamp,
    /// SHA-256 of the grant's statement.
    pub statement: Digest,
}

/// A sealed report as it travels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedReport {
    /// HPKE `enc`.
    #[serde(with = "base64_array")]
    pub enc: [u8; 32],
    /// HPKE ciphertext.
    #[serde(with = "base64_bytes")]
    pub ciphertext: Vec<u8>,
}

impl Report {
    /// Signs the report with the card key and seals it to the grant's report key.
    ///
    /// # Errors
    /// [`FormatError::Malformed`] when the report key cannot be sealed to.
    pub fn seal(
        &self,
        card_key: &SigningKey,
        report_key: &AgreementKey,
        rng: &mut dyn CryptoRngCore,
    ) -> Result<SealedReport, FormatError> {
        let payload = MapWriter::default()
            .put(0, Value::from(VERSION))
            .put(1, Value::from(deed_number(self.deed)))
            .put(2, Value::from(self.time.seconds()))
            .bytes(3, &self.statement)
            .encode();
        let header = Header::signed_by(&card_key.verifying_key());
        let signed = cose::sign(&header, Vec::new(), &payload, false, card_key);
        let sealed = report_key
            .seal(&Label::REPORT.with(&[&self.statement]), &signed, rng)
            .map_err(|_| FormatError::malformed(WHAT, "report key"))?;
        Ok(SealedReport {
            enc: sealed.enc,
            ciphertext: sealed.ciphertext,
        })
    }

    /// Opens a sealed report about the grant with this statement, by the clinic with this key.
    ///
    /// # Errors
    /// [`FormatError`] when it was sealed for another grant, signed by another key, or changed;
    /// [`FormatError::UnknownVersion`] when the clinic did sign it, and a later version knows what it says.
    pub fn open(
        sealed: &SealedReport,
        secret: &AgreementSecret,
        statement: &Digest,
        card_key: &VerifyingKey,
    ) -> Result<Self, FormatError> {
        let message = Sealed {
            enc: sealed.enc,
            ciphertext: sealed.ciphertext.clone(),
        };
        let signed = secret
            .open(&message, &Label::REPORT.with(&[statement]))
            .map_err(|_| FormatError::malformed(WHAT, "seal"))?;
        let mut document = Sign1::parse(WHAT, &signed, MAX_BYTES)?;
        if document.take_signer()? != *card_key {
            return Err(FormatError::BadSignature { what: WHAT });
        }
        let payload = document.finish(card_key, None)?;
        let mut map = MapReader::parse(WHAT, &payload, MAX_BYTES)?;
        map.version(VERSION)?;
        let report = Self {
            deed: deed(map.uint(1, "deed")?)?,
            time: Timestamp::from_seconds(map.uint(2, "time")?),
            statement: map.array(3, "statement")?,
        };
        map.finish()?;
        if report.statement == *statement {
            Ok(report)
        } else {
            Err(FormatError::malformed(WHAT, "statement"))
        }
    }
}

fn deed_number(deed: Deed) -> u64 {
    match deed {
        Deed::Shown => 1,
        Deed::Saved => 2,
        Deed::Closed => 3,
        Deed::Printed => 4,
        Deed::Asked => 5,
    }
}

fn deed(number: u64) -> Result<Deed, FormatError> {
    match number {
        1 => Ok(Deed::Shown),
        2 => Ok(Deed::Saved),
        3 => Ok(Deed::Closed),
        4 => Ok(Deed::Printed),
        5 => Ok(Deed::Asked),
        _ => Err(FormatError::UnknownVersion { what: WHAT }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    #[test]
    fn every_deed_reads_back() {
        for known in [
            Deed::Shown,
            Deed::Saved,
            Deed::Closed,
            Deed::Printed,
            Deed::Asked,
        ] {
            assert_eq!(deed(deed_number(known)), Ok(known));
        }
        for unknown in [0, 6, u64::MAX] {
            assert_eq!(
                deed(unknown),
                Err(FormatError::UnknownVersion { what: WHAT })
            );
        }
    }

    #[test]
    fn a_report_convinces_about_its_own_grant_and_clinic_only() {
        let (clinic, wallet) = (
            SigningKey::from_seed(&[1; 32]),
            AgreementSecret::generate(&mut OsRng),
        );
        let report = Report {
            deed: Deed::Saved,
            time: Timestamp::from_seconds(9),
            statement: [2; 32],
        };
        let sealed = report.seal(&clinic, &wallet.public(), &mut OsRng).unwrap();
        assert_eq!(
            Report::open(&sealed, &wallet, &[2; 32], &clinic.verifying_key()),
            Ok(report)
        );
        assert!(Report::open(&sealed, &wallet, &[3; 32], &clinic.verifying_key()).is_err());
        let other = SigningKey::from_seed(&[9; 32]).verifying_key();
        assert!(Report::open(&sealed, &wallet, &[2; 32], &other).is_err());
    }
}
