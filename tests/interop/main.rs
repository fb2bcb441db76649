//! Other people's software on what we make, and we on what it makes: age files, statements and receipts, proofs, tiles, QR
//! pictures, signed requests, FHIR, PDF, a chain. Each package is installed at a fixed version into a folder of its own in the target
//! folder and says what it runs with; `KEEPWELL_LONG=1` makes those folders anew. What cannot be had fails where
//! `KEEPWELL_TOOLS=wanted`, as in `cargo xtask test`, and is otherwise said to be skipped.

#[cfg(test)]
mod age;
#[cfg(test)]
mod anchor;
#[cfg(test)]
mod bill;
#[cfg(test)]
#[path = "../journeys/command.rs"]
#[expect(dead_code, reason = "journeys use the rest")]
mod command;
#[cfg(test)]
mod debian;
#[cfg(test)]
mod emergency;
#[cfg(test)]
mod fhir;
#[cfg(test)]
mod folder;
#[cfg(test)]
mod http_signature;
#[cfg(test)]
mod ips;
#[cfg(test)]
mod links;
#[cfg(test)]
mod log;
#[cfg(test)]
mod merkle;
#[cfg(test)]
mod node;
#[cfg(test)]
mod openapi;
#[cfg(test)]
mod pdf;
#[cfg(test)]
mod program;
#[cfg(test)]
mod python;
#[cfg(test)]
mod scitt;
#[cfg(test)]
mod share;
#[cfg(test)]
mod status;
#[cfg(test)]
mod tiles;
#[cfg(test)]
mod token;
#[cfg(test)]
#[path = "../formats/vector.rs"]
#[expect(dead_code, reason = "the tests of formats use the rest")]
mod vector;
#[cfg(test)]
mod viewer;
#[cfg(test)]
#[path = "../journeys/world.rs"]
#[expect(dead_code, reason = "journeys use the rest")]
mod world;
#[cfg(test)]
mod zbar;
