//! The little HTML that both looks share.

use crate::block::{Chart, Link, Policy, Span, Table};

/// What differs between looks: attributes for an element, with a space before them, or nothing.
pub(super) type Look = fn(&'static str) -> &'static str;

/// Text as HTML text or the inside of a quoted attribute.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            // Control characters have no place in HTML; a line break is written by its element.
            letter if letter.is_control() && letter != '\n' => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Text whose line breaks are kept.
pub(super) fn lines(text: &str) -> String {
    escape(text).replace('\n', "<br>")
}

/// An element around inner HTML.
pub(super) fn element(tag: &'static str, look: Look, inner: &str) -> String {
    format!("<{tag}{}>{inner}</{tag}>", look(tag))
}

/// A link out. Only web addresses are links; another is shown as its text.
pub(super) fn anchor(look: Look, href: &str, inner: &str) -> String {
    if !crate::block::is_web_link(href) {
        return inner.to_owned();
    }
    format!("<a href=\"{}\" rel=\"noopener noreferrer\"{}>{inner}</a>", escape(href), look("a"))
}

pub(super) fn spans(look: Look, spans: &[Span]) -> String {
    spans.iter().map(|span| one(look, span)).collect()
}

fn one(look: Look, span: &Span) -> String {
    let mut html = lines(&span.text);
    if span.italic {
        html = format!("<em>{html}</em>");
    }
    if span.bold {
        html = format!("<strong>{html}</strong>");
    }
    match &span.href {
        Some(href) => anchor(look, href, &html),
        None => html,
    }
}

/// A chart as the table it is drawn from.
pub(super) fn table(look: Look, chart: &Chart) -> String {
    let unit = chart.unit.as_deref().filter(|unit| !unit.is_empty());
    let caption = match unit {
        Some(unit) => format!("{}（{}）", escape(&chart.title), escape(unit)),
        None => escape(&chart.title),
    };
    let th = |scope: &str, text: &str| format!("<th scope=\"{scope}\"{}>{}</th>", look("th"), escape(text));
    let head: String = chart.columns.iter().map(|column| th("col", column)).collect();
    let body: String = chart
        .rows
        .iter()
        .map(|row| {
            let cells = row.values.iter().map(|value| format!("<td{}>{}</td>", look("td"), number(*value)));
            format!("<tr>{}{}</tr>", th("row", &row.label), cells.collect::<String>())
        })
        .collect();
    format!(
        "<table{}><caption{}>{caption}</caption><thead><tr><td{}></td>{head}</tr></thead><tbody>{body}</tbody></table>",
        look("table"),
        look("caption"),
        look("td")
    )
}

/// A table of words, its heads marked for screen readers.
pub(super) fn words(look: Look, table: &Table) -> String {
    let caption = table.caption.as_deref().filter(|caption| !caption.is_empty());
    let caption = caption.map(|caption| element("caption", look, &escape(caption))).unwrap_or_default();
    let rows = table.rows.iter().enumerate().map(|(at, row)| words_row(look, table, at, row));
    let rows: Vec<String> = rows.collect();
    let (head, body) = rows.split_at(usize::from(table.header_row).min(rows.len()));
    let head = if head.is_empty() { String::new() } else { format!("<thead>{}</thead>", head.concat()) };
    format!("<table{}>{caption}{head}<tbody>{}</tbody></table>", look("table"), body.concat())
}

fn words_row(look: Look, table: &Table, at: usize, row: &[Vec<Span>]) -> String {
    let cells = row.iter().enumerate().map(|(column, cell)| match table.scope(at, column) {
        Some(scope) => format!("<th scope=\"{scope}\"{}>{}</th>", look("th"), spans(look, cell)),
        None => element("td", look, &spans(look, cell)),
    });
    format!("<tr>{}</tr>", cells.collect::<String>())
}

/// A link that stands by itself, with what is said of it.
pub(super) fn card(look: Look, link: &Link) -> String {
    let summary = link.summary.as_deref().filter(|summary| !summary.is_empty());
    let summary = summary.map(|summary| format!("<br>{}", lines(summary))).unwrap_or_default();
    element("p", look, &format!("{}{summary}", anchor(look, &link.href, &escape(&link.title))))
}

/// A policy in the form that official texts name one.
pub(super) fn policy(look: Look, policy: &Policy) -> String {
    element("p", look, &format!("政策文件：{}", anchor(look, &policy.href, &escape(&policy_name(policy)))))
}

/// 《标题》（文号）, without a second pair of marks where the title has its own.
pub(super) fn policy_name(policy: &Policy) -> String {
    let title = policy.title.trim();
    let named = if title.starts_with('《') { title.to_owned() } else { format!("《{title}》") };
    match policy.number.as_deref().map(str::trim).filter(|number| !number.is_empty()) {
        Some(number) => format!("{named}（{number}）"),
        None => named,
    }
}

/// A number as it was given; what is not known is a dash.
pub(super) fn number(value: Option<f64>) -> String {
    value.map_or_else(|| "—".to_owned(), |value| value.to_string())
}
