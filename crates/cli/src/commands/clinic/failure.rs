//! How the clinic's errors end a command. They know their kind and code; only a refusal's check is added.

use keepwell_clinic::{
    card::CardError,
    desk::DeskError,
    home::HomeError,
    kind,
    open::{OpenError, OutputError},
    rendezvous::RendezvousError,
};

use crate::exit::{Failure, Kind};

impl From<kind::Kind> for Kind {
    fn from(kind: kind::Kind) -> Self {
        match kind {
            kind::Kind::Damaged => Self::Damaged,
            kind::Kind::Other => Self::Other,
            kind::Kind::Refused => Self::Refused,
            kind::Kind::Unreachable => Self::Unreachable,
            kind::Kind::Usage => Self::Usage,
        }
    }
}

impl From<HomeError> for Failure {
    fn from(error: HomeError) -> Self {
        Self::new(error.kind().into(), error.code(), error)
    }
}

impl From<DeskError> for Failure {
    fn from(error: DeskError) -> Self {
        Self::new(error.kind().into(), error.code(), error)
    }
}

impl From<CardError> for Failure {
    fn from(error: CardError) -> Self {
        Self::new(error.kind().into(), error.code(), error)
    }
}

impl From<OutputError> for Failure {
    fn from(error: OutputError) -> Self {
        Self::new(error.kind().into(), error.code(), error)
    }
}

impl From<RendezvousError> for Failure {
    fn from(error: RendezvousError) -> Self {
        Self::new(error.kind().into(), error.code(), error)
    }
}

impl From<OpenError> for Failure {
    fn from(error: OpenError) -> Self {
        let check = error.check().map(|check| check.as_str());
        Self {
            check,
            ..Self::new(error.kind().into(), error.code(), error)
        }
    }
}
