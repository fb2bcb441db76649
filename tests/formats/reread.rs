//! Every vector file read back: what it stores parses, and gives the digests, keys and fields that it stores beside it.

mod ledger;
mod share;
mod tree;
