//! One server in this process: started, stopped, started again on the same data and port.

use std::{
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::{Path, PathBuf},
};

use keepwell_protocol::origin::Origin;
use keepwell_server::{Roles, ServeError, ServeOptions, Server};

use super::Hands;

/// A server that can be stopped and started again.
pub(crate) struct Machine {
    options: ServeOptions,
    running: Option<Server>,
    /// Where it is reached.
    pub(crate) url: Origin,
}

impl Machine {
    /// Starts one; `shown` is what it says its address is, where that is not the real one.
    pub(crate) fn start(data: PathBuf, roles: Roles, shown: Option<Origin>, clock: &Hands) -> Self {
        Self::run(ServeOptions {
            roles,
            public_url: shown,
            ..options(data, free_address(), clock)
        })
    }

    /// Starts one whose relay binds itself each minute to what happened.
    pub(crate) fn bound(data: PathBuf, clock: &Hands) -> Self {
        Self::run(ServeOptions {
            access_roots: true,
            ..options(data, free_address(), clock)
        })
    }

    fn run(mut options: ServeOptions) -> Self {
        let running = loop {
            match Server::start(&options) {
                Ok(server) => break server,
                // Somebody else was faster.
                Err(ServeError::PortInUse(_)) => options.listen = free_address(),
                Err(error) => panic!("{error}"),
            }
        };
        Self {
            url: Origin::parse(&format!("http://{}", options.listen)).expect("an origin"),
            options,
            running: Some(running),
        }
    }

    /// One that is not ours to start or stop.
    pub(crate) fn of_somebody_else(data: PathBuf, url: &Origin, clock: &Hands) -> Self {
        let listen = url.authority().parse().expect("an address");
        Self {
            url: url.clone(),
            options: options(data, listen, clock),
            running: None,
        }
    }

    /// Where its data are.
    pub(crate) fn data(&self) -> &Path {
        &self.options.data
    }

    /// Drains and stops it.
    pub(crate) fn stop(&mut self) {
        let server = self.running.take().expect("a running server");
        server.stop().expect("stopped");
    }

    /// Starts it on its data and port.
    pub(crate) fn restart(&mut self) {
        self.running = Some(Server::start(&self.options).expect("a server"));
    }
}

fn options(data: PathBuf, listen: SocketAddr, clock: &Hands) -> ServeOptions {
    let clock = clock.clone();
    ServeOptions {
        listen,
        ..ServeOptions::local(data, move || clock.now())
    }
}

/// A port that is free now, so that the address is known before the server is there.
fn free_address() -> SocketAddr {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address")
}
