//! The name of a table, chosen by the crate that owns its rows. On the disk only an opaque name derived from it under the
//! data key is seen, so it may say what it is.

/// The longest table name, in bytes.
pub const TABLE_MAX: usize = 64;

/// A table of the store. Tables need not be created; one without rows takes no space.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Table(&'static str);

impl Table {
    /// The table called `name`, at most [`TABLE_MAX`] bytes; a longer one is refused when it is written to.
    pub const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        self.0
    }
}
