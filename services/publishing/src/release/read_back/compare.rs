//! Two texts side by side: what readers see counts, not how it is marked up.

use super::Difference;

/// The most parts a finding names.
const MOST: usize = 8;
/// The characters of a part that are shown.
const SHOWN: usize = 120;

/// A piece as its readers see it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) title: String,
    /// Its paragraphs, without what they are marked up with.
    pub(crate) parts: Vec<String>,
}

impl Text {
    /// Of plain text, a blank line between two parts.
    pub(crate) fn plain(title: &str, text: &str) -> Self {
        Self { title: tidy(title), parts: text.split("\n\n").map(tidy).filter(|part| !part.is_empty()).collect() }
    }

    /// Of HTML: where a block ends, a part ends.
    pub(crate) fn html(title: &str, html: &str) -> Self {
        Self {
            title: tidy(title),
            parts: words(html).iter().map(|part| tidy(part)).filter(|part| !part.is_empty()).collect(),
        }
    }
}

/// Tags at whose place readers see a new line.
const BREAKS: [&str; 16] = [
    "p",
    "br",
    "div",
    "section",
    "h1",
    "h2",
    "h3",
    "h4",
    "li",
    "ul",
    "ol",
    "blockquote",
    "table",
    "tr",
    "td",
    "figure",
];

fn words(html: &str) -> Vec<String> {
    let (mut parts, mut part, mut rest) = (Vec::new(), String::new(), html);
    while let Some(start) = rest.find('<') {
        let (before, tag) = rest.split_at(start);
        part.push_str(before);
        let end = tag.find('>').map_or(tag.len(), |end| end + 1);
        let (tag, after) = tag.split_at(end);
        let name: String =
            tag.chars().skip_while(|c| "</".contains(*c)).take_while(char::is_ascii_alphanumeric).collect();
        if BREAKS.contains(&name.to_ascii_lowercase().as_str()) {
            parts.push(std::mem::take(&mut part));
        }
        rest = after;
    }
    part.push_str(rest);
    parts.push(part);
    parts.iter().map(|part| decoded(part)).collect()
}

fn decoded(text: &str) -> String {
    let named = [("&nbsp;", " "), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")];
    named.iter().fold(text.to_owned(), |text, (name, sign)| text.replace(name, sign))
}

/// Without the spaces that a platform adds or takes away.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What of a live text is not as it was approved, in the order of reading.
pub(crate) fn differences(approved: &Text, live: &Text) -> Vec<Difference> {
    let mut found = Vec::new();
    if approved.title != live.title {
        found.push(difference("标题", &approved.title, &live.title));
    }
    let missing: Vec<(usize, &String)> = only(&approved.parts, &live.parts);
    let added: Vec<(usize, &String)> = only(&live.parts, &approved.parts);
    for place in 0..missing.len().max(added.len()) {
        let (was, is) = (missing.get(place), added.get(place));
        let number = was.or(is).map_or(0, |(number, _)| number + 1);
        let text = |one: Option<&(usize, &String)>| one.map(|(_, text)| (*text).clone()).unwrap_or_default();
        found.push(difference(&format!("第 {number} 段"), &text(was), &text(is)));
    }
    if found.is_empty() && approved.parts != live.parts {
        found.push(difference("段落", "顺序与核准的一致", "顺序不同"));
    }
    found.truncate(MOST);
    found
}

/// What of an approved text does not stand in a page that holds other words too; none where nothing of it does.
pub(crate) fn missing(approved: &Text, page: &Text) -> Option<Vec<Difference>> {
    let bare = |text: &str| text.split_whitespace().collect::<String>();
    let page: String = page.parts.iter().map(|part| bare(part)).collect();
    let stands = |text: &str| page.contains(&bare(text));
    let title = [("标题".to_owned(), &approved.title)];
    let parts = (1..).zip(&approved.parts).map(|(number, part)| (format!("第 {number} 段"), part));
    let all = title.into_iter().chain(parts);
    let found: Vec<Difference> =
        all.filter(|(_, text)| !stands(text)).map(|(part, text)| difference(&part, text, "")).collect();
    let none = found.len() == approved.parts.len() + 1;
    (!none).then(|| found.into_iter().take(MOST).collect())
}

/// The parts of one text that the other does not have, as often as it has more of them.
fn only<'a>(of: &'a [String], other: &[String]) -> Vec<(usize, &'a String)> {
    let mut left: Vec<&String> = other.iter().collect();
    let missing = |(_, part): &(usize, &String)| match left.iter().position(|one| one == part) {
        Some(place) => {
            left.swap_remove(place);
            false
        }
        None => true,
    };
    of.iter().enumerate().filter(missing).collect()
}

fn difference(part: &str, approved: &str, live: &str) -> Difference {
    let shown = |text: &str| {
        let cut: String = text.chars().take(SHOWN).collect();
        if cut.len() < text.len() { format!("{cut}……") } else { cut }
    };
    Difference { part: part.to_owned(), approved: shown(approved), live: shown(live) }
}

#[cfg(test)]
mod tests {
    use super::{Text, differences, missing};

    #[test]
    fn how_it_is_marked_up_and_spaced_does_not_count() {
        let approved = Text::html("停水 通知", "<p>今天&nbsp;停水。</p><p>明天 <b>恢复</b>&amp;通知</p>");
        let live = Text::html(
            "停水  通知",
            "<section><p style=\"x\">今天 停水。</p>\n<p>明天 恢复&amp;通知<br></p></section>",
        );
        assert!(differences(&approved, &live).is_empty(), "{approved:?} {live:?}");
        assert!(differences(&Text::plain("一", "二\n\n三"), &Text::html("一", "<p>二</p><p>三</p>")).is_empty());
    }

    #[test]
    fn a_page_holds_other_words_too_and_one_without_any_of_it_says_nothing() {
        let approved = Text::plain("停水通知", "今天停水。\n\n明天恢复。");
        let page = |html| missing(&approved, &Text::html("", html));
        let whole = "<title>停水通知</title><nav>首页</nav><p>今天 停水。</p><p>明天恢复。</p><p>点赞</p>";
        assert_eq!(page(whole).map(|found| found.len()), Some(0));
        let changed = page("<h1>停水通知</h1><p>今天停水。</p><p>后天恢复。</p>").unwrap();
        assert_eq!(changed.iter().map(|one| one.part.as_str()).collect::<Vec<_>>(), ["第 2 段"]);
        assert_eq!(page("<div id=app></div>"), None);
    }

    #[test]
    fn what_readers_see_is_told_part_by_part() {
        let approved = Text::plain("标题", "第一段\n\n第二段\n\n第三段");
        let found = differences(&approved, &Text::plain("标题党", "第一段\n\n第二段改了\n\n第三段\n\n多了一段"));
        let told: Vec<_> =
            found.iter().map(|one| (one.part.as_str(), one.approved.as_str(), one.live.as_str())).collect();
        assert_eq!(
            told,
            [("标题", "标题", "标题党"), ("第 2 段", "第二段", "第二段改了"), ("第 4 段", "", "多了一段")]
        );
        let turned = differences(&approved, &Text::plain("标题", "第二段\n\n第一段\n\n第三段"));
        assert_eq!(turned.len(), 1, "{turned:?}");
    }
}
