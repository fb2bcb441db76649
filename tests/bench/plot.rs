//! A picture of how cost grows with size: lines over two logarithmic axes, as SVG that is readable on light and dark ground.
//! Both axes begin and end at powers of ten, and have their units in their labels.

use std::fmt::Write as _;

const WIDTH: f64 = 640.0;
const HEIGHT: f64 = 400.0;
/// Around the lines: room for labels.
const LEFT: f64 = 76.0;
const RIGHT: f64 = 44.0;
const TOP: f64 = 48.0;
const BOTTOM: f64 = 56.0;

const STYLE: &str = "\
text{font:13px system-ui,sans-serif;fill:#1f2328}\
.title{font-weight:600;font-size:15px}\
.grid{stroke:#d0d7de}\
.axis{stroke:#57606a}\
.line{fill:none;stroke-width:2}\
.s0{stroke:#0550ae}.s1{stroke:#953800;stroke-dasharray:7 4}.s2{stroke:#116329;stroke-dasharray:2 4}\
.d0{fill:#0550ae}.d1{fill:#953800}.d2{fill:#116329}\
@media(prefers-color-scheme:dark){\
text{fill:#e6edf3}.grid{stroke:#30363d}.axis{stroke:#8b949e}\
.s0{stroke:#79c0ff}.s1{stroke:#ffa657}.s2{stroke:#7ee787}\
.d0{fill:#79c0ff}.d1{fill:#ffa657}.d2{fill:#7ee787}}";

/// Several lines over one pair of axes.
pub(crate) struct Plot {
    pub(crate) title: &'static str,
    /// With its unit.
    pub(crate) across: &'static str,
    /// With its unit.
    pub(crate) up: &'static str,
    /// At most three.
    pub(crate) lines: Vec<Line>,
}

/// One line with its name; points from left to right, all above zero.
pub(crate) struct Line {
    pub(crate) name: &'static str,
    pub(crate) points: Vec<(f64, f64)>,
}

impl Plot {
    pub(crate) fn svg(&self) -> String {
        let points = || self.lines.iter().flat_map(|line| &line.points);
        let across = Axis::over(points().map(|point| point.0));
        let up = Axis::over(points().map(|point| point.1));
        let place = |(x, y): (f64, f64)| {
            let right = LEFT + across.part(x) * (WIDTH - LEFT - RIGHT);
            let down = HEIGHT - BOTTOM - up.part(y) * (HEIGHT - TOP - BOTTOM);
            (right, down)
        };
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {HEIGHT}\" role=\"img\" aria-label=\"{}\">\n<style>{STYLE}</style>\n",
            self.title
        );
        add(&mut svg, "title", "start", (LEFT, 22.0), self.title);
        grid(&mut svg, &across, &up, &place);
        let middle = f64::midpoint(LEFT, WIDTH - RIGHT);
        add(&mut svg, "", "middle", (middle, HEIGHT - 12.0), self.across);
        add(&mut svg, "", "start", (LEFT, 40.0), self.up);
        for (number, line) in self.lines.iter().enumerate() {
            draw(&mut svg, number, line, &place);
        }
        svg + "</svg>\n"
    }
}

/// From one power of ten to another.
struct Axis {
    first: f64,
    last: f64,
}

impl Axis {
    fn over(values: impl Iterator<Item = f64>) -> Self {
        let (least, most) = values.fold((f64::INFINITY, 0.0_f64), |(least, most), value| {
            (least.min(value), most.max(value))
        });
        let first = least.log10().floor();
        Self {
            first,
            last: most.log10().ceil().max(first + 1.0),
        }
    }

    /// Where a value stands, from 0 to 1.
    fn part(&self, value: f64) -> f64 {
        (value.log10() - self.first) / (self.last - self.first)
    }

    fn marks(&self) -> impl Iterator<Item = f64> + use<> {
        let last = self.last;
        std::iter::successors(Some(self.first), move |mark| {
            Some(mark + 1.0).filter(|next| *next <= last)
        })
        .map(|power| 10_f64.powf(power))
    }
}

fn grid(svg: &mut String, across: &Axis, up: &Axis, place: &dyn Fn((f64, f64)) -> (f64, f64)) {
    let (bottom, right) = (HEIGHT - BOTTOM, WIDTH - RIGHT);
    let floor = 10_f64.powf(up.first);
    let wall = 10_f64.powf(across.first);
    for mark in across.marks() {
        let (x, _) = place((mark, floor));
        stroke(svg, "grid", (x, TOP), (x, bottom));
        add(svg, "", "middle", (x, bottom + 18.0), &number(mark));
    }
    for mark in up.marks() {
        let (_, y) = place((wall, mark));
        stroke(svg, "grid", (LEFT, y), (right, y));
        add(svg, "", "end", (LEFT - 8.0, y + 4.0), &number(mark));
    }
    stroke(svg, "axis", (LEFT, bottom), (right, bottom));
    stroke(svg, "axis", (LEFT, TOP), (LEFT, bottom));
}

fn draw(svg: &mut String, number: usize, line: &Line, place: &dyn Fn((f64, f64)) -> (f64, f64)) {
    let points: Vec<_> = line.points.iter().map(|point| place(*point)).collect();
    let path: Vec<_> = points
        .iter()
        .map(|(x, y)| format!("{x:.1},{y:.1}"))
        .collect();
    write(
        svg,
        &format!(
            "<polyline class=\"line s{number}\" points=\"{}\"/>\n",
            path.join(" ")
        ),
    );
    for (x, y) in &points {
        write(
            svg,
            &format!("<circle class=\"d{number}\" cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3.5\"/>\n"),
        );
    }
    // Names stand one below the other at the right, each behind a piece of its line.
    let y = 22.0 + 18.0 * f64::from(u32::try_from(number).unwrap_or_default());
    let end = WIDTH - RIGHT;
    stroke(
        svg,
        &format!("line s{number}"),
        (end - 34.0, y - 4.0),
        (end, y - 4.0),
    );
    add(svg, "", "end", (end - 42.0, y), line.name);
}

/// In words of people: 0.01, 1,000.
fn number(mark: f64) -> String {
    if mark < 1.0 {
        return format!("{mark}");
    }
    let digits = format!("{mark:.0}");
    let mut spaced = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            spaced.push(',');
        }
        spaced.push(digit);
    }
    spaced
}

fn stroke(svg: &mut String, class: &str, from: (f64, f64), to: (f64, f64)) {
    write(
        svg,
        &format!(
            "<line class=\"{class}\" x1=\"{:.1}\" y1=\"{:.1}\" x2=\"{:.1}\" y2=\"{:.1}\"/>\n",
            from.0, from.1, to.0, to.1
        ),
    );
}

fn add(svg: &mut String, class: &str, anchor: &str, at: (f64, f64), text: &str) {
    write(
        svg,
        &format!(
            "<text class=\"{class}\" text-anchor=\"{anchor}\" x=\"{:.1}\" y=\"{:.1}\">{text}</text>\n",
            at.0, at.1
        ),
    );
}

fn write(svg: &mut String, piece: &str) {
    svg.write_str(piece).expect("memory");
}
