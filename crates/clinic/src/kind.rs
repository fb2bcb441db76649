//! How something ended that was not done: the few kinds that a command turns into exit codes and an app into advice.
//! Every error of this crate is of one kind, so that no caller has to match on causes.

use keepwell_client::error::ClientError;

/// What kind of failure an error is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// What was given is damaged or unreadable.
    Damaged,
    /// Anything else, such as a home of a newer version or a read-only folder.
    Other,
    /// A rule says no.
    Refused,
    /// The other side cannot be reached or makes no sense.
    Unreachable,
    /// Asked for in a way that cannot be done.
    Usage,
}

/// The kind of a conversation's failure.
pub(crate) fn of_client(error: &ClientError) -> Kind {
    match error {
        ClientError::KeyNotProven => Kind::Refused,
        error if error.is_temporary() => Kind::Unreachable,
        ClientError::Source(_) => Kind::Other,
        _ => Kind::Refused,
    }
}

/// A code word for a conversation's failure.
pub(crate) fn code_of_client(error: &ClientError) -> &'static str {
    match error {
        ClientError::Altered => "altered",
        ClientError::Asked(_) | ClientError::NotInvited(_) | ClientError::TooMuchAsked => {
            "admission_needed"
        }
        ClientError::Conflict => "conflict",
        ClientError::KeyNotProven => "ledger_key_changed",
        ClientError::LedgerLies(_) => "ledger_lies",
        ClientError::Neglected => "neglected",
        ClientError::Nonsense(_) => "nonsense",
        ClientError::NotAvailable => "not_available",
        ClientError::NotWitnessed(_) => "not_witnessed",
        ClientError::Refused { .. } => "refused_by_server",
        ClientError::Source(_) => "io",
        ClientError::Unreachable(_) => "unreachable",
    }
}
