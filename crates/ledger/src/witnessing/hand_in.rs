//! Hands one head to one witness: makes the proof from the size it cosigned last, sends it, and judges the answer. A
//! cosignature counts only when it is the policy's witness's own, over this head. A witness that does not know the ledger's
//! present key is told how the one that it knows was handed over.

use keepwell_protocol::rotation::Rotation;
use keepwell_protocol::time::Timestamp;
use keepwell_tlog::checkpoint::SignedCheckpoint;
use keepwell_tlog::note::Signature;
use keepwell_tlog::policy::Witness;
use keepwell_tlog::proof::ConsistencyProof;
use keepwell_tlog::tile::TileHashes;
use keepwell_tlog::tlog_proof::TlogProof;
use keepwell_tlog::witness::AddCheckpoint;

use super::Post;
use super::board::Said;
use crate::chunk::CHUNK;
use crate::state::State;

/// What a witness answers to a signature by a key that it does not know.
const FORBIDDEN: u16 = 403;
const NO_HEAD: &str =
    "the state in which the key was handed over could not be read: look at the disk";
const PRUNED: &str = "has cosigned fewer entries than this ledger still has, by its policy of pruning: ask whoever runs it to begin anew with this ledger";
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
    let asking = Asking {
        state,
        post,
        witness,
    };
    let said = asking.ask(head, old);
    let is_foreign = matches!(&said, Ok((FORBIDDEN, _))) && !state.key.earlier().is_empty();
    let said = if is_foreign {
        let size = asking.tell_keys(old);
        size.and_then(|size| Ok(asking.judge(head, size, asking.ask(head, size)?)))
    } else {
        said.map(|answer| asking.judge(head, old, answer))
    };
    said.unwrap_or_else(|said| said)
}

/// One conversation with a witness.
struct Asking<'a> {
    state: &'a State,
    post: &'a dyn Post,
    witness: &'a Witness,
}

impl Asking<'_> {
    fn ask(&self, head: &SignedCheckpoint, old: u64) -> Result<(u16, Vec<u8>), Said> {
        let is_pruned = !old.is_multiple_of(CHUNK) && self.state.view().is_pruned(old);
        if is_pruned && old < head.checkpoint().size() {
            return Err(Said::Refused(PRUNED.to_owned()));
        }
        let body = request(self.state, head, old);
        self.send("add-checkpoint", body).map_err(Said::Failed)
    }

    fn send(&self, what: &str, body: Option<Vec<u8>>) -> Result<(u16, Vec<u8>), String> {
        let url = std::str::from_utf8(&self.witness.url);
        let url = url.map_err(|_| "its address in the policy is not text".to_owned())?;
        let body = body.ok_or("the proof for it could not be made: look at the disk")?;
        let url = format!("{}/{what}", url.trim_end_matches('/'));
        self.post.post(&url, body)
    }

    /// Leads the witness over each rotation that it has not seen: it cosigns the head that both keys signed, and then takes the new
    /// key. Gives the size that it cosigned last.
    fn tell_keys(&self, old: u64) -> Result<u64, Said> {
        let mut size = old;
        for one in self.state.key.earlier() {
            let until = one.handed_over.until;
            if until < size {
                continue;
            }
            let head = last_head(self.state, until);
            let head = head.ok_or_else(|| Said::Failed(NO_HEAD.to_owned()))?;
            match self.lead(&head, size)? {
                // It knows neither of the two keys: it is past both.
                None => {}
                Some(has) if has > until => size = has,
                Some(_) => {
                    self.tell(until)?;
                    size = until;
                }
            }
        }
        Ok(size)
    }

    /// Has the witness cosign `head`; gives its size, or the larger one that it has cosigned already. `None` where it knows none of
    /// the keys that signed it.
    fn lead(&self, head: &SignedCheckpoint, old: u64) -> Result<Option<u64>, Said> {
        let mut old = old;
        // It may have cosigned another size than was thought: once more from there.
        for _ in 0..2 {
            let answer = self.ask(head, old)?;
            if answer.0 == FORBIDDEN {
                return Ok(None);
            }
            match self.judge(head, old, answer) {
                Said::Cosigned(..) => return Ok(Some(head.checkpoint().size())),
                Said::Has(has) if has > head.checkpoint().size() => return Ok(Some(has)),
                Said::Has(has) => old = has,
                said => return Err(said),
            }
        }
        Err(Said::Has(old))
    }

    /// Tells of the rotation that is the last entry of a log of this size.
    fn tell(&self, until: u64) -> Result<(), Said> {
        let (status, body) = self
            .send("add-key", rotation(self.state, until))
            .map_err(Said::Failed)?;
        match status {
            200 => Ok(()),
            404 => Err(Said::Refused(format!(
                "takes no new key by itself: ask whoever runs it to follow {}",
                self.state.key.public()
            ))),
            status => Err(Said::Refused(format!(
                "did not take the ledger's new key, HTTP {status}: {}",
                words(&String::from_utf8_lossy(&body))
            ))),
        }
    }

    fn judge(&self, head: &SignedCheckpoint, old: u64, (status, body): (u16, Vec<u8>)) -> Said {
        judge(self.state, self.witness, head, old, (status, &body))
    }
}

/// The head of exactly this size, as it was signed.
fn last_head(state: &State, size: u64) -> Option<SignedCheckpoint> {
    let note = state.view().note(size).ok()??;
    state.key.open_head(note.as_bytes()).ok()
}

/// The proof that the key was handed over, by the last entry of a log of this size.
fn rotation(state: &State, until: u64) -> Option<Vec<u8>> {
    let (view, index) = (state.view(), until.checked_sub(1)?);
    let statement = view.statement(index).ok()??;
    let proof = view.tlog_proof(index, until, &state.key).ok()?;
    let proof = TlogProof::parse(proof.as_bytes()).ok()?;
    Some(Rotation::carry(&statement, proof).ok()?.into_bytes())
}

fn request(state: &State, head: &SignedCheckpoint, old: u64) -> Option<Vec<u8>> {
    let (view, size) = (state.view(), head.checkpoint().size());
    let made = ConsistencyProof::make(&TileHashes::new(&view, size), old, size);
    let proof = made
        .inspect_err(|error| tracing::error!(%error, "no proof for a witness"))
        .ok()?;
    // Without the cosignatures of others, as it was signed: where the ledger's key was handed over, by both.
    let alone = last_head(state, size)?;
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
            |(line, at)| Said::Cosigned(line, at),
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
        400..500 => Said::Refused(format!("HTTP {status}: {}", words(&text))),
        status => Said::Failed(format!("HTTP {status}: {}", words(&text))),
    }
}

/// The witness's own line, checked over the head.
fn cosignature(
    witness: &Witness,
    head: &SignedCheckpoint,
    text: &str,
) -> Option<(Signature, Timestamp)> {
    let own =
        |line: &Signature| line.name() == witness.key.name() && line.key_id() == witness.key.id();
    let line = text.lines().filter_map(Signature::parse).find(own)?;
    let mut alone = head.clone();
    alone.add(line.clone()).ok()?;
    let said = alone
        .cosignatures(std::slice::from_ref(&witness.key))
        .ok()?;
    let at = said.first()?.time_s;
    Some((line, Timestamp::from_seconds(at)))
}

/// A foreign sentence, made fit for a log: printable, and not long.
fn words(text: &str) -> String {
    let plain = text.chars().filter(|char| !char.is_control());
    plain.take(MAX_WORDS).collect()
}
