//! One look: every new entry, the root computed from them, every new tile compared with what the entries make, and the
//! witnesses' word on it. What is wrong is told as what the ledger's own signatures prove, and no more.

use std::cell::RefCell;

use keepwell_client::{
    ClientError,
    follow::{LogView, begins_with, follow_over},
    ledger::{Ledger, Tiles},
    servers::LedgerKey,
};
use keepwell_protocol::{entry::Entry, time::Timestamp};
use keepwell_tlog::{
    checkpoint::SignedCheckpoint,
    edge::{Edge, OpenEdgeError},
    hash::Hash,
    tile::{ReadTilesError, Tile, TileSource as _},
};

use crate::{
    roots::{self, Roots},
    seen::Found,
    status::{Fresh, Status, Wrong},
};

/// How often tiles that do not fit are fetched before it is told: somebody between may have altered them.
const ATTEMPTS: u32 = 2;

/// What a look at an honest ledger gave.
pub(crate) struct Looked {
    pub(crate) view: LogView,
    pub(crate) lists: Lists,
    pub(crate) found: Found,
    pub(crate) words: String,
}

/// What is known of what the ledger logs besides grants and their ends.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lists {
    pub(crate) status: Status,
    pub(crate) roots: Roots,
}

/// What a look at new entries gathers for them.
#[derive(Default)]
struct FreshLists {
    status: Fresh,
    roots: roots::Fresh,
}

/// The tree as the entries make it.
#[derive(Default)]
struct Grown {
    edge: Edge,
    /// Tiles that became full.
    full: Vec<Tile>,
    is_broken: bool,
    lists: FreshLists,
}

/// Looks at the ledger, of which `known` is known. Cosignatures count as lately from `since` on.
///
/// # Errors
/// [`ClientError`] as from [`follow`].
pub(crate) fn look(
    ledger: &Ledger<'_>,
    known: &LogView,
    mut lists: Lists,
    (since, now): (Timestamp, Timestamp),
) -> Result<Looked, ClientError> {
    let begun = match begun(ledger, known) {
        Err(error) if error.is_pruned() => {
            // What is known ends among entries that were pruned since: nothing leads on from there.
            let anew = (&LogView::new(known.origin()), Lists::default());
            return look(ledger, anew.0, anew.1, (since, now));
        }
        Ok(begun) => begun,
        Err(error) => {
            // Where the ledger is another one, its checkpoint says more than what is missing of its tiles.
            ledger.checkpoint()?;
            return Err(error);
        }
    };
    let is_known = begun.is_some();
    let (view, mut grown) = read_on(ledger, known, begun)?;
    let mut fresh = std::mem::take(&mut grown.lists);
    if !(lists.status.is_of(known.size()) && lists.roots.is_of(known.size())) {
        // A folder from before lists were looked at: what it has read is read once more.
        (lists, fresh) = (
            Lists::default(),
            from_the_beginning(ledger, known.origin())?,
        );
    }
    let read = (view.unread_before(), view.size());
    let wrong = lists.status.hold(ledger, fresh.status, read)?;
    let wrong_root = lists.roots.hold(ledger, (fresh.roots, view.size()), now)?;
    let fits = is_known && !grown.is_broken && grown.edge.root() == view.root();
    let (found, words) = if !fits || !are_served(ledger, &grown)? {
        let words = "the tiles are not what the entries make, also the second time: somebody between may have altered them, or the ledger serves wrong tiles";
        (Found::Altered, words.to_owned())
    } else {
        match (wrong, wrong_root) {
            (Some(wrong), _) => about_status(&wrong),
            (None, Some(wrong)) if was_seen(ledger, &view, &wrong) => about_roots(&wrong),
            (None, _) => age(ledger, &view, since),
        }
    };
    Ok(Looked {
        view,
        lists,
        found,
        words,
    })
}

/// Reads what came after `known`, whose tree has this edge, with the tree as the entries make it.
///
/// # Errors
/// [`ClientError`] as from [`follow`].
fn read_on(
    ledger: &Ledger<'_>,
    known: &LogView,
    begun: Option<Edge>,
) -> Result<(LogView, Grown), ClientError> {
    let mut view = known.clone();
    let grown = RefCell::new(None);
    let fresh = || {
        // After a fetch that did not fit, everything is read once more from where it began.
        let edge = begun.clone();
        grown.replace(Some(Grown {
            edge: edge.unwrap_or_default(),
            ..Grown::default()
        }));
    };
    let take = |(): &mut (), index, entry: Entry| {
        if let Some(grown) = grown.borrow_mut().as_mut() {
            grown.push(Hash::of_leaf(&entry.to_bytes()));
            grown.lists.note(index, &entry);
        }
    };
    let gone = |(): &mut (), _, root| {
        if let Some(grown) = grown.borrow_mut().as_mut() {
            grown.pass(root);
            grown.lists.pass();
        }
    };
    follow_over(ledger, &mut view, &fresh, &take, &gone)?;
    Ok((view, grown.into_inner().unwrap_or_default()))
}

impl FreshLists {
    fn note(&mut self, index: u64, entry: &Entry) {
        self.status.note(index, entry);
        self.roots.note(index, entry);
    }

    /// Some entries were pruned.
    fn pass(&mut self) {
        self.status.pass();
        self.roots.pass();
    }
}

/// What every entry says of the lists.
fn from_the_beginning(ledger: &Ledger<'_>, origin: &str) -> Result<FreshLists, ClientError> {
    let mut view = LogView::new(origin);
    follow_over(
        ledger,
        &mut view,
        &FreshLists::default,
        &|fresh, index, entry| {
            fresh.note(index, &entry);
        },
        &|fresh, _, _| fresh.pass(),
    )
}

fn about_status(wrong: &Wrong) -> (Found, String) {
    match wrong {
        Wrong::Logged(index) => {
            let words = format!(
                "the list that it logged as entry {index} is not what its entries say: a revocation, or what concerns every reader, was left out or invented"
            );
            (Found::FalseStatus, words)
        }
        Wrong::Served => {
            let words = "its list of revoked grants is missing, or is not the one that it logged: somebody between may have altered it";
            (Found::Altered, words.to_owned())
        }
    }
}

/// Whether what is shown is new enough to say so: in a state that nobody has cosigned since a root was due it cannot stand.
fn was_seen(ledger: &Ledger<'_>, view: &LogView, wrong: &roots::Wrong) -> bool {
    let roots::Wrong::Overdue(_, last) = wrong else {
        return true;
    };
    let signed = signed(view, ledger.key());
    signed.is_some_and(|signed| ledger.judge(&signed, last.plus(roots::OVERDUE_S)).is_ok())
}

fn about_roots(wrong: &roots::Wrong) -> (Found, String) {
    match wrong {
        roots::Wrong::Logged(index) => {
            let words = format!(
                "the access root that it logged as entry {index} is by no relay that it named, or does not follow the one before it: a relay may keep back what happened"
            );
            (Found::FalseRoots, words)
        }
        roots::Wrong::Overdue(relay, last) => {
            let words = format!(
                "the relay {relay} has put no access root on it since {last}: it is away, or keeps back what happened"
            );
            (Found::Overdue, words)
        }
    }
}

/// What is wrong where the log that was read does not begin with `anchored`; `None` where it does, or nothing is anchored.
///
/// # Errors
/// [`ClientError`] when the tiles between cannot be had, or prove nothing.
pub(crate) fn hold_to_anchor(
    ledger: &Ledger<'_>,
    view: &LogView,
    anchored: Option<(u64, Hash)>,
) -> Result<Option<(Found, String)>, ClientError> {
    let (Some((size, root)), Some(newest)) = (anchored, signed(view, ledger.key())) else {
        return Ok(None);
    };
    let shown = newest.checkpoint().size();
    let words = if size > shown {
        format!(
            "the chain has {size} entries, and the ledger shows {shown}: it was rolled back, or this is an old state"
        )
    } else {
        match begins_with(ledger, &newest, (size, root)) {
            Ok(true) => return Ok(None),
            // What would prove it was pruned since.
            Err(error) if error.is_pruned() => return Ok(None),
            Err(error) => return Err(error),
            Ok(false) => format!(
                "the ledger does not have the history that is on the chain at {size} entries, root {root}"
            ),
        }
    };
    Ok(Some((Found::NotAnchored, words)))
}

/// The checkpoint up to which a log was read.
pub(crate) fn signed(view: &LogView, key: &LedgerKey) -> Option<SignedCheckpoint> {
    view.keys(key).open(view.signed()?.as_bytes()).ok()
}

fn age(ledger: &Ledger<'_>, view: &LogView, since: Timestamp) -> (Found, String) {
    let signed = signed(view, ledger.key());
    if signed.is_some_and(|signed| ledger.judge(&signed, since).is_ok()) {
        let mut words = format!("{} entries, which only grew", view.size());
        if view.unread_before() > 0 {
            words.push_str(&format!(
                "; of those before {} most were removed by the ledger's own policy before they were read here: only their hashes were seen",
                view.unread_before()
            ));
        }
        (Found::Fine, words)
    } else {
        let words = "enough witnesses have cosigned what the ledger shows, but not lately: it may be an old state";
        (Found::Neglected, words.to_owned())
    }
}

/// The right edge of what is known, from the tiles that are served now; `None` when they do not make the known root.
fn begun(ledger: &Ledger<'_>, known: &LogView) -> Result<Option<Edge>, ClientError> {
    for _ in 0..ATTEMPTS {
        match Edge::open(known.size(), &Tiles(ledger)) {
            Ok(edge) if edge.root() == known.root() => return Ok(Some(edge)),
            Err(OpenEdgeError::Tiles(ReadTilesError::Source(error))) => return Err(error),
            Ok(_) | Err(_) => {}
        }
    }
    Ok(None)
}

/// Whether the tiles that became full, and those at the new right edge, are served as the entries make them.
fn are_served(ledger: &Ledger<'_>, grown: &Grown) -> Result<bool, ClientError> {
    let partial: Vec<Tile> = grown.edge.partial_tiles().collect();
    let all: Vec<&Tile> = grown.full.iter().chain(&partial).collect();
    let ids: Vec<_> = all.iter().map(|tile| tile.id()).collect();
    for _ in 0..ATTEMPTS {
        let served = Tiles(ledger).tiles(&ids)?;
        let mut pairs = all.iter().zip(&served);
        if pairs.all(|(made, served)| made.to_bytes() == *served) {
            return Ok(true);
        }
    }
    Ok(false)
}

impl Grown {
    fn push(&mut self, leaf: Hash) {
        match self.edge.push(leaf) {
            Ok(full) => self.full.extend(full),
            Err(_) => self.is_broken = true,
        }
    }

    /// 256 entries that were pruned.
    fn pass(&mut self, root: Hash) {
        match self.edge.push_tile(root) {
            Ok(full) => self.full.extend(full),
            Err(_) => self.is_broken = true,
        }
    }
}
