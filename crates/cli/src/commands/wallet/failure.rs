//! How the wallet's errors end a command: the kind decides the exit code, the error's own sentence is what is said.

use keepwell_client::ClientError;
use keepwell_store::StoreError;
use keepwell_wallet::{
    backup::BackupError, cards::CardError, emergency::EmergencyError, error, followed::FollowError,
    grants::GrantError, home::HomeError, index::IndexError, records::RecordsError,
    rendezvous::RendezvousError, tokens::InvitationError, trip::TripError, vault::VaultError,
};

use crate::exit::{Failure, Kind};

impl From<error::Kind> for Kind {
    fn from(kind: error::Kind) -> Self {
        match kind {
            error::Kind::Damaged => Self::Damaged,
            error::Kind::Other => Self::Other,
            error::Kind::Refused => Self::Refused,
            error::Kind::Unreachable => Self::Unreachable,
            error::Kind::Usage => Self::Usage,
        }
    }
}

/// A folder that is no usable home.
pub(crate) fn from_home(error: HomeError) -> Failure {
    let (kind, code) = match error {
        HomeError::Exists => (Kind::Refused, "home_exists"),
        HomeError::Missing => (Kind::Other, "no_home"),
        HomeError::NewerVersion => (Kind::Other, "newer_version"),
        HomeError::Damaged => (Kind::Damaged, "damaged"),
        HomeError::Full => (Kind::Other, "full"),
        HomeError::ReadOnly => (Kind::Other, "read_only"),
        HomeError::OfAClinic => (Kind::Other, "not_a_wallet"),
        HomeError::Io(_) | HomeError::NotAFolder => (Kind::Other, "home"),
    };
    Failure::new(kind, code, error)
}

/// A store that cannot be used.
pub(crate) fn from_store(error: StoreError) -> Failure {
    let (kind, code) = match error {
        StoreError::Damaged | StoreError::BadExport | StoreError::WrongKey => {
            (Kind::Damaged, "damaged")
        }
        StoreError::InUse => (Kind::Other, "in_use"),
        StoreError::Full => (Kind::Other, "full"),
        StoreError::ReadOnly => (Kind::Other, "read_only"),
        _ => (Kind::Other, "store"),
    };
    Failure::new(kind, code, error)
}

/// A server that was asked directly.
pub(crate) fn from_client(error: ClientError) -> Failure {
    let kind = if error.is_unreachable() {
        Kind::Unreachable
    } else {
        Kind::Refused
    };
    Failure::new(kind, "server", error)
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        let (kind, code) = match error {
            VaultError::Home(error) => return from_home(error),
            VaultError::Store(error) => return from_store(error),
            VaultError::WrongPassphrase => (Kind::Refused, "wrong_passphrase"),
            VaultError::WrongPhrase => (Kind::Refused, "wrong_phrase"),
            VaultError::WrongDevice => (Kind::Refused, "wrong_device"),
            VaultError::NoMemory => (Kind::Other, "no_memory"),
            VaultError::NoWords => (Kind::Refused, "no_words"),
            VaultError::EmptyPassphrase => (Kind::Usage, "empty_passphrase"),
            VaultError::Damaged | VaultError::SlotsDamaged => (Kind::Damaged, "damaged"),
        };
        Self::new(kind, code, error)
    }
}

impl From<RecordsError> for Failure {
    fn from(error: RecordsError) -> Self {
        let (kind, code) = match error {
            RecordsError::Store(error) => return from_store(error),
            RecordsError::Damaged | RecordsError::DamagedRecord(_) => (Kind::Damaged, "damaged"),
            RecordsError::FolderNotEmpty => (Kind::Usage, "folder_not_empty"),
            RecordsError::NoSuchRecord(_) => (Kind::Usage, "no_such_record"),
            RecordsError::Hand(_) => (Kind::Usage, "by_hand"),
            RecordsError::NoDocument => (Kind::Usage, "no_document"),
            RecordsError::NotSigned(_) => (Kind::Usage, "not_signed"),
            RecordsError::PersonKnown => (Kind::Refused, "person_known"),
            RecordsError::NotEmpty => (Kind::Refused, "not_empty"),
            RecordsError::NotForAClaim(_) => (Kind::Refused, "not_for_a_claim"),
            RecordsError::NothingSelected => (Kind::Refused, "nothing_selected"),
            RecordsError::NoMemory => (Kind::Other, "no_memory"),
            RecordsError::TooLarge => (Kind::Other, "too_large"),
            RecordsError::Io(_) => (Kind::Other, "io"),
        };
        Self::new(kind, code, error)
    }
}

impl From<BackupError> for Failure {
    fn from(error: BackupError) -> Self {
        let (kind, code) = match error {
            BackupError::Records(error) => return error.into(),
            BackupError::Vault(error) => return error.into(),
            BackupError::Damaged | BackupError::NotABackup => (Kind::Damaged, "bad_backup"),
            BackupError::WrongPhrase => (Kind::Refused, "wrong_phrase"),
            BackupError::NewerVersion => (Kind::Other, "newer_version"),
            _ => (Kind::Other, "backup"),
        };
        Self::new(kind, code, error)
    }
}

impl From<EmergencyError> for Failure {
    fn from(error: EmergencyError) -> Self {
        match error {
            EmergencyError::Records(error) => error.into(),
            other => Self::new(other.kind().into(), "emergency_card", other),
        }
    }
}

impl From<FollowError> for Failure {
    fn from(error: FollowError) -> Self {
        match error {
            FollowError::Store(error) => from_store(error),
            other => Self::new(other.kind().into(), "followed", other),
        }
    }
}

impl From<TripError> for Failure {
    fn from(error: TripError) -> Self {
        match error {
            TripError::Card(error) => error.into(),
            TripError::Grants(error) => error.into(),
            TripError::Records(error) => error.into(),
            TripError::Store(error) => from_store(error),
            TripError::Online => Self::new(Kind::Refused, "online", error),
            other => Self::new(other.kind().into(), "trip", other),
        }
    }
}

impl From<GrantError> for Failure {
    fn from(error: GrantError) -> Self {
        Self::new(error.kind().into(), "grant", error)
    }
}

impl From<RendezvousError> for Failure {
    fn from(error: RendezvousError) -> Self {
        Self::new(error.kind().into(), error.code(), error)
    }
}

impl From<CardError> for Failure {
    fn from(error: CardError) -> Self {
        Self::new(error.kind().into(), "card", error)
    }
}

impl From<InvitationError> for Failure {
    fn from(error: InvitationError) -> Self {
        Self::new(error.kind().into(), "invitation", error)
    }
}

impl From<IndexError> for Failure {
    fn from(error: IndexError) -> Self {
        Self::new(error.kind().into(), "index", error)
    }
}
