//! What others on the machine see of a process while it runs: its arguments, its environment, and, who may, its memory.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    os::unix::fs::FileExt as _,
    path::PathBuf,
    process::Child,
    thread,
    time::Duration,
};

/// How long to wait between two looks.
const PAUSE: Duration = Duration::from_millis(3);
const PAGE: usize = 4096;
/// Larger pieces of memory are set aside for what is never written to.
const LARGEST: u64 = 1 << 30;

/// Everything that stood in `cmdline` and `environ` of a process and those that it started, until it ended.
pub(crate) fn watch(child: &mut Child) -> BTreeSet<Vec<u8>> {
    let mut seen = BTreeSet::new();
    while child.try_wait().expect("a process").is_none() {
        for process in family(child.id()) {
            for file in ["cmdline", "environ"] {
                // A process that ends meanwhile, or that lets nobody look, shows nothing.
                let bytes = fs::read(format!("/proc/{process}/{file}")).unwrap_or_default();
                seen.insert(bytes);
            }
        }
        thread::sleep(PAUSE);
    }
    seen.remove(&Vec::new());
    seen
}

/// The process and its children.
fn family(parent: u32) -> Vec<u32> {
    let path = format!("/proc/{parent}/task/{parent}/children");
    let children = fs::read_to_string(path).unwrap_or_default();
    let children = children.split(' ').filter_map(|id| id.parse().ok());
    std::iter::once(parent).chain(children).collect()
}

/// What was ever written to in the memory of a process, piece by piece; `None` where the system lets nobody read it.
pub(crate) fn memory(process: u32) -> Option<Vec<Vec<u8>>> {
    let folder = PathBuf::from(format!("/proc/{process}"));
    let memory = File::open(folder.join("mem")).ok()?;
    let maps = fs::read_to_string(folder.join("maps")).ok()?;
    let pieces = maps.lines().filter_map(|line| {
        let (start, size) = writable(line)?;
        let mut piece = vec![0; usize::try_from(size).ok()?];
        // What was given back meanwhile holds nothing any more.
        memory.read_exact_at(&mut piece, start).ok()?;
        Some(written(&piece))
    });
    Some(pieces.flatten().collect())
}

/// The runs of pages that are not empty.
fn written(piece: &[u8]) -> Vec<Vec<u8>> {
    let mut runs = vec![Vec::new()];
    for page in piece.chunks(PAGE) {
        if *page == [0; PAGE][..page.len()] {
            runs.push(Vec::new());
        } else if let Some(run) = runs.last_mut() {
            run.extend_from_slice(page);
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

/// Start and size of a line of `maps`, if it can be written to.
fn writable(line: &str) -> Option<(u64, u64)> {
    let mut fields = line.split(' ');
    let (start, end) = fields.next()?.split_once('-')?;
    let number = |text| u64::from_str_radix(text, 16).ok();
    let (start, end) = (number(start)?, number(end)?);
    let size = end.checked_sub(start)?;
    (fields.next()?.starts_with("rw") && size <= LARGEST).then_some((start, size))
}
