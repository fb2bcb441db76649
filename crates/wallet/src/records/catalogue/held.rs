//! Who holds the catalogue of an open wallet. Readers get the one in force and keep it as long as they need; whoever
//! changes records puts another in its place. Made at the first question after unlocking.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use keepwell_store::Batch;

use super::{
    Catalogue,
    change::{BATCH_BYTES, Changes},
};
use crate::{
    records::{RecordsError, count_change},
    vault::Vault,
};

/// The catalogue in force, once there is one.
#[derive(Default)]
pub(crate) struct HeldCatalogue(Mutex<Option<Arc<Catalogue>>>);

impl HeldCatalogue {
    fn lock(&self) -> MutexGuard<'_, Option<Arc<Catalogue>>> {
        // It is replaced as a whole, so a panic elsewhere leaves it whole.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Vault {
    /// The catalogue of this moment.
    ///
    /// # Errors
    /// [`RecordsError`] when records cannot be read.
    pub(in crate::records) fn catalogue(&self) -> Result<Arc<Catalogue>, RecordsError> {
        let mut held = self.held_catalogue().lock();
        if let Some(catalogue) = held.as_ref() {
            return Ok(catalogue.clone());
        }
        let catalogue = match Catalogue::load(self.store())? {
            Some(catalogue) => catalogue,
            None => Catalogue::build(self)?,
        };
        Ok(held.insert(Arc::new(catalogue)).clone())
    }

    /// Writes `batch` with the changes it makes to the catalogue. The caller holds the lock on records.
    ///
    /// # Errors
    /// [`RecordsError`]; the batch may or may not be on the disk then, whole.
    pub(in crate::records) fn write_records(
        &self,
        mut batch: Batch,
        changes: Changes,
    ) -> Result<(), RecordsError> {
        count_change(self.store(), &mut batch)?;
        let staged = self.catalogue()?.stage(changes, &mut batch, BATCH_BYTES)?;
        let written = self.store().write(&batch);
        let mut held = self.held_catalogue().lock();
        *held = None;
        written?;
        if staged.is_unsaved {
            // The records are on the disk; what is not saved now is made anew at the next unlock.
            staged.catalogue.save(self.store()).unwrap_or_default();
        }
        *held = Some(Arc::new(staged.catalogue));
        Ok(())
    }
}
