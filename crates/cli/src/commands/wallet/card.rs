//! `keepwell wallet card check`: who signed the cards and certificates in the wallet, and whether somebody whom the person
//! trusts vouches for them; two facts, each on a line of its own.

use std::{fmt::Write as _, fs::File, io::Read as _, path::Path};

use keepwell_wallet::{
    edge::Standing,
    records::{self, Checked, RecordId, Revocation, Signed, Trust, Trusted},
    strangers::Strangers,
};
use serde_json::{Value, json};

use super::{Setting, network_of_strangers, records::parse_id, unlock};
use crate::{
    args::CheckCards,
    edge,
    exit::{Failure, Kind},
};

/// The largest list of whom to trust, in bytes.
const MAX_LIST: u64 = 16 << 20;

pub(super) fn check(wish: &CheckCards, setting: Setting<'_>) -> Result<(), Failure> {
    let vault = unlock(&setting)?;
    let mut trust = Trust::default();
    for file in &wish.trust {
        add(&mut trust, file)?;
    }
    let ids = wish.ids.iter().map(|id| parse_id(id));
    let ids: Vec<RecordId> = ids.collect::<Result<_, _>>()?;
    let network = network_of_strangers(&vault)?;
    let strangers = Strangers {
        transport: &network,
        now: &edge::now,
    };
    let checked = records::check_signed(&vault, &ids, &trust, &strangers)?;
    let mut lines: String = checked.iter().map(lines).collect();
    if checked.is_empty() {
        lines.push_str("There are no cards and no certificates in this wallet.");
    }
    let objects: Vec<Value> = checked.iter().map(object).collect();
    setting
        .output
        .answer(&json!({ "cards": objects }), &lines)?;
    verdict(&checked)
}

fn add(trust: &mut Trust, file: &Path) -> Result<(), Failure> {
    let unreadable = |why: String| {
        Failure::new(
            Kind::Damaged,
            "trust_list",
            format!("{}: {why}", file.display()),
        )
    };
    let mut bytes = Vec::new();
    let read = File::open(file).and_then(|file| file.take(MAX_LIST).read_to_end(&mut bytes));
    read.map_err(|error| unreadable(error.to_string()))?;
    trust
        .add(&bytes)
        .map_err(|error| unreadable(error.to_string()))
}

/// The answer is given in any case; one that is not what it says then decides how the command ends.
fn verdict(checked: &[Checked]) -> Result<(), Failure> {
    let is_bad =
        |one: &&Checked| one.signature == Signed::Wrong || one.standing == Standing::Revoked;
    let is_open = |one: &&Checked| matches!(one.signature, Signed::NotChecked(_));
    if let Some(bad) = checked.iter().find(is_bad) {
        let message = format!("{}: {}", bad.id, first_line(bad));
        return Err(Failure::new(Kind::Refused, "check_failed", message));
    }
    match checked.iter().find(is_open) {
        Some(open) => {
            let message = format!("{}: {}", open.id, first_line(open));
            Err(Failure::new(Kind::Unreachable, "not_checked", message))
        }
        None => Ok(()),
    }
}

fn first_line(one: &Checked) -> String {
    if one.standing == Standing::Revoked {
        standing(one.standing).to_owned()
    } else {
        signature(&one.signature)
    }
}

fn lines(one: &Checked) -> String {
    let kind = if one.kind == "hcert" {
        "Health certificate"
    } else {
        "SMART Health Card"
    };
    let mut text = String::new();
    // Writing to a string cannot fail.
    let _ = writeln!(
        text,
        "{}  {kind} of {}\n    Signature: {}\n    Standing:  {}\n    Issuer:    {}",
        one.id,
        one.issuer.as_deref().unwrap_or("somebody who is not named"),
        signature(&one.signature),
        standing(one.standing),
        trusted(&one.trusted),
    );
    if let Revocation::NotChecked(why) = one.revocation {
        let _ = writeln!(
            text,
            "    Whether its issuer took it back is not known: {why}"
        );
    }
    text
}

fn signature(signed: &Signed) -> String {
    match signed {
        Signed::Valid => "valid".to_owned(),
        Signed::Wrong => "WRONG: it was altered, or somebody else signed it".to_owned(),
        Signed::UnknownKey => "unknown: its key is not among those that are published".to_owned(),
        Signed::NotChecked(why) => format!("not checked: {why}"),
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Holds => "holds now",
        Standing::TooEarly => "holds only later",
        Standing::Expired => "has expired",
        Standing::Revoked => "TAKEN BACK by its issuer",
    }
}

fn trusted(trusted: &Trusted) -> String {
    match trusted {
        Trusted::Listed(name) if name.is_empty() => "is on your list".to_owned(),
        Trusted::Listed(name) => format!("is on your list as {name}"),
        Trusted::NotListed => "is not on your list".to_owned(),
        Trusted::NoList => "nobody was asked to vouch for it (give a list with --trust)".to_owned(),
    }
}

fn object(one: &Checked) -> Value {
    let signature = match one.signature {
        Signed::Valid => "valid",
        Signed::Wrong => "wrong",
        Signed::UnknownKey => "unknown_key",
        Signed::NotChecked(_) => "not_checked",
    };
    let standing = match one.standing {
        Standing::Holds => "holds",
        Standing::TooEarly => "too_early",
        Standing::Expired => "expired",
        Standing::Revoked => "revoked",
    };
    let revocation = match one.revocation {
        Revocation::None => "none",
        Revocation::Checked => "checked",
        Revocation::NotChecked(_) => "not_checked",
    };
    let (trusted, name) = match &one.trusted {
        Trusted::Listed(name) => (Some(true), Some(name)),
        Trusted::NotListed => (Some(false), None),
        Trusted::NoList => (None, None),
    };
    json!({
        "id": one.id,
        "kind": one.kind,
        "issuer": one.issuer,
        "signature": signature,
        "standing": standing,
        "revocation": revocation,
        "trusted": trusted,
        "trusted_as": name,
    })
}
