//! How cost grows with size: the same work as the rows measure, at sizes that grow threefold, drawn into one picture each.

use std::{fs, path::Path};

use crate::{
    large, ledger,
    plot::{Line, Plot},
    reseal, tell, whole,
};

/// So many records in a wallet.
const WALLETS: [usize; 5] = [1000, 3000, 10_000, 30_000, 100_000];
/// So many records re-encrypted at once.
const SHARES: [usize; 5] = [100, 300, 1000, 3000, 10_000];
/// Draws the groups that are wanted into `folder`.
pub(crate) fn draw(folder: &Path, is_wanted: &dyn Fn(&str) -> bool) {
    fs::create_dir_all(folder).expect("a folder");
    let mut plots = Vec::new();
    if is_wanted("reseal") {
        plots.push(("re-encrypting", resealing()));
    }
    if is_wanted("large") {
        plots.extend(wallets());
    }
    if is_wanted("ledger") {
        plots.push(("ledger", posting()));
    }
    for (name, plot) in plots {
        let file = folder.join(name).with_extension("svg");
        fs::write(&file, plot.svg()).expect("written");
        for line in &plot.lines {
            tell(&format!("{}: {} {:?}", plot.title, line.name, line.points));
        }
    }
}

fn resealing() -> Plot {
    let at = |count: usize| {
        (
            whole(count),
            reseal::at_once(count),
            reseal::one_by_one(count),
        )
    };
    let all = SHARES.map(at);
    Plot {
        title: "Re-encrypting for a clinic",
        across: "records of 6 KiB",
        up: "milliseconds",
        lines: vec![
            line(
                "Keepwell",
                all.iter().map(|(count, ours, _)| (*count, ours * 1000.0)),
            ),
            line(
                "age, one file a record",
                all.iter().map(|(count, _, age)| (*count, age * 1000.0)),
            ),
        ],
    }
}

fn wallets() -> [(&'static str, Plot); 3] {
    let all = WALLETS.map(|count| {
        tell(&format!("a wallet of {count} records …"));
        (whole(count), large::measure(count))
    });
    let of = |name: &'static str, figure: fn(&large::Measured) -> f64| {
        line(name, all.iter().map(|(count, told)| (*count, figure(told))))
    };
    let across = "records in the wallet";
    [
        (
            "import",
            Plot {
                title: "Importing laboratory results",
                across,
                up: "seconds",
                lines: vec![of("import", |told| told.import_s)],
            },
        ),
        (
            "unlock",
            Plot {
                title: "Opening a wallet",
                across,
                up: "milliseconds",
                lines: vec![
                    of("unlock and list", |told| told.unlock_ms),
                    of("first overview", |told| told.overview_ms),
                ],
            },
        ),
        (
            "search",
            Plot {
                title: "Searching as you type, slowest of five words",
                across,
                up: "milliseconds",
                lines: vec![of("search", |told| told.search_ms)],
            },
        ),
    ]
}

fn posting() -> Plot {
    let verification = ledger::verification_us();
    let (points, _log) = ledger::grow();
    let ends = [points.first(), points.last()].map(|end| end.expect("a size").0);
    Plot {
        title: "One entry of a batch to the ledger",
        across: "entries on the ledger",
        up: "microseconds of processor time",
        lines: vec![
            line("the ledger", points.iter().copied()),
            line(
                "one Ed25519 verification by itself",
                ends.map(|end| (end, verification)).into_iter(),
            ),
        ],
    }
}

fn line(name: &'static str, points: impl Iterator<Item = (f64, f64)>) -> Line {
    Line {
        name,
        points: points.collect(),
    }
}
