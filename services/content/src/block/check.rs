//! What a block must keep to. Every fault is told, each by the path of its field.

use platform::Invalid;

use super::{Block, Chart, ChartKind, Gallery, Image, List, Policy, Span, Table};
use crate::limits::Limits;

/// How much is asked: a draft may be unfinished, what is submitted may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sizes and forms only.
    Draft,
    /// Also that nothing is missing.
    Submission,
}

/// Notes every fault of the blocks, each under its place in the input.
pub fn check<'a>(
    blocks: impl IntoIterator<Item = (usize, &'a Block)>,
    limits: &Limits,
    stage: Stage,
    faults: &mut Invalid,
) {
    let mut count = 0;
    for (place, block) in blocks {
        count += 1;
        Checker { path: format!("blocks.{place}"), limits, stage, faults }.block(block);
    }
    faults.check(count <= limits.blocks, "blocks", "TOO_MANY", format!("正文不超过 {} 段", limits.blocks));
    faults.check(stage == Stage::Draft || 0 < count, "blocks", "REQUIRED", "正文不能为空");
}

/// True for an absolute http or https address.
#[must_use]
pub fn is_web_link(text: &str) -> bool {
    text.len() <= 2048
        && url::Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
}

struct Checker<'a> {
    path: String,
    limits: &'a Limits,
    stage: Stage,
    faults: &'a mut Invalid,
}

impl Checker<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => {
                self.hold((2..=4).contains(&heading.level), "level", "OUT_OF_RANGE", "标题层级为 2 至 4");
                self.text("text", &heading.text);
            }
            Block::Paragraph(paragraph) => self.spans("spans", &paragraph.spans),
            Block::List(list) => self.list(list),
            Block::Quote(quote) => {
                self.text("text", &quote.text);
                self.size("cite", quote.cite.as_deref().unwrap_or_default());
            }
            Block::Image(image) => self.image("", image),
            Block::Gallery(gallery) => self.gallery(gallery),
            Block::Audio(clip) | Block::Video(clip) | Block::File(clip) => self.text("title", &clip.title),
            Block::Link(link) => {
                self.link("href", &link.href);
                self.text("title", &link.title);
                self.size("summary", link.summary.as_deref().unwrap_or_default());
            }
            Block::Policy(policy) => self.policy(policy),
            Block::Table(table) => self.table(table),
            Block::Chart(chart) => self.chart(chart),
        }
    }

    /// A picture, under the path of its gallery if it is in one.
    fn image(&mut self, under: &str, image: &Image) {
        let said = self.stage == Stage::Draft || !image.alt.trim().is_empty();
        self.hold(said, &format!("{under}alt"), "ALT_REQUIRED", "图片需填写替代文字");
        self.size(&format!("{under}alt"), &image.alt);
        self.size(&format!("{under}caption"), image.caption.as_deref().unwrap_or_default());
        let inside = image.focus.is_none_or(|focus| focus.x <= 1000 && focus.y <= 1000);
        self.hold(inside, &format!("{under}focus"), "OUT_OF_RANGE", "焦点需在图片之内");
    }

    fn gallery(&mut self, gallery: &Gallery) {
        self.size("caption", gallery.caption.as_deref().unwrap_or_default());
        let filled = self.stage == Stage::Draft || !gallery.images.is_empty();
        self.hold(filled, "images", "REQUIRED", "图集需有图片");
        let most = self.limits.gallery;
        self.hold(gallery.images.len() <= most, "images", "TOO_MANY", &format!("图集不超过 {most} 张图片"));
        for (place, image) in gallery.images.iter().enumerate() {
            self.image(&format!("images.{place}."), image);
        }
    }

    fn policy(&mut self, policy: &Policy) {
        self.text("title", &policy.title);
        self.size("number", policy.number.as_deref().unwrap_or_default());
        self.link("href", &policy.href);
        // The address is that of the piece it names: a reader is not led elsewhere under a policy's title.
        let own = policy.href.is_empty() || policy.href.ends_with(&format!("/articles/{}", policy.article_id));
        self.hold(own, "href", "NOT_OF_ARTICLE", "链接需指向所引用的政策");
    }

    fn table(&mut self, table: &Table) {
        self.size("caption", table.caption.as_deref().unwrap_or_default());
        let width = table.width();
        self.hold(width <= self.limits.table_columns, "rows", "TOO_MANY", "表格列过多");
        self.hold(table.rows.len() <= self.limits.table_rows, "rows", "TOO_MANY", "表格行过多");
        let full = self.stage == Stage::Submission;
        self.hold(!full || 0 < width, "rows", "REQUIRED", "表格需有内容");
        let headed = table.header_row || table.header_column;
        self.hold(!full || headed, "headerRow", "HEADER_REQUIRED", "表格需有表头行或表头列，供读屏软件朗读");
        for (place, row) in table.rows.iter().enumerate() {
            self.hold(row.len() == width, &format!("rows.{place}"), "WRONG_LENGTH", "表格各行的格数需一致");
            for (column, cell) in row.iter().enumerate() {
                self.spans(&format!("rows.{place}.{column}"), cell);
            }
        }
    }

    fn spans(&mut self, field: &str, spans: &[Span]) {
        let length: usize = spans.iter().map(|span| span.text.chars().count()).sum();
        self.hold(length <= self.limits.block_text, field, "TOO_LONG", "本段文字过长");
        for (place, span) in spans.iter().enumerate() {
            if let Some(href) = &span.href {
                self.link(&format!("{field}.{place}.href"), href);
            }
        }
    }

    fn list(&mut self, list: &List) {
        self.hold(list.items.len() <= self.limits.items, "items", "TOO_MANY", "列表项过多");
        let filled = self.stage == Stage::Draft || !list.items.is_empty();
        self.hold(filled, "items", "REQUIRED", "列表不能为空");
        for (place, item) in list.items.iter().enumerate() {
            self.spans(&format!("items.{place}"), item);
        }
    }

    fn chart(&mut self, chart: &Chart) {
        self.text("title", &chart.title);
        self.size("unit", chart.unit.as_deref().unwrap_or_default());
        let columns = chart.columns.len();
        self.hold(columns <= self.limits.chart_columns, "columns", "TOO_MANY", "图表列过多");
        self.hold(chart.rows.len() <= self.limits.chart_rows, "rows", "TOO_MANY", "图表行过多");
        let drawn = self.stage == Stage::Draft || (0 < columns && !chart.rows.is_empty());
        self.hold(drawn, "rows", "REQUIRED", "图表需有数据");
        let one = chart.kind != ChartKind::Pie || columns <= 1;
        self.hold(one, "columns", "TOO_MANY", "饼图只能有一列数据");
        for (place, column) in chart.columns.iter().enumerate() {
            self.size(&format!("columns.{place}"), column);
        }
        for (place, row) in chart.rows.iter().enumerate() {
            let field = format!("rows.{place}");
            self.hold(row.values.len() == columns, &field, "WRONG_LENGTH", "每行的数据个数需与列数一致");
            self.size(&field, &row.label);
        }
    }

    /// A text that what is submitted must have.
    fn text(&mut self, field: &str, text: &str) {
        let filled = self.stage == Stage::Draft || !text.trim().is_empty();
        self.hold(filled, field, "REQUIRED", "此处不能为空");
        self.size(field, text);
    }

    fn size(&mut self, field: &str, text: &str) {
        self.hold(text.chars().count() <= self.limits.block_text, field, "TOO_LONG", "此处文字过长");
    }

    /// An address is checked in a draft too, once it is written: it is shown in previews.
    fn link(&mut self, field: &str, href: &str) {
        let unfinished = self.stage == Stage::Draft && href.is_empty();
        self.hold(unfinished || is_web_link(href), field, "NOT_A_WEB_LINK", "链接需以 http:// 或 https:// 开头");
    }

    fn hold(&mut self, holds: bool, field: &str, code: &'static str, message: &str) {
        if !holds {
            self.faults.add(format!("{}.{field}", self.path), code, message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Stage, check, is_web_link};
    use crate::block::parse;
    use crate::limits::Limits;
    use platform::{Invalid, Refusal as _};
    use serde_json::{Value, json};

    fn faults_of(blocks: Value, stage: Stage) -> Vec<(String, &'static str)> {
        let mut faults = Invalid::default();
        let blocks = parse(blocks, &mut faults);
        check(blocks.iter().map(|(place, block)| (*place, block)), &Limits::default(), stage, &mut faults);
        faults.fields().iter().map(|fault| (fault.field.clone(), fault.code)).collect()
    }

    const ID: &str = "01900000-0000-7000-8000-000000000001";

    fn faulty() -> Value {
        json!([
            {"type": "heading", "level": 1, "text": ""},
            {"type": "paragraph", "spans": [{"text": "a", "href": "javascript:alert(1)"}]},
            {"type": "list", "ordered": true, "items": [[{"text": "x", "href": "ftp://x.cn"}]]},
            {"type": "image", "mediaId": "01900000-0000-7000-8000-000000000001", "alt": " "},
            {"type": "link", "href": "//x.cn", "title": "x"},
            {"type": "chart", "kind": "pie", "title": "t", "columns": ["a", "b"], "rows": [["x", 1]]},
            {"type": "gallery", "images": [{"mediaId": ID, "alt": "", "focus": {"x": 1001, "y": 0}}]},
            {"type": "table", "headerRow": false, "headerColumn": false, "rows": [[[{"text": "a"}], []], [[]]]},
            {"type": "policy", "articleId": ID, "title": "", "href": "https://x.cn/411325/articles/2"},
        ])
    }

    #[test]
    fn all_faults_are_told_at_once_each_by_its_path() {
        let faults = faults_of(faulty(), Stage::Submission);
        let want = [
            ("blocks.0.level", "OUT_OF_RANGE"),
            ("blocks.0.text", "REQUIRED"),
            ("blocks.1.spans.0.href", "NOT_A_WEB_LINK"),
            ("blocks.2.items.0.0.href", "NOT_A_WEB_LINK"),
            ("blocks.3.alt", "ALT_REQUIRED"),
            ("blocks.4.href", "NOT_A_WEB_LINK"),
            ("blocks.5.columns", "TOO_MANY"),
            ("blocks.5.rows.0", "WRONG_LENGTH"),
            ("blocks.6.images.0.alt", "ALT_REQUIRED"),
            ("blocks.6.images.0.focus", "OUT_OF_RANGE"),
            ("blocks.7.headerRow", "HEADER_REQUIRED"),
            ("blocks.7.rows.1", "WRONG_LENGTH"),
            ("blocks.8.title", "REQUIRED"),
            ("blocks.8.href", "NOT_OF_ARTICLE"),
        ];
        assert_eq!(faults, want.map(|(field, code)| (field.to_owned(), code)));
    }

    #[test]
    fn a_draft_may_be_unfinished_but_never_hold_a_script() {
        let faults = faults_of(faulty(), Stage::Draft);
        assert!(
            !faults.iter().any(|(_, code)| matches!(*code, "REQUIRED" | "ALT_REQUIRED" | "HEADER_REQUIRED")),
            "{faults:?}"
        );
        assert!(faults.contains(&("blocks.1.spans.0.href".to_owned(), "NOT_A_WEB_LINK")));
        assert_eq!(faults_of(json!([]), Stage::Draft), []);
        assert_eq!(faults_of(json!([]), Stage::Submission), [("blocks".to_owned(), "REQUIRED")]);
    }

    #[test]
    fn only_absolute_web_addresses_are_links() {
        assert!(is_web_link("https://www.neixiang.gov.cn/a?b=c#d"));
        for not in ["", "/a", "data:text/html,x", "https://", "mailto:a@b.cn", "JAVASCRIPT:1"] {
            assert!(!is_web_link(not), "{not}");
        }
    }
}
