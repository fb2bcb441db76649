//! Creates a rendezvous. The same again is a success, so that a lost answer does no harm.

use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{mailbox::RendezvousId, relay_api::KeyText};

use crate::{refusal::Refusal, rendezvous::Meeting, rows::Changes, source::Source, state::State};

impl State {
    /// Creates a rendezvous for `maker`, who signed the request.
    pub(crate) fn create_meeting(
        &self,
        id: &RendezvousId,
        maker: VerifyingKey,
        source: Source,
    ) -> Result<(), Refusal> {
        let now = self.now();
        let _held = self.locks.hold(id.as_bytes());
        if let Some(known) = self.rows.meeting(id)? {
            let is_new = known.maker.0 == maker && known.claimer.is_none() && !known.is_over(now);
            return if is_new {
                Ok(())
            } else {
                Err(Refusal::NotAvailable)
            };
        }
        self.new_meetings.take(source, now)?;
        self.meetings.take(1)?;
        let mut changes = Changes::default();
        let written = changes
            .put_meeting(id, &Meeting::new(KeyText(maker), now))
            .and_then(|()| self.rows.write(&changes));
        if written.is_err() {
            self.meetings.give_back(1);
        }
        Ok(written?)
    }
}
