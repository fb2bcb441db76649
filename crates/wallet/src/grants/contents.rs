//! What is in a grant: which records, of which sections, chosen how. Kept beside the grant in a row of its own, since it
//! grows with the record and never changes, while the grant's own row is small and often written.

use keepwell_protocol::hexadecimal::base64_bytes;
use keepwell_records::view::Category;
use keepwell_store::{Batch, Table};
use serde::{Deserialize, Serialize};

use crate::{
    grants::{GrantError, GrantId},
    records::{RecordId, What},
    vault::Vault,
};

const CONTENTS: Table = Table::new("contents");
/// The first byte of every value: the version of its format.
const VERSION: u8 = 1;

/// How the records of a grant were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ContentKind {
    /// By category or one by one.
    Chosen,
    /// What an insurer needs for a claim.
    Claim,
    /// Without what tells who the person is.
    Deidentified,
    /// All of them.
    Everything,
    /// A patient summary.
    Summary,
}

/// How many records of one category are in a grant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// The category.
    pub category: Category,
    /// How many.
    pub count: u64,
}

/// What is in a grant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// How it was chosen.
    pub kind: ContentKind,
    /// The records that are in it.
    pub records: Vec<RecordId>,
    /// The categories that are in it, in the order of the record's own sections.
    pub sections: Vec<Section>,
}

/// As it is kept: ids of eight bytes each, one after the other.
#[derive(Serialize, Deserialize)]
struct Row {
    kind: ContentKind,
    #[serde(with = "base64_bytes")]
    records: Vec<u8>,
    sections: Vec<Section>,
}

impl ContentKind {
    /// How `what` chooses.
    pub fn of(what: &What) -> Self {
        match what {
            What::Summary => Self::Summary,
            What::Everything => Self::Everything,
            What::Chosen { .. } => Self::Chosen,
            What::Claim { .. } => Self::Claim,
            What::Deidentified => Self::Deidentified,
        }
    }
}

impl Contents {
    /// These records, chosen like this.
    pub fn new(kind: ContentKind, inside: &[(RecordId, Category)]) -> Self {
        let mut categories: Vec<Category> = inside.iter().map(|(_, category)| *category).collect();
        categories.sort_unstable();
        let sections = categories.chunk_by(|one, other| one == other);
        let section = |group: &[Category]| {
            Some(Section {
                category: *group.first()?,
                count: u64::try_from(group.len()).ok()?,
            })
        };
        Self {
            kind,
            records: inside.iter().map(|(id, _)| *id).collect(),
            sections: sections.filter_map(section).collect(),
        }
    }
}

/// Puts the contents of a new grant into the batch that keeps the grant.
///
/// # Errors
/// [`GrantError::Unreadable`] cannot happen for what [`Contents::new`] made.
pub(super) fn put(batch: &mut Batch, id: GrantId, contents: &Contents) -> Result<(), GrantError> {
    let ids = contents.records.iter().flat_map(|id| id.to_bytes());
    let row = Row {
        kind: contents.kind,
        records: ids.collect(),
        sections: contents.sections.clone(),
    };
    let mut value = vec![VERSION];
    serde_json::to_writer(&mut value, &row).map_err(|_| GrantError::Unreadable)?;
    batch.put(CONTENTS, id.as_bytes(), value);
    Ok(())
}

/// What is in this grant; `None` for one that another device made, or that is older than this knowledge.
///
/// # Errors
/// [`GrantError::Store`] or [`GrantError::Unreadable`].
pub fn contents(vault: &Vault, id: GrantId) -> Result<Option<Contents>, GrantError> {
    let value = vault.store().get(CONTENTS, id.as_bytes())?;
    value.map(|value| decode(&value)).transpose()
}

fn decode(value: &[u8]) -> Result<Contents, GrantError> {
    let Some((&VERSION, json)) = value.split_first() else {
        return Err(GrantError::Unreadable);
    };
    let row: Row = serde_json::from_slice(json).map_err(|_| GrantError::Unreadable)?;
    let (ids, rest) = row.records.as_chunks::<8>();
    let ids = ids.iter().map(|id| RecordId::from_bytes(id));
    let ids: Option<Vec<RecordId>> = ids.collect();
    match ids {
        Some(records) if rest.is_empty() => Ok(Contents {
            kind: row.kind,
            records,
            sections: row.sections,
        }),
        _ => Err(GrantError::Unreadable),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        fixtures::{card, share_with},
        testing::Wallet,
    };

    #[test]
    fn a_grant_knows_what_is_in_it() {
        let wallet = Wallet::with_sample();
        let id = share_with(&wallet.vault, &card("Harbour Clinic", 1));
        let contents = contents(&wallet.vault, id).unwrap().unwrap();
        assert_eq!(contents.kind, ContentKind::Summary);
        let listed = crate::records::list(&wallet.vault, &Default::default()).unwrap();
        assert!(contents.records.len() > 3 && contents.records.len() < listed.len());
        let counted: u64 = contents.sections.iter().map(|section| section.count).sum();
        assert_eq!(counted, contents.records.len() as u64);
        for section in &contents.sections {
            let inside = listed.iter().filter(|record| {
                record.category == section.category && contents.records.contains(&record.id)
            });
            assert_eq!(inside.count() as u64, section.count);
        }
        let other = GrantId::from_bytes([9; 16]);
        assert_eq!(super::contents(&wallet.vault, other).unwrap(), None);
    }
}
