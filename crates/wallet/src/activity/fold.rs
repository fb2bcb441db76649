//! Rows of the activity, and which of them are told as one: a clinic that opens a record five times within a quarter of
//! an hour looked once, in a person's eyes. What was folded stays in the row.

use keepwell_protocol::time::Timestamp;
use serde::Serialize;

use super::What;
use crate::grants::GrantId;

/// How long after the first of them events are told as one, in seconds.
const TOGETHER_S: u64 = 15 * 60;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKind {
    /// A clinic asked for more time.
    Asked,
    /// The clinic closed it.
    Closed,
    /// A grant came to its end by itself.
    Ended,
    /// The patient handed the record over in an animated code.
    HandedOver,
    /// The patient took in records; `times` says how many.
    Imported,
    /// A clinic began an opening.
    Opened,
    /// The patient paused a grant.
    Paused,
    /// The clinic printed it.
    Printed,
    /// A clinic asked and was refused.
    Refused,
    /// The patient let a clinic in again.
    Resumed,
    /// The clinic saved a copy.
    Saved,
    /// The patient shared.
    Shared,
    /// The clinic showed it to a person.
    Shown,
    /// The patient stopped a grant.
    Stopped,
}

/// How far something is proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofState {
    /// Nothing to prove: it happened on this device.
    None,
    /// Signed by the clinic's access key, or in the log.
    Proved,
    /// Not in the log yet.
    Waiting,
    /// What was told does not hold.
    Wrong,
}

/// One row. No `Debug`: it names a clinic.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The same for the same row as long as nothing is folded into it.
    pub id: String,
    /// When; of folded ones the last.
    pub time: Timestamp,
    /// Which grant.
    pub grant: Option<GrantId>,
    /// Which clinic.
    pub clinic: Option<String>,
    /// What.
    pub what: RowKind,
    /// How many alike are in it; of an import, how many records.
    pub times: u64,
    /// How far it is proved; of folded ones the worst.
    pub proof: ProofState,
    /// What was folded into it, the oldest first; at least one.
    pub parts: Vec<Part>,
}

/// One thing that was folded into a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// When.
    pub time: Timestamp,
    /// How far it is proved.
    pub proof: ProofState,
}

impl From<What> for RowKind {
    fn from(what: What) -> Self {
        match what {
            What::Asked => Self::Asked,
            What::Closed => Self::Closed,
            What::Opened => Self::Opened,
            What::Printed => Self::Printed,
            What::Refused => Self::Refused,
            What::Saved => Self::Saved,
            What::Shown => Self::Shown,
        }
    }
}

impl RowKind {
    /// Whether a clinic did it.
    pub fn is_by_clinic(self) -> bool {
        matches!(
            self,
            Self::Asked
                | Self::Closed
                | Self::Opened
                | Self::Printed
                | Self::Refused
                | Self::Saved
                | Self::Shown
        )
    }
}

/// Folds what a clinic did alike and together; the rest stays as it is. The newest first.
pub(super) fn fold(mut rows: Vec<Row>) -> Vec<Row> {
    rows.sort_by_key(|row| (row.grant, row.what, row.time));
    let mut folded: Vec<Row> = Vec::new();
    for row in rows {
        match folded.last_mut().filter(|last| belongs(&row, last)) {
            Some(last) => take_in(last, row),
            None => folded.push(row),
        }
    }
    folded.sort_by_key(|row| std::cmp::Reverse((row.time, row.what)));
    folded
}

fn belongs(row: &Row, group: &Row) -> bool {
    let first = group.parts.first().map_or(group.time, |part| part.time);
    let alike = row.grant == group.grant && row.what == group.what;
    alike && row.what.is_by_clinic() && row.time < first.plus(TOGETHER_S)
}

fn take_in(group: &mut Row, row: Row) {
    group.time = group.time.max(row.time);
    group.times += row.times;
    group.proof = group.proof.max(row.proof);
    group.parts.extend(row.parts);
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Timestamp = Timestamp::from_seconds(2_000_000);

    fn row(grant: u8, what: RowKind, after: u64) -> Row {
        let (time, proof) = (NOW.plus(after), ProofState::Proved);
        Row {
            id: after.to_string(),
            time,
            grant: Some(GrantId::from_bytes([grant; 16])),
            clinic: Some("Harbour Clinic".to_owned()),
            what,
            times: 1,
            proof,
            parts: vec![Part { time, proof }],
        }
    }

    fn told(rows: Vec<Row>) -> Vec<(RowKind, u64)> {
        let folded = fold(rows);
        folded.iter().map(|row| (row.what, row.times)).collect()
    }

    #[test]
    fn openings_of_a_quarter_of_an_hour_are_one_row_and_stay_reachable() {
        let mut wrong = row(1, RowKind::Opened, 899);
        wrong.proof = ProofState::Wrong;
        let rows = vec![
            row(1, RowKind::Opened, 0),
            wrong,
            row(1, RowKind::Opened, 30),
        ];
        let [folded] = fold(rows).try_into().ok().unwrap();
        assert_eq!((folded.times, folded.parts.len()), (3, 3));
        assert_eq!(folded.time, NOW.plus(899));
        assert_eq!(folded.proof, ProofState::Wrong, "the worst is told");
        let times: Vec<u64> = folded
            .parts
            .iter()
            .map(|part| part.time.seconds() - NOW.seconds())
            .collect();
        assert_eq!(times, [0, 30, 899]);
    }

    #[test]
    fn what_differs_or_comes_later_is_a_row_of_its_own() {
        let rows = vec![
            row(1, RowKind::Opened, 0),
            row(1, RowKind::Opened, 900),
            row(2, RowKind::Opened, 10),
            row(1, RowKind::Saved, 5),
        ];
        assert_eq!(
            told(rows),
            [
                (RowKind::Opened, 1),
                (RowKind::Opened, 1),
                (RowKind::Saved, 1),
                (RowKind::Opened, 1)
            ]
        );
        let own = vec![row(1, RowKind::Paused, 0), row(1, RowKind::Paused, 1)];
        assert_eq!(told(own), [(RowKind::Paused, 1), (RowKind::Paused, 1)]);
    }
}
