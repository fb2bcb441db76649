//! A fresh process of this very program, whose memory is its own. It is told what to do by one argument, and says its figures
//! in one line of JSON.

use std::{
    fs,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::Value;

/// Figures by their names.
pub(crate) struct Told(Value);

/// Runs this program with `--<name>=<folder>`.
pub(crate) fn ask(name: &str, folder: &Path) -> Told {
    let program = std::env::current_exe().expect("this program");
    let output = Command::new(program)
        .arg(format!("--{name}={}", folder.display()))
        .stderr(Stdio::inherit())
        .output()
        .expect("a process");
    Told(serde_json::from_slice(&output.stdout).expect("its figures"))
}

impl Told {
    pub(crate) fn figure(&self, name: &str) -> f64 {
        let figure = self.0.get(name).and_then(Value::as_f64);
        figure.expect("a figure")
    }
}

/// The most memory this process had since [`forget_peak`] or its beginning, in MiB.
pub(crate) fn peak_mib() -> f64 {
    status_mib("VmHWM:")
}

/// The memory this process has now, in MiB.
pub(crate) fn memory_mib() -> f64 {
    status_mib("VmRSS:")
}

/// From here on the peak is counted anew, where the system lets us.
pub(crate) fn forget_peak() {
    const PEAK_ALONE: &str = "5";
    let _ = fs::write("/proc/self/clear_refs", PEAK_ALONE);
}

/// Not a number where the system does not tell.
fn status_mib(name: &str) -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<f64>().ok());
    kib.map_or(f64::NAN, |kib| kib / 1024.0)
}
