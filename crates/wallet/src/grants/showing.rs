//! Which grants showed a record: the other direction of a grant's contents.

use keepwell_protocol::time::Timestamp;

use crate::{
    grants::{self, GrantError, GrantId, contents},
    records::RecordId,
    vault::Vault,
};

/// A grant with a certain record in it. No `Debug`: it names a clinic.
#[derive(Clone, PartialEq, Eq)]
pub struct Showing {
    /// The grant.
    pub grant: GrantId,
    /// The clinic's name.
    pub clinic: String,
    /// When the grant was made.
    pub made: Timestamp,
    /// Whether it was opened, as far as this device knows.
    pub opened: bool,
}

/// The grants with this record in them, the newest first. Those that another device made are not among them.
///
/// # Errors
/// As [`grants::all`].
pub fn showing(vault: &Vault, record: RecordId) -> Result<Vec<Showing>, GrantError> {
    let mut found = Vec::new();
    for grant in grants::all(vault)?.into_iter().rev() {
        let contents = contents(vault, grant.id)?;
        if contents.is_some_and(|contents| contents.records.contains(&record)) {
            found.push(Showing {
                grant: grant.id,
                clinic: grant.clinic.name,
                made: grant.made,
                opened: grant.relay.seen.is_some_and(|seen| seen.openings > 0),
            });
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{card, share_with},
        testing::Wallet,
    };

    #[test]
    fn a_record_knows_the_grants_that_it_is_in() {
        let wallet = Wallet::with_sample();
        let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
        let inside = contents(&wallet.vault, id).unwrap().unwrap().records;
        let shown = showing(&wallet.vault, inside[0]).unwrap();
        assert_eq!(
            (shown.len(), shown[0].grant, shown[0].opened),
            (1, id, false)
        );
        let listed = crate::records::list(&wallet.vault, &Default::default()).unwrap();
        let outside = listed.iter().find(|record| !inside.contains(&record.id));
        let outside = outside.unwrap().id;
        assert!(showing(&wallet.vault, outside).unwrap().is_empty());
    }
}
