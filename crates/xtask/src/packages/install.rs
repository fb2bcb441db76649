//! Installing Debian packages: as root or through sudo, without questions, waiting for whoever holds the package lock.

use std::process::{Command, Stdio};

use crate::{
    probe::{find, output},
    stop::{Stop, say},
};

/// Installs Debian packages, as root or through sudo.
///
/// # Errors
/// With the command to run, where it cannot be run from here.
pub(crate) fn install(names: &[&str]) -> Result<(), Stop> {
    let by_hand = format!(
        "apt-get install --no-install-recommends {}",
        names.join(" ")
    );
    let root = output("id", &["-u"]).is_some_and(|id| id.trim() == "0");
    let mut prefix: Vec<&str> = if root { vec![] } else { vec!["sudo"] };
    if !root && find("sudo").is_none() {
        return Err(Stop::new(format!(
            "Some system packages are missing. As root, run: {by_hand}"
        )));
    }
    prefix.extend([
        "env",
        "DEBIAN_FRONTEND=noninteractive",
        "apt-get",
        "-o",
        "DPkg::Lock::Timeout=600",
        "-q",
    ]);
    say(&format!(
        "Installing the missing system packages: {}",
        names.join(", ")
    ));
    let apt = |arguments: &[&str]| {
        let mut words = prefix.iter().chain(arguments);
        let program = words.next().copied().unwrap_or_default();
        let status = Command::new(program)
            .args(words)
            .stdin(Stdio::null())
            .status();
        status.is_ok_and(|status| status.success())
    };
    // An update that fails in part still leaves lists to install from.
    let _ = apt(&["update"]);
    if apt(&[
        ["install", "-y", "--no-install-recommends"].as_slice(),
        names,
    ]
    .concat())
    {
        return Ok(());
    }
    Err(Stop::new(format!(
        "The system packages could not be installed: see above, then run as root: {by_hand}"
    )))
}
