//! Many statements in one request: their signatures are checked together, they are committed together, and each has its own
//! outcome. Where there is no room for all of them, none is taken and the whole request is to be sent again.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse as _, Response};
use keepwell_crypto::hash::sha256;
use keepwell_protocol::batch::{
    self, BATCH_TYPE, MAX_BATCH_BYTES, OUTCOMES_TYPE, Outcome, encode_outcomes,
};
use keepwell_protocol::entry::EntryType;
use keepwell_protocol::statement::Statement;

use crate::door::{Offered, Registered};
use crate::problem::Problem;
use crate::routes::entries::claimed_kind;
use crate::routes::request::{Source, blocking, is_of_type, read_body};
use crate::service::Service;
use crate::throttle::Kind;

/// `POST /entries:batch`: registers statements and answers with an outcome for each.
pub(super) async fn register(
    State(service): State<Arc<Service>>,
    Source(source): Source,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    if !is_of_type(&headers, &[BATCH_TYPE]) {
        let detail = "Send statements as application/vnd.keepwell.statements.";
        return Err(Problem::media_type(detail));
    }
    let place = service.bodies.place(source).ok_or_else(Problem::busy)?;
    let bytes = read_body(body, MAX_BATCH_BYTES).await?;
    let statements = batch::split(&bytes)?;
    for (kind, many) in claimed(&statements) {
        service.count_many(source, kind, many)?;
    }
    let turn = service.bodies.turn().await;
    let reading = service.clone();
    let read = blocking(move || {
        // Held until the signatures are checked: that is what a batch costs.
        let _held = (place, turn);
        Ok(read(&reading, &batch::split(&bytes)?))
    })
    .await?;
    let answer = encode_outcomes(&enter(&service, read).await?);
    let headers = [
        (header::CONTENT_TYPE, OUTCOMES_TYPE),
        (header::CACHE_CONTROL, "no-store"),
    ];
    Ok((headers, answer).into_response())
}

/// A statement before it is entered.
enum Read {
    /// It is on the log, or is none.
    Done(Outcome),
    /// Its signature was checked.
    New(Offered),
}

/// How many of each kind there are, as they say themselves.
fn claimed(statements: &[&[u8]]) -> impl Iterator<Item = (Kind, u32)> {
    let count = |kind| {
        let same = statements.iter().filter(|one| claimed_kind(one) == kind);
        u32::try_from(same.count()).unwrap_or(u32::MAX)
    };
    let revocations = count(Kind::Revocation);
    let all = u32::try_from(statements.len()).unwrap_or(u32::MAX);
    let kinds = [
        (Kind::Statement, all - revocations),
        (Kind::Revocation, revocations),
    ];
    kinds.into_iter().filter(|(_, many)| *many > 0)
}

fn read(service: &Service, statements: &[&[u8]]) -> Vec<Read> {
    let known = |one: &&[u8]| {
        let digest = sha256(one);
        (digest, service.state.noted_index_of(&digest))
    };
    let known: Vec<_> = statements.iter().map(known).collect();
    let all = statements.iter().zip(&known);
    let unknown = all.filter(|(_, (_, known))| matches!(known, Ok(None)));
    let new: Vec<_> = unknown.map(|(one, _)| *one).collect();
    let mut parsed = Statement::parse_all(&new, &mut service.randomness.generator()).into_iter();
    let is_kept_out = |statement: &Statement| {
        !service.admission.is_open() && statement.kind() == EntryType::Grant
    };
    let one = |(digest, known)| match known {
        Ok(Some(index)) => Read::Done(Outcome::Registered {
            index,
            is_new: false,
        }),
        Ok(None) => match parsed.next() {
            Some(Ok(statement)) if is_kept_out(&statement) => {
                Read::Done(refused(Problem::not_in_a_batch()))
            }
            Some(Ok(statement)) => Read::New(Offered::with(statement, digest)),
            Some(Err(error)) => Read::Done(refused(error)),
            None => Read::Done(refused(Problem::internal())),
        },
        Err(error) => Read::Done(refused(error)),
    };
    known.into_iter().map(one).collect()
}

/// Commits what is new.
async fn enter(service: &Service, read: Vec<Read>) -> Result<Vec<Outcome>, Problem> {
    let (mut outcomes, mut offered) = (Vec::new(), Vec::new());
    for one in read {
        match one {
            Read::Done(outcome) => outcomes.push(Some(outcome)),
            Read::New(statement) => {
                outcomes.push(None);
                offered.push(statement);
            }
        }
    }
    let entered = if offered.is_empty() {
        Vec::new()
    } else {
        service.door.register_all(offered).await?
    };
    let mut entered = entered.into_iter().map(|outcome| match outcome {
        Ok(Registered { index, is_new }) => Outcome::Registered { index, is_new },
        Err(reason) => refused(reason),
    });
    let all = outcomes.into_iter();
    let all = all.map(|done| done.or_else(|| entered.next()));
    all.collect::<Option<Vec<_>>>()
        .ok_or_else(Problem::internal)
}

fn refused(reason: impl Into<Problem>) -> Outcome {
    let problem = reason.into();
    Outcome::Refused {
        status: problem.status(),
        problem: problem.details(),
    }
}
