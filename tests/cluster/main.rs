//! One ledger, and one relay, on several machines: `keepwell serve` as processes around a real PostgreSQL and an S3 double, both started
//! here. Sequencers are killed and paused under load, connections between front ends, PostgreSQL and store are cut by chance; in the end
//! everything that was acknowledged is in the log, every index once, and what stands in the store leads to the signed root. Needs
//! `postgres` (Debian's 15 or newer) and Python; what cannot be had fails where `KEEPWELL_TOOLS=wanted`.

#[cfg(test)]
mod agreement;
#[cfg(test)]
mod beside;
#[cfg(test)]
mod bound;
#[cfg(test)]
mod chance;
#[cfg(test)]
mod contradicted;
#[cfg(test)]
mod crashes;
#[cfg(test)]
mod cuts;
#[cfg(test)]
mod denied;
#[cfg(test)]
mod hanging;
#[cfg(test)]
mod held;
#[cfg(test)]
mod load;
#[cfg(test)]
mod node;
#[cfg(test)]
mod people;
#[cfg(test)]
mod plans;
#[cfg(test)]
mod postgres;
#[cfg(test)]
mod proxy;
#[cfg(test)]
mod pruning;
#[cfg(test)]
mod put_back;
#[cfg(test)]
mod quiet;
#[cfg(test)]
mod ready;
#[cfg(test)]
mod relays;
#[cfg(test)]
mod revocations;
#[cfg(test)]
mod roots;
#[cfg(test)]
mod rotate;
#[cfg(test)]
mod services;
#[cfg(test)]
mod store;
#[cfg(test)]
mod telling;
#[cfg(test)]
mod together;
#[cfg(test)]
mod tokens;
#[cfg(test)]
mod waiting;
#[cfg(test)]
mod whole;
#[cfg(test)]
mod witnesses;
#[cfg(test)]
mod work;
#[cfg(test)]
mod world;

#[cfg(test)]
#[path = "../journeys/command.rs"]
#[expect(dead_code, reason = "journeys use the rest")]
mod command;
#[cfg(test)]
#[path = "../interop/folder.rs"]
mod folder;
#[cfg(test)]
#[path = "../interop/program.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod program;
#[cfg(test)]
#[path = "../interop/python.rs"]
#[expect(dead_code, reason = "other tests use the rest")]
mod python;
