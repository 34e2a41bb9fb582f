//! The words of a feed's HTML as plain paragraphs: a feed's markup is never carried on.

/// Elements whose text is no text of the piece.
const SILENT: [&str; 6] = ["script", "style", "noscript", "template", "iframe", "svg"];
/// Elements that begin and end a line.
const BLOCKS: [&str; 25] = [
    "p",
    "div",
    "br",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "li",
    "ul",
    "ol",
    "tr",
    "td",
    "th",
    "table",
    "section",
    "article",
    "header",
    "footer",
    "blockquote",
    "pre",
    "hr",
    "figure",
    "figcaption",
];

/// The paragraphs of a text that may be HTML, a line each.
pub(super) fn paragraphs(html: &str) -> String {
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        decode(before, &mut text);
        rest = match element(tag) {
            Some((name, after)) => {
                if BLOCKS.contains(&name.trim_start_matches('/')) {
                    text.push('\n');
                }
                if SILENT.contains(&name.as_str()) { past(after, &name) } else { after }
            }
            None => {
                text.push('<');
                tag.get(1..).unwrap_or_default()
            }
        };
    }
    decode(rest, &mut text);
    tidy(&text)
}

/// The name of the tag that stands here, in small letters and with its slash, and what follows the tag. None where none stands.
fn element(tag: &str) -> Option<(String, &str)> {
    if let Some(comment) = tag.strip_prefix("<!--") {
        return Some((String::new(), comment.find("-->").and_then(|at| comment.get(at + 3..)).unwrap_or_default()));
    }
    let second = tag.chars().nth(1)?;
    if !(second.is_ascii_alphabetic() || matches!(second, '/' | '!' | '?')) {
        return None;
    }
    let end = tag.find('>')?;
    let inside = tag.get(1..end)?;
    let name: String = inside.chars().take_while(|letter| letter.is_ascii_alphanumeric() || *letter == '/').collect();
    let name = if name.len() > 1 { name.trim_end_matches('/') } else { &name };
    Some((name.to_ascii_lowercase(), tag.get(end + 1..).unwrap_or_default()))
}

/// What follows the end of a silent element.
fn past<'a>(text: &'a str, name: &str) -> &'a str {
    let mut rest = text;
    while let Some(at) = rest.find("</") {
        rest = rest.get(at..).unwrap_or_default();
        match element(rest) {
            Some((found, after)) if found.strip_prefix('/') == Some(name) => return after,
            _ => rest = rest.get(2..).unwrap_or_default(),
        }
    }
    ""
}

fn decode(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let name = entity.find(';').filter(|end| *end <= 10).and_then(|end| entity.get(1..end));
        match name.and_then(character) {
            Some(letter) => {
                out.push(letter);
                rest = entity.get(name.map_or(0, str::len) + 2..).unwrap_or_default();
            }
            None => {
                out.push('&');
                rest = entity.get(1..).unwrap_or_default();
            }
        }
    }
    out.push_str(rest);
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code).filter(|letter| !letter.is_control() || *letter == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "lsquo" => '‘',
        "rsquo" => '’',
        "hellip" => '…',
        "mdash" => '—',
        "ndash" => '–',
        "middot" => '·',
        "bull" => '•',
        "times" => '×',
        "deg" => '°',
        "copy" => '©',
        _ => return None,
    })
}

/// Lines without space around them and without runs of space; no empty line, no control character.
fn tidy(text: &str) -> String {
    let visible = |letter: &char| !letter.is_control() || letter.is_whitespace();
    let line = |line: &str| {
        let words: String = line.chars().filter(visible).collect();
        words.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    text.lines().map(line).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::paragraphs;

    #[test]
    fn c13_html_becomes_plain_paragraphs() {
        let html = "<p>第一段&nbsp;<b>要点</b></p><script>alert('<p>')</script><DIV class=x>第二&#27573;</DIV>尾";
        assert_eq!(paragraphs(html), "第一段 要点\n第二段\n尾");
        assert_eq!(paragraphs("a<br/>b<!-- <p>c</p> -->d"), "a\nbd");
        assert_eq!(paragraphs("3 < 5 & x &zzz; &#0;"), "3 < 5 & x &zzz; &#0;");
    }

    #[test]
    fn c13_broken_html_still_ends() {
        for html in ["<", "<p", "<script>never", "<!--", "</", "&", "&#x110000;", "<a href='>'>x"] {
            assert!(paragraphs(html).len() <= html.len(), "{html}");
        }
    }
}
