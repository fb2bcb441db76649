//! Whether a cut here loses anything at all: a writer that acknowledges what it never flushed must lose it.

use std::{fs, path::Path};

use super::{
    DISK,
    writer::{tell, write_and_cut},
};
use crate::disk::{self, Disk};

/// Writes one file after another, and flushes none.
pub(super) fn write(folder: &Path) {
    for number in 0u64.. {
        let (aside, file) = (folder.join("aside"), folder.join(number.to_string()));
        fs::write(&aside, number.to_be_bytes()).expect("written");
        fs::rename(&aside, &file).expect("renamed");
        tell(&number.to_string());
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
}

#[test]
fn a_writer_that_flushes_nothing_loses_what_it_acknowledged() {
    if !disk::can_be_made() {
        return;
    }
    let (after, told) = write_and_cut(&Disk::new(DISK), "careless");
    let is_there = |name: &&String| {
        let bytes = fs::read(after.root().join(name)).unwrap_or_default();
        bytes.len() == 8
    };
    let kept = told.iter().filter(is_there).count();
    assert!(kept < told.len(), "nothing was lost: this cuts no power");
    println!(
        "careless: {} of {} acknowledged lost",
        told.len() - kept,
        told.len()
    );
}
