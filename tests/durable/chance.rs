//! Random moments, and commands that are killed at one of them. A command that had said it was done before it was killed
//! has acknowledged; so has one that was faster than its killer.

use std::{
    io::Read as _,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rand_core::{OsRng, RngCore as _};
use serde_json::Value;

/// A random moment before `end`, evenly spread.
pub(crate) fn moment(end: Duration) -> Duration {
    let part = f64::from(OsRng.next_u32()) / f64::from(u32::MAX);
    end.mul_f64(part)
}

/// A random number below `end`.
pub(crate) fn below(end: u32) -> u32 {
    OsRng.next_u32() % end.max(1)
}

/// Kills commands of one kind, so that every moment of their work has its turn.
pub(crate) struct Killer {
    /// The longest that one took to its end.
    longest: Duration,
    /// How many were cut off, and how many ended before.
    pub(crate) killed: u32,
    pub(crate) ended: u32,
}

impl Killer {
    pub(crate) fn new() -> Self {
        Self {
            longest: Duration::ZERO,
            killed: 0,
            ended: 0,
        }
    }

    /// Runs a command to its end, and learns how long that takes.
    pub(crate) fn spare(&mut self, command: &mut Command) -> Value {
        self.run(command, Duration::from_secs(60))
            .expect("an answer")
    }

    /// Spares the command of cycle 0 and kills the others.
    pub(crate) fn spare_first(&mut self, cycle: u32, command: &mut Command) -> Option<Value> {
        match cycle {
            0 => Some(self.spare(command)),
            _ => self.run_and_kill(command),
        }
    }

    /// Runs a command and kills it at a random moment of its work or shortly after; gives what it had answered.
    pub(crate) fn run_and_kill(&mut self, command: &mut Command) -> Option<Value> {
        let end = self.longest.mul_f64(1.15);
        self.run(command, moment(end))
    }

    fn run(&mut self, command: &mut Command, patience: Duration) -> Option<Value> {
        let begun = Instant::now();
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command starts");
        let mut ended = None;
        while ended.is_none() && begun.elapsed() < patience {
            thread::sleep(Duration::from_micros(500));
            ended = child.try_wait().expect("its state");
        }
        match ended {
            Some(status) => {
                let mut told = String::new();
                let mut stderr = child.stderr.take().expect("standard error");
                stderr.read_to_string(&mut told).expect("text");
                assert!(status.success(), "{status}: {told}");
                self.longest = self.longest.max(begun.elapsed());
                self.ended += 1;
            }
            None => {
                child.kill().expect("it can be killed");
                child.wait().expect("it is gone");
                self.killed += 1;
            }
        }
        let mut answer = String::new();
        let mut stdout = child.stdout.take().expect("standard output");
        stdout.read_to_string(&mut answer).expect("text");
        serde_json::from_str(&answer).ok()
    }
}
