//! The patient's wallet shows this clinic's name, and the patient decides. Both audiences come to this.

use keepwell_client::{
    meeting::{Line, Meeting},
    transport::Transport,
};
use keepwell_protocol::{
    rendezvous::{LiveWords, Outcome, Wait},
    time::Timestamp,
};

use super::RendezvousError;

/// The patient was asked. No `Debug`: it holds keys.
pub struct Asked {
    meeting: Meeting,
    words: LiveWords,
    /// Used up by the outcome.
    wait: Option<Wait>,
    /// The number of the message that brings it.
    number: u8,
}

impl Asked {
    pub(super) fn new(meeting: Meeting, wait: Wait, number: u8) -> Self {
        Self {
            meeting,
            words: wait.words(),
            wait: Some(wait),
            number,
        }
    }

    /// What the patient's screen must show too.
    pub fn words(&self) -> LiveWords {
        self.words
    }

    /// What the patient said, after at most `wait_s` seconds (25 at most); `None` while they have not decided.
    ///
    /// # Errors
    /// [`RendezvousError::Over`] when the patient left or took too long. Unless it is
    /// [temporary](RendezvousError::is_temporary) there will be no answer.
    pub fn outcome(
        &mut self,
        transport: &dyn Transport,
        wait_s: u32,
        now: Timestamp,
    ) -> Result<Option<Outcome>, RendezvousError> {
        let line = Line { transport, now };
        let Some(message) = self.meeting.receive(line, self.number, wait_s)? else {
            return Ok(None);
        };
        let wait = self.wait.take().ok_or(RendezvousError::Over)?;
        let outcome = wait.outcome(&message);
        self.meeting.leave(line);
        Ok(Some(outcome?))
    }

    /// Gives up: the patient's yes would reach nobody any more.
    pub fn leave(self, transport: &dyn Transport, now: Timestamp) {
        self.meeting.leave(Line { transport, now });
    }
}
