//! Does what a server asks for before it takes in a mailbox or a grant: works for its challenge on the thread that waits anyway,
//! or takes a token, and sends the request again with the answer. It stops when nobody waits any longer, and after a few rounds with a
//! server that is never content.

use keepwell_protocol::admission::Subject;

use crate::{
    error::ClientError,
    transport::{Response, Transport, TransportError},
};

/// How often work is done for one request: the load may rise while somebody works.
const ROUNDS: usize = 3;

/// Sends by `send`, which is given the value of `Authorization`, first without one. An answer is good for `subject` alone.
///
/// # Errors
/// [`ClientError::Asked`] when the server asks again and again, [`ClientError::TooMuchAsked`], and whatever `send` says.
pub(crate) fn admitted(
    transport: &dyn Transport,
    subject: &Subject,
    mut send: impl FnMut(Option<&str>) -> Result<Response, ClientError>,
) -> Result<Response, ClientError> {
    let mut sent = send(None);
    for _ in 0..ROUNDS {
        let answer = match &sent {
            Err(ClientError::Asked(challenge)) => {
                let solution = challenge.solve(subject, || transport.is_awaited());
                solution.ok_or(TransportError::Silent)?.to_header()
            }
            Err(ClientError::NotInvited(challenge)) => match transport.token(challenge) {
                Some(token) => token.to_header(),
                None => break,
            },
            _ => break,
        };
        sent = send(Some(&answer));
    }
    sent
}

#[cfg(test)]
mod tests;
