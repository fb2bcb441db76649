//! The formats as others see them: every vector read back from its file, every byte of what is signed altered in turn, the
//! fuzz targets' seeds, and other people's software on our files. Only public functions are used, and nothing that the
//! crates' own tests build; so a mistake that a crate and its tests share shows here.

#[cfg(test)]
mod age;
#[cfg(test)]
mod altered;
#[cfg(test)]
mod bill;
#[cfg(test)]
mod pdf;
#[cfg(test)]
mod program;
#[cfg(test)]
mod python;
#[cfg(test)]
mod rendezvous;
#[cfg(test)]
mod reread;
#[cfg(test)]
mod scitt;
#[cfg(test)]
mod seeds;
#[cfg(test)]
#[expect(
    clippy::missing_panics_doc,
    reason = "a fuzz target panics to be heard"
)]
#[path = "../fuzz/src/lib.rs"]
pub mod targets;
#[cfg(test)]
mod vector;
#[cfg(test)]
mod zbar;
