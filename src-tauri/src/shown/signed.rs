//! Who signed a card or certificate: two facts that are told apart.

use keepwell_wallet::{
    edge,
    records::{self, Revocation, Signed, Trusted},
};
use serde::Serialize;
use specta::Type;

/// A card or certificate, checked.
#[derive(Serialize, Type)]
pub(crate) struct CheckedCard {
    pub(crate) kind: CardKind,
    /// Who claims to have issued it.
    pub(crate) issuer: Option<String>,
    pub(crate) signature: CardSignature,
    pub(crate) standing: CardStanding,
    pub(crate) revocation: CardRevocation,
    /// Whether somebody vouches for the issuer; nobody was asked without.
    pub(crate) trusted: Option<bool>,
    /// Why something could not be checked.
    pub(crate) why: Option<String>,
}

/// What it is.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardKind {
    /// A SMART Health Card.
    HealthCard,
    /// A health certificate.
    Certificate,
}

/// Whether it was signed by whom it names.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardSignature {
    /// It was.
    Valid,
    /// It was altered, or somebody else signed it.
    Wrong,
    /// Its key is not among those that are published.
    UnknownKey,
    /// The issuer's keys could not be had.
    NotChecked,
}

/// Whether it holds now.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardStanding {
    /// It does.
    Holds,
    /// Later.
    TooEarly,
    /// Its time is over.
    Expired,
    /// Its issuer took it back.
    Revoked,
}

/// What is known of its having been taken back.
#[derive(Clone, Copy, Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum CardRevocation {
    /// Its issuer publishes no list.
    None,
    /// The list was looked at.
    Checked,
    /// The list could not be had.
    NotChecked,
}

impl CheckedCard {
    /// As the core found it.
    pub(crate) fn of(checked: records::Checked) -> Self {
        let why = match (&checked.signature, &checked.revocation) {
            (Signed::NotChecked(why), _) | (_, Revocation::NotChecked(why)) => {
                Some(why.to_string())
            }
            _ => None,
        };
        Self {
            kind: if checked.kind == "hcert" {
                CardKind::Certificate
            } else {
                CardKind::HealthCard
            },
            issuer: checked.issuer,
            signature: match checked.signature {
                Signed::Valid => CardSignature::Valid,
                Signed::Wrong => CardSignature::Wrong,
                Signed::UnknownKey => CardSignature::UnknownKey,
                Signed::NotChecked(_) => CardSignature::NotChecked,
            },
            standing: match checked.standing {
                edge::Standing::Holds => CardStanding::Holds,
                edge::Standing::TooEarly => CardStanding::TooEarly,
                edge::Standing::Expired => CardStanding::Expired,
                edge::Standing::Revoked => CardStanding::Revoked,
            },
            revocation: match checked.revocation {
                Revocation::None => CardRevocation::None,
                Revocation::Checked => CardRevocation::Checked,
                Revocation::NotChecked(_) => CardRevocation::NotChecked,
            },
            trusted: match checked.trusted {
                Trusted::Listed(_) => Some(true),
                Trusted::NotListed => Some(false),
                Trusted::NoList => None,
            },
            why,
        }
    }
}
