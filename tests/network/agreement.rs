//! What must hold once the network has healed: what waited was sent, and of each grant the patient's wallet, the relay, the
//! ledger and the clinic say the same.

use std::{collections::BTreeSet, io::Read as _, time::Duration};

use keepwell_client::{
    ClientError,
    relay::Relay,
    transport::{HttpOptions, HttpTransport, Method, Request, Transport as _},
};
use keepwell_protocol::{
    entry::{ENTRY_BYTES, Entry, EntryType},
    relay_api::{EventKind, MailboxState, MailboxStatus, mailbox_path},
};
use keepwell_tlog::bundle::{self, BundleId};
use keepwell_wallet::{
    activity,
    grants::{self, Grant, GrantState},
    index,
    outbox::Pace,
    sync,
};
use rand_core::OsRng;

use crate::{
    journey::{Given, Journey, run},
    stage::MINUTE,
};

impl Journey {
    /// The network heals, everybody looks once more, and all agree.
    pub(crate) fn heal(&mut self) {
        self.weather.storm(0);
        self.weather.away(None, None);
        let network = HttpTransport::new(HttpOptions::default());
        if self.dice.falls(50) {
            self.weather.deliver_late(&network);
        }
        self.weather.tell("the network heals".to_owned());
        self.sync_well();
        // What is still on its way arrives after all that.
        self.weather.deliver_late(&network);
        // Whoever has a bit more to live is not judged while it ends.
        let soon = |given: &Given| given.until.seconds().abs_diff(self.stage.now().seconds()) < 300;
        while self.given.iter().any(soon) {
            self.pass(2 * MINUTE);
        }
        self.sync_well();
        for place in 0..self.given.len() {
            self.agree(place);
        }
        self.sync_well();
        for place in 0..self.given.len() {
            self.count(place);
        }
        if self.dice.falls(20) {
            self.bring_back();
        }
    }

    /// Moves the clock on, and waits for the list that is due then, or the wallet would rightly miss it: a log that ends with the
    /// root of a list has nothing that the list does not tell.
    pub(crate) fn pass(&self, seconds: u64) {
        self.stage.clock.pass(seconds);
        let is_listed = || {
            let entries = entries(self);
            entries
                .last()
                .is_none_or(|last| last.kind == EntryType::StatusRoot)
        };
        let is_due = seconds >= MINUTE;
        for _ in 0..400 {
            if !is_due || is_listed() {
                return;
            }
            std::thread::sleep(Duration::from_millis(25));
        }
    }

    fn sync_well(&mut self) {
        let synced = self.synced();
        assert_eq!(synced.unreachable, None);
        assert_eq!(synced.waiting, 0, "nothing waits any more");
        assert_eq!(synced.alerts, []);
        assert_eq!(self.patient.failing(&self.stage), []);
    }

    /// Wallet, relay, ledger and clinic on one grant.
    fn agree(&mut self, place: usize) {
        let grant = self.patient.known(self.given[place].id);
        let state = self.patient.state(&self.stage, grant.id);
        let relay = self.status(&grant);
        let said = relay.as_ref().map(|status| status.state);
        self.weather
            .tell(format!("grant {place}: {state:?}, relay {said:?}"));
        let is_so = match state {
            GrantState::Active => said == Some(MailboxState::Open),
            GrantState::Paused => said == Some(MailboxState::Paused),
            GrantState::UsedUp => said == Some(MailboxState::UsedUp),
            GrantState::Expired => !matches!(said, Some(MailboxState::Open | MailboxState::Paused)),
            GrantState::Revoked => said.is_none_or(|said| self.is_over(&grant, said)),
            GrantState::Pending => false,
        };
        assert!(
            is_so,
            "grant {place} is {state:?} and at the relay {said:?}"
        );
        self.agree_on_ledger(place, &grant, state);
        let now = self.stage.now();
        let can_open = state == GrantState::Active && self.given[place].from <= now;
        // An opening that was cut off may be finished, and only by whoever began it.
        let goes_on = state == GrantState::UsedUp && self.given[place].goes_on.is_some();
        let opened = self.open_at(place, false);
        assert!(
            opened == can_open || goes_on,
            "grant {place}: {state:?}, opened {opened}"
        );
        assert!(!self.open_at(place, true));
    }

    /// Whether a mailbox is closed, or came to be after its stop and has nothing in it.
    fn is_over(&self, grant: &Grant, said: MailboxState) -> bool {
        let mailbox = grant.relay.mailbox.to_string();
        let shelf = self.stage.server.data().join("relay/parts").join(mailbox);
        let is_empty = std::fs::read_dir(shelf).is_ok_and(|mut files| files.next().is_none());
        said == MailboxState::Closed || is_empty || !grant.relay.created
    }

    fn agree_on_ledger(&self, place: usize, grant: &Grant, state: GrantState) {
        let entries = entries(self);
        let known: BTreeSet<_> = entries.iter().map(|entry| entry.to_bytes()).collect();
        assert_eq!(known.len(), entries.len(), "an entry stands twice");
        let of = |kind: EntryType, digest: &[u8; 32]| {
            let found = |entry: &&Entry| entry.kind == kind && entry.statement == *digest;
            entries.iter().filter(found).count()
        };
        let granted = of(EntryType::Grant, &grant.digest());
        let index = entries.iter().position(|entry| *entry == grant.entry());
        assert!(
            granted <= 1,
            "grant {place} is on the ledger {granted} times"
        );
        if let Some(recorded) = &grant.ledger.recorded {
            let index = index.map(|index| u64::try_from(index).expect("an index"));
            assert_eq!(index, Some(recorded.index), "grant {place}");
        }
        let target = index.map(|index| u64::try_from(index).expect("an index"));
        let revokes =
            |entry: &&Entry| entry.kind == EntryType::Revocation && Some(entry.target) == target;
        let revoked = entries.iter().filter(revokes).count();
        let expected = match state {
            GrantState::Active | GrantState::Paused | GrantState::UsedUp => Some((1, 0)),
            GrantState::Revoked if grant.ledger.tried => Some((1, 1)),
            GrantState::Revoked => Some((0, 0)),
            GrantState::Expired | GrantState::Pending => None,
        };
        let found = (granted, revoked);
        assert!(
            revoked <= 1 && expected.is_none_or(|expected| expected == found),
            "grant {place} is {state:?}, on the ledger {found:?}"
        );
    }

    /// What happened, as relay and wallet count it.
    fn count(&self, place: usize) {
        let given = &self.given[place];
        let grant = self.patient.known(given.id);
        let Some(status) = self.status(&grant) else {
            assert_eq!(given.opened, 0, "grant {place}: openings were forgotten");
            return;
        };
        let openings = status.events.iter().filter_map(|event| match &event.what {
            EventKind::Opened { opening } => Some(opening.to_string()),
            _ => None,
        });
        let openings: Vec<_> = openings.collect();
        let distinct: BTreeSet<_> = openings.iter().cloned().collect();
        let counted = usize::try_from(status.openings).expect("a count");
        assert_eq!(
            openings.len(),
            counted,
            "grant {place}: an opening without an event"
        );
        assert_eq!(distinct.len(), counted, "grant {place}: counted twice");
        let asked = self.weather.asked(&mailbox_path(&grant.relay.mailbox));
        assert!(
            distinct.is_subset(&asked),
            "grant {place}: nobody asked for it"
        );
        assert!(
            status.openings >= given.opened,
            "grant {place}: an opening was lost"
        );
        assert!(
            status.openings <= given.begun,
            "grant {place}: used up by repetitions"
        );
        let most = given.openings.unwrap_or(u32::MAX);
        assert!(
            status.openings <= most,
            "grant {place}: more than was granted"
        );
        let heard = activity::list(&self.patient.vault).expect("events");
        let heard = heard.iter().filter(|one| one.grant == given.id);
        let heard = heard.filter(|one| one.what == activity::What::Opened);
        let heard: Vec<_> = heard.map(|one| one.verified).collect();
        assert_eq!(
            heard,
            vec![true; counted],
            "grant {place}: what the patient heard"
        );
    }

    fn status(&self, grant: &Grant) -> Option<MailboxStatus> {
        let relay = Relay::new(&self.stage.wire, grant.relay.origin.clone());
        let owner = self.patient.vault.keys().grant(grant.id.as_bytes()).owner;
        match relay.status(&owner, &grant.relay.mailbox, self.stage.now()) {
            Ok(status) => Some(status),
            Err(ClientError::NotAvailable) => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// A new device with nothing but the words knows every share that goes on.
    fn bring_back(&self) {
        let vault = self.patient.restored(&self.stage, "second", None);
        let (wire, now) = (&self.stage.wire, self.stage.now());
        index::restore(&vault, wire, now).expect("the index");
        sync::sync(&vault, wire, &run(Pace::Asked), now, &mut OsRng).expect("a sync");
        for (place, given) in self.given.iter().enumerate() {
            let state = self.patient.state(&self.stage, given.id);
            if !state.is_live() {
                continue;
            }
            let back = grants::load(&vault, given.id).expect("readable");
            let back = back.map(|grant| grants::state(&grant, self.stage.now()));
            assert_eq!(back, Some(state), "grant {place} from the words");
        }
    }
}

/// The ledger's entries, as anybody reads them who has no weather.
fn entries(journey: &Journey) -> Vec<Entry> {
    let network = HttpTransport::new(HttpOptions::default());
    let read = |path: &str| {
        let request = Request {
            method: Method::Get,
            url: format!("{}{path}", journey.stage.url),
            headers: Vec::new(),
            body: Vec::new(),
            limit: 1 << 20,
        };
        let mut bytes = Vec::new();
        let mut answer = network.send(request).expect("an answer");
        answer.body.read_to_end(&mut bytes).expect("its body");
        bytes
    };
    let checkpoint = String::from_utf8(read("/checkpoint")).expect("a note");
    let size = checkpoint.lines().nth(1).and_then(|line| line.parse().ok());
    let id = BundleId::new(0, size.expect("a size below 256")).expect("a bundle");
    let bundle = read(&format!("/{}", id.path()));
    let entries = bundle::parse(id, &bundle).expect("entries");
    let parse = |bytes: &[u8]| {
        assert_eq!(bytes.len(), ENTRY_BYTES);
        Entry::parse(bytes).expect("an entry")
    };
    entries.into_iter().map(parse).collect()
}
