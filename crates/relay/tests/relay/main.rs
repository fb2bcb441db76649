//! A real relay on a real port, used through `keepwell-client` as wallet and clinic use it, and through bare sockets as
//! somebody with other intentions does. Time is the tests' own; nothing here waits for a clock.

#[cfg(test)]
mod admission;
#[cfg(test)]
mod boxes;
#[cfg(test)]
mod events;
#[cfg(test)]
mod garbage;
#[cfg(test)]
mod lease;
#[cfg(test)]
mod limits;
#[cfg(test)]
mod links;
#[cfg(test)]
mod raw;
#[cfg(test)]
mod rendezvous;
#[cfg(test)]
mod restart;
#[cfg(test)]
mod roots;
#[cfg(test)]
mod server;
#[cfg(test)]
mod sharing;
#[cfg(test)]
mod silence;
#[cfg(test)]
mod tiles;
