//! A node of the chain, spoken to in JSON-RPC over the same HTTP as every other server: HTTPS but on this machine, no redirect,
//! bounded answers, an end to every wait.

use std::{
    io::BufReader,
    sync::Arc,
    task::{Context, Poll},
};

use alloy::{
    rpc::json_rpc::{RequestPacket, ResponsePacket},
    transports::{TransportError, TransportErrorKind, TransportFut},
};
use keepwell_client::transport::{
    HttpTransport, Method, Request, Transport as _, TransportError as HttpError,
};
use tower::Service;

/// The longest answer that is read, in bytes. A receipt or a block without its transactions has a few KiB.
const MAX_ANSWER: u64 = 1 << 20;

/// A node's address and the network to it.
#[derive(Clone)]
pub struct Node {
    network: HttpTransport,
    url: Arc<str>,
}

impl Node {
    /// The node at `url`, path and query included. Nothing is sent yet.
    pub fn new(network: HttpTransport, url: &str) -> Self {
        Self {
            network,
            url: url.into(),
        }
    }

    fn ask(&self, packet: RequestPacket) -> Result<ResponsePacket, TransportError> {
        let body = packet.serialize().map_err(TransportError::ser_err)?;
        let request = Request {
            method: Method::Post,
            url: self.url.to_string(),
            headers: vec![("content-type", "application/json".to_owned())],
            body: body.get().as_bytes().to_vec(),
            limit: MAX_ANSWER,
        };
        let mut response = self
            .network
            .send(request)
            .map_err(TransportErrorKind::custom)?;
        if response.status >= 500 {
            let error = HttpError::Faulty(response.status);
            return Err(TransportErrorKind::custom(error));
        }
        // A body that is cut or too long is no JSON either.
        serde_json::from_reader(BufReader::new(&mut response.body))
            .map_err(|error| TransportError::deser_err(error, ""))
    }
}

impl Service<RequestPacket> for Node {
    type Response = ResponsePacket;
    type Error = TransportError;
    type Future = TransportFut<'static>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, packet: RequestPacket) -> Self::Future {
        let node = self.clone();
        Box::pin(async move {
            let asked = tokio::task::spawn_blocking(move || node.ask(packet)).await;
            asked.map_err(TransportErrorKind::custom)?
        })
    }
}

#[cfg(test)]
mod tests;
