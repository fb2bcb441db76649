//! The figures of a ledger and of a relay. Witnesses are named, since they are public; nobody else is, and what is counted of a relay
//! is so coarse that no single share shows in it.

use keepwell_ledger::{Figures, Health, Ledger, Stance, WitnessingReport};
use keepwell_relay::Relay;

use super::family::{Family, Kind};

const STANCES: [(Stance, &str); 7] = [
    (Stance::Away, "away"),
    (Stance::Behind, "behind"),
    (Stance::Contradicts, "contradicts"),
    (Stance::Cosigns, "cosigns"),
    (Stance::NotAsked, "not_asked"),
    (Stance::Refuses, "refuses"),
    (Stance::Unheard, "unheard"),
];

pub(super) fn of_ledger(ledger: &Ledger) -> String {
    let (health, figures, witnessing) = (ledger.health(), ledger.figures(), ledger.witnessing());
    let mut text = written(entries(health, &figures));
    text += &written(machines(health, &figures));
    text += &written(witnessing.as_ref().map_or_else(Vec::new, witnesses));
    let shown = witnessing.map_or(figures.entries, |said| said.published.unwrap_or(0));
    let help = "Entries of the checkpoint that readers are shown.";
    Family::gauge("keepwell_ledger_shown_entries", help)
        .of(shown)
        .write(&mut text);
    text
}

pub(super) fn of_relay(relay: &Relay) -> String {
    let used = relay
        .room_used()
        .map(|hundredths| f64::from(hundredths) / 100.0);
    let room = Family::gauge(
        "keepwell_relay_room_used_ratio",
        "How much of its room for ciphertext is taken, rounded up to a hundredth.",
    );
    let reachable = Family::gauge(
        "keepwell_relay_reachable",
        "On several machines: 1 while it reaches what they share.",
    );
    written(vec![
        used.into_iter()
            .fold(room, |room, used| room.row(&[], used)),
        reachable.of(relay.is_reachable().map(u64::from)),
    ])
}

fn written(families: Vec<Family>) -> String {
    let mut text = String::new();
    for family in families {
        family.write(&mut text);
    }
    text
}

fn entries(health: Health, figures: &Figures) -> Vec<Family> {
    let size = |value: usize| u64::try_from(value).unwrap_or(u64::MAX);
    let gauge = |name, help, value: u64| Family::gauge(name, help).of(value);
    vec![
        gauge(
            "keepwell_ledger_accepting",
            "1 while it takes statements.",
            (health == Health::Accepting).into(),
        ),
        gauge(
            "keepwell_ledger_entries",
            "Entries on the log.",
            figures.entries,
        ),
        gauge(
            "keepwell_ledger_entries_settled",
            "Entries that no longer need the write-ahead log.",
            figures.on_their_own,
        ),
        gauge(
            "keepwell_ledger_pruned_entries",
            "Entries before this one were removed by the ledger's policy.",
            figures.pruned,
        ),
        gauge(
            "keepwell_ledger_waiting",
            "Statements that wait for a commit.",
            size(figures.waiting),
        ),
        gauge(
            "keepwell_ledger_places",
            "How many may wait.",
            size(figures.places),
        ),
        Family::new(
            "keepwell_ledger_commits_total",
            Kind::Counter,
            "Commits since the start.",
        )
        .of(figures.commits),
        Family::new(
            "keepwell_ledger_flush_seconds_total",
            Kind::Counter,
            "Time that commits took to be on the disk.",
        )
        .row(&[], figures.flushing.as_secs_f64()),
        Family::gauge(
            "keepwell_ledger_status_list_timestamp_seconds",
            "When the newest status list was made.",
        )
        .of(figures.listed_at.map(|at| at.seconds())),
    ]
}

/// What only several machines have.
fn machines(health: Health, figures: &Figures) -> Vec<Family> {
    let reachable = figures.leads.map(|_| health != Health::OutOfReach);
    vec![
        Family::gauge(
            "keepwell_ledger_leading",
            "On several machines: 1 on the one that gives entries their order.",
        )
        .of(figures.leads.map(u64::from)),
        Family::gauge(
            "keepwell_ledger_reachable",
            "On several machines: 1 while it reaches what they share.",
        )
        .of(reachable.map(u64::from)),
    ]
}

fn witnesses(report: &WitnessingReport) -> Vec<Family> {
    let contradicted = Family::gauge(
        "keepwell_ledger_contradicted",
        "1 once witnesses have shown another history: nothing is signed any more.",
    );
    let shown_at = Family::gauge(
        "keepwell_ledger_shown_timestamp_seconds",
        "When the last witness cosigned the checkpoint that readers are shown.",
    );
    let mut size = Family::gauge(
        "keepwell_ledger_witness_entries",
        "Entries of the last checkpoint that each witness cosigned.",
    );
    let mut at = Family::gauge(
        "keepwell_ledger_witness_cosigned_timestamp_seconds",
        "When that was, by the witness's clock; 0 before the first.",
    );
    let mut failures = Family::gauge(
        "keepwell_ledger_witness_failures",
        "How often in a row each witness has not cosigned.",
    );
    let mut stances = Family::gauge(
        "keepwell_ledger_witness_stance",
        "How each witness stands: 1 for one of them.",
    );
    for one in &report.witnesses {
        let name = [("witness", one.name.as_str())];
        size = size.row(&name, one.size);
        at = at.row(&name, one.cosigned_at.map_or(0, |at| at.seconds()));
        failures = failures.row(&name, one.failures);
        for (stance, word) in STANCES {
            let labels = [("witness", one.name.as_str()), ("stance", word)];
            stances = stances.row(&labels, u8::from(one.stance == stance));
        }
    }
    vec![
        contradicted.of(u64::from(report.contradicted.is_some())),
        shown_at.of(report.published_at.map(|at| at.seconds())),
        size,
        at,
        failures,
        stances,
    ]
}
