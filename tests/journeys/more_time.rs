//! A clinic that still has the record on its screen asks for more time: the patient learns of it while it happens, signed by
//! the clinic, and nothing is held against anybody. More time is a new code; the old share is over with it.

use std::{io::Read as _, ops::ControlFlow};

use keepwell_client::relay::Relay;
use keepwell_crypto::{
    agree::AgreementSecret, recipient::Identity, secret::Secret32, sign::SigningKey,
};
use keepwell_protocol::{
    access::access_key,
    card::{Card, CardDetails},
    link::GrantLink,
    mailbox::OpeningId,
    manifest::{self, MANIFEST_PART, Manifest},
    part,
    report::{Deed, Report},
    statement::Statement,
};
use keepwell_wallet::{
    activity::{self, What},
    following::{Told, watch},
    grants::{self, GrantState},
    sync::{News, hear},
};
use rand_core::OsRng;

use crate::stage::{DAY, HOUR, MINUTE, Patient, Stage};

/// A clinic in a browser: its keys are here, and a visit stays open.
struct Clinic {
    signing: SigningKey,
    secret: Secret32,
    card: Card,
}

/// A record on a clinic's screen.
struct Visit<'a> {
    clinic: &'a Clinic,
    stage: &'a Stage,
    link: GrantLink,
    access: SigningKey,
    opening: OpeningId,
    manifest: Manifest,
}

impl Clinic {
    fn new(stage: &Stage) -> Self {
        let (signing, secret) = (SigningKey::from_seed(&[1; 32]), [2; 32]);
        let details = CardDetails {
            name: "Harbour Clinic".to_owned(),
            country: "IE".to_owned(),
            contact: None,
            recipient: Identity::from_secret(&Secret32::from_bytes(secret)).recipient(),
            agreement: AgreementSecret::from_secret(&Secret32::from_bytes(secret)).public(),
            relay: stage.url.clone(),
            page: stage.url.clone(),
            issued: stage.now(),
            expires: stage.now().plus(30 * DAY),
        };
        Self {
            card: Card::sign(details, &signing),
            secret: Secret32::from_bytes(secret),
            signing,
        }
    }

    /// Opens a code; `None` when the relay has nothing for it.
    fn visit<'a>(&'a self, stage: &'a Stage, code: &str) -> Option<Visit<'a>> {
        let link = GrantLink::parse(code).expect("a code");
        let access = access_key(
            &AgreementSecret::from_secret(&self.secret),
            &self.card.digest(),
            &link.access_point,
            &link.relay,
            &link.mailbox,
            &link.statement,
        );
        let access = access.expect("an access key");
        let relay = Relay::new(&stage.wire, link.relay.clone());
        let opening = OpeningId::generate(&mut OsRng);
        let mut sealed = Vec::new();
        let part = relay.fetch(&access, &link.mailbox, MANIFEST_PART, &opening, stage.now());
        part.ok()?.read_to_end(&mut sealed).expect("the manifest");
        let identity = Identity::from_secret(&self.secret);
        let padded = identity.decrypt(&sealed, 2 * manifest::MAX_BYTES);
        let padded = padded.expect("for this clinic");
        let content = part::unframe(&padded).expect("a part");
        Some(Visit {
            clinic: self,
            stage,
            manifest: Manifest::parse(content).expect("a manifest"),
            link,
            access,
            opening,
        })
    }
}

impl Visit<'_> {
    fn ask(&self) {
        let statement = Statement::parse(&self.manifest.statement).expect("a statement");
        let report = Report {
            deed: Deed::Asked,
            time: self.stage.now(),
            statement: statement.digest(),
        };
        let sealed = report.seal(&self.clinic.signing, &self.manifest.report_key, &mut OsRng);
        Relay::new(&self.stage.wire, self.link.relay.clone())
            .report(
                &self.access,
                &self.link.mailbox,
                &self.opening,
                &sealed.expect("a report"),
                self.stage.now(),
            )
            .expect("delivered");
    }
}

/// Whose questions stand before the patient now.
fn asked(stage: &Stage, patient: &Patient) -> Vec<grants::GrantId> {
    let access = grants::access(&patient.vault, stage.now()).expect("access");
    access.asked.iter().map(|line| line.id).collect()
}

fn what_happened(patient: &Patient) -> Vec<(What, bool)> {
    let events = activity::list(&patient.vault).expect("events");
    events.iter().map(|one| (one.what, one.verified)).collect()
}

#[test]
fn a_clinic_asks_for_more_time_and_gets_it_by_a_new_code() {
    let stage = Stage::new();
    let patient = stage.patient("patient");
    let clinic = Clinic::new(&stage);
    let old = patient.grant(&stage, &stage.wish(&clinic.card));
    let visit = clinic.visit(&stage, &old.qr_text).expect("opened");
    stage.clock.pass(HOUR + 50 * MINUTE);
    patient.sync_well(&stage);
    assert!(asked(&stage, &patient).is_empty());

    visit.ask();
    patient.sync_well(&stage);
    assert_eq!(
        what_happened(&patient),
        [(What::Opened, true), (What::Asked, true)]
    );
    assert_eq!(asked(&stage, &patient), [old.id]);

    let new = grants::again(&patient.vault, old.id, 120, stage.now(), &mut OsRng).expect("again");
    assert!(asked(&stage, &patient).is_empty(), "it is answered");
    assert_eq!(patient.send(&stage).waiting, 0);
    assert_eq!(patient.state(&stage, old.id), GrantState::Revoked);
    assert!(clinic.visit(&stage, &old.qr_text).is_none());
    stage.clock.pass(HOUR);
    let visit = clinic.visit(&stage, &new.qr_text).expect("opened again");

    // A question that nobody answers is put for half an hour; that it was asked stays.
    visit.ask();
    patient.sync_well(&stage);
    assert_eq!(asked(&stage, &patient), [new.id]);
    stage.clock.pass(30 * MINUTE);
    assert!(asked(&stage, &patient).is_empty());
    let questions = what_happened(&patient);
    let questions = questions.iter().filter(|(what, _)| *what == What::Asked);
    assert_eq!(questions.count(), 2);
}

#[test]
fn the_question_is_heard_while_it_is_asked_also_after_the_last_opening() {
    let stage = Stage::new();
    let patient = stage.patient("patient");
    let clinic = Clinic::new(&stage);
    let wish = stage.wish_with(&clinic.card, |choice| choice.openings = Some(1));
    let grant = patient.grant(&stage, &wish);
    let visit = clinic.visit(&stage, &grant.qr_text).expect("opened");
    let watch = watch(&patient.vault, grant.id).expect("a watch");
    let mut heard = Vec::new();
    let mut take_in = |told: Told| {
        let news = hear(&patient.vault, grant.id, &told, stage.now()).expect("kept");
        let Some(News::Did { what, is_first }) = news.map(|heard| heard.news) else {
            return ControlFlow::Continue(());
        };
        heard.push((what, is_first));
        if what == What::Opened {
            visit.ask();
        }
        match what {
            What::Asked => ControlFlow::Break(()),
            _ => ControlFlow::Continue(()),
        }
    };
    watch
        .follow(&stage.wire, &|| stage.now(), &|_| (), &mut take_in)
        .expect("followed");
    assert_eq!(heard, [(What::Opened, true), (What::Asked, true)]);
    patient.sync_well(&stage);
    assert_eq!(patient.state(&stage, grant.id), GrantState::UsedUp);
    assert_eq!(asked(&stage, &patient), [grant.id]);
}
