//! A log of which a part was pruned: read over by its hashes where the ledger's signed word says so, and nowhere else.

use keepwell_crypto::sign::SigningKey;
use keepwell_protocol::retention::{KEPT_PATH, Kept, RETENTION_PATH, RUN, Retention};
use keepwell_tlog::{bundle::BundleId, tile::TileId};

use super::*;
use crate::testing::refusal;

const SIZE: u32 = 66_000;

fn kept() -> Kept {
    let mut kept = Kept::default();
    kept.push_run([0, 7]);
    kept
}

/// Serves a log without what is gone, and says with a key of this seed that this stays.
fn pruned(kept: Kept, seed: u8) -> Scripted {
    let honest = serve(shared(Log::of(SIZE)), false);
    let policy = Retention {
        origin: ORIGIN.to_owned(),
        days: 400,
        minimum: kept.minimum(),
        kept: kept.digest(),
        after: 0,
    };
    let statement = policy.sign(&SigningKey::from_seed(&[seed; 32]));
    let gone = self::kept();
    Scripted::new(move |request| {
        let at = path(request);
        let name = at.trim_start_matches('/');
        let bundle = BundleId::parse(name).map(|id| id.index());
        let tile = TileId::parse(name).filter(|id| id.level() == 0);
        let chunk = bundle.or(tile.map(|id| id.index()));
        if chunk.is_some_and(|chunk| gone.is_pruned(chunk)) {
            return Ok(refusal(410, "pruned"));
        }
        Ok(match at {
            RETENTION_PATH => answer(200, &[], statement.as_bytes()),
            KEPT_PATH => answer(200, &[], kept.as_bytes()),
            _ => return honest.send(request.clone()),
        })
    })
}

#[test]
fn what_is_gone_is_passed_over_and_the_root_is_compared_all_the_same() {
    let transport = pruned(kept(), 1);
    let mut view = LogView::new(ORIGIN);
    let seen = read_over(&transport, &mut view).unwrap();
    assert_eq!(view.root(), Log::of(SIZE).root());
    let indexes: Vec<_> = seen.iter().map(|(index, _)| *index).collect();
    let stays = (0..256).chain(7 * 256..8 * 256).chain(RUN..SIZE.into());
    assert_eq!(indexes, stays.collect::<Vec<_>>());
    assert_eq!(view.unread_before(), RUN);
    // Whoever is beyond it is told of nothing.
    let mut late = view_of(65_600);
    assert_eq!(read_over(&transport, &mut late).unwrap().len(), 400);
    assert_eq!(late.unread_before(), 0);
}

#[test]
fn who_stopped_among_what_is_gone_begins_anew_and_beside_it_goes_on() {
    let transport = pruned(kept(), 1);
    for (known, first) in [(300, 0), (512, 7 * 256), (7 * 256 + 3, 7 * 256 + 3)] {
        let mut view = view_of(known);
        let seen = read_over(&transport, &mut view).unwrap();
        assert_eq!(seen[0].0, first, "from {known}");
        assert_eq!(view.root(), Log::of(SIZE).root());
    }
}

#[test]
fn nothing_is_passed_over_without_the_ledger_s_own_word() {
    let view = LogView::new(ORIGIN);
    let error = |transport: Scripted| {
        let mut after = view.clone();
        let error = read_over(&transport, &mut after).unwrap_err();
        assert_eq!(after, view);
        error
    };
    let foreign = error(pruned(kept(), 9));
    assert!(!matches!(foreign, ClientError::LedgerLies(_)), "{foreign}");
    // It is gone, but stands in the list of what stays.
    let mut other = Kept::default();
    other.push_run(0..256);
    let contrary = error(pruned(other, 1));
    assert!(matches!(contrary, ClientError::Nonsense(_)), "{contrary}");
}
