//! `keepwell wallet again`: more time for a clinic, or the same once more, without its code.

use std::path::Path;

use keepwell_protocol::time::parse_duration;
use keepwell_qr::make::Code;
use keepwell_wallet::grants;
use rand_core::OsRng;

use super::{
    Setting,
    grant::{SCALE, answer, other},
    send::send,
    unlock,
};
use crate::{commands::NewFile, edge, exit::Failure};

pub(super) fn run(
    digits: &str,
    lasts: &str,
    qr: Option<&Path>,
    setting: Setting<'_>,
) -> Result<(), Failure> {
    let seconds = parse_duration(lasts).map_err(Failure::usage)?;
    let vault = unlock(&setting)?;
    let old = grants::find(&vault, digits)?;
    let picture = qr.map(NewFile::prepare).transpose()?;
    // What is longer than any grant is refused where grants are made.
    let minutes = u32::try_from(seconds.div_ceil(60)).unwrap_or(u32::MAX);
    let made = grants::again(&vault, old.id, minutes, edge::now(), &mut OsRng)?;
    let code = Code::new(&made.qr_text).map_err(other)?;
    if let Some(file) = picture {
        file.write(&code.png(SCALE).map_err(other)?)?;
    }
    send(&vault, &[old.id, made.id])?;
    answer(&vault, &made, &code, &old.clinic.name, setting)
}
