//! A message bus of the test's own: the real `dbus-daemon`, on a socket in the test's folder, where everybody who reaches
//! it may do everything. It starts nothing by itself: who is not there does not answer.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::Path,
    process::{Child, Command, Stdio},
};

/// A running bus.
pub(crate) struct Bus {
    process: Child,
    address: String,
}

impl Bus {
    /// Starts one, whose files are in `folder` and begin with `name`.
    pub(crate) fn start(folder: &Path, name: &str) -> Self {
        let config = folder.join(format!("{name}.conf"));
        let socket = folder.join(name);
        fs::write(&config, configuration(&socket)).expect("the configuration is written");
        let mut process = Command::new("dbus-daemon")
            .args(["--nofork", "--nopidfile", "--nosyslog", "--print-address"])
            .arg(format!("--config-file={}", config.display()))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("dbus-daemon starts");
        let stdout = process.stdout.take().expect("its output");
        let mut address = String::new();
        BufReader::new(stdout)
            .read_line(&mut address)
            .expect("its address");
        let address = address.trim().to_owned();
        assert!(address.starts_with("unix:"), "dbus-daemon did not start");
        Self { process, address }
    }

    /// Where it listens, as in `DBUS_SESSION_BUS_ADDRESS`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    /// It is there, but answers nobody, until what is returned is dropped.
    pub(crate) fn hang(&self) -> Hung {
        Hung::new(self.process.id())
    }
}

impl Drop for Bus {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A program that was stopped in the middle of whatever it did.
pub(crate) struct Hung(u32);

impl Hung {
    pub(super) fn new(process: u32) -> Self {
        signal(process, "-STOP");
        Self(process)
    }
}

impl Drop for Hung {
    fn drop(&mut self) {
        signal(self.0, "-CONT");
    }
}

fn signal(process: u32, name: &str) {
    let mut kill = Command::new("kill");
    let status = kill.args([name, &process.to_string()]).status();
    assert!(status.is_ok_and(|status| status.success()), "kill {name}");
}

fn configuration(socket: &Path) -> String {
    format!(
        r#"<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <listen>unix:path={}</listen>
  <auth>EXTERNAL</auth>
  <policy context="default">
    <allow own="*"/>
    <allow send_destination="*"/>
    <allow receive_sender="*"/>
  </policy>
</busconfig>
"#,
        socket.display()
    )
}
