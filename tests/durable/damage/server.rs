//! The folder of a server that runs ledger and relay, with many entries and a share. The real program is started on it:
//! it refuses, or the ledger has every entry at its index and the clinic opens the share or is told why not.

use std::{
    collections::BTreeMap,
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::atomic::{AtomicBool, Ordering},
};

use keepwell_client::servers::LedgerKey;
use keepwell_protocol::origin::Origin;

use super::{beside, damage_each};
use crate::{
    command::prepared,
    entries::{self, Register},
    place::now,
    stage::Stage,
    world::World,
};

/// More than one chunk of the log, so that there are tiles and everything beside them.
const ENTRIES: usize = 300;

#[test]
fn a_server_with_any_damaged_file_is_mended_or_says_so_and_serves_nothing_wrong() {
    let mut world = World::with_server();
    let url = Origin::parse(&world.url).expect("an address");
    let data = world.root().join("server");
    let stage = Stage::beside(&url, data.clone(), now());
    let (mut clinic, card) = stage.clinic("clinic");
    let patient = stage.patient("patient");
    let made = patient.grant(&stage, &stage.wish(&card));
    let key = world.ready["ledger"]["key"].as_str().expect("a key");
    let register = Register {
        url,
        key: LedgerKey::parse(key).expect("a key"),
    };
    let mut all = BTreeMap::new();
    let over = AtomicBool::new(false);
    register.fill(&over, |index, digest| {
        entries::add(&mut all, [(index, digest)]);
        over.store(all.len() == ENTRIES, Ordering::Relaxed);
    });
    clinic.opens(&stage, &made.qr_text);
    let bundle = fs::read(clinic.out().join("bundle.json")).expect("a bundle");
    world.stop();
    let sound = beside(&data, "sound");
    fs::rename(&data, &sound).expect("moved");
    let (first, last) = (all.iter().next(), all.iter().next_back());
    damage_each(&sound, &data, || {
        let _running = Running::start(&data, &world.url)?;
        register.check(first.into_iter().chain(last));
        let opened = clinic.open(&stage, &made.qr_text);
        opened.map_err(|error| error.to_string())?;
        let again = fs::read(clinic.out().join("bundle.json")).expect("a bundle");
        assert!(again == bundle, "another record was served");
        Ok(())
    });
}

/// A server until it is dropped, which must not have panicked by then.
struct Running {
    child: Child,
    said: PathBuf,
}

impl Running {
    /// Starts one, or gives the sentence with which it does not start.
    fn start(data: &Path, url: &str) -> Result<Self, String> {
        let said = data.with_extension("log");
        let listen = url.strip_prefix("http://").expect("plain HTTP");
        let mut child = prepared(&["serve", "--json", "--listen", listen, "--data"])
            .arg(data)
            .stdout(Stdio::piped())
            .stderr(fs::File::create(&said).expect("a log"))
            .spawn()
            .expect("the server starts");
        let mut line = String::new();
        let out = child.stdout.take().expect("standard output");
        let mut out = BufReader::new(out);
        out.read_line(&mut line).expect("text");
        std::thread::spawn(move || out.read_to_end(&mut Vec::new()));
        let mut running = Self { child, said };
        if !line.is_empty() {
            return Ok(running);
        }
        let code = running.child.wait().expect("it ends").code();
        let log = running.log();
        let told: serde_json::Value = serde_json::from_str(log.lines().last().unwrap_or_default())
            .unwrap_or_else(|_| panic!("an error: {log}"));
        assert!(matches!(code, Some(1 | 5)), "{code:?}: {log}");
        Err(told["error"]["message"]
            .as_str()
            .unwrap_or_default()
            .to_owned())
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.said).expect("the log")
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let log = self.log();
        if !std::thread::panicking() {
            assert!(!log.contains("panicked"), "{log}");
        }
    }
}
