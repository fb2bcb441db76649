//! What lies in the memory of the app's own process, read as root or a debugger of the same account reads it.

use std::{
    fs::{self, File},
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use memchr::memmem;

/// Larger ones are set aside for what is never written to.
const LARGEST: u64 = 1 << 30;

/// The writable memory of the app that has the wallet in `home`, piece by piece; `None` where the system lets nobody read it.
pub(crate) fn of_app(home: &Path) -> Option<Vec<Vec<u8>>> {
    let process = process(home);
    let memory = File::open(process.join("mem")).ok()?;
    let maps = fs::read_to_string(process.join("maps")).ok()?;
    let pieces = maps.lines().filter_map(|line| {
        let (start, size) = writable(line)?;
        let mut piece = vec![0; usize::try_from(size).ok()?];
        // What was given back meanwhile holds nothing any more.
        memory.read_exact_at(&mut piece, start).ok()?;
        Some(piece)
    });
    Some(pieces.collect())
}

/// Whether these bytes lie there in one piece.
pub(crate) fn holds(memory: &[Vec<u8>], bytes: &[u8]) -> bool {
    memory
        .iter()
        .any(|piece| memmem::find(piece, bytes).is_some())
}

/// Start and size of a line of `maps`, if it can be written to.
fn writable(line: &str) -> Option<(u64, u64)> {
    let mut fields = line.split(' ');
    let (start, end) = fields.next()?.split_once('-')?;
    let (start, end) = (number(start)?, number(end)?);
    let size = end.checked_sub(start)?;
    (fields.next()?.starts_with("rw") && size <= LARGEST).then_some((start, size))
}

fn number(hexadecimal: &str) -> Option<u64> {
    u64::from_str_radix(hexadecimal, 16).ok()
}

/// The process of the app that was started with this home.
fn process(home: &Path) -> PathBuf {
    let program = fs::canonicalize(env!("CARGO_BIN_EXE_keepwell-app")).expect("the program");
    let wanted = format!("KEEPWELL_HOME={}\0", home.display());
    let is_ours = |folder: &PathBuf| {
        let is_app = fs::read_link(folder.join("exe")).is_ok_and(|exe| exe == program);
        let environment = fs::read(folder.join("environ")).unwrap_or_default();
        is_app && holds(&[environment], wanted.as_bytes())
    };
    let processes = fs::read_dir("/proc").expect("processes");
    let mut folders = processes.filter_map(|entry| Some(entry.ok()?.path()));
    folders.find(is_ours).expect("the running program")
}
