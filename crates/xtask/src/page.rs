//! `cargo xtask page`: the clinic's page as it is released, for whoever serves it: the folder, packed; the hashes of its
//! files, in the form in which a server tells them; and of what the page and the programs are made.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    bill::bill,
    node, release,
    run::build,
    steps::Step,
    stop::{Stop, say},
    test::build_screens,
    tools::built,
};

/// The programs whose parts are listed: the package, and how its list is called.
const PROGRAMS: [(&str, &str); 2] = [
    ("keepwell-cli", "keepwell.cdx.json"),
    ("keepwell-app", "keepwell-app.cdx.json"),
];

/// The page as it is handed out.
pub(crate) const PACKED: &str = "keepwell-page.tar.gz";

/// # Errors
/// If something is missing or does not build.
pub(crate) fn page(root: &Path) -> Result<(), Stop> {
    node::ensure()?;
    let folder = folder()?;
    let mut steps = build_screens(root);
    steps.push(packing(root, &folder)?);
    build(steps)?;
    accompany(root, &folder)?;
    say(&format!(
        "The page and its papers are in {}",
        folder.display()
    ));
    Ok(())
}

/// Packs the built page. Where the system's tar can, in the same bytes everywhere: files in the order of their names, nobody's
/// own, as old as the commit.
///
/// # Errors
/// As [`release::time`].
pub(crate) fn packing(root: &Path, folder: &Path) -> Result<Step, Stop> {
    let mut tar = Command::new("tar");
    if cfg!(target_os = "linux") {
        let time = format!("--mtime=@{}", release::time(root)?);
        let same = ["--sort=name", "--owner=0", "--group=0", "--numeric-owner"];
        tar.args(same)
            .args(["--format=gnu", "--mode=u=rwX,go=rX", &time])
            // Without the time at which it was packed.
            .args(["-I", "gzip -n"]);
    } else {
        tar.arg("-z");
    }
    tar.arg("-cf")
        .arg(folder.join(PACKED))
        .args(["-C", "ui/dist/clinic"])
        .current_dir(root);
    tar.arg(".");
    Ok(Step::needed("the page, packed", tar))
}

/// Puts beside the packed page what belongs to it.
///
/// # Errors
/// If a file cannot be written, or cargo does not tell.
pub(crate) fn accompany(root: &Path, folder: &Path) -> Result<(), Stop> {
    let dist = root.join("ui/dist");
    let wrong = |error| Stop::new(format!("{} cannot be written: {error}", folder.display()));
    for (from, name) in [
        (
            "clinic/.well-known/keepwell-page.json",
            "keepwell-page.json",
        ),
        ("keepwell-page.cdx.json", "keepwell-page.cdx.json"),
    ] {
        fs::copy(dist.join(from), folder.join(name)).map_err(wrong)?;
    }
    for (package, name) in PROGRAMS {
        fs::write(folder.join(name), bill(root, package)?).map_err(wrong)?;
    }
    Ok(())
}

/// Where it is put: beside the app's packages.
///
/// # Errors
/// If it cannot be made.
pub(crate) fn folder() -> Result<PathBuf, Stop> {
    let folder = built()?.join("../release/bundle/page");
    fs::create_dir_all(&folder)
        .map_err(|error| Stop::new(format!("{} cannot be made: {error}", folder.display())))?;
    Ok(folder)
}
