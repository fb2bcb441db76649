//! The readable half of a section: a plain XHTML table in the words of whoever wrote the records. It is what a person
//! sees when software understands none of the codes.

use crate::view::View;

/// What stands in a section without shared data. It is the same whether there was nothing or something was held back.
pub(super) const NO_INFORMATION: &str = "No information: ask the patient";

const COLUMNS: [&str; 5] = ["What", "Details", "Status", "Date", "Recorded by"];

/// The `div` of a section that lists records.
pub(super) fn table<'v>(views: impl Iterator<Item = &'v View>) -> String {
    let head: String = COLUMNS
        .iter()
        .map(|column| format!("<th>{column}</th>"))
        .collect();
    let rows: String = views.map(row).collect();
    div(&format!(
        "<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    ))
}

/// The `div` of a section without shared data.
pub(super) fn empty() -> String {
    div(&format!("<p>{NO_INFORMATION}</p>"))
}

fn div(content: &str) -> String {
    format!("<div xmlns=\"http://www.w3.org/1999/xhtml\">{content}</div>")
}

fn row(view: &View) -> String {
    let date = view.date.as_ref().map(|date| date.text.as_str());
    let cells = [
        Some(view.title.as_str()),
        view.detail.as_deref(),
        view.status.as_deref(),
        date,
        view.source.as_deref(),
    ];
    let cells = cells
        .into_iter()
        .map(|cell| format!("<td>{}</td>", escape(cell.unwrap_or_default())));
    format!("<tr>{}</tr>", cells.collect::<String>())
}

/// Text as XML may hold it: markup escaped, characters XML forbids left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\u{fffe}' | '\u{ffff}' => {}
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            escape("<b onclick=\"x\">5 > 3 & \u{1}é</b>"),
            "&lt;b onclick=&quot;x&quot;&gt;5 &gt; 3 &amp;  é&lt;/b&gt;"
        );
    }
}
