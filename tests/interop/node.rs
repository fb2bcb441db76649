//! Other people's npm packages: each set in a folder of its own, with no script of theirs run at installation.

use std::{fs, path::PathBuf, process::Output};

use crate::{
    folder::filled,
    program::{Named, argument, attempt, command, found},
};

/// A folder with packages and what they need.
pub(crate) struct Node {
    folder: PathBuf,
    version: String,
}

impl Named for Node {
    fn version(&self) -> &str {
        &self.version
    }
}

/// The packages named with their versions, such as `age-encryption@0.3.1`; `None` after saying why not.
pub(crate) fn install(packages: &[&str]) -> Option<Node> {
    let what = packages.join(" ");
    let name = what.replace(['/', ' '], "+");
    let folder = filled(&name, |folder| {
        let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefix"];
        // A folder with this file is its own root: npm looks for none above it.
        fs::write(folder.join("package.json"), "{\"private\":true}")
            .map_err(|error| error.to_string())?;
        attempt(
            command(npm)
                .current_dir(folder)
                .arg("install")
                .args(flags)
                .arg(argument(folder))
                .args(packages),
        )?;
        let node = attempt(command("node").arg("--version"))?;
        let list = ["ls", "--all", "--parseable", "--long", "--omit=optional"];
        let listed = attempt(command(npm).current_dir(folder).args(list))?;
        let listed = String::from_utf8_lossy(&listed).into_owned();
        let packages = listed
            .lines()
            .skip(1)
            .filter_map(|line| line.split(':').nth(1));
        let packages: Vec<_> = packages.collect();
        let node = String::from_utf8_lossy(&node).trim().to_owned();
        Ok(format!("Node {node}, {}", packages.join(", ")))
    });
    found(
        &what,
        folder.map(|folder| Node {
            folder: folder.path,
            version: format!("{what}: {}", folder.version),
        }),
    )
}

impl Node {
    /// A file among the packages.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// The command that runs one of the scripts beside this file. A copy of it stands in the packages' folder, since Node
    /// looks for packages above the script, not above where it is run.
    pub(crate) fn script(&self, name: &str) -> Vec<String> {
        let script = self.folder.join(name);
        let text = fs::read(crate::vector::tests().join("interop").join(name));
        let mut copy = tempfile::NamedTempFile::new_in(&self.folder).expect("a file");
        std::io::Write::write_all(&mut copy, &text.expect("a script")).expect("written");
        copy.persist(&script).expect("put in place");
        vec!["node".to_owned(), argument(&script).to_owned()]
    }

    /// Runs it.
    pub(crate) fn run(&self, name: &str, arguments: &[&str]) -> Output {
        let line = self.script(name);
        let (program, rest) = line.split_first().expect("a program");
        let mut node = command(program);
        node.args(rest)
            .args(arguments)
            .output()
            .expect("Node starts")
    }
}
