//! What calls that are over have left on the stack of their thread: copies of keys that the compiler made on the way from
//! one place to another, which no type can wipe. Whoever has just handled keys overwrites them.

use std::hint::black_box;

/// So much of the stack is overwritten, in bytes. Deriving and unwrapping keys takes less; every thread has more.
const REACH: usize = 128 * 1024;

/// Overwrites what was left below the caller's own place on the stack of this thread.
#[inline(never)]
pub fn sweep() {
    let mut left = [0_u8; REACH];
    black_box(&mut left).fill(0);
    black_box(&left);
}
