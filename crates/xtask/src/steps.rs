//! Steps and lanes: a step is one command with a name; a lane is a list of steps done in order; lanes run beside one
//! another. Every step leaves a row in the report, so that the end of a run says what passed and how long it took, and
//! how what failed beside the rest ended, which stands far above by then.

use std::{
    borrow::Cow,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::stop::say;

/// One command with the name it has in the report.
pub(crate) struct Step {
    name: Cow<'static, str>,
    command: Command,
    needed: bool,
}

impl Step {
    /// A step that the ones after it do not need.
    pub(crate) fn new(name: impl Into<Cow<'static, str>>, command: Command) -> Self {
        Self {
            name: name.into(),
            command,
            needed: false,
        }
    }

    /// A step without which the rest of its lane is skipped.
    pub(crate) fn needed(name: impl Into<Cow<'static, str>>, command: Command) -> Self {
        Self {
            needed: true,
            ..Self::new(name, command)
        }
    }
}

/// Where a lane's output goes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Output {
    /// To the terminal as it comes; for one lane at a time.
    Live,
    /// To the terminal in one piece when the step has ended.
    Gathered,
}

/// Steps done one after the other.
pub(crate) struct Lane {
    pub(crate) output: Output,
    pub(crate) steps: Vec<Step>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    Passed,
    Failed,
    Skipped,
}

/// How many lines of a failed step's output are shown once more.
const LAST: usize = 60;

/// A step, what became of it, and how long it took.
struct Row {
    name: Cow<'static, str>,
    outcome: Outcome,
    took: Duration,
    /// The last lines of a failed step whose output was gathered.
    end: Vec<String>,
}

/// What became of each step, in the order in which they ended.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<Row>,
}

impl Report {
    /// Runs the lanes beside one another, until all have ended.
    pub(crate) fn run(&mut self, lanes: Vec<Lane>) {
        let rows = thread::scope(|scope| {
            let running: Vec<_> = lanes
                .into_iter()
                .map(|lane| scope.spawn(move || run_lane(lane)))
                .collect();
            running
                .into_iter()
                .flat_map(|lane| lane.join().unwrap_or_else(|_| lost()))
                .collect::<Vec<_>>()
        });
        self.rows.extend(rows);
    }

    /// Runs the lanes beside everything that `rest` does.
    pub(crate) fn run_beside(&mut self, lanes: Vec<Lane>, rest: impl FnOnce(&mut Self)) {
        let rows = thread::scope(|scope| {
            let beside = scope.spawn(|| {
                let mut report = Self::default();
                report.run(lanes);
                report.rows
            });
            rest(self);
            beside.join().unwrap_or_else(|_| lost())
        });
        self.rows.extend(rows);
    }

    /// Adds a check that is no command.
    pub(crate) fn check(&mut self, name: &'static str, passed: bool) {
        let outcome = if passed {
            Outcome::Passed
        } else {
            Outcome::Failed
        };
        self.rows.push(Row::of(name, outcome));
    }

    pub(crate) fn passed(&self) -> bool {
        self.rows.iter().all(|row| row.outcome == Outcome::Passed)
    }

    /// How failed steps ended, and one line for each step.
    pub(crate) fn summary(&self) -> String {
        let ended = self.rows.iter().filter(|row| !row.end.is_empty());
        let ended =
            ended.map(|row| format!("── the end of: {}\n{}\n", row.name, row.end.join("\n")));
        let lines = self.rows.iter().map(Row::line);
        ended.chain(lines).collect::<Vec<_>>().join("\n")
    }
}

impl Row {
    fn of(name: impl Into<Cow<'static, str>>, outcome: Outcome) -> Self {
        Self {
            name: name.into(),
            outcome,
            took: Duration::ZERO,
            end: Vec::new(),
        }
    }

    fn line(&self) -> String {
        let word = match self.outcome {
            Outcome::Passed => "passed",
            Outcome::Failed => "FAILED",
            Outcome::Skipped => "skipped",
        };
        format!("{word:8}{:7.1} s  {}", self.took.as_secs_f64(), self.name)
    }
}

/// A lane that panicked must not pass for one that had nothing to do.
fn lost() -> Vec<Row> {
    vec![Row::of("a lane that broke off", Outcome::Failed)]
}

fn run_lane(lane: Lane) -> Vec<Row> {
    let mut rows = Vec::new();
    let mut skipping = false;
    for step in lane.steps {
        let needed = step.needed;
        let row = match skipping {
            true => Row::of(step.name, Outcome::Skipped),
            false => run_step(step, lane.output),
        };
        skipping |= needed && row.outcome == Outcome::Failed;
        rows.push(row);
    }
    rows
}

/// Without standard input, so that nothing can wait for an answer.
fn run_step(mut step: Step, output: Output) -> Row {
    let (name, start) = (step.name, Instant::now());
    let mut end = Vec::new();
    step.command.stdin(Stdio::null());
    let passed = match output {
        Output::Live => {
            say(&format!("\n── {name}"));
            step.command.status().map(|status| status.success())
        }
        Output::Gathered => step.command.output().map(|output| {
            let out = String::from_utf8_lossy(&output.stdout);
            let err = String::from_utf8_lossy(&output.stderr);
            let told = format!("{out}{err}");
            say(&format!("\n── {name}\n{}", told.trim_end()));
            if !output.status.success() {
                let lines: Vec<_> = told.trim_end().lines().map(str::to_owned).collect();
                end = lines.rchunks(LAST).next().unwrap_or_default().to_vec();
            }
            output.status.success()
        }),
    };
    let outcome = match passed {
        Ok(true) => Outcome::Passed,
        Ok(false) => Outcome::Failed,
        Err(error) => {
            say(&format!(
                "{name}: {:?} could not be started: {error}",
                step.command.get_program()
            ));
            Outcome::Failed
        }
    };
    Row {
        took: start.elapsed(),
        end,
        ..Row::of(name, outcome)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shell(script: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", script]);
        command
    }

    fn report(steps: Vec<Step>) -> Report {
        let mut report = Report::default();
        report.run(vec![Lane {
            output: Output::Gathered,
            steps,
        }]);
        report
    }

    fn outcomes(report: &Report) -> Vec<Outcome> {
        report.rows.iter().map(|row| row.outcome).collect()
    }

    #[test]
    fn a_failed_step_fails_the_report_but_not_the_next() {
        let report = report(vec![
            Step::new("one", shell("exit 3")),
            Step::new("two", shell("true")),
        ]);
        assert_eq!(outcomes(&report), [Outcome::Failed, Outcome::Passed]);
        assert!(!report.passed());
        assert!(report.summary().starts_with("FAILED"));
    }

    #[test]
    fn after_a_failed_needed_step_the_lane_is_skipped() {
        let report = report(vec![
            Step::needed("one", shell("false")),
            Step::new("two", shell("true")),
        ]);
        assert_eq!(outcomes(&report), [Outcome::Failed, Outcome::Skipped]);
        assert!(!report.passed());
    }

    #[test]
    fn what_runs_beside_the_rest_is_in_the_report_too() {
        let beside = Lane {
            output: Output::Gathered,
            steps: vec![Step::new("beside", shell("false"))],
        };
        let mut report = Report::default();
        report.run_beside(vec![beside], |report| report.check("rest", true));
        assert_eq!(outcomes(&report), [Outcome::Passed, Outcome::Failed]);
    }

    #[test]
    fn how_a_failed_step_ended_is_said_once_more_at_the_end() {
        let report = report(vec![
            Step::new("one", shell("seq 1 100; echo why >&2; exit 1")),
            Step::new("two", shell("echo fine")),
        ]);
        let summary = report.summary();
        assert!(
            summary.starts_with("── the end of: one\n42\n43\n"),
            "{summary}"
        );
        assert!(summary.contains("\n100\nwhy\n\nFAILED"), "{summary}");
        assert!(!summary.contains("fine"));
    }

    #[test]
    fn a_program_that_is_not_there_fails() {
        let report = report(vec![Step::new(
            "one",
            Command::new("keepwell-no-such-program"),
        )]);
        assert_eq!(outcomes(&report), [Outcome::Failed]);
    }

    #[test]
    fn nothing_is_read_from_standard_input() {
        let report = report(vec![Step::new("one", shell("! read line"))]);
        assert!(report.passed());
    }
}
