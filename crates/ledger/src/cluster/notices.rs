//! Which of the settled entries concern every reader: small notes in PostgreSQL, one for each chunk that has such entries, because
//! nothing else there tells them apart. Written before the chunk counts as settled, to the same bytes by whoever writes them, so that
//! none is missing and no sequencer that slept spoils another's.

use std::sync::Arc;

use keepwell_cluster::Beside;
use keepwell_protocol::status::{is_notice, notice_records, read_notice_records};

use super::{BrokeOff, Cluster};
use crate::chunk::{CHUNK, Chunk};
use crate::register::Register;

/// The names of these notes begin so; the chunk's index follows.
const PREFIX: &str = "notices-";

/// Notes what concerns every reader in these chunks, which are about to be settled.
pub(super) fn keep(cluster: &Cluster, chunks: &[Arc<Chunk>]) -> Result<(), BrokeOff> {
    let notes = chunks.iter().filter_map(|chunk| note(chunk));
    for (name, value) in notes {
        cluster.wait(async {
            let beside = Beside::open(&cluster.database).await?;
            beside.set_note(&name, &value).await
        })?;
    }
    Ok(())
}

/// Notes in `register` what was noted of the first `settled` entries; `false` where a part of that was settled by a program that did
/// not note it.
pub(super) fn recall(
    cluster: &Cluster,
    register: &mut Register,
    settled: u64,
) -> Result<bool, BrokeOff> {
    let notes = cluster.wait(async {
        let beside = Beside::open(&cluster.database).await?;
        beside.notes(PREFIX).await
    })?;
    // The first entries of every log are its policy and its keys: where they were noted, all were.
    let is_whole = settled == 0 || notes.first().is_some_and(|(name, _)| *name == name_of(0));
    if !is_whole {
        return Ok(false);
    }
    for (_, value) in notes {
        let records =
            read_notice_records(&value).ok_or_else(|| BrokeOff::Damaged("a note".to_owned()))?;
        for (index, entry) in records.into_iter().filter(|(index, _)| *index < settled) {
            register.follow_all(index, &[entry]);
        }
    }
    Ok(true)
}

fn name_of(chunk: u64) -> String {
    format!("{PREFIX}{chunk:020}")
}

/// `None` where nothing in it concerns everybody.
fn note(chunk: &Chunk) -> Option<(String, Vec<u8>)> {
    let first = chunk.index.saturating_mul(CHUNK);
    let entries = (first..).zip(&chunk.registrations);
    let notices = entries.filter(|(_, one)| is_notice(one.entry.kind));
    let records = notice_records(notices.map(|(index, one)| (index, one.entry)));
    (!records.is_empty()).then(|| (name_of(chunk.index), records))
}

#[cfg(test)]
mod tests {
    use keepwell_protocol::entry::{Entry, EntryType};

    use super::*;
    use crate::chunk::Registration;

    #[test]
    fn a_chunk_is_noted_for_what_concerns_everybody_and_read_back() {
        let entry = |kind| Entry {
            kind,
            target: 0,
            statement: [7; 32],
        };
        let mut chunk = Chunk::new(3);
        let kinds = [
            EntryType::Grant,
            EntryType::CardWithdrawal,
            EntryType::Grant,
        ];
        chunk.registrations = kinds
            .map(|kind| Registration {
                entry: entry(kind),
                signer: [0; 32],
                statement: Vec::new(),
            })
            .into();
        let (name, value) = note(&chunk).unwrap();
        assert_eq!(name, "notices-00000000000000000003");
        let expected = vec![(3 * CHUNK + 1, entry(EntryType::CardWithdrawal))];
        assert_eq!(read_notice_records(&value), Some(expected));
        assert_eq!(read_notice_records(&value[1..]), None);
        chunk.registrations.remove(1);
        assert!(note(&chunk).is_none());
    }
}
