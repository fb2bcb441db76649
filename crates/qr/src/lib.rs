//! QR pictures made and read. This crate turns a short text into a picture (PNG, SVG, terminal) and a picture or camera
//! frame back into its text. It knows nothing of what the text means: grants and cards are read in `protocol`, so that
//! a strange picture is refused here before any rule of ours looks at it.
//!
//! - a text to show: [`make::Code`]
//! - a picture file somebody chose: [`read::read`]
//! - one frame of a running camera: [`read::read_luma`]

pub mod make;
pub mod read;
