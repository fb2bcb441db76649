//! Keeps a panic of `sled` from the caller and from the screen. `sled` 0.34 panics on data that it finds inconsistent,
//! also in threads of its own.

use std::{
    cell::Cell,
    panic::{self, AssertUnwindSafe, catch_unwind},
    sync::Once,
    thread,
};

use crate::error::Fault;

thread_local! {
    static CONTAINED: Cell<bool> = const { Cell::new(false) };
}

static HOOK: Once = Once::new();

/// Runs `work`, which must not call back into foreign code; a panic in it is taken for damage.
pub(super) fn contained<T>(work: impl FnOnce() -> Result<T, Fault>) -> Result<T, Fault> {
    HOOK.call_once(keep_sled_quiet);
    let outer = CONTAINED.replace(true);
    // After a panic nothing of `work` is used again: the engine is dropped and rebuilt.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    CONTAINED.set(outer);
    outcome.unwrap_or(Err(Fault::Damaged))
}

/// Puts a hook before the one that is there, which goes on to see every panic that is not contained here.
fn keep_sled_quiet() {
    let previous = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        let contained = CONTAINED.try_with(Cell::get).unwrap_or(false);
        let of_sled = || {
            thread::current()
                .name()
                .is_some_and(|name| name.starts_with("sled-"))
        };
        if !contained && !of_sled() {
            previous(info);
        }
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_damage_and_only_inside() {
        let outcome: Result<(), Fault> = contained(|| panic!("as sled does"));
        assert!(matches!(outcome, Err(Fault::Damaged)));
        assert!(!CONTAINED.get());
        assert!(contained(|| Ok(CONTAINED.get())).unwrap());
    }
}
