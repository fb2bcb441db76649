//! Hands one head to one witness: makes the proof from the size it cosigned last, sends it, and judges the answer. A
//! cosignature counts only when it is the policy's witness's own, over this head.

use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::note::Signature;
use keepwell_tlog::policy::Witness;
use keepwell_tlog::proof::ConsistencyProof;
use keepwell_tlog::tile::TileHashes;
use keepwell_tlog::witness::AddCheckpoint;

use super::Post;
use super::board::Said;
use crate::state::State;

/// The longest sentence of a witness that is shown, in characters.
const MAX_WORDS: usize = 200;

/// Hands `head` in to `witness`, which has cosigned `old` entries before.
pub(super) fn hand_in(
    state: &State,
    post: &dyn Post,
    witness: &Witness,
    head: &SignedCheckpoint,
    old: u64,
) -> Said {
    let Ok(url) = std::str::from_utf8(&witness.url) else {
        return Said::Failed("its address in the policy is not text".to_owned());
    };
    let Some(body) = request(state, head, old) else {
        return Said::Failed("the proof for it could not be made: look at the disk".to_owned());
    };
    let url = format!("{}/add-checkpoint", url.trim_end_matches('/'));
    match post.post(&url, body) {
        Ok((status, body)) => judge(state, witness, head, old, (status, &body)),
        Err(why) => Said::Failed(why),
    }
}

fn request(state: &State, head: &SignedCheckpoint, old: u64) -> Option<Vec<u8>> {
    let (view, size) = (state.view(), head.checkpoint().size());
    let made = ConsistencyProof::make(&TileHashes::new(&view, size), old, size);
    let proof = made
        .inspect_err(|error| tracing::error!(%error, "no proof for a witness"))
        .ok()?;
    // Without the cosignatures of others. It was signed before, so this is the same note once more.
    let alone = state.key.sign_head(size, *head.checkpoint().root()).ok()?;
    Some(AddCheckpoint::new(&proof, &alone)?.to_string().into_bytes())
}

fn judge(
    state: &State,
    witness: &Witness,
    head: &SignedCheckpoint,
    old: u64,
    (status, body): (u16, &[u8]),
) -> Said {
    let text = String::from_utf8_lossy(body);
    match status {
        200 => cosignature(witness, head, &text).map_or_else(
            || Said::Failed("what it answered is not its cosignature".to_owned()),
            Said::Cosigned,
        ),
        409 => match text.trim_end_matches('\n').parse::<u64>() {
            Ok(has) if has == old => Said::Contradicted(format!(
                "has cosigned other entries than these, {has} of them: this ledger has two histories"
            )),
            Ok(has) if has > state.view().size() => Said::Contradicted(format!(
                "has cosigned {has} entries, which is more than there are: was this ledger put back from an older copy?"
            )),
            Ok(has) => Said::Has(has),
            Err(_) => Said::Failed("what it answered is no size".to_owned()),
        },
        422 => Said::Contradicted(
            "has cosigned entries that are not in this ledger: it has two histories".to_owned(),
        ),
        status => Said::Failed(format!("HTTP {status}: {}", words(&text))),
    }
}

/// The witness's own line, checked over the head.
fn cosignature(witness: &Witness, head: &SignedCheckpoint, text: &str) -> Option<Signature> {
    let own =
        |line: &Signature| line.name() == witness.key.name() && line.key_id() == witness.key.id();
    let line = text.lines().filter_map(Signature::parse).find(own)?;
    let mut alone = head.clone();
    alone.add(line.clone()).ok()?;
    let said = alone
        .cosignatures(std::slice::from_ref(&witness.key))
        .ok()?;
    (!said.is_empty()).then_some(line)
}

/// A foreign sentence, made fit for a log: printable, and not long.
fn words(text: &str) -> String {
    let plain = text.chars().filter(|char| !char.is_control());
    plain.take(MAX_WORDS).collect()
}
