//! `keepwell witness`: cosigns the checkpoints of other people's ledgers until it is told to stop. One line says that it is
//! ready, with the key that others check its cosignatures with.

use std::sync::Arc;

use keepwell_server::{Alone, TlsFiles};
use keepwell_tlog::note::{Name, VerifierKey};
use keepwell_witness::WitnessError;
use rand_core::OsRng;
use serde_json::json;

use crate::{
    args::Witness,
    commands::serve::start_log,
    edge,
    exit::{Failure, Kind},
    output::Output,
};

pub(super) fn run(arguments: &Witness, output: &mut Output) -> Result<(), Failure> {
    start_log(output.is_json());
    let name = Name::parse(&arguments.name).map_err(Failure::usage)?;
    let keys = arguments.log.iter().map(|text| VerifierKey::parse(text));
    let logs: Vec<VerifierKey> = keys.collect::<Result<_, _>>().map_err(Failure::usage)?;
    let witness = keepwell_witness::Witness::open(&arguments.data, &name, logs, &mut OsRng)?;
    let witness = Arc::new(witness);
    let clock = Arc::new(|| edge::now().seconds());
    let router = keepwell_witness::router(Arc::clone(&witness), clock);
    let tls = arguments.tls_cert.clone().zip(arguments.tls_key.clone());
    let tls = tls.map(|(cert, key)| TlsFiles { cert, key });
    let scheme = if tls.is_some() { "https" } else { "http" };
    let watch = keepwell_witness::watch_router(Arc::clone(&witness));
    let watch = arguments.metrics_listen.map(|address| (address, watch));
    let alone = Alone::start(arguments.listen, tls.as_ref(), router, watch)?;
    alone.run(|alone| {
        let url = format!("{scheme}://{}", alone.address());
        let key = witness.key().to_string();
        let logs = witness.logs();
        let followed: Vec<&str> = logs.iter().map(|log| log.name().as_str()).collect();
        let mut object = json!({ "url": url, "key": key, "logs": followed });
        let mut lines = format!(
            "Ready at {url}.\nWitness key: {key}\nFollows: {}",
            followed.join(", ")
        );
        if let Some(address) = alone.watched_at() {
            let metrics = format!("http://{address}/metrics");
            lines += &format!("\nMetrics: {metrics}");
            if let Some(object) = object.as_object_mut() {
                object.insert("metrics".to_owned(), json!(metrics));
            }
        }
        output.answer(&object, &lines)
    })
}

impl From<WitnessError> for Failure {
    fn from(error: WitnessError) -> Self {
        let kind = match &error {
            WitnessError::Damaged(_) => Kind::Damaged,
            WitnessError::Logs | WitnessError::OtherName(_) => Kind::Usage,
            WitnessError::Busy | WitnessError::Disk(_) => Kind::Other,
        };
        Self::new(kind, "witness", error)
    }
}
