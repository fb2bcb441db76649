//! The checking tools that neither cargo nor the system brings. They are pinned, and kept in the target folder, so that
//! nothing of the person's own set-up changes and a second run finds them.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{probe::find, steps::Step, stop::Stop};

/// With their versions, as `cargo install` and `pip install` take them.
const CARGO_DENY: &str = "cargo-deny@0.20.2";
const CARGO_FUZZ: &str = "cargo-fuzz@0.13.2";
const CARGO_MACHETE: &str = "cargo-machete@0.9.2";
const FROM_PYPI: [&str; 2] = ["typos==1.52.0", "taplo==0.9.3"];

/// Where built programs lie: the folder of this one, `<target folder>/debug`.
///
/// # Errors
/// If the system does not tell.
pub(crate) fn built() -> Result<PathBuf, Stop> {
    let this = env::current_exe().ok();
    this.and_then(|this| this.parent().map(Path::to_owned))
        .ok_or_else(|| Stop::new("The target folder was not found: run `cargo xtask` once more."))
}

/// The folder of the tools.
pub(crate) struct Tools {
    folder: PathBuf,
}

impl Tools {
    /// # Errors
    /// As [`built`].
    pub(crate) fn new() -> Result<Self, Stop> {
        Ok(Self {
            folder: built()?.join("../tools"),
        })
    }

    /// Licences, banned crates and sources. The advisory database is a git repository; it is not fetched here.
    pub(crate) fn deny(&self, root: &Path) -> Vec<Step> {
        let (mut steps, mut command) = self.cargo_tool("build cargo-deny", CARGO_DENY);
        command.args([
            "--locked",
            "--log-level",
            "error",
            "check",
            "--hide-inclusion-graph",
        ]);
        command
            .args(["bans", "licenses", "sources"])
            .current_dir(root);
        steps.push(Step::new("licences, bans, sources", command));
        steps
    }

    /// The fuzzer, and the steps that bring it. Its C++ is compiled with the targets, by the system's compiler.
    pub(crate) fn fuzz(&self) -> (Vec<Step>, PathBuf) {
        let (steps, command) = self.cargo_tool("build cargo-fuzz", CARGO_FUZZ);
        (steps, command.get_program().into())
    }

    /// Dependencies that no code uses.
    pub(crate) fn machete(&self, root: &Path) -> Vec<Step> {
        let (mut steps, mut command) = self.cargo_tool("build cargo-machete", CARGO_MACHETE);
        command.arg(".").current_dir(root);
        steps.push(Step::new("unused dependencies", command));
        steps
    }

    /// Spelling, and the layout of TOML files.
    pub(crate) fn spelling(&self, root: &Path) -> Vec<Step> {
        let folder = self.folder.join("python");
        let program = |name: &str| {
            let scripts = folder.join(if cfg!(windows) { "Scripts" } else { "bin" });
            Command::new(scripts.join(name))
        };
        let mut venv = Command::new("python3");
        venv.args(["-m", "venv"]).arg(&folder);
        let mut install = program("pip");
        install
            .args(["install", "--quiet", "--disable-pip-version-check"])
            .args(FROM_PYPI);
        let mut typos = program("typos");
        typos.current_dir(root);
        let mut taplo = program("taplo");
        taplo
            .args(["fmt", "--check", "--diff"])
            .env("RUST_LOG", "error")
            .current_dir(root);
        vec![
            Step::needed("python venv", venv),
            Step::needed("install typos and taplo", install),
            Step::new("spelling", typos),
            Step::new("layout of TOML files", taplo),
        ]
    }

    /// nginx, for the tests behind a proxy. Debian's package is unpacked here, not installed: that would start a web server
    /// on the person's machine. Elsewhere those tests say that they are skipped.
    pub(crate) fn nginx(&self) -> Vec<Step> {
        let folder = self.folder.join("nginx");
        if self.nginx_program().exists() || find("apt-get").is_none() {
            return Vec::new();
        }
        let mut make = Command::new("mkdir");
        make.arg("-p").arg(&folder);
        let mut unpack = Command::new("sh");
        unpack
            .args(["-ec", "apt-get -q download nginx; dpkg -x nginx_*.deb ."])
            .current_dir(&folder);
        vec![
            Step::needed("folder for nginx", make),
            Step::new("unpack nginx", unpack),
        ]
    }

    /// The system's own nginx, or where [`Self::nginx`] puts one.
    pub(crate) fn nginx_program(&self) -> PathBuf {
        find("nginx").unwrap_or_else(|| self.folder.join("nginx/usr/sbin/nginx"))
    }

    /// A program of cargo's registry: the person's own if there is one, else a build of ours (unoptimised: it runs for two
    /// seconds only).
    fn cargo_tool(&self, building: &'static str, pinned: &str) -> (Vec<Step>, Command) {
        let name = pinned.split('@').next().unwrap_or(pinned);
        if find(name).is_some() {
            return (Vec::new(), Command::new(name));
        }
        let program = self
            .folder
            .join("bin")
            .join(format!("{name}{}", env::consts::EXE_SUFFIX));
        let mut steps = Vec::new();
        if !program.exists() {
            let mut install = Command::new("cargo");
            install
                .args([
                    "install", "--quiet", "--locked", "--debug", pinned, "--root",
                ])
                .arg(&self.folder);
            install
                .env("CARGO_PROFILE_DEV_DEBUG", "false")
                .env_remove("CARGO_TARGET_DIR");
            steps.push(Step::needed(building, install));
        }
        (steps, Command::new(program))
    }
}
