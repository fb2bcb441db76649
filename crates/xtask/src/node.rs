//! Node, which builds the screens: what is there is used when it is new enough, else the system's package when that is,
//! else the person is told what to do. No version manager is installed behind anybody's back.

use crate::{
    packages::install,
    probe::{find, output},
    stop::Stop,
};

/// The oldest major version that the screens' tools run on.
const OLDEST: u32 = 20;

/// Makes sure that `node` and `npm` are there and new enough.
///
/// # Errors
/// With what to install.
pub(crate) fn ensure() -> Result<(), Stop> {
    let here = output("node", &["--version"]);
    if here
        .as_deref()
        .and_then(major)
        .is_some_and(|major| major >= OLDEST)
        && find("npm").is_some()
    {
        return Ok(());
    }
    let packaged = output("apt-cache", &["policy", "nodejs"]).and_then(|text| candidate(&text));
    if packaged.is_some_and(|major| major >= OLDEST) {
        return install(&["nodejs", "npm"]);
    }
    let here = here.map_or("is missing here".to_owned(), |version| {
        format!("is {} here", version.trim())
    });
    Err(Stop::new(format!(
        "The screens are built with Node {OLDEST} or newer and npm; Node {here}, and the system's package is no newer. \
         Install Node {OLDEST} or newer from nodejs.org, then run this again."
    )))
}

/// The major version in `v20.19.2` or `20.19.2+dfsg-1`.
fn major(version: &str) -> Option<u32> {
    version
        .trim()
        .trim_start_matches('v')
        .split('.')
        .next()?
        .parse()
        .ok()
}

/// The major version that `apt-cache policy` would install.
fn candidate(policy: &str) -> Option<u32> {
    policy
        .lines()
        .find_map(|line| line.trim().strip_prefix("Candidate:"))
        .and_then(major)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read() {
        assert_eq!(major("v20.20.2\n"), Some(20));
        assert_eq!(major("8.11"), Some(8));
        assert_eq!(major("unknown"), None);
    }

    #[test]
    fn the_candidate_is_read_from_the_policy() {
        let policy =
            "nodejs:\n  Installed: (none)\n  Candidate: 18.20.4+dfsg-1~deb12u3\n  Version table:\n";
        assert_eq!(candidate(policy), Some(18));
        assert_eq!(candidate("nodejs:\n  Candidate: (none)\n"), None);
        assert_eq!(candidate(""), None);
    }
}
