//! Judges an event by the signed request it carries: by the right key, to the right mailbox, of the kind it claims.

use keepwell_crypto::agree::AgreementSecret;
use keepwell_protocol::{
    FormatError,
    http_signature::Evidence,
    mailbox::OpeningId,
    relay_api::{EventKind, MailboxEvent, part_path, reports_path},
    report::{Deed, Report, SealedReport},
};

use super::What;
use crate::grants::Grant;

/// What this wallet makes of an event.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Verdict {
    /// What happened; `None` for a report that cannot be read.
    pub(super) what: Option<What>,
    /// Whether the clinic signed a report that only a later version can read.
    pub(super) is_newer: bool,
    /// Whether the grant's access key signed exactly this.
    pub(super) verified: bool,
}

/// Judges `event` of `grant`, whose report key opens reports.
pub(super) fn judge(event: &MailboxEvent, grant: &Grant, report_key: &AgreementSecret) -> Verdict {
    let Some(evidence) = &event.evidence else {
        return unsigned(&event.what);
    };
    let signed = evidence
        .verify()
        .is_ok_and(|signed| signed.key == grant.access.0);
    let (what, fits) = match &event.what {
        // Who opens a link signs nothing: a signature here proves nothing of it.
        EventKind::Barred { .. } | EventKind::Fetched { .. } => return unsigned(&event.what),
        EventKind::Opened { opening } => {
            let fits = is_within(evidence, opening) && is_fetch(evidence, grant);
            (Ok(What::Opened), fits)
        }
        EventKind::Refused { opening } => {
            let fits = is_fetch(evidence, grant) || is_to_reports(evidence, grant);
            (Ok(What::Refused), is_within(evidence, opening) && fits)
        }
        EventKind::Reported { report } => (
            open(report, grant, report_key),
            is_report(evidence, grant, report),
        ),
    };
    Verdict {
        is_newer: matches!(what, Err(FormatError::UnknownVersion { .. })),
        what: what.ok(),
        verified: signed && fits,
    }
}

/// What the relay says of somebody who signed nothing. Only openings of a link are told like that.
fn unsigned(what: &EventKind) -> Verdict {
    let what = match what {
        EventKind::Barred { .. } | EventKind::Refused { .. } => Some(What::Refused),
        EventKind::Fetched { .. } | EventKind::Opened { .. } => Some(What::Opened),
        EventKind::Reported { .. } => None,
    };
    Verdict {
        what,
        is_newer: false,
        verified: false,
    }
}

fn is_within(evidence: &Evidence, opening: &OpeningId) -> bool {
    evidence.opening == Some(*opening)
}

/// Whether the request asked for a part of this mailbox.
fn is_fetch(evidence: &Evidence, grant: &Grant) -> bool {
    let parts = part_path(&grant.relay.mailbox, "");
    let parts = format!("{}{parts}", grant.relay.origin);
    evidence.method == "GET" && evidence.target_uri.starts_with(&parts)
}

fn is_report(evidence: &Evidence, grant: &Grant, report: &SealedReport) -> bool {
    let body = serde_json::to_vec(report).unwrap_or_default();
    is_to_reports(evidence, grant) && evidence.covers_body(&body)
}

fn is_to_reports(evidence: &Evidence, grant: &Grant) -> bool {
    let reports = reports_path(&grant.relay.mailbox);
    evidence.method == "POST" && evidence.target_uri == format!("{}{reports}", grant.relay.origin)
}

fn open(report: &SealedReport, grant: &Grant, key: &AgreementSecret) -> Result<What, FormatError> {
    let report = Report::open(report, key, &grant.digest(), &grant.clinic.key.0)?;
    Ok(match report.deed {
        Deed::Asked => What::Asked,
        Deed::Shown => What::Shown,
        Deed::Saved => What::Saved,
        Deed::Closed => What::Closed,
        Deed::Printed => What::Printed,
    })
}

#[cfg(test)]
mod tests;
