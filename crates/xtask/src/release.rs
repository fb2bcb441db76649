//! How a release is built, so that whoever builds the same commit with the same compiler gets the same bytes: no folder and
//! no time of the machine goes into them. `reproduce` does it twice and compares.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{probe::output, stop::Stop, test::cargo};

/// What the folders of this machine are called inside a program.
const SOURCE: &str = "/keepwell";
const TARGET: &str = "/target";
const CRATES: &str = "/cargo";
const COMPILER: &str = "/rust";
/// Between flags in `CARGO_ENCODED_RUSTFLAGS`, which may have spaces.
const SEPARATOR: &str = "\x1f";

/// Cargo, told to build what is in `source` into `target` without a word of where that was.
pub(crate) fn cargo_without_places(source: &Path, target: &Path, arguments: &[&str]) -> Command {
    let mut command = cargo(source, arguments);
    command
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .env("CARGO_ENCODED_RUSTFLAGS", flags(source, target))
        .env_remove("RUSTFLAGS");
    if !cfg!(windows) {
        // For C in crates, which the cc crate compiles with these.
        command.env("CFLAGS", c_flags(source, target));
    }
    if let Ok(time) = time(source) {
        command.env("SOURCE_DATE_EPOCH", time);
    }
    command
}

/// Seconds since 1970 of the commit that is built: the only time a release may name.
///
/// # Errors
/// If git does not tell.
pub(crate) fn time(source: &Path) -> Result<String, Stop> {
    let folder = source.display().to_string();
    output("git", &["-C", &folder, "log", "-1", "--format=%ct"])
        .map(|time| time.trim().to_owned())
        .ok_or_else(|| Stop::new("git does not tell when the commit was made: clone again."))
}

fn flags(source: &Path, target: &Path) -> String {
    let renamed = renamed(source, target);
    let flags = renamed
        .iter()
        .map(|(from, to)| format!("--remap-path-prefix={}={to}", from.display()));
    flags.collect::<Vec<_>>().join(SEPARATOR)
}

fn c_flags(source: &Path, target: &Path) -> String {
    let renamed = renamed(source, target);
    let flags = renamed
        .iter()
        .filter(|(from, _)| !from.display().to_string().contains(' '))
        .map(|(from, to)| format!("-ffile-prefix-map={}={to}", from.display()));
    flags.collect::<Vec<_>>().join(" ")
}

/// The last one that fits is taken, so what may contain another stands before it.
fn renamed(source: &Path, target: &Path) -> Vec<(PathBuf, &'static str)> {
    let mut renamed = Vec::new();
    let sysroot = output("rustc", &["--print", "sysroot"]);
    renamed.extend(sysroot.map(|path| (PathBuf::from(path.trim()), COMPILER)));
    renamed.extend(cargo_home().map(|path| (path, CRATES)));
    renamed.push((source.to_owned(), SOURCE));
    renamed.push((target.to_owned(), TARGET));
    renamed
}

fn cargo_home() -> Option<PathBuf> {
    let told = env::var_os("CARGO_HOME").map(PathBuf::from);
    told.or_else(|| env::home_dir().map(|home| home.join(".cargo")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn no_folder_of_this_machine_is_left() {
        let source = Path::new("/somewhere/of mine/keepwell");
        let flags = flags(source, &source.join("target"));
        let flags: Vec<&str> = flags.split(SEPARATOR).collect();
        let [.., own, target] = flags.as_slice() else {
            panic!("{flags:?}");
        };
        assert_eq!(
            *own,
            "--remap-path-prefix=/somewhere/of mine/keepwell=/keepwell"
        );
        assert_eq!(
            *target,
            "--remap-path-prefix=/somewhere/of mine/keepwell/target=/target"
        );
        assert!(flags.iter().any(|flag| flag.ends_with("=/cargo")));
        assert!(!c_flags(source, source).contains("of mine"));
    }

    /// What `reproduce` does with everything, in two seconds.
    #[test]
    fn a_program_that_tells_where_it_is_from_is_the_same_from_two_folders() {
        let folder = env::temp_dir().join(format!("keepwell-release-{}", std::process::id()));
        let [one, other] =
            ["one", "another/place for it"].map(|place| built_in(&folder.join(place)));
        fs::remove_dir_all(&folder).unwrap();
        assert!(one == other, "two programs");
        let text = String::from_utf8_lossy(&one);
        // Generated code knows its whole path.
        assert!(text.contains("/target/release/build"), "it tells");
        assert!(!text.contains(&folder.display().to_string()));
    }

    fn built_in(place: &Path) -> Vec<u8> {
        let (source, target) = (place.join("source"), place.join("target"));
        fs::create_dir_all(source.join("src")).unwrap();
        let manifest = "[package]\nname = \"teller\"\nedition = \"2024\"\n\n[workspace]\n";
        fs::write(source.join("Cargo.toml"), manifest).unwrap();
        let build = "fn main() { let out = std::env::var(\"OUT_DIR\").unwrap();\n\
                     std::fs::write(out + \"/made.rs\", \"fn told() -> &'static str { file!() }\").unwrap(); }\n";
        fs::write(source.join("build.rs"), build).unwrap();
        let program = "include!(concat!(env!(\"OUT_DIR\"), \"/made.rs\"));\nfn main() { println!(\"{}\", told()) }\n";
        fs::write(source.join("src/main.rs"), program).unwrap();
        let mut build = cargo_without_places(&source, &target, &["build", "--release", "--quiet"]);
        assert!(build.status().unwrap().success());
        let name = format!("teller{}", env::consts::EXE_SUFFIX);
        fs::read(target.join("release").join(name)).unwrap()
    }
}
