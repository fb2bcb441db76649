//! What is told while it happens: to the owner of a mailbox every event and every change of state, to its reader only that
//! it has ended. A stream reads the store whenever its bell rings, and says at least every 15 seconds that it is alive.

mod news;
mod stream;

pub(crate) use stream::{Listener, respond};
