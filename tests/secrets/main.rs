//! Secrets: what others could see of the whole story is searched for what is nobody's business, by the names that stand in
//! it; and what servers keep of two grants is searched for anything that tells that they are one patient's.

#[cfg(test)]
use journeys::{command, stage, wire};

#[cfg(test)]
#[cfg(target_os = "linux")]
mod everywhere;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod keys;
#[cfg(test)]
mod linked;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod locked;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod planted;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod process;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod story;
#[cfg(test)]
#[cfg(target_os = "linux")]
mod wiretap;

#[cfg(test)]
#[path = "../journeys"]
#[expect(
    dead_code,
    unused_imports,
    reason = "the journeys have more use for it"
)]
mod journeys {
    pub(crate) mod command;
    pub(crate) mod stage;
    pub(crate) mod wire;
}
