//! Tells the patient's wallet what became of the record: it was shown, and saved to a folder. Signed by the clinic's card
//! key and sealed to the grant, so that the relay that passes it on learns nothing.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::{
    manifest::Manifest,
    report::{Deed, Report},
    statement::Statement,
    time::Timestamp,
};
use rand_core::CryptoRngCore;

use super::relay::Door;
use crate::desk::Desk;

/// Reports at `time`. The relay has noted the opening already, so a failure here is no more than a remark.
///
/// # Errors
/// A sentence for a person.
pub(super) fn send(
    desk: &Desk,
    door: &Door<'_>,
    access: &SigningKey,
    (manifest, statement): (&Manifest, &Statement),
    time: Timestamp,
    rng: &mut dyn CryptoRngCore,
) -> Result<(), String> {
    for deed in [Deed::Shown, Deed::Saved] {
        let report = Report {
            deed,
            time,
            statement: statement.digest(),
        };
        let sealed = report
            .seal(desk.signing(), &manifest.report_key, rng)
            .map_err(|error| remark(&error))?;
        door.relay
            .report(access, &door.link.mailbox, &door.opening, &sealed, door.now)
            .map_err(|error| remark(&error))?;
    }
    Ok(())
}

fn remark(error: &dyn std::error::Error) -> String {
    format!(
        "The patient's wallet sees that the record was opened, but could not be told that it was saved: {error}."
    )
}
