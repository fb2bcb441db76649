//! Nothing that was acknowledged is lost: the real program is killed without warning at random moments, and after each
//! time everything that it said was done is there, once and whole. Each test does a few cycles, and with
//! `KEEPWELL_LONG=1` in the environment as many as are worth claiming.

#[cfg(test)]
mod chance;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod damage;
#[cfg(test)]
mod disk;
#[cfg(test)]
mod entries;
#[cfg(test)]
#[expect(dead_code, unused_imports, reason = "the journeys do more with it")]
#[path = "../journeys"]
mod journeys {
    pub(crate) mod command;
    pub(crate) mod stage;
    pub(crate) mod wire;
    pub(crate) mod world;
}
#[cfg(test)]
mod lack;
#[cfg(test)]
mod length;
#[cfg(test)]
mod logged;
#[cfg(test)]
mod memory;
#[cfg(test)]
mod papers;
#[cfg(test)]
mod parts;
#[cfg(test)]
mod place;
#[cfg(test)]
mod power;

#[cfg(test)]
use journeys::{command, stage, wire, world};
