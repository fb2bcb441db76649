//! `cargo xtask bundle`: a release. The app as a package to install, made by Tauri's command line from the release build, and
//! beside it the clinic's page with its papers. Nothing else is fetched for it but what a build needs.

use std::{path::Path, process::Command};

use crate::{
    node,
    packages::{self, Purpose},
    page, release,
    run::build,
    steps::Step,
    stop::{Stop, say},
    test::build_screens,
    tools::built,
};

/// The kind of package that this system installs.
const KIND: &str = if cfg!(target_os = "macos") {
    "dmg"
} else if cfg!(windows) {
    "nsis"
} else {
    "deb"
};

/// Tauri's command line. It is fetched when a package is made: it comes with a program for each platform, which a locked
/// installation of the page's packages would want all at once.
const TAURI: &str = "@tauri-apps/cli@2.12.5";

/// # Errors
/// If something is missing or does not build.
pub(crate) fn bundle(root: &Path) -> Result<(), Stop> {
    packages::ensure(&[Purpose::CommandLine, Purpose::App])?;
    node::ensure()?;
    let mut steps = build_screens(root);
    let app = [
        "build",
        "--release",
        "--locked",
        "--package",
        "keepwell-app",
    ];
    let target = built()?.join("..");
    let target = target.canonicalize().unwrap_or(target);
    steps.push(Step::needed(
        "the app",
        release::cargo_without_places(root, &target, &app),
    ));
    steps.push(Step::needed("the package", tauri(root)));
    let folder = page::folder()?;
    steps.push(page::packing(root, &folder)?);
    build(steps)?;
    page::accompany(root, &folder)?;
    say(&format!(
        "The package is where the lines above say, the page and its papers are in {}",
        folder.display()
    ));
    Ok(())
}

fn tauri(root: &Path) -> Command {
    let mut command = Command::new(if cfg!(windows) { "npx.cmd" } else { "npx" });
    command
        .args(["--yes", TAURI, "bundle", "--ci", "--bundles", KIND])
        .current_dir(root);
    command
}
