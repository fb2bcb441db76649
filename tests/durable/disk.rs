//! Disks of a test's own: an image in memory with an ext4 file system, behind a loop device. A power cut is a copy of the
//! image as the device stands: what the system still held in its cache, and what the file system had not committed, is
//! not in it. Making one needs root and loop devices; where they are missing the tests that need them say so and pass,
//! unless `KEEPWELL_DISKS=wanted`, as on CI's machines.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
    thread,
    time::Duration,
};

use tempfile::TempDir;

/// How large the memory disk of a disk is that will fail, in MiB.
const MEMORY: u64 = 40;

/// A mounted disk, gone with its image when dropped.
pub(crate) struct Disk {
    folder: TempDir,
    device: String,
}

impl Disk {
    /// A new, empty disk of so many MiB.
    pub(crate) fn new(mebibytes: u64) -> Self {
        Self::made(in_memory(), mebibytes)
    }

    fn made(folder: TempDir, mebibytes: u64) -> Self {
        let image = folder.path().join("image");
        let file = fs::File::create(&image).expect("an image");
        file.set_len(mebibytes << 20).expect("its size");
        // Nothing is left for the system to write later by itself.
        let whole = "lazy_itable_init=0,lazy_journal_init=0,nodiscard";
        run("mkfs.ext4", &["-q", "-m", "0", "-E", whole, text(&image)]).expect("a file system");
        Self::attach(folder).expect("a mounted disk")
    }

    /// A new disk whose image has little room in a memory disk of its own.
    pub(crate) fn that_will_fail() -> Self {
        let folder = in_memory();
        let size = format!("size={MEMORY}m,mode=0700");
        run(
            "mount",
            &["-t", "tmpfs", "-o", &size, "keepwell", text(folder.path())],
        )
        .expect("a memory disk");
        Self::made(folder, 256)
    }

    /// From now on what is written where nothing was before fails, though the file system has room.
    pub(crate) fn fail(&self) {
        let mut filler = fs::File::create(self.filler()).expect("a file");
        while filler.write_all(&[7; 64 << 10]).is_ok() {}
    }

    /// The disk as it is after a repair and a restart.
    pub(crate) fn repaired(self) -> Self {
        let folder = in_memory();
        // What the system could not write is dropped, as when the machine is switched off.
        run(
            "cp",
            &[
                "--sparse=always",
                text(&self.image()),
                text(&folder.path().join("image")),
            ],
        )
        .expect("a copy");
        drop(self);
        let _ = run("e2fsck", &["-p", text(&folder.path().join("image"))]);
        Self::attach(folder).expect("the disk mounts again")
    }

    /// The disk that is there after the power is cut now. The writer must have stopped.
    pub(crate) fn after_a_cut(&self) -> Self {
        let folder = in_memory();
        let (from, to) = (self.image(), folder.path().join("image"));
        loop {
            let before = self.writes();
            run("cp", &["--sparse=always", text(&from), text(&to)]).expect("a copy");
            // The system itself may have written meanwhile; such a copy is of no one moment.
            if before == self.writes() {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        Self::attach(folder).expect("the disk mounts again")
    }

    /// Where it is mounted.
    pub(crate) fn root(&self) -> PathBuf {
        self.folder.path().join("mounted")
    }

    /// Makes everything durable that was written so far.
    pub(crate) fn flush(&self) {
        run("sync", &["-f", text(&self.root())]).expect("flushed");
    }

    /// Forbids writing, or allows it again, as a system does that has seen an error.
    pub(crate) fn forbid_writing(&self, forbidden: bool) {
        let how = if forbidden {
            "remount,ro"
        } else {
            "remount,rw"
        };
        run("mount", &["-o", how, text(&self.root())]).expect("remounted");
    }

    fn image(&self) -> PathBuf {
        self.folder.path().join("image")
    }

    fn filler(&self) -> PathBuf {
        self.folder.path().join("filler")
    }

    fn attach(folder: TempDir) -> Result<Self, String> {
        let image = folder.path().join("image");
        let device = run("losetup", &["--find", "--show", text(&image)])?;
        let disk = Self { folder, device };
        fs::create_dir(disk.root()).map_err(|error| error.to_string())?;
        run("mount", &[&disk.device, text(&disk.root())])?;
        Ok(disk)
    }

    /// What was written to the device so far, and what is under way.
    fn writes(&self) -> [u64; 3] {
        let name = self.device.trim_start_matches("/dev/");
        loop {
            let told = fs::read_to_string(format!("/sys/block/{name}/stat")).expect("figures");
            let figures: Vec<u64> = told.split_whitespace().flat_map(str::parse).collect();
            let (requests, sectors, under_way) = (figures[4], figures[6], figures[8]);
            if under_way == 0 {
                return [requests, sectors, under_way];
            }
            thread::sleep(Duration::from_millis(1));
        }
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let mounted = self.root();
        // Whoever still has a file open keeps only the file.
        let _ =
            run("umount", &[text(&mounted)]).or_else(|_| run("umount", &["-l", text(&mounted)]));
        let _ = run("losetup", &["-d", &self.device]);
        // Its own memory disk, where it has one.
        let _ = run("umount", &["-l", text(self.folder.path())]);
    }
}

/// Whether disks can be made here; says so where they cannot.
///
/// # Panics
/// Where they are wanted.
pub(crate) fn can_be_made() -> bool {
    static FOUND: OnceLock<Result<(), String>> = OnceLock::new();
    let found = FOUND.get_or_init(|| {
        let folder = in_memory();
        let image = folder.path().join("image");
        let file = fs::File::create(&image).map_err(|error| error.to_string())?;
        file.set_len(8 << 20).map_err(|error| error.to_string())?;
        run("mkfs.ext4", &["-q", text(&image)])?;
        Disk::attach(folder).map(drop)
    });
    let Err(why) = found else { return true };
    let wanted = std::env::var("KEEPWELL_DISKS").is_ok_and(|value| value == "wanted");
    assert!(!wanted, "disks are wanted here and cannot be made: {why}");
    say(&format!(
        "durable: SKIPPED what needs disks (root and loop devices): {why}"
    ));
    false
}

/// Past the test runner's capture, so that a log always shows what was skipped.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A folder in memory where the system has such a place, so that copies are quick.
fn in_memory() -> TempDir {
    let memory = Path::new("/dev/shm");
    let made = tempfile::tempdir_in(memory);
    made.or_else(|_| tempfile::tempdir()).expect("a folder")
}

/// Runs a program; gives what it said.
pub(crate) fn run(program: &str, words: &[&str]) -> Result<String, String> {
    let told = Command::new(program).args(words).output();
    let told = told.map_err(|error| format!("{program}: {error}"))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).trim().to_owned();
    if told.status.success() {
        Ok(said(&told.stdout))
    } else {
        Err(format!("{program}: {}", said(&told.stderr)))
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("temporary paths are UTF-8")
}
