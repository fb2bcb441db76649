//! Rendezvous on the relay in memory. Nobody waits here: what is not there is not there.

use std::collections::HashMap;

use keepwell_client::transport::{Method, Request};
use keepwell_crypto::sign::VerifyingKey;

/// One rendezvous.
pub(crate) struct Meeting {
    maker: VerifyingKey,
    claimer: Option<VerifyingKey>,
    void: bool,
    /// By whether the maker wrote it, and its number.
    pub(crate) messages: HashMap<(bool, u8), Vec<u8>>,
}

/// Status and body of an answer.
pub(super) type Answer = (u16, Vec<u8>);

/// Serves a request by `caller` for the steps of a path behind `/v1/rendezvous/`.
pub(super) fn serve(
    meetings: &mut HashMap<String, Meeting>,
    steps: &[&str],
    caller: VerifyingKey,
    request: &Request,
) -> Answer {
    match steps {
        [id] => {
            let meeting = Meeting {
                maker: caller,
                claimer: None,
                void: false,
                messages: HashMap::new(),
            };
            meetings.insert((*id).to_owned(), meeting);
            (204, Vec::new())
        }
        [id, "close"] => match meetings.remove(*id) {
            Some(_) => (204, Vec::new()),
            None => (404, Vec::new()),
        },
        [id, rest @ ..] => match meetings.get_mut(*id) {
            Some(meeting) => meeting.serve(rest, caller, request),
            None => (404, Vec::new()),
        },
        [] => (404, Vec::new()),
    }
}

impl Meeting {
    fn serve(&mut self, steps: &[&str], caller: VerifyingKey, request: &Request) -> Answer {
        if steps == ["claim"] {
            return self.claim(caller, request.body.clone());
        }
        let is_maker = caller == self.maker;
        if !is_maker && self.claimer != Some(caller) {
            return (404, Vec::new());
        }
        if self.void {
            return (409, Vec::new());
        }
        let number = steps[1].parse().unwrap();
        if request.method == Method::Put {
            let known = self
                .messages
                .insert((is_maker, number), request.body.clone());
            assert!(known.is_none_or(|known| known == request.body));
            return (204, Vec::new());
        }
        match self.messages.get(&(!is_maker, number)) {
            Some(message) => (200, message.clone()),
            None => (204, Vec::new()),
        }
    }

    fn claim(&mut self, caller: VerifyingKey, message: Vec<u8>) -> Answer {
        if self.claimer.is_some() {
            self.void = true;
            return (404, Vec::new());
        }
        self.claimer = Some(caller);
        self.messages.insert((false, 0), message);
        (204, Vec::new())
    }
}
