//! A stream of events as it is sent (`text/event-stream`): lines of UTF-8, an empty one after each event, comments as a
//! sign of life.

use std::{convert::Infallible, fmt::Write as _, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{HeaderName, HeaderValue, header::CONTENT_TYPE},
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use keepwell_crypto::sign::VerifyingKey;
use keepwell_protocol::{
    mailbox::MailboxId,
    relay_api::{EVENT_STREAM, HEARTBEAT_S, MailboxState},
};
use tokio::time::timeout;

use crate::{
    bells::Ear,
    places::Place,
    refusal::Refusal,
    state::{State, run},
};

/// A comment: it says nothing but that the line is alive.
const ALIVE: &str = ":\n\n";
const ENDED: &str = "event: ended\ndata: ended\n\n";

/// Who listens, and what was told already.
pub(crate) enum Listener {
    /// The owner, who has seen so many events.
    Owner {
        /// Its key.
        key: VerifyingKey,
        /// The number of the next event to tell.
        seen: u32,
        /// The state that was told last.
        state: Option<MailboxState>,
    },
    /// The reader.
    Reader(VerifyingKey),
}

struct Stream {
    state: Arc<State>,
    id: MailboxId,
    listener: Listener,
    ear: Ear,
    /// What is sent at the beginning: nothing is held back by whoever waits for a first byte.
    greeting: bool,
    over: bool,
    _place: Place,
}

/// The answer that tells `listener` what happens at the mailbox, until the relay closes or there is nothing more to tell.
pub(crate) fn respond(
    state: &Arc<State>,
    id: MailboxId,
    listener: Listener,
    place: Place,
) -> Response {
    let source = Stream {
        ear: state.bells.listen(id.as_bytes()),
        state: state.clone(),
        id,
        listener,
        greeting: true,
        over: false,
        _place: place,
    };
    let body = Body::from_stream(stream::unfold(source, Stream::next));
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(EVENT_STREAM));
    // Asks the proxies that know it not to hold anything back.
    headers.insert(
        HeaderName::from_static("x-accel-buffering"),
        HeaderValue::from_static("no"),
    );
    response
}

impl Stream {
    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        if self.over {
            return None;
        }
        if std::mem::take(&mut self.greeting) {
            return Some((Ok(ALIVE.into()), self));
        }
        let mut sign_of_life_due = false;
        loop {
            // Whoever may not listen any more, because the mailbox was forgotten, is told nothing further.
            let text = self.news().await.ok()?;
            if !text.is_empty() {
                return Some((Ok(text.into()), self));
            }
            if sign_of_life_due {
                return Some((Ok(ALIVE.into()), self));
            }
            match timeout(Duration::from_secs(HEARTBEAT_S), self.ear.hear()).await {
                Ok(true) => {}
                Ok(false) => return None,
                // Time alone may have brought something about: look again first.
                Err(_) => sign_of_life_due = true,
            }
        }
    }

    /// What is to be sent now.
    async fn news(&mut self) -> Result<String, Refusal> {
        let id = self.id;
        match &mut self.listener {
            Listener::Owner { key, seen, state } => {
                let (key, from) = (*key, *seen);
                let news = run(&self.state, move |state| state.news(&id, &key, from)).await?;
                let mut text = String::new();
                for (number, event) in news.events {
                    let json = serde_json::to_string(&event).map_err(|_| Refusal::Fault)?;
                    *seen = number.saturating_add(1);
                    // Writing to a text cannot fail.
                    let _ = write!(text, "id: {number}\nevent: happened\ndata: {json}\n\n");
                }
                if *state != Some(news.state) {
                    *state = Some(news.state);
                    let json = serde_json::to_string(&news.state).map_err(|_| Refusal::Fault)?;
                    let _ = write!(text, "event: state\ndata: {json}\n\n");
                }
                Ok(text)
            }
            Listener::Reader(key) => {
                let key = *key;
                let ended = run(&self.state, move |state| state.has_ended(&id, &key)).await?;
                self.over = ended != Some(false);
                Ok(if self.over {
                    ENDED.into()
                } else {
                    String::new()
                })
            }
        }
    }
}
