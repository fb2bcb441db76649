//! Placeholder until its first code comes.
