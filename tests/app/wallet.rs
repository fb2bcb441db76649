//! Wallets made beforehand by the core, so that a test or a figure begins where it is about something.

use std::path::Path;

use keepwell_client::transport::{HttpOptions, HttpTransport};
use keepwell_crypto::{phrase::WordCount, slot::Cost};
use keepwell_wallet::{
    edge::Timestamp,
    preferences::Preferences,
    records::{self, Input, Options, PersonRule},
    settings,
    vault::{NewVault, Vault},
};
use rand_core::OsRng;

use crate::patient::PASSPHRASE;

const NOW: Timestamp = Timestamp::from_seconds(1_795_165_200);

/// What is in one.
pub(crate) enum Content {
    /// So many results.
    Many(usize),
    /// No record yet.
    Nothing,
    /// The built-in sample.
    Sample,
}

/// Makes a wallet at `home` that uses `server`.
pub(crate) fn make(home: &Path, server: &str, content: Content) {
    let transport = HttpTransport::new(HttpOptions::default());
    let server = server.parse().expect("an origin");
    let settings = settings::pin(&transport, server, None).expect("a server's settings");
    let new = NewVault {
        root: home,
        passphrase: PASSPHRASE,
        cost: Cost::TEST_ONLY,
        settings: &settings,
    };
    let (vault, _) = Vault::create(&new, WordCount::Twelve, &mut OsRng).expect("a wallet");
    // A busy machine may take minutes between two touches.
    let patient = Preferences {
        lock_after_min: 60,
        ..Preferences::default()
    };
    patient.save(home).expect("preferences");
    let options = Options {
        now: NOW,
        person: PersonRule::Refuse,
    };
    match content {
        Content::Nothing => {}
        Content::Sample => {
            records::import_sample(&vault, NOW, &mut |_| {}, &mut OsRng).expect("a report");
        }
        Content::Many(count) => {
            let lines: String = (0..count).map(result).collect();
            let inputs = [Input::Bytes {
                name: "results.ndjson",
                bytes: lines.as_bytes(),
            }];
            records::import(&vault, &inputs, &options, &mut |_| {}, &mut OsRng).expect("a report");
        }
    }
}

fn result(number: usize) -> String {
    let (year, month, day) = (
        2005 + number % 20,
        1 + number / 20 % 12,
        1 + number / 240 % 28,
    );
    format!(
        "{{\"resourceType\":\"Observation\",\"id\":\"o{number}\",\"status\":\"final\",\"code\":{{\"text\":\"Potassium {number}\"}},\
         \"subject\":{{\"display\":\"Amina Example\"}},\"effectiveDateTime\":\"{year}-{month:02}-{day:02}\",\
         \"valueQuantity\":{{\"value\":4.{},\"unit\":\"mmol/L\"}}}}\n",
        number % 10
    )
}
