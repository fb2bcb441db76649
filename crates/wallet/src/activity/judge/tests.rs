//! Events signed by the clinic, by others, for other mailboxes and of other kinds.

use keepwell_crypto::{
    hash::sha256,
    label::Label,
    sign::{SigningKey, VerifyingKey},
};
use keepwell_protocol::{
    cbor::MapWriter,
    cose::{self, Header},
    http_signature::{Covered, sign},
    mailbox::MailboxId,
    relay_api::KeyText,
    time::Timestamp,
};
use rand_core::OsRng;

use super::*;
use crate::fixtures::{grant, relay_origin};

const NOW: Timestamp = Timestamp::from_seconds(2_000_000);
const OPENING: OpeningId = OpeningId::from_bytes([5; 16]);

struct Scene {
    grant: Grant,
    access: SigningKey,
    clinic: SigningKey,
    report_key: AgreementSecret,
}

fn scene() -> Scene {
    let (access, clinic) = (
        SigningKey::from_seed(&[1; 32]),
        SigningKey::from_seed(&[2; 32]),
    );
    let mut grant = grant(1, NOW);
    grant.access = KeyText(access.verifying_key());
    grant.clinic.key = KeyText(clinic.verifying_key());
    Scene {
        grant,
        access,
        clinic,
        report_key: AgreementSecret::generate(&mut OsRng),
    }
}

impl Scene {
    fn event(&self, what: EventKind, method: &str, path: &str, body: &[u8]) -> MailboxEvent {
        let target_uri = format!("{}{path}", relay_origin());
        let covered = Covered {
            method,
            target_uri: &target_uri,
            body: sha256(body),
            opening: Some(OPENING),
        };
        let fields = sign(&covered, &self.access, NOW, "nonce");
        MailboxEvent {
            time: NOW,
            what,
            evidence: Some(Evidence::new(&covered, &fields)),
        }
    }

    fn fetch(&self, mailbox: &MailboxId) -> MailboxEvent {
        let what = EventKind::Opened { opening: OPENING };
        self.event(what, "GET", &part_path(mailbox, "manifest"), b"")
    }

    fn report(&self, clinic: &SigningKey) -> MailboxEvent {
        self.reported(Deed::Saved, clinic)
    }

    fn reported(&self, deed: Deed, clinic: &SigningKey) -> MailboxEvent {
        let report = Report {
            deed,
            time: NOW,
            statement: self.grant.digest(),
        };
        let report = report
            .seal(clinic, &self.report_key.public(), &mut OsRng)
            .unwrap();
        self.sent(report)
    }

    fn sent(&self, report: SealedReport) -> MailboxEvent {
        let body = serde_json::to_vec(&report).unwrap();
        let path = reports_path(&self.grant.relay.mailbox);
        self.event(EventKind::Reported { report }, "POST", &path, &body)
    }

    /// A report by the clinic under this number.
    fn numbered(&self, deed: u64) -> MailboxEvent {
        let statement = self.grant.digest();
        let payload = MapWriter::default()
            .put(0, 1_u64.into())
            .put(1, deed.into())
            .put(2, NOW.seconds().into())
            .bytes(3, &statement)
            .encode();
        let header = Header::signed_by(&self.clinic.verifying_key());
        let signed = cose::sign(&header, Vec::new(), &payload, false, &self.clinic);
        let (key, info) = (self.report_key.public(), Label::REPORT.with(&[&statement]));
        let sealed = key.seal(&info, &signed, &mut OsRng).unwrap();
        self.sent(SealedReport {
            enc: sealed.enc,
            ciphertext: sealed.ciphertext,
        })
    }

    fn judge(&self, event: &MailboxEvent) -> (Option<What>, bool) {
        let verdict = judge(event, &self.grant, &self.report_key);
        (verdict.what, verdict.verified)
    }
}

#[test]
fn what_the_clinic_signed_is_verified() {
    let scene = scene();
    let fetch = scene.fetch(&scene.grant.relay.mailbox);
    assert_eq!(scene.judge(&fetch), (Some(What::Opened), true));
    let report = scene.report(&scene.clinic);
    assert_eq!(scene.judge(&report), (Some(What::Saved), true));
    let asked = scene.reported(Deed::Asked, &scene.clinic);
    assert_eq!(scene.judge(&asked), (Some(What::Asked), true));
}

#[test]
fn an_event_signed_by_another_key_or_for_another_mailbox_is_not() {
    let mut scene = scene();
    let elsewhere = scene.fetch(&MailboxId::from_bytes([9; 16]));
    assert_eq!(scene.judge(&elsewhere), (Some(What::Opened), false));
    let fetch = scene.fetch(&scene.grant.relay.mailbox);
    let other: VerifyingKey = SigningKey::from_seed(&[9; 32]).verifying_key();
    scene.grant.access = KeyText(other);
    assert_eq!(scene.judge(&fetch), (Some(What::Opened), false));
}

#[test]
fn a_request_cannot_be_shown_as_another_event() {
    let scene = scene();
    let mut fetch = scene.fetch(&scene.grant.relay.mailbox);
    fetch.what = EventKind::Opened {
        opening: OpeningId::from_bytes([6; 16]),
    };
    assert_eq!(scene.judge(&fetch), (Some(What::Opened), false));

    // One report's request under another report.
    let (mut one, other) = (scene.report(&scene.clinic), scene.report(&scene.clinic));
    one.what = other.what;
    assert_eq!(scene.judge(&one), (Some(What::Saved), false));
}

#[test]
fn a_report_by_another_clinic_cannot_be_read() {
    let scene = scene();
    let report = scene.report(&SigningKey::from_seed(&[9; 32]));
    assert_eq!(scene.judge(&report), (None, true));
}

#[test]
fn only_a_report_that_the_clinic_signed_can_be_one_of_a_later_version() {
    let scene = scene();
    let judged = |event| judge(&event, &scene.grant, &scene.report_key);
    let saved = judged(scene.numbered(2));
    assert_eq!((saved.what, saved.is_newer), (Some(What::Saved), false));
    let newer = judged(scene.numbered(99));
    assert_eq!((newer.what, newer.is_newer), (None, true));
    let other = judged(scene.report(&SigningKey::from_seed(&[9; 32])));
    assert_eq!((other.what, other.is_newer), (None, false));
}
