//! What becomes of requests between wallet, relay, ledger and clinic, by chance: cut before or after they were done or in
//! the middle, slow, twice, late and in another order, answered by a fault of somebody in between, or by nobody for as
//! long as a server is away. Servers and connections are the real ones; time is the stage's, and passes with each request.

use std::{
    collections::{BTreeMap, BTreeSet},
    io::{Cursor, Read},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use keepwell_client::transport::{
    Body, HttpTransport, Method, Request, Response, Transport as _, TransportError,
};
use keepwell_protocol::relay_api::OPENING_HEADER;

use crate::{
    dice::Dice,
    proxy::{Cut, Proxy},
    stage::Hands,
    wire::{Answer, answer, is_for_ledger, path},
};

/// How long somebody waits for an answer before giving up, in seconds.
const PATIENCE_S: u64 = 30;
/// The head of a request or of an answer is about so long, in bytes.
const HEAD: u64 = 800;

/// What can become of a request that is not just carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    /// It never arrives.
    CutBefore,
    /// It is done, and the answer is lost.
    CutAfter,
    /// The connection ends in the middle of the request.
    CutRequest,
    /// The connection ends in the middle of the answer.
    CutAnswer,
    /// Half of the answer's body arrives.
    Half,
    /// It arrives after a while.
    Slow,
    /// Its answer arrives after a while.
    SlowAnswer,
    /// It is done, and nobody hears of it for too long.
    Silent,
    /// It arrives twice; the first answer is taken.
    Twice,
    /// It arrives twice; the second answer is taken.
    TwiceSecond,
    /// The sender gives up, and then it arrives after others.
    Late,
    /// Somebody in between answers in the server's place.
    Gateway,
}

const FAULTS: [Fault; 12] = [
    Fault::CutBefore,
    Fault::CutAfter,
    Fault::CutRequest,
    Fault::CutAnswer,
    Fault::Half,
    Fault::Slow,
    Fault::SlowAnswer,
    Fault::Silent,
    Fault::Twice,
    Fault::TwiceSecond,
    Fault::Late,
    Fault::Gateway,
];

/// How a server is away.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Away {
    /// Nothing listens.
    Nobody,
    /// It keeps silent.
    Silent,
    /// What stands before it says that it is away.
    Gateway,
}

/// The weather over one stage.
#[derive(Clone)]
pub(crate) struct Weather(Arc<Mutex<Sky>>);

struct Sky {
    dice: Dice,
    clock: Hands,
    proxy: Proxy,
    /// How many of a hundred requests suffer.
    storm: u64,
    relay: Option<Away>,
    ledger: Option<Away>,
    late: Vec<Request>,
    /// The openings that were asked for, by the path of their mailbox.
    asked: BTreeMap<String, BTreeSet<String>>,
    /// What happened, for somebody who has to find out why a journey failed.
    told: Vec<String>,
    faults: BTreeMap<Fault, u64>,
}

impl Weather {
    /// Fair weather over the stage with this clock.
    pub(crate) fn new(seed: u64, clock: Hands) -> Self {
        Self(Arc::new(Mutex::new(Sky {
            dice: Dice::new(seed),
            clock,
            proxy: Proxy::start(),
            storm: 0,
            relay: None,
            ledger: None,
            late: Vec::new(),
            asked: BTreeMap::new(),
            told: Vec::new(),
            faults: BTreeMap::new(),
        })))
    }

    /// Carries a request as the weather is.
    pub(crate) fn carry(&self, network: &HttpTransport, request: Request) -> Answer {
        self.sky().carry(network, request)
    }

    /// From now on so many of a hundred requests suffer.
    pub(crate) fn storm(&self, percent: u64) {
        self.sky().storm = percent;
    }

    /// From now on relay and ledger are away, or there again.
    pub(crate) fn away(&self, relay: Option<Away>, ledger: Option<Away>) {
        let mut sky = self.sky();
        (sky.relay, sky.ledger) = (relay, ledger);
    }

    /// Everything late arrives now, in any order, or never.
    pub(crate) fn deliver_late(&self, network: &HttpTransport) {
        let mut sky = self.sky();
        while !sky.late.is_empty() {
            sky.deliver_one(network);
        }
    }

    /// Notes what happens.
    pub(crate) fn tell(&self, what: String) {
        let mut sky = self.sky();
        let now = sky.clock.now();
        sky.told.push(format!("{now} {what}"));
    }

    /// Everything noted.
    pub(crate) fn told(&self) -> String {
        self.sky().told.join("\n")
    }

    /// How many requests suffered so far.
    pub(crate) fn suffered(&self) -> u64 {
        self.sky().faults.values().sum()
    }

    /// The openings that were asked for at the mailbox with this path.
    pub(crate) fn asked(&self, mailbox: &str) -> BTreeSet<String> {
        self.sky().asked.get(mailbox).cloned().unwrap_or_default()
    }

    fn sky(&self) -> MutexGuard<'_, Sky> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sky {
    fn carry(&mut self, network: &HttpTransport, request: Request) -> Answer {
        self.clock.pass(1);
        self.note_opening(&request);
        if !self.late.is_empty() && self.dice.falls(30) {
            self.deliver_one(network);
        }
        let away = if is_for_ledger(&request) {
            self.ledger
        } else {
            self.relay
        };
        if let Some(away) = away {
            return away.answer();
        }
        if !self.dice.falls(self.storm) {
            return network.send(request);
        }
        let fault = self.dice.one_of(&FAULTS);
        *self.faults.entry(fault).or_default() += 1;
        let now = self.clock.now();
        let line = format!(
            "{now}   {fault:?}: {} {}",
            request.method.as_str(),
            path(&request)
        );
        self.told.push(line);
        self.suffer(fault, network, request)
    }

    fn suffer(&mut self, fault: Fault, network: &HttpTransport, request: Request) -> Answer {
        match fault {
            Fault::CutBefore => Err(TransportError::Broken),
            Fault::CutAfter => {
                drain(network.send(request)?);
                Err(TransportError::Broken)
            }
            Fault::CutRequest => {
                let length = HEAD + u64::try_from(request.body.len()).expect("a length");
                let cut = Cut::Request(1 + self.dice.below(length));
                self.proxy.send(request, cut)
            }
            Fault::CutAnswer => {
                let most = self.dice.one_of(&[HEAD, 8 * HEAD, 100 * HEAD]);
                let cut = Cut::Answer(1 + self.dice.below(most));
                self.proxy.send(request, cut)
            }
            Fault::Half => half(network.send(request)?),
            Fault::Slow => {
                // Up to longer than a nonce is good for.
                self.clock.pass(1 + self.dice.below(400));
                network.send(request)
            }
            Fault::SlowAnswer => {
                let answer = network.send(request);
                self.clock.pass(1 + self.dice.below(400));
                answer
            }
            Fault::Silent => {
                drain(network.send(request)?);
                self.clock.pass(PATIENCE_S);
                Err(TransportError::Silent)
            }
            Fault::Twice => {
                let first = network.send(request.clone());
                drain(network.send(request)?);
                first
            }
            Fault::TwiceSecond => {
                drain(network.send(request.clone())?);
                network.send(request)
            }
            Fault::Late => {
                self.late.push(request);
                self.clock.pass(PATIENCE_S);
                Err(TransportError::Silent)
            }
            Fault::Gateway => {
                if self.dice.falls(50) {
                    drain(network.send(request)?);
                }
                Away::Gateway.answer()
            }
        }
    }

    /// One of the late requests arrives, or is lost for good. Nobody waits for its answer.
    fn deliver_one(&mut self, network: &HttpTransport) {
        let place = self.dice.place(self.late.len());
        let request = self.late.swap_remove(place);
        let (method, path) = (request.method.as_str(), path(&request).to_owned());
        if self.dice.falls(25) {
            return;
        }
        let status = network.send(request).map(|answer| answer.status);
        let now = self.clock.now();
        let line = format!("{now}   arrives late: {method} {path}: {status:?}");
        self.told.push(line);
    }

    fn note_opening(&mut self, request: &Request) {
        let is_opening = |(name, _): &&(&str, String)| *name == OPENING_HEADER;
        let Some((_, opening)) = request.headers.iter().find(is_opening) else {
            return;
        };
        if request.method == Method::Get
            && let Some((mailbox, _)) = path(request).split_once("/parts/")
        {
            let asked = self.asked.entry(mailbox.to_owned()).or_default();
            asked.insert(opening.clone());
        }
    }
}

impl Away {
    fn answer(self) -> Answer {
        match self {
            Self::Nobody => Err(TransportError::Connect),
            Self::Silent => Err(TransportError::Silent),
            Self::Gateway => Ok(answer(
                502,
                Vec::new(),
                b"<html>bad gateway</html>".to_vec(),
            )),
        }
    }
}

fn drain(mut answer: Response) {
    // Only that the server sent it matters.
    let _ = answer.body.read_to_end(&mut Vec::new());
}

/// The same answer with the line going down in the middle of its body.
fn half(mut response: Response) -> Answer {
    let mut body = Vec::new();
    if response.body.read_to_end(&mut body).is_err() || body.is_empty() {
        return Err(TransportError::Broken);
    }
    let length = u64::try_from(body.len()).expect("a length");
    body.truncate(body.len() / 2);
    response.body = Body::new(Cursor::new(body).chain(Down), length);
    Ok(response)
}

/// A line that is down.
struct Down;

impl Read for Down {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::ErrorKind::ConnectionReset.into())
    }
}
