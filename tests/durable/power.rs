//! The power is cut while a wallet, a ledger or a relay writes: the writer is a process of its own on a disk of its own,
//! and says on a pipe what it acknowledged. It is stopped, the disk is copied as it stands, and on the copy everything
//! that was acknowledged must be there. The next cycle goes on with that disk, as a machine does.

mod careless;
mod ledger;
mod relay;
mod wallet;
mod writer;

/// In every run, and in the long ones.
const CYCLES: (u32, u32) = (4, 100);
/// The size of the disks in MiB.
const DISK: u64 = 384;

fn cycles() -> u32 {
    crate::length::cycles(CYCLES.0, CYCLES.1)
}
