//! The status lists: which grants were revoked, published at most a minute after it happened. What they say follows from
//! the log (`keepwell_protocol::status`); here it is kept up from what the register notes ([`Ended`]), logged
//! ([`Publisher`]) and held ready for whoever asks ([`Lists`]).

mod ended;
mod lists;
mod publish;

pub(crate) use ended::Ended;
pub(crate) use lists::{List, Lists};
pub(crate) use publish::Publisher;
