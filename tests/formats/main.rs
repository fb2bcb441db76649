//! The formats as others see them: every vector read back from its file, every byte of what is signed altered in turn, and the
//! fuzz targets' seeds. Only public functions are used, and nothing that the crates' own tests build; so a mistake that a
//! crate and its tests share shows here. Other people's software on our files is in `tests/interop`.

#[cfg(test)]
mod altered;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod rendezvous;
#[cfg(test)]
mod reread;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod smart;
#[cfg(test)]
#[expect(
    clippy::missing_panics_doc,
    reason = "a fuzz target panics to be heard"
)]
#[path = "../fuzz/src/lib.rs"]
pub mod targets;
#[cfg(test)]
mod vector;
