//! What the page is told when something did not work: a code word for the page and the core's own sentence for the
//! person. Nothing is added here, and nothing of the record is in it.

use std::io;

use keepwell_wallet::{
    backup::BackupError,
    cards::CardError,
    edge::{FormatError, MakeError, OriginError, PhraseError, ReadError, render::RenderError},
    emergency::EmergencyError,
    error::Kind,
    followed::FollowError,
    grants::GrantError,
    home::HomeError,
    records::{NotAnId, RecordsError},
    rendezvous::RendezvousError,
    settings::PinError,
    share::ShareError,
    tokens::InvitationError,
    trip::TripError,
    vault::VaultError,
};
use serde::Serialize;
use specta::Type;

/// A refusal or a failure.
#[derive(Debug, Serialize, Type)]
pub(crate) struct Failure {
    code: &'static str,
    message: String,
}

impl Failure {
    /// A failure with a sentence of its own.
    pub(crate) fn new(code: &'static str, message: impl ToString) -> Self {
        let message = message.to_string();
        Self { code, message }
    }

    /// Code and sentence.
    pub(crate) fn into_parts(self) -> (&'static str, String) {
        (self.code, self.message)
    }

    /// The wallet is locked, and what was asked for needs it open.
    pub(crate) fn locked() -> Self {
        Self::new("locked", "the wallet is locked: unlock it first")
    }

    /// The wallet was opened or locked while the system asked the person.
    pub(crate) fn late() -> Self {
        Self::new(
            "key_store_late",
            "the answer came too late: ask once more, or use your passphrase",
        )
    }

    fn of(kind: Kind, error: impl ToString) -> Self {
        let code = match kind {
            Kind::Damaged => "damaged",
            Kind::Other => "other",
            Kind::Refused => "refused",
            Kind::Unreachable => "unreachable",
            Kind::Usage => "usage",
        };
        Self::new(code, error)
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        Self::new("backup", error)
    }
}

impl From<CardError> for Failure {
    fn from(error: CardError) -> Self {
        match error {
            CardError::KeyChanged { .. } => Self::new("key_changed", error),
            CardError::Withdrawn { .. } => Self::new("withdrawn", error),
            error => Self::of(error.kind(), error),
        }
    }
}

impl From<EmergencyError> for Failure {
    fn from(error: EmergencyError) -> Self {
        match error {
            EmergencyError::Records(error) => error.into(),
            other => Self::of(other.kind(), other),
        }
    }
}

impl From<FollowError> for Failure {
    fn from(error: FollowError) -> Self {
        Self::of(error.kind(), error)
    }
}

impl From<FormatError> for Failure {
    fn from(error: FormatError) -> Self {
        Self::of(Kind::Damaged, error)
    }
}

impl From<GrantError> for Failure {
    fn from(error: GrantError) -> Self {
        match error {
            GrantError::Card(error) => error.into(),
            GrantError::NoProof => Self::new("no_proof", error),
            error => Self::of(error.kind(), error),
        }
    }
}

impl From<HomeError> for Failure {
    fn from(error: HomeError) -> Self {
        Self::new("home", error)
    }
}

impl From<InvitationError> for Failure {
    fn from(error: InvitationError) -> Self {
        match error {
            InvitationError::NotNeeded => Self::new("invitation_not_needed", error),
            InvitationError::NotInvited => Self::new("not_invited", error),
            InvitationError::Format(_) => Self::new("not_an_invitation", error),
            error => Self::of(error.kind(), error),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::new(
            "disk",
            format!("a file could not be read or written: {error}"),
        )
    }
}

impl From<MakeError> for Failure {
    fn from(error: MakeError) -> Self {
        Self::of(Kind::Other, error)
    }
}

impl From<NotAnId> for Failure {
    fn from(error: NotAnId) -> Self {
        Self::of(Kind::Usage, error)
    }
}

impl From<OriginError> for Failure {
    fn from(error: OriginError) -> Self {
        Self::of(Kind::Usage, error)
    }
}

impl From<PhraseError> for Failure {
    fn from(error: PhraseError) -> Self {
        Self::new("words", error)
    }
}

impl From<PinError> for Failure {
    fn from(error: PinError) -> Self {
        let code = match &error {
            PinError::Client(cause) => {
                let is_away = cause.is_unreachable();
                return Self::of(
                    if is_away {
                        Kind::Unreachable
                    } else {
                        Kind::Refused
                    },
                    error,
                );
            }
            PinError::BadPolicy(_) => "witness_policy",
            PinError::KeyChanged => "ledger_key_changed",
            PinError::NotInPolicy => "not_in_policy",
            PinError::PolicyMissing => "policy_missing",
        };
        Self::new(code, error)
    }
}

impl From<ReadError> for Failure {
    fn from(error: ReadError) -> Self {
        Self::of(Kind::Damaged, error)
    }
}

impl From<RecordsError> for Failure {
    fn from(error: RecordsError) -> Self {
        match error {
            RecordsError::NoMemory => Self::new("no_memory", error),
            RecordsError::NotEmpty => Self::new("not_empty", error),
            RecordsError::NothingSelected => Self::new("nothing_selected", error),
            RecordsError::PersonKnown => Self::new("person_known", error),
            error => Self::new("records", error),
        }
    }
}

impl From<RendezvousError> for Failure {
    fn from(error: RendezvousError) -> Self {
        Self::new(error.code(), error)
    }
}

impl From<RenderError> for Failure {
    fn from(error: RenderError) -> Self {
        Self::of(Kind::Damaged, error)
    }
}

impl From<ShareError> for Failure {
    fn from(error: ShareError) -> Self {
        Self::of(error.kind(), error)
    }
}

impl From<TripError> for Failure {
    fn from(error: TripError) -> Self {
        match error {
            TripError::Card(error) => error.into(),
            TripError::Dates => Self::new("trip_dates", error),
            TripError::Grants(error) => error.into(),
            TripError::Online => Self::new("online", error),
            TripError::Records(error) => error.into(),
            TripError::Share(error) => error.into(),
            error => Self::of(error.kind(), error),
        }
    }
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        let code = match error {
            VaultError::NoMemory => "no_memory",
            VaultError::WrongPassphrase => "wrong_passphrase",
            _ => "vault",
        };
        Self::new(code, error)
    }
}

impl From<tauri::Error> for Failure {
    /// Work beside the page broke off: a fault of ours.
    fn from(_: tauri::Error) -> Self {
        Self::of(
            Kind::Other,
            "something went wrong inside the app: close it and start it again",
        )
    }
}
