//! `keepwell monitor`: follows somebody else's ledger, once or until it is told to stop, and tells what it finds by exit
//! code, log line and metrics.

mod scrape;

use std::{path::Path, sync::Arc, time::Duration};

use keepwell_anchor::Anchored;
use keepwell_client::servers::LedgerKey;
use keepwell_monitor::{Found, MonitorError, Seen, Watched, metrics};
use keepwell_protocol::{origin::Origin, time::parse_duration};
use keepwell_server::Alone;
use serde_json::json;

use crate::{
    args::Monitor,
    commands::{anchor, network, policy_file, serve::start_log},
    edge,
    exit::{Failure, Kind},
    output::Output,
};
use scrape::Scrape;

pub(super) fn run(arguments: &Monitor, output: &mut Output) -> Result<(), Failure> {
    start_log(output.is_json());
    let watched = watched(arguments)?;
    let every = Duration::from_secs(seconds(&arguments.every)?);
    let mut watch = Watch {
        monitor: keepwell_monitor::Monitor::open(&arguments.data, watched)?,
        file: arguments.metrics_file.clone(),
        anchor: anchor(arguments)?,
        looks: 0,
        last: None,
    };
    if arguments.once {
        let seen = watch.look()?;
        output.answer(&seen, &words(&seen))?;
        return verdict(&seen);
    }
    let scrape = Scrape::default();
    let Some(listen) = arguments.metrics_listen else {
        output.answer(&json!({}), "Watching.")?;
        return watch.go_on(&scrape, every);
    };
    let alone = Alone::start(listen, None, scrape.router(), None)?;
    alone.run(|alone| {
        let url = format!("http://{}/metrics", alone.address());
        let lines = format!("Watching; metrics are at {url}.");
        output.answer(&json!({ "url": url }), &lines)?;
        std::thread::spawn(move || {
            if let Err(failure) = watch.go_on(&scrape, every) {
                tracing::error!(error = %failure.message, "the monitor looks no more");
                // Metrics of a monitor that stands still would say that all is well.
                std::process::exit(1);
            }
        });
        Ok(())
    })
}

/// A monitor with what it tells.
struct Watch {
    monitor: keepwell_monitor::Monitor,
    file: Option<std::path::PathBuf>,
    anchor: Option<Anchor>,
    looks: u64,
    last: Option<Found>,
}

impl Watch {
    /// Looks without end; comes back only when this machine fails.
    fn go_on(&mut self, scrape: &Scrape, every: Duration) -> Result<(), Failure> {
        loop {
            let seen = self.look()?;
            scrape.show(metrics(&seen, self.looks));
            std::thread::sleep(every);
        }
    }

    fn look(&mut self) -> Result<Seen, Failure> {
        let (anchored, away) = match self.anchor.as_ref().map(Anchor::newest).transpose() {
            Ok(found) => (found.flatten(), None),
            Err(failure) if matches!(failure.kind, Kind::Unreachable) => (None, Some(failure)),
            Err(failure) => return Err(failure),
        };
        let anchored = anchored.map(|anchored| (anchored.size, anchored.root));
        let mut seen = self.monitor.look(&network()?, edge::now(), anchored)?;
        if let Some(failure) = away.filter(|_| seen.found == Found::Fine) {
            (seen.found, seen.words) = (Found::Unreachable, failure.message);
        }
        self.looks = self.looks.saturating_add(1);
        tell(&seen, self.last);
        self.last = Some(seen.found);
        if let Some(file) = &self.file {
            write(file, &metrics(&seen, self.looks))?;
        }
        Ok(seen)
    }
}

/// Where the ledger's operator puts its checkpoints.
struct Anchor {
    node: String,
    contract: String,
    key: LedgerKey,
}

impl Anchor {
    /// The newest of them. Asked for before the ledger, which has only grown by then.
    fn newest(&self) -> Result<Option<Anchored>, Failure> {
        anchor::newest(&self.node, &self.contract, &self.key)
    }
}

fn anchor(arguments: &Monitor) -> Result<Option<Anchor>, Failure> {
    let (Some(contract), Some(node)) = (&arguments.anchor, &arguments.node) else {
        return Ok(None);
    };
    Ok(Some(Anchor {
        node: node.clone(),
        contract: contract.clone(),
        key: LedgerKey::parse(&arguments.log).map_err(Failure::usage)?,
    }))
}

/// A line for each change and for each look that is not fine; a ledger that does well fills no log.
fn tell(seen: &Seen, before: Option<Found>) {
    let (log, size, words) = (&seen.log, seen.size, &seen.words);
    match seen.found {
        Found::Fine if before == Some(Found::Fine) => {}
        Found::Fine => tracing::info!(log, size, "{words}"),
        Found::FalseStatus | Found::Lied | Found::NotAnchored => {
            tracing::error!(log, size, "{words}")
        }
        found => tracing::warn!(log, size, found = found.as_str(), "{words}"),
    }
}

fn watched(arguments: &Monitor) -> Result<Watched, Failure> {
    let key = LedgerKey::parse(&arguments.log).map_err(Failure::usage)?;
    let policy = arguments
        .witness_policy
        .as_deref()
        .map(policy_file)
        .transpose()?;
    if policy
        .as_ref()
        .is_some_and(|policy| !policy.is_for(key.verifier()))
    {
        let message = format!(
            "the witness policy names other ledgers than this one: add the line “log {key}”, or leave all log lines out"
        );
        return Err(Failure::new(Kind::Usage, "witness_policy", message));
    }
    Ok(Watched {
        url: Origin::parse(&arguments.url).map_err(Failure::usage)?,
        key,
        witnesses: policy.map(Arc::new),
        max_age_s: seconds(&arguments.max_age)?,
    })
}

/// As grants' durations, and seconds too.
fn seconds(text: &str) -> Result<u64, Failure> {
    let short = text
        .strip_suffix('s')
        .and_then(|digits| digits.parse().ok());
    match short {
        Some(seconds @ 1..=86_400) => Ok(seconds),
        _ => parse_duration(text).map_err(Failure::usage),
    }
}

fn words(seen: &Seen) -> String {
    let evidence = seen
        .evidence
        .iter()
        .map(|file| format!("\nEvidence: {}", file.display()));
    let evidence: String = evidence.collect();
    format!("{}: {}.{evidence}", seen.log, seen.words)
}

fn verdict(seen: &Seen) -> Result<(), Failure> {
    let kind = match seen.found {
        Found::Fine => return Ok(()),
        Found::Altered | Found::Neglected | Found::Overdue | Found::Unreachable => {
            Kind::Unreachable
        }
        Found::FalseRoots
        | Found::FalseStatus
        | Found::KeyNotProven
        | Found::Lied
        | Found::NotAnchored
        | Found::NotWitnessed => Kind::Refused,
    };
    Err(Failure::new(kind, seen.found.as_str(), &seen.words))
}

/// Whole or not at all: whoever reads metrics may come at any moment.
fn write(file: &Path, text: &str) -> Result<(), Failure> {
    let write = || {
        let aside = file.with_added_extension("new");
        std::fs::write(&aside, text)?;
        std::fs::rename(&aside, file)
    };
    write().map_err(|error: std::io::Error| {
        let message = format!(
            "the metrics could not be written to {}: {error}",
            file.display()
        );
        Failure::new(Kind::Other, "io", message)
    })
}

impl From<MonitorError> for Failure {
    fn from(error: MonitorError) -> Self {
        let kind = match &error {
            MonitorError::Damaged(_) => Kind::Damaged,
            MonitorError::OtherLedger(_) => Kind::Usage,
            MonitorError::Busy | MonitorError::Disk(_) => Kind::Other,
        };
        Self::new(kind, "monitor", error)
    }
}
