//! Checks the signatures of statements that come one by one: a thread that takes all that are waiting and checks them together,
//! which costs about half of what each would by itself. When few come it takes each as it comes and waits for no other.

use std::sync::mpsc::{Receiver, Sender};

use keepwell_protocol::statement::Statement;
use rand_core::CryptoRngCore;

use crate::door::{NotRegistered, Offered, Raw, Reply, Submission};

/// The most that are checked together. More would gain little and make the first one wait for the last.
const TOGETHER: usize = 256;

/// Works until the door is closed and everything that waited was handed on.
pub(crate) fn run(raw: &Receiver<Raw>, verified: &Sender<Submission>, rng: &mut dyn CryptoRngCore) {
    while let Ok(first) = raw.recv() {
        let more = raw.try_iter().take(TOGETHER - 1);
        let all: Vec<_> = std::iter::once(first).chain(more).collect();
        let submission = verify(all, rng);
        if !submission.statements.is_empty() {
            // When the sequencer has ended, those who asked learn it from their answer that never comes.
            let _ = verified.send(submission);
        }
    }
}

/// What is right goes on; what is wrong is answered.
fn verify(all: Vec<Raw>, rng: &mut dyn CryptoRngCore) -> Submission {
    let bytes: Vec<&[u8]> = all.iter().map(|one| one.bytes.as_ref()).collect();
    let parsed = Statement::parse_all(&bytes, rng);
    let (mut statements, mut replies, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for (one, parsed) in all.into_iter().zip(parsed) {
        match parsed {
            Ok(statement) => {
                statements.push(Offered::with(statement, one.digest));
                replies.push(one.reply);
                places.push(one.place);
            }
            Err(error) => {
                let _ = one.reply.send(Err(NotRegistered::Wrong(error)));
            }
        }
    }
    Submission {
        statements,
        reply: Reply::Each(replies),
        places,
    }
}
