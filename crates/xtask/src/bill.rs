//! A bill of materials (SBOM) of a program, as `CycloneDX` in JSON: every crate that cargo links into it or runs to write its
//! code, each with version, licence and the hash of its archive, by what `cargo tree` and the lock file say.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use crate::{
    probe::output,
    stop::{Stop, say},
};

/// `cargo xtask bill`: the bill of one program, on standard output.
///
/// # Errors
/// As [`bill`].
pub(crate) fn print(root: &Path, package: &str) -> Result<(), Stop> {
    say(bill(root, package)?.trim_end());
    Ok(())
}

/// The bill of `package` of this workspace, on the system that this runs on.
///
/// # Errors
/// If cargo does not tell.
pub(crate) fn bill(root: &Path, package: &str) -> Result<String, Stop> {
    let manifest = root.join("Cargo.toml").display().to_string();
    let asked = [
        "tree",
        "--locked",
        "--manifest-path",
        &manifest,
        "--package",
        package,
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}|{l}",
    ];
    let tree = output("cargo", &asked);
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).ok();
    tree.zip(lock)
        .and_then(|(tree, lock)| written(&tree, &sums(&lock)))
        .ok_or_else(|| Stop::new(format!("cargo does not tell what {package} is made of.")))
}

/// A crate as `cargo tree` names it.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Part<'t> {
    name: &'t str,
    version: &'t str,
    licence: &'t str,
}

/// `serde v1.0.228|MIT OR Apache-2.0`; behind the version there may be what else cargo knows, and (*) at the end.
fn part(line: &str) -> Option<Part<'_>> {
    let (who, licence) = line.split_once('|')?;
    let mut words = who.split(' ');
    Some(Part {
        name: words.next()?,
        version: words.next()?.strip_prefix('v')?,
        licence: licence.trim_end_matches("(*)").trim(),
    })
}

/// The SHA-256 of each archive in a lock file, by name and version.
fn sums(lock: &str) -> BTreeMap<(&str, &str), &str> {
    lock.split("[[package]]")
        .filter_map(|block| {
            let text = |key| value(block, key);
            Some(((text("name")?, text("version")?), text("checksum")?))
        })
        .collect()
}

fn value<'l>(block: &'l str, key: &str) -> Option<&'l str> {
    let (_, behind) = block.split_once(&format!("\n{key} = \""))?;
    behind.split('"').next()
}

fn written(tree: &str, sums: &BTreeMap<(&str, &str), &str>) -> Option<String> {
    let mut lines = tree.lines();
    let program = part(lines.next()?)?;
    let parts: BTreeSet<Part<'_>> = lines.map(part).collect::<Option<_>>()?;
    let components: Vec<String> = parts
        .iter()
        .map(|part| {
            let sum = sums.get(&(part.name, part.version));
            let hashes = sum.map_or_else(String::new, |sum| {
                format!(r#""hashes":[{{"alg":"SHA-256","content":"{sum}"}}],"#)
            });
            // What is ours has no archive, and so no address in the registry.
            let address = format!("pkg:cargo/{}@{}", part.name, part.version);
            let address = match sum {
                Some(_) => format!(r#""bom-ref":"{address}","purl":"{address}","#),
                None => format!(r#""bom-ref":"{address}","#),
            };
            format!("{{{address}{hashes}{}}}", about("library", part))
        })
        .collect();
    Some(format!(
        "{{\"bomFormat\":\"CycloneDX\",\"specVersion\":\"1.5\",\"version\":1,\n\
         \"metadata\":{{\"component\":{{{}}}}},\n\"components\":[\n{}\n]}}\n",
        about("application", &program),
        components.join(",\n")
    ))
}

/// Names, versions and licences of crates have no letter that JSON would write in another way.
fn about(kind: &str, part: &Part<'_>) -> String {
    let licences = match part.licence.replace(" / ", "/").replace('/', " OR ") {
        none if none.is_empty() => String::new(),
        known => format!(r#","licenses":[{{"expression":"{known}"}}]"#),
    };
    let Part { name, version, .. } = part;
    format!(r#""type":"{kind}","name":"{name}","version":"{version}"{licences}"#)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"keepwell-cli\"\nversion = \"0.1.0\"\n\n\
                        [[package]]\nname = \"serde\"\nversion = \"1.0.2\"\nsource = \"somewhere\"\nchecksum = \"00ff\"\n";

    #[test]
    fn each_crate_is_listed_once_and_no_folder_of_this_machine() {
        let tree = "keepwell-cli v0.1.0 (/home/me/keepwell)|MIT\nserde v1.0.2|MIT/Apache-2.0\n\
                    keepwell-qr v0.1.0 (/home/me/keepwell/crates/qr)|MIT\nserde v1.0.2|MIT/Apache-2.0 (*)\n\
                    made v2.0.0 (proc-macro)|\nspaced v1.0.0|MIT / Apache-2.0\n";
        let bill = written(tree, &sums(LOCK)).unwrap();
        assert_eq!(bill.matches("\"serde\"").count(), 1);
        let serde = r#"{"bom-ref":"pkg:cargo/serde@1.0.2","purl":"pkg:cargo/serde@1.0.2","hashes":[{"alg":"SHA-256","content":"00ff"}],"type":"library","name":"serde","version":"1.0.2","licenses":[{"expression":"MIT OR Apache-2.0"}]}"#;
        assert!(bill.contains(serde), "{bill}");
        let made = r#"{"bom-ref":"pkg:cargo/made@2.0.0","type":"library","name":"made","version":"2.0.0"}"#;
        assert!(bill.contains(made), "{bill}");
        assert_eq!(
            bill.matches(r#""expression":"MIT OR Apache-2.0""#).count(),
            2
        );
        assert!(!bill.contains("/home"), "{bill}");
        assert!(written("", &sums(LOCK)).is_none() && written("nonsense", &sums(LOCK)).is_none());
    }

    #[test]
    fn the_program_s_own_bill_names_what_it_is_known_to_be_made_of() {
        let root = crate::root().unwrap();
        let bill = bill(root, "keepwell-cli").unwrap();
        for part in ["age", "axum", "keepwell-ledger", "rustls", "sled"] {
            assert!(bill.contains(&format!(r#""name":"{part}""#)), "{part}");
        }
        assert!(!bill.contains(&root.display().to_string()));
        let lines = bill.lines().filter(|line| line.contains("\"library\""));
        let (with, without): (Vec<_>, Vec<_>) = lines.partition(|line| line.contains("\"hashes\""));
        assert!(with.len() > 200);
        assert!(without.iter().all(|line| line.contains("\"keepwell-")));
    }
}
