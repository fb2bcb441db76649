//! A page that tells a person how the log does, in plain words: how large it is, what its newest checkpoint says, who else has
//! signed that, and whether anything waits. Made anew for each request, without scripts, in one column that a screen reader
//! and a keyboard go through from top to bottom.

use std::{sync::Arc, time::Duration};

use axum::{
    Router,
    http::header,
    response::{IntoResponse as _, Response},
    routing::get,
};
use data_encoding::BASE64;
use keepwell_crypto::hash::sha256;
use keepwell_ledger::{Figures, Health, Ledger};

/// Where it is.
const PATH: &str = "/log";
const STYLE: &str = include_str!("state.css");

/// The route that answers with it.
pub(crate) fn router(ledger: &Arc<Ledger>) -> Router {
    let ledger = ledger.clone();
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
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>State of the log – Keepwell</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n\
             <h1>State of the log</h1>\n\
             <p>Every permission to see a record, and every end of one, has an entry in this log. An entry names nobody and \
             says nothing about health. Nothing is ever changed or taken out, and anybody can check that.</p>\n\
             <p>As of this moment. Load the page again to see what is new.</p>\n<dl>\n{rows}</dl>\n\
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
        let lag = self.figures.entries.saturating_sub(size);
        vec![
            ("Newest checkpoint", format!("of {} entries", grouped(size))),
            ("Entered since then", grouped(lag)),
            ("Its fingerprint", format!("<code>{root}</code>")),
            ("Signed by", signers(checkpoint)),
        ]
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
            Some(since) => ago(since),
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

fn ago(since: Duration) -> String {
    let count = |number: u64, one: &str| {
        let end = if number == 1 { "" } else { "s" };
        format!("{number} {one}{end} ago")
    };
    match since.as_secs() {
        0..60 => "Less than a minute ago".to_owned(),
        seconds @ 60..3600 => count(seconds / 60, "minute"),
        seconds @ 3600..86_400 => count(seconds / 3600, "hour"),
        seconds => count(seconds / 86_400, "day"),
    }
}

/// 1,234,567.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn grouped_size(number: usize) -> String {
    grouped(u64::try_from(number).unwrap_or(u64::MAX))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests;
