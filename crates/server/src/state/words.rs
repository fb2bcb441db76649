//! Numbers and times as people say them, and text that is part of no markup.

use keepwell_protocol::time::Timestamp;

/// "3 minutes ago", with the moment itself for whoever wants to know exactly.
pub(super) fn since(then: Timestamp, now: Timestamp) -> String {
    let ago = ago(now.seconds().saturating_sub(then.seconds()));
    format!("{ago} ({})", moment(then))
}

/// 2026-11-30 10:22:30 UTC.
pub(super) fn moment(then: Timestamp) -> String {
    let exact = then.to_string();
    let words = exact.replacen('T', " ", 1).replacen('Z', " UTC", 1);
    format!("<time datetime=\"{exact}\">{words}</time>")
}

pub(super) fn ago(seconds: u64) -> String {
    match seconds {
        0..60 => "Less than a minute ago".to_owned(),
        seconds => format!("{} ago", length(seconds)),
    }
}

/// A length of time, in its largest unit.
pub(super) fn length(seconds: u64) -> String {
    let count = |number: u64, one: &str| {
        let end = if number == 1 { "" } else { "s" };
        format!("{number} {one}{end}")
    };
    match seconds {
        0..60 => "less than a minute".to_owned(),
        seconds @ 60..3600 => count(seconds / 60, "minute"),
        seconds @ 3600..86_400 => count(seconds / 3600, "hour"),
        seconds => count(seconds / 86_400, "day"),
    }
}

/// 1,234,567.
pub(super) fn grouped(number: u64) -> String {
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

pub(super) fn grouped_size(number: usize) -> String {
    grouped(u64::try_from(number).unwrap_or(u64::MAX))
}

pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}
