//! Journeys: what patients and clinics do, end to end, on real servers. Most run the `keepwell` command as separate
//! processes, as programs outside this project do; those that need to move the clock, to hold the wire or to see both
//! sides' memory run servers, wallet and clinic in one process. One test binary, so that the parts are linked once.

#[cfg(test)]
mod admission;
#[cfg(test)]
mod again;
#[cfg(test)]
mod altered;
#[cfg(test)]
mod animated;
#[cfg(test)]
mod apart;
#[cfg(test)]
mod bad_input;
#[cfg(test)]
mod choices;
#[cfg(test)]
mod command;
#[cfg(test)]
mod demo;
#[cfg(test)]
mod drain;
#[cfg(test)]
mod drain_ledger;
#[cfg(test)]
mod erased;
#[cfg(test)]
mod far;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod flood;
#[cfg(test)]
mod following;
#[cfg(test)]
mod forged;
#[cfg(test)]
mod forger;
#[cfg(test)]
mod halves;
#[cfg(test)]
mod liar;
#[cfg(test)]
mod lies;
#[cfg(test)]
mod link_server;
#[cfg(test)]
mod links_in;
#[cfg(test)]
mod meeting;
#[cfg(test)]
mod moments;
#[cfg(test)]
mod monitor;
#[cfg(test)]
mod more_time;
#[cfg(test)]
mod nowhere;
#[cfg(test)]
mod offline;
#[cfg(test)]
mod pause;
#[cfg(test)]
mod privacy;
#[cfg(test)]
mod proof;
#[cfg(test)]
mod pruning;
#[cfg(test)]
mod rendezvous;
#[cfg(test)]
mod restore;
#[cfg(test)]
mod rollback;
#[cfg(test)]
mod roots;
#[cfg(test)]
mod rotation;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod share;
#[cfg(test)]
mod skew;
#[cfg(test)]
mod stage;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod trip;
#[cfg(test)]
mod typed;
#[cfg(test)]
mod units;
#[cfg(test)]
mod unlinkable;
#[cfg(test)]
mod waiting;
#[cfg(test)]
mod wire;
#[cfg(test)]
mod withdrawn;
#[cfg(test)]
mod witness;
#[cfg(test)]
mod witnessed;
#[cfg(test)]
mod world;
#[cfg(test)]
mod years;
