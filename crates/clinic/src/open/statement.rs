//! Check `statement`: it is a grant, signed by the key that it names, and the wallet's identity key signed it too.

use keepwell_protocol::{entry::EntryType, manifest::Manifest, statement::Statement};

use super::{OpenError, Passed};

const SUBJECT: &str = "urn:keepwell:grant:";

pub(super) fn check(manifest: &Manifest) -> Passed<Statement> {
    let statement = Statement::parse(&manifest.statement).map_err(OpenError::BadStatement)?;
    if statement.kind() != EntryType::Grant || !is_name(&grant_name(&statement)) {
        return Err(OpenError::NotAGrant);
    }
    if !manifest.identity_signed(&statement.digest()) {
        return Err(OpenError::Identity);
    }
    let detail = "the patient's wallet signed this grant, with the key it names";
    Ok((statement, detail.to_owned()))
}

/// The grant's random name: what follows `urn:keepwell:grant:`.
pub(super) fn grant_name(statement: &Statement) -> String {
    let name = statement.subject().strip_prefix(SUBJECT);
    name.unwrap_or_default().to_owned()
}

fn is_name(text: &str) -> bool {
    text.len() == 32
        && text
            .bytes()
            .all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
}
