//! A `keepwell` command that waits for somebody: it tells on standard error what happens meanwhile, and its words are
//! read one by one.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    process::{Child, ChildStderr, Stdio},
};

use serde_json::Value;

use crate::command::{Ended, prepared};

/// A command that waits for somebody.
pub(crate) struct Waiting {
    child: Child,
    said: BufReader<ChildStderr>,
}

impl Waiting {
    /// Starts it with this home.
    pub(crate) fn start(home: &str, arguments: &[&str]) -> Self {
        let mut child = prepared(arguments)
            .args(["--home", home, "--json"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("keepwell starts");
        let said = BufReader::new(child.stderr.take().expect("standard error"));
        Self { child, said }
    }

    /// The next line on standard error, which must be about `what`.
    pub(crate) fn tells(&mut self, what: &str) -> Value {
        let mut line = String::new();
        self.said.read_line(&mut line).expect("a line");
        let object: Value =
            serde_json::from_str(&line).unwrap_or_else(|_| panic!("an object: {line:?}"));
        assert!(object.get(what).is_some(), "{what} expected: {line}");
        object[what].clone()
    }

    /// Types a line and waits for the end.
    pub(crate) fn ends(mut self, typed: Option<&str>) -> Ended {
        let mut input = self.child.stdin.take().expect("standard input");
        if let Some(typed) = typed {
            writeln!(input, "{typed}").expect("typed");
        }
        drop(input);
        let (mut out, mut err) = (String::new(), String::new());
        self.said.read_to_string(&mut err).expect("text");
        let mut stdout = self.child.stdout.take().expect("standard output");
        stdout.read_to_string(&mut out).expect("text");
        let status = self.child.wait().expect("keepwell ends");
        Ended {
            code: status.code().expect("an exit code"),
            out,
            err,
        }
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        // A test that failed leaves nobody waiting behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
