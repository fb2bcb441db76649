//! System packages: one table of what is needed for what, looked for by what is used of it (a program, a library), so that
//! the look works on every system. On Debian and its children the missing ones are installed; elsewhere they are named.

mod install;

use crate::{
    probe::{
        Probe::{self, File, Program, Succeeds},
        find,
    },
    stop::Stop,
};

pub(crate) use install::install;

/// What a package is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Building the command line.
    CommandLine,
    /// Building the app.
    App,
    /// Running the tests.
    Tests,
}

struct Package {
    debian: &'static str,
    what: &'static str,
    purpose: Purpose,
    probe: Probe,
    /// Other systems bring their own or have no use for it.
    linux_only: bool,
}

const fn package(
    debian: &'static str,
    what: &'static str,
    purpose: Purpose,
    probe: Probe,
) -> Package {
    Package {
        debian,
        what,
        purpose,
        probe,
        linux_only: false,
    }
}

const fn linux(package: Package) -> Package {
    Package {
        linux_only: true,
        ..package
    }
}

const PACKAGES: [Package; 16] = [
    package(
        "build-essential",
        "a C compiler (`cc`)",
        Purpose::CommandLine,
        Program("cc"),
    ),
    linux(package(
        "pkg-config",
        "`pkg-config`",
        Purpose::App,
        Program("pkg-config"),
    )),
    linux(package(
        "libwebkit2gtk-4.1-dev",
        "WebKitGTK 4.1 with its headers (`webkit2gtk-4.1` for pkg-config)",
        Purpose::App,
        Succeeds(&["pkg-config", "--exists", "webkit2gtk-4.1"]),
    )),
    linux(package(
        "webkit2gtk-driver",
        "`WebKitWebDriver`",
        Purpose::Tests,
        Program("WebKitWebDriver"),
    )),
    linux(package(
        "xvfb",
        "`Xvfb`, a display without a screen",
        Purpose::Tests,
        Program("Xvfb"),
    )),
    linux(package(
        "xauth",
        "`xauth`",
        Purpose::Tests,
        Program("xauth"),
    )),
    linux(package(
        "dbus",
        "`dbus-daemon`, the message bus",
        Purpose::Tests,
        Program("dbus-daemon"),
    )),
    linux(package(
        "gnome-keyring",
        "`gnome-keyring-daemon`, a desktop's key store",
        Purpose::Tests,
        Program("gnome-keyring-daemon"),
    )),
    package(
        "zbar-tools",
        "`zbarimg`, another QR reader",
        Purpose::Tests,
        Program("zbarimg"),
    ),
    package(
        "age",
        "`age`, the encryption tool",
        Purpose::Tests,
        Program("age"),
    ),
    linux(package(
        "chromium",
        "`chromium`, a browser for the screens",
        Purpose::Tests,
        Program("chromium"),
    )),
    linux(package(
        "fonts-dejavu-core",
        "DejaVu Sans Mono, for the pictures of the screens",
        Purpose::Tests,
        File("/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"),
    )),
    linux(package(
        "fonts-droid-fallback",
        "a font with Chinese letters, for the pictures of the screens",
        Purpose::Tests,
        File("/usr/share/fonts/truetype/droid/DroidSansFallbackFull.ttf"),
    )),
    package(
        "qpdf",
        "`qpdf`, another reader of PDF",
        Purpose::Tests,
        Program("qpdf"),
    ),
    linux(package(
        "postgresql",
        "PostgreSQL's server, for a ledger on several machines",
        Purpose::Tests,
        Succeeds(&["sh", "-c", "ls /usr/lib/postgresql/*/bin/initdb"]),
    )),
    package(
        "python3-venv",
        "Python 3 with `venv`, for the spelling and layout checks",
        Purpose::Tests,
        Succeeds(&["python3", "-c", "import ensurepip, venv"]),
    ),
];

/// Makes sure that what the purposes need is there.
///
/// # Errors
/// With what to install, where it cannot be installed from here.
pub(crate) fn ensure(purposes: &[Purpose]) -> Result<(), Stop> {
    let missing: Vec<&Package> = PACKAGES
        .iter()
        .filter(|package| purposes.contains(&package.purpose))
        .filter(|package| cfg!(target_os = "linux") || !package.linux_only)
        .filter(|package| !package.probe.there())
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    if find("apt-get").is_none() {
        return Err(Stop::new(wanted(&missing)));
    }
    let names: Vec<&str> = missing.iter().map(|package| package.debian).collect();
    install(&names)
}

fn wanted(missing: &[&Package]) -> String {
    let rows = missing
        .iter()
        .map(|package| format!("  {} (Debian: {})", package.what, package.debian));
    format!(
        "Something is missing on this system. Install it with the system's own means and run this again:\n{}",
        rows.collect::<Vec<_>>().join("\n")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn other_systems_are_told_what_and_its_debian_name() {
        let all: Vec<&Package> = PACKAGES.iter().collect();
        let sentence = wanted(&all);
        for package in PACKAGES {
            assert!(sentence.contains(package.what) && sentence.contains(package.debian));
        }
    }
}
