//! The code as an SVG file of one path, black on white, one unit a module: sharp at every size, no script, no style.

use super::Code;

impl Code {
    /// An SVG document with the quiet zone. It has no size of its own: whoever shows it chooses one.
    #[must_use]
    pub fn svg(&self) -> String {
        let framed = self.framed();
        let side = framed.len();
        let path: String = framed
            .iter()
            .enumerate()
            .flat_map(|(y, row)| runs(row).map(move |(x, length)| (x, y, length)))
            .map(|(x, y, length)| format!("M{x} {y}h{length}v1h-{length}z"))
            .collect();
        format!(
            concat!(
                r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" "#,
                r##"shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>"##,
                r##"<path fill="#000" d="{path}"/></svg>"##,
            ),
            side = side,
            path = path
        )
    }
}

/// Where each run of dark modules starts in a row, and how long it is.
fn runs(row: &[bool]) -> impl Iterator<Item = (usize, usize)> {
    let mut start = 0;
    row.chunk_by(|left, right| left == right)
        .filter_map(move |run| {
            let at = start;
            start += run.len();
            run.first()
                .is_some_and(|dark| *dark)
                .then_some((at, run.len()))
        })
}
