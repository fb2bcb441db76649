//! The entries of a ledger that concern every reader, as it gives them apart from all others: asked for from the number on that is
//! known, and believed once they lead to the root in what the ledger logged for its newest status list.

use keepwell_protocol::{
    entry::Entry,
    status::{MAX_NOTICES_BYTES, Notices, NoticesPage, StatusRoot, notices_path, push_notice},
};
use keepwell_tlog::tree::Frontier;

use crate::{error::ClientError, ledger::Ledger};

const STEP: &str = "reading what concerns every reader of the ledger";
const NONSENSE: ClientError = ClientError::Nonsense(STEP);
/// More than a ledger has of them; beyond it everything is read.
const MOST: u64 = 1 << 20;

/// The newest status root of a ledger, and the notices that it covers. That it is on the log is for the caller to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Listed {
    /// How many entries it covers.
    pub(crate) size: u64,
    /// The entry that must be on the log, not before `size`.
    pub(crate) entry: Entry,
    /// The notices that are new, ascending, all before `size`.
    pub(crate) fresh: Vec<(u64, Entry)>,
    /// Over all notices before `size`.
    pub(crate) notices: Frontier,
}

impl Ledger<'_> {
    /// The notices behind `known`. `None` where the ledger gives none, as one from before there were any, or too many.
    ///
    /// # Errors
    /// [`ClientError::Nonsense`] when they do not lead to the root that the ledger signed, or go with `known`.
    pub(crate) fn notices(&self, known: Frontier) -> Result<Option<Listed>, ClientError> {
        let (mut notices, mut fresh) = (known, Vec::new());
        loop {
            let limit = u64::try_from(MAX_NOTICES_BYTES).unwrap_or(u64::MAX);
            let bytes = match self.get(STEP, &notices_path(notices.size()), limit) {
                Err(ClientError::NotAvailable) => return Ok(None),
                answered => answered?,
            };
            let page = NoticesPage::parse(&bytes).map_err(|_| NONSENSE)?;
            let root = self.hold(|keys| keys.status_root(&page.statement));
            let root = root.map_err(|_| self.refusal(STEP))?;
            let Some(said) = root.notices.filter(|said| said.count <= MOST) else {
                return Ok(None);
            };
            let is_end = page.notices.is_empty();
            if page.notices.iter().any(|(index, _)| *index >= root.size) {
                return Err(NONSENSE);
            }
            for (index, entry) in &page.notices {
                push_notice(&mut notices, *index, entry).map_err(|_| NONSENSE)?;
            }
            fresh.extend(page.notices);
            if said == Notices::of(&notices) {
                return Ok(Some(Listed {
                    size: root.size,
                    entry: StatusRoot::entry_of(&page.statement),
                    fresh,
                    notices,
                }));
            }
            if is_end || notices.size() >= said.count {
                return Err(NONSENSE);
            }
        }
    }
}
