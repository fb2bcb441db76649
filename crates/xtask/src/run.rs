//! `cargo xtask run`: from a fresh clone to the running product. With a display it opens the app beside a local server that
//! keeps its data and its port, because wallets remember their server's address; without one it tells the story on the
//! command line, for which neither Node nor a window system is needed.

use std::{
    env, fs,
    io::{BufRead as _, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use crate::{
    node,
    packages::{self, Purpose},
    steps::{Lane, Output, Report, Step},
    stop::{Stop, say},
    test::{build_screens, cargo},
    tools::built,
};

/// Where the local server listens if nothing else does.
const FIRST_PORT: u16 = 8787;

/// # Errors
/// If something is missing, does not build, or does not start.
pub(crate) fn run(root: &Path) -> Result<(), Stop> {
    packages::ensure(&[Purpose::CommandLine])?;
    if !display() {
        say("No display here: telling the story on the command line.");
        build(vec![programs(root, "the command line", &["keepwell"])])?;
        return finished(
            Command::new(built()?.join("keepwell")).arg("demo"),
            "The story",
        );
    }
    packages::ensure(&[Purpose::App])?;
    node::ensure()?;
    let mut steps = build_screens(root);
    steps.push(programs(
        root,
        "the app and its server",
        &["keepwell", "keepwell-app"],
    ));
    build(steps)?;
    beside_server(root)
}

/// Built as the tests build them, and both at once: with other features what they stand on would be compiled again.
fn programs(root: &Path, name: &'static str, programs: &[&str]) -> Step {
    let mut command = cargo(root, &["build", "--locked", "--workspace"]);
    for program in programs {
        command.args(["--bin", program]);
    }
    Step::needed(name, command)
}

fn display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

pub(crate) fn build(steps: Vec<Step>) -> Result<(), Stop> {
    let mut report = Report::default();
    report.run(vec![Lane {
        output: Output::Live,
        steps,
    }]);
    match report.passed() {
        true => Ok(()),
        false => Err(Stop::new("Building failed: see above.")),
    }
}

fn beside_server(root: &Path) -> Result<(), Stop> {
    let data = data_folder()?;
    fs::create_dir_all(&data)
        .map_err(|error| Stop::new(format!("{} cannot be written: {error}", data.display())))?;
    let server = Server::start(&data, &root.join("ui/dist/clinic"))?;
    say(&format!(
        "Local server: {}   its data: {}",
        server.url,
        data.display()
    ));
    let mut app = Command::new(built()?.join("keepwell-app"));
    finished(app.env("KEEPWELL_SERVER", &server.url), "The app")
}

fn finished(command: &mut Command, who: &str) -> Result<(), Stop> {
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Stop::new(format!("{who} ended with {status}: see above."))),
        Err(error) => Err(Stop::new(format!("{who} could not be started: {error}"))),
    }
}

/// A `keepwell serve` that is stopped when this is dropped.
struct Server {
    child: Child,
    url: String,
}

impl Server {
    /// `page` is the clinic's page, served if it was built.
    fn start(data: &Path, page: &Path) -> Result<Self, Stop> {
        let remembered = data.join("port");
        let port = port(fs::read_to_string(&remembered).ok().as_deref(), is_free)?;
        let listen = format!("127.0.0.1:{port}");
        let mut command = Command::new(built()?.join("keepwell"));
        command
            .args(["serve", "--json", "--listen", &listen, "--data"])
            .arg(data.join("server"));
        if page.is_dir() {
            command.arg("--page").arg(page);
        }
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(|error| {
                Stop::new(format!("The local server could not be started: {error}"))
            })?;
        let mut line = String::new();
        if let Some(stdout) = child.stdout.take() {
            let _ = BufReader::new(stdout).read_line(&mut line);
        }
        let url = address(&line).unwrap_or_default().to_owned();
        let server = Self { child, url }; // from here on it is stopped whatever happens
        let Some((_, port)) = server.url.rsplit_once(':') else {
            return Err(Stop::new("The local server did not start: see above."));
        };
        fs::write(&remembered, port).map_err(|error| {
            Stop::new(format!(
                "{} cannot be written: {error}",
                remembered.display()
            ))
        })?;
        Ok(server)
    }
}

impl Drop for Server {
    /// Asks it to finish what it has begun, where the system knows how to ask.
    fn drop(&mut self) {
        let asked = cfg!(unix)
            && Command::new("kill")
                .args(["-TERM", &self.child.id().to_string()])
                .status()
                .is_ok_and(|status| status.success());
        if !asked {
            let _ = self.child.kill();
        }
        let _ = self.child.wait();
    }
}

/// The remembered port, because wallets look for their server there; at first the usual one, or 0 for any free one.
fn port(remembered: Option<&str>, free: impl Fn(&u16) -> bool) -> Result<u16, Stop> {
    let Some(port) = remembered.and_then(|text| text.trim().parse().ok()) else {
        return Ok(Some(FIRST_PORT).filter(free).unwrap_or(0));
    };
    Some(port).filter(free).ok_or_else(|| {
        Stop::new(format!(
            "Port {port} of the local server is taken, perhaps by another `cargo xtask run`: end that program first."
        ))
    })
}

fn is_free(port: &u16) -> bool {
    TcpListener::bind(("127.0.0.1", *port)).is_ok()
}

/// The address in the line that `serve --json` prints when it is ready.
fn address(line: &str) -> Option<&str> {
    let (_, rest) = line.split_once("\"url\":")?;
    rest.split('"').nth(1).filter(|url| url.starts_with("http"))
}

/// A folder of its own in the platform's place for data.
fn data_folder() -> Result<PathBuf, Stop> {
    let var = |name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    };
    let base = if cfg!(windows) {
        var("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        var("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        var("XDG_DATA_HOME").or_else(|| var("HOME").map(|home| home.join(".local/share")))
    };
    let base = base.ok_or_else(|| {
        Stop::new("Where data belongs is not known here: set HOME and run this again.")
    })?;
    Ok(base.join("keepwell").join("local-server"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ready_line_gives_the_address() {
        let line =
            r#"{"url":"http://127.0.0.1:8787","page_url":"http://127.0.0.1:8788","ledger":{}}"#;
        assert_eq!(address(line), Some("http://127.0.0.1:8787"));
        assert_eq!(
            address(r#"{"page_url": "x", "url": "http://localhost:1"}"#),
            Some("http://localhost:1")
        );
        assert_eq!(address(""), None);
        assert_eq!(address(r#"{"url":5}"#), None);
    }

    #[test]
    fn a_remembered_port_is_kept_or_asked_for() {
        let refused = port(Some("4711\n"), |_| false).unwrap_err();
        assert!(refused.to_string().contains("4711"));
        assert_eq!(port(Some("4711\n"), |_| true).unwrap(), 4711);
    }

    #[test]
    fn at_first_any_port_will_do() {
        assert_eq!(port(None, |_| true).unwrap(), FIRST_PORT);
        assert_eq!(port(Some("no number"), |_| false).unwrap(), 0);
    }
}
