//! Each witness of the log by its name: what it has signed last, when, and whether it is away, behind or refuses. What a witness says in
//! its own words is for the operator, and is not on the page.

use keepwell_ledger::{Stance, WitnessReport, WitnessingReport};
use keepwell_protocol::time::Timestamp;

use super::words::{escaped, grouped, since};

/// The part of the page that is about them.
pub(super) fn section(report: Option<&WitnessingReport>, now: Timestamp) -> String {
    let Some(report) = report else {
        return "<h2>Witnesses</h2>\n<p>This log has no witnesses: nobody else has confirmed its checkpoint.</p>\n"
            .to_owned();
    };
    let row = |one: &WitnessReport| {
        let (name, stance) = (escaped(&one.name), stance(one, report.head));
        let last = last(one, now);
        format!("<div><dt>{name}</dt><dd>{stance} {last}</dd></div>\n")
    };
    let rows: String = report.witnesses.iter().map(row).collect();
    format!(
        "<h2>Witnesses</h2>\n<p>Each of them is somebody else, who signs a checkpoint after making sure that the log only grew.</p>\n\
         <dl>\n{rows}</dl>\n"
    )
}

fn stance(one: &WitnessReport, head: u64) -> String {
    match one.stance {
        Stance::Away => "Is away: it does not answer, or failed. It is asked again.".to_owned(),
        Stance::Behind => match head.saturating_sub(one.size) {
            0 => "Is behind.".to_owned(),
            1 => "Is behind by 1 entry.".to_owned(),
            lag => format!("Is behind by {} entries.", grouped(lag)),
        },
        Stance::Contradicts => {
            "Refuses: it says that it has seen another history of this log.".to_owned()
        }
        Stance::Cosigns => "Has signed everything so far.".to_owned(),
        Stance::NotAsked => "Is not asked by this server.".to_owned(),
        Stance::Refuses => "Refuses: it answers and does not sign. Its operator and that of the log must find out why.".to_owned(),
        Stance::Unheard => "Has not answered since the server was started.".to_owned(),
    }
}

fn last(one: &WitnessReport, now: Timestamp) -> String {
    let size = grouped(one.size);
    match (one.size, one.cosigned_at) {
        (0, _) => "Nothing of it is known that it has signed.".to_owned(),
        (_, None) => format!("Last signed: {size} entries, at a time that is not known."),
        (_, Some(at)) => {
            let when = since(at, now).replacen("Less", "less", 1);
            format!("Last signed: {size} entries, {when}.")
        }
    }
}
