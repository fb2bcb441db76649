//! A page that tells a person how the log does, in plain words: how large it is, what its newest checkpoint says and since when,
//! how each witness stands, what is kept for how long, and whether anything waits. Made anew for each request, without scripts, in
//! one column that a screen reader and a keyboard go through from top to bottom.

mod kept;
mod witnesses;
mod words;

use std::sync::Arc;

use axum::{
    Router,
    http::header,
    response::{IntoResponse as _, Response},
    routing::get,
};
use data_encoding::BASE64;
use keepwell_crypto::hash::sha256;
use keepwell_ledger::{Figures, Health, Ledger, WitnessingReport};
use keepwell_protocol::time::Timestamp;

use crate::ServeOptions;
use kept::Kept;
use words::{ago, escaped, grouped, grouped_size, since};

/// Where it is.
const PATH: &str = "/log";
const STYLE: &str = include_str!("state.css");

/// The route that answers with it.
pub(crate) fn router(ledger: &Arc<Ledger>, options: &ServeOptions) -> Router {
    let (ledger, clock) = (ledger.clone(), options.clock.clone());
    let kept = Kept {
        statements_s: options.keep_statements_s,
        entries_days: options.prune_days,
    };
    let style = BASE64.encode(&sha256(STYLE.as_bytes()));
    let policy = format!(
        "default-src 'none'; style-src 'sha256-{style}'; sandbox; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    );
    let answer = move || {
        let told = Told {
            key: ledger.info().key,
            health: ledger.health(),
            figures: ledger.figures(),
            checkpoint: ledger.checkpoint(),
            witnessing: ledger.witnessing(),
            kept,
            now: clock(),
        };
        std::future::ready(dressed(told.html(), &policy))
    };
    Router::new().route(PATH, get(answer))
}

fn dressed(html: String, policy: &str) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, html).into_response()
}

/// What is told.
struct Told {
    key: String,
    health: Health,
    figures: Figures,
    /// A signed note: origin, size and root, a line each, then an empty line and signatures. `None` while too few witnesses
    /// have signed one.
    checkpoint: Option<String>,
    /// How it stands with its witnesses; `None` where it has none.
    witnessing: Option<WitnessingReport>,
    kept: Kept,
    now: Timestamp,
}

impl Told {
    fn html(&self) -> String {
        let origin = self.key.split('+').next().unwrap_or_default();
        let mut rows = vec![
            ("State", self.state().to_owned()),
            ("Entries", grouped(self.figures.entries)),
            ("Last entry", self.last()),
            ("Waiting to be entered", grouped_size(self.figures.waiting)),
        ];
        rows.extend(self.published());
        rows.extend([
            (
                "Name of the log",
                format!("<code>{}</code>", escaped(origin)),
            ),
            (
                "Key of the log",
                format!("<code>{}</code>", escaped(&self.key)),
            ),
        ]);
        let row = |(name, value)| format!("<div><dt>{name}</dt><dd>{value}</dd></div>\n");
        let rows: String = rows.into_iter().map(row).collect();
        let kept = self.kept.words(self.figures.pruned);
        let witnesses = witnesses::section(self.witnessing.as_ref(), self.now);
        let now = words::moment(self.now);
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>State of the log – Keepwell</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>State of the log</h1>\n\
             <p>Every permission to see a record, and every end of one, has an entry in this log. An entry names nobody and \
             says nothing about health. {kept}</p>\n\
             <p>As of {now}. Load the page again to see what is new.</p>\n<dl>\n{rows}</dl>\n{witnesses}\
             <p>To check it yourself: the <a href=\"/checkpoint\">newest checkpoint</a> as programs read it, and \
             <a href=\"/openapi.json\">everything that this server answers</a>.</p>\n</main>\n</body>\n</html>\n"
        )
    }

    /// What the newest checkpoint says that everybody is shown.
    fn published(&self) -> Vec<(&'static str, String)> {
        let Some(checkpoint) = &self.checkpoint else {
            let none = "None yet: too few witnesses have signed one.".to_owned();
            return vec![("Newest checkpoint", none)];
        };
        let mut lines = checkpoint.lines().skip(1);
        let mut line = || escaped(lines.next().unwrap_or_default());
        let (size, root) = (line(), line());
        let size: u64 = size.parse().unwrap_or_default();
        let witnessed_at = self.witnessing.as_ref().and_then(|said| said.published_at);
        vec![
            ("Newest checkpoint", format!("of {} entries", grouped(size))),
            ("Its root", format!("<code>{root}</code>")),
            ("Its time", self.time(witnessed_at)),
            ("Entered since then", self.lag(size, witnessed_at)),
            ("Signed by", signers(checkpoint)),
        ]
    }

    /// When it was seen last, which only witnesses can say.
    fn time(&self, witnessed_at: Option<Timestamp>) -> String {
        match witnessed_at {
            Some(at) => format!("{}, by its witnesses", since(at, self.now)),
            None => "Not known: only witnesses write a time beside a checkpoint.".to_owned(),
        }
    }

    /// How far the log is past it, in entries and in time.
    fn lag(&self, size: u64, witnessed_at: Option<Timestamp>) -> String {
        match (self.figures.entries.saturating_sub(size), witnessed_at) {
            (0, _) => "Nothing".to_owned(),
            (1, None) => "1 entry".to_owned(),
            (lag, None) => format!("{} entries", grouped(lag)),
            (lag, Some(at)) => {
                let entries = if lag == 1 { "entry" } else { "entries" };
                let time = words::length(self.now.seconds().saturating_sub(at.seconds()));
                format!(
                    "{} {entries}, in {time}, that wait for the witnesses",
                    grouped(lag)
                )
            }
        }
    }

    fn state(&self) -> &'static str {
        match self.health {
            Health::Accepting => "Works. New entries are taken.",
            Health::Closed => "Is being stopped. New entries are taken again after it was started.",
            Health::OutOfReach => {
                "Takes no new entries at this moment, because a part of it is out of reach. It tries again by itself."
            }
            Health::Contradicted => {
                "Takes no new entries, because its witnesses have seen another history of this log: it may have been put back from an older copy. What is there can be read. Do not rely on it before its operator has put it right."
            }
            Health::Stopped => {
                "Takes no new entries, because writing failed or something did not match. What is there can be read. Its operator must read its log, which says why."
            }
        }
    }

    fn last(&self) -> String {
        match self.figures.since_last {
            None => "None since the server was started".to_owned(),
            Some(since) => ago(since.as_secs()),
        }
    }
}

/// Who signed the checkpoint: the log itself first, then its witnesses.
fn signers(checkpoint: &str) -> String {
    let names = checkpoint.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix("— ")?.split_once(' ')?;
        Some(escaped(name))
    });
    let names: Vec<_> = names.collect();
    match names.split_first() {
        Some((log, [])) => format!("{log}, the log itself. No witness has signed it."),
        Some((log, witnesses)) => {
            format!("{log}, the log itself; witnesses: {}", witnesses.join(", "))
        }
        None => "Nobody".to_owned(),
    }
}

#[cfg(test)]
mod tests;
