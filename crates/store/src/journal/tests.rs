//! The journal alone: frames come back, an unfinished end is told from damage, and no change passes unnoticed.

use std::{fs, path::PathBuf};

use keepwell_crypto::{seal::DataKey, secret::Secret32};
use tempfile::TempDir;

use super::*;

const GENERATION: u64 = 4;

struct Fixture {
    folder: TempDir,
    sealer: Sealer,
    /// Where each frame ends.
    ends: Vec<u64>,
}

impl Fixture {
    fn path(&self) -> PathBuf {
        self.folder.path().join("journal-4")
    }

    fn bytes(&self) -> Vec<u8> {
        fs::read(self.path()).unwrap()
    }

    /// How many frames read well before what stops the reading.
    fn read(&self) -> (usize, Next) {
        let mut reader = Reader::open(&self.path(), &self.sealer, GENERATION, 0).unwrap();
        let mut frames = 0;
        loop {
            match reader.next().unwrap() {
                Next::Frame(frame) => {
                    assert_eq!(frame.sequence, 10 + frames as u64);
                    assert_eq!(frame.end, self.ends[frames]);
                    frames += 1;
                }
                stop => return (frames, stop),
            }
        }
    }
}

fn changes(count: u8) -> Vec<Change> {
    let put = |byte| Change {
        name: [byte; 32],
        sealed: (byte % 3 != 2).then(|| vec![byte; 400]),
    };
    (1..=count).map(put).collect()
}

fn fixture() -> Fixture {
    let folder = tempfile::tempdir().unwrap();
    let sealer = Sealer::new(&DataKey::from_secret(Secret32::from_bytes([1; 32])));
    let path = folder.path().join("journal-4");
    let mut journal = Journal::create(&path, &sealer, GENERATION, 10).unwrap();
    let mut ends = vec![journal.length()];
    for sequence in 11..14 {
        journal.append(&sealer, sequence, &changes(5)).unwrap();
        ends.push(journal.length());
    }
    Fixture {
        folder,
        sealer,
        ends,
    }
}

#[test]
fn frames_come_back_and_appending_goes_on() {
    let mut fixture = fixture();
    assert_eq!(fixture.read(), (4, Next::End));
    let length = fixture.ends[3];
    let mut journal = Journal::resume(&fixture.path(), GENERATION, length).unwrap();
    journal.append(&fixture.sealer, 14, &changes(2)).unwrap();
    fixture.ends.push(journal.length());
    assert_eq!(fixture.read(), (5, Next::End));
}

#[test]
fn changes_come_back_as_they_were() {
    let fixture = fixture();
    let mut reader = Reader::open(
        &fixture.path(),
        &fixture.sealer,
        GENERATION,
        fixture.ends[0],
    )
    .unwrap();
    let Next::Frame(frame) = reader.next().unwrap() else {
        panic!("no frame");
    };
    assert_eq!(frame.changes, changes(5));
}

#[test]
fn a_short_last_frame_is_unfinished_and_is_cut() {
    let mut fixture = fixture();
    let whole = fixture.bytes();
    let start = usize::try_from(fixture.ends[2]).unwrap();
    for length in [start + 1, start + HEAD_LEN, whole.len() - 1] {
        fs::write(fixture.path(), &whole[..length]).unwrap();
        assert_eq!(fixture.read(), (3, Next::Unfinished));
    }
    Journal::resume(&fixture.path(), GENERATION, fixture.ends[2]).unwrap();
    fixture.ends.pop();
    assert_eq!(fixture.read(), (3, Next::End));
}

#[test]
fn zeroed_sectors_in_the_last_frame_are_unfinished() {
    let fixture = fixture();
    let whole = fixture.bytes();
    let start = usize::try_from(fixture.ends[2]).unwrap();
    for from in [start, whole.len() / 512 * 512] {
        let mut zeroed = whole.clone();
        zeroed[from..].fill(0);
        fs::write(fixture.path(), zeroed).unwrap();
        assert_eq!(fixture.read(), (3, Next::Unfinished));
    }
}

#[test]
fn a_changed_byte_is_damage_wherever_it_is() {
    let fixture = fixture();
    let whole = fixture.bytes();
    for at in (0..whole.len()).step_by(7) {
        let mut changed = whole.clone();
        changed[at] ^= 0x40;
        fs::write(fixture.path(), changed).unwrap();
        let hit = fixture.ends.partition_point(|end| *end <= at as u64);
        assert_eq!(fixture.read(), (hit, Next::Damaged), "changed at {at}");
    }
}

#[test]
fn zeros_before_the_last_frame_are_damage() {
    let fixture = fixture();
    let mut zeroed = fixture.bytes();
    let start = usize::try_from(fixture.ends[0]).unwrap() + HEAD_LEN;
    zeroed[start..start + 1024].fill(0);
    fs::write(fixture.path(), &zeroed).unwrap();
    assert_eq!(fixture.read(), (1, Next::Damaged));
    zeroed[start - HEAD_LEN..start].fill(0);
    fs::write(fixture.path(), zeroed).unwrap();
    assert_eq!(fixture.read(), (1, Next::Damaged));
}
