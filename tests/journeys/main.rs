//! Journeys: what patients and clinics do, end to end, on real servers. Most run the `keepwell` command as separate
//! processes, as programs outside this project do; those that need to move the clock run server, wallet and clinic in
//! one process. One test binary, so that the parts are linked once.

mod bad_input;
mod command;
mod demo;
//mod moments;
mod offline;
mod privacy;
mod restore;
mod share;
mod world;
