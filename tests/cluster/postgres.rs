//! A PostgreSQL of the tests' own, in a folder of its own, on a free port of this machine; each test has a database in it. One that a
//! test has for itself can be killed and started again.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::Mutex,
    time::Duration,
};

use crate::{
    program::{attempt, command, found},
    waiting::{free_port, wait_until},
};

/// How long it may take to start.
const START: Duration = Duration::from_secs(60);

/// A running server; stopped at once when dropped.
pub(crate) struct Postgres {
    child: Mutex<Child>,
    programs: PathBuf,
    folder: PathBuf,
    pub(crate) port: u16,
}

impl Postgres {
    /// `None` after saying why not.
    pub(crate) fn start(folder: &Path) -> Option<Self> {
        let programs = found(
            "PostgreSQL",
            programs().map(|path| path.display().to_string()),
        )?;
        let programs = PathBuf::from(programs);
        let data = folder.join("postgres");
        fs::create_dir(&data).expect("a folder");
        if is_root() {
            // PostgreSQL does not run as root, and its user must reach the folder.
            attempt(command("chmod").arg("0755").arg(folder)).expect("its folder can be reached");
            attempt(command("chown").arg("postgres:").arg(&data)).expect("its folder is its own");
        }
        let make = [
            "--auth=trust",
            "--username=keepwell",
            "--encoding=UTF8",
            "--no-instructions",
            "-D",
        ];
        attempt(of_its_user(&programs.join("initdb")).args(make).arg(&data))
            .expect("a database cluster");
        let port = free_port();
        let server = Self {
            child: Mutex::new(run(&programs, folder, port)),
            programs,
            folder: folder.to_owned(),
            port,
        };
        wait_until(START, "PostgreSQL answers", || server.is_ready());
        Some(server)
    }

    /// Kills it with all its processes, as a machine does that loses power but keeps its disk.
    pub(crate) fn crash(&self) {
        let mut child = self.child.lock().expect("not poisoned");
        let kill = |ids: &[String]| drop(command("kill").arg("-KILL").args(ids).status());
        let own = child.id().to_string();
        // Nothing new is begun while they are killed.
        drop(command("kill").args(["-STOP", &own]).status());
        kill(&processes_of(&own));
        kill(&[own]);
        child.wait().expect("ended");
    }

    /// Starts it again after it was killed. It recovers from its log.
    pub(crate) fn start_again(&self) {
        *self.child.lock().expect("not poisoned") = run(&self.programs, &self.folder, self.port);
        wait_until(START, "PostgreSQL answers", || self.is_ready());
    }

    /// What a program is told to reach `database` by way of `port`.
    pub(crate) fn connection(port: u16, database: &str) -> String {
        format!("host=127.0.0.1 port={port} user=keepwell dbname={database}")
    }

    /// What `database` answers to a query, in `psql`'s plain form.
    pub(crate) fn ask(&self, database: &str, sql: &str) -> String {
        let port = self.port.to_string();
        let place = [
            "-h",
            "127.0.0.1",
            "-p",
            &port,
            "-U",
            "keepwell",
            "-d",
            database,
        ];
        let mut psql = command(self.programs.join("psql"));
        let told =
            attempt(psql.args(place).args(["-X", "-A", "-t", "-c", sql])).expect("an answer");
        String::from_utf8(told).expect("text").trim().to_owned()
    }

    fn is_ready(&self) -> bool {
        let port = self.port.to_string();
        let mut asked = command(self.programs.join("pg_isready"));
        attempt(asked.args(["-h", "127.0.0.1", "-p", &port])).is_ok()
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        // At once, without a checkpoint: the folder is thrown away.
        let child = self
            .child
            .get_mut()
            .unwrap_or_else(|held| held.into_inner());
        let _ = command("kill")
            .args(["-QUIT", &child.id().to_string()])
            .status();
        let _ = child.wait();
    }
}

fn run(programs: &Path, folder: &Path, port: u16) -> Child {
    let data = folder.join("postgres");
    let log = fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join("postgres.log"));
    of_its_user(&programs.join("postgres"))
        .arg("-D")
        .arg(&data)
        .args(["-N", "300", "-p", &port.to_string()])
        .args(["-c", "listen_addresses=127.0.0.1", "-k"])
        .arg(&data)
        .stdout(Stdio::null())
        .stderr(log.expect("a log"))
        .spawn()
        .expect("it starts")
}

/// The ids of the processes whose parent is this one.
fn processes_of(parent: &str) -> Vec<String> {
    let all = fs::read_dir("/proc").expect("processes").flatten();
    let ids = all.filter_map(|one| one.file_name().into_string().ok());
    let is_child = |id: &String| {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).unwrap_or_default();
        // Behind the name, which may hold anything: state, then the parent.
        let rest = stat.rsplit_once(") ").map_or("", |(_, rest)| rest);
        rest.split(' ').nth(1) == Some(parent)
    };
    ids.filter(is_child).collect()
}

/// The folder with the newest server's programs.
fn programs() -> Result<PathBuf, String> {
    let of_debian = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut versions: Vec<_> = of_debian
        .map(|version| version.path().join("bin"))
        .collect();
    versions.sort();
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let on_path = std::env::split_paths(&paths).collect::<Vec<_>>();
    let mut places = versions.into_iter().rev().chain(on_path);
    let is_whole = |place: &PathBuf| {
        ["initdb", "postgres", "psql"]
            .iter()
            .all(|name| place.join(name).is_file())
    };
    places
        .find(is_whole)
        .ok_or_else(|| "no initdb, postgres and psql (Debian: postgresql)".to_owned())
}

fn is_root() -> bool {
    attempt(command("id").arg("-u")).is_ok_and(|id| id.trim_ascii() == b"0")
}

fn of_its_user(program: &Path) -> Command {
    if !is_root() {
        return command(program);
    }
    let mut command = command("setpriv");
    command
        .args([
            "--reuid=postgres",
            "--regid=postgres",
            "--init-groups",
            "--",
        ])
        .arg(program);
    command.current_dir("/");
    command
}
