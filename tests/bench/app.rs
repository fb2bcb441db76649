//! The app as files: how much the page loads before it can be used, and how large the programs are.

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
};

use crate::{
    row::{Row, Rows, Target},
    skip,
};

pub(crate) fn rows() -> Rows {
    let mut rows = Vec::new();
    match first_load(&root().join("ui/dist/wallet")) {
        Some(bytes) => rows.push(
            Row::new("JavaScript of the first screen, gzip", kib(bytes), "KiB")
                .reach(Target::AtMost(90.0)),
        ),
        None => skip("the page is not built: cd ui && npm ci && npm run build"),
    }
    for (name, file) in [
        ("the app's program", "keepwell-app"),
        ("the command line's program", "keepwell"),
    ] {
        match fs::metadata(release().join(file)) {
            Ok(found) => rows
                .push(Row::new(name, kib(found.len()) / 1024.0, "MiB").reach(Target::AtMost(40.0))),
            Err(_) => skip(&format!(
                "{file} is not built: cargo build --release -p {file}"
            )),
        }
    }
    rows
}

/// The scripts that the page names itself, and those these import at once, compressed as a server would.
fn first_load(dist: &Path) -> Option<u64> {
    let page = fs::read_to_string(dist.join("index.html")).ok()?;
    let scripts = page
        .split(['"', '\''])
        .filter(|word| word.ends_with(".js"))
        .map(|word| dist.join(word.trim_start_matches(['.', '/'])));
    scripts.map(|script| compressed(&script)).sum()
}

fn compressed(file: &Path) -> Option<u64> {
    let bytes = fs::read(file).ok()?;
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(&bytes).ok()?;
    u64::try_from(gzip.finish().ok()?.len()).ok()
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the repository")
}

/// Where this program was built, the others are too.
pub(crate) fn release() -> PathBuf {
    let program = std::env::current_exe().expect("this program");
    program
        .ancestors()
        .nth(2)
        .expect("a target folder")
        .to_owned()
}

fn kib(bytes: u64) -> f64 {
    f64::from(u32::try_from(bytes).expect("less than 4 GiB")) / 1024.0
}
