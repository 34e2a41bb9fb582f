//! What of a document was left behind, for its writer to look after.

/// A kind of thing that no block holds, or that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LeftOutKind {
    /// 文本框.
    TextBox,
    /// A picture of a format or size that is not taken, or that is not in the file.
    Picture,
    /// 图表.
    Chart,
    /// 图形, SmartArt.
    Drawing,
    /// 嵌入对象.
    Object,
    /// 公式.
    Formula,
    /// 脚注和尾注.
    Note,
    /// 批注.
    Comment,
    /// Text that was deleted or hidden.
    Hidden,
    /// A line of a table of contents.
    Contents,
    /// A table too large for a block, or inside another.
    Table,
    /// A table whose merged cells were taken apart.
    MergedCells,
}

impl LeftOutKind {
    /// As clients know it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TextBox => "text_box",
            Self::Picture => "picture",
            Self::Chart => "chart",
            Self::Drawing => "drawing",
            Self::Object => "object",
            Self::Formula => "formula",
            Self::Note => "note",
            Self::Comment => "comment",
            Self::Hidden => "hidden",
            Self::Contents => "contents",
            Self::Table => "table",
            Self::MergedCells => "merged_cells",
        }
    }
}

/// How many of a kind were left behind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct LeftOut {
    pub kind: LeftOutKind,
    pub count: usize,
}

impl LeftOut {
    /// In Chinese and in English.
    #[must_use]
    pub fn words(self) -> (String, String) {
        let n = self.count;
        match self.kind {
            LeftOutKind::TextBox => (format!("{n} 个文本框未导入"), format!("{n} text box(es) not imported")),
            LeftOutKind::Picture => (
                format!("{n} 张图片未导入（格式不支持、过大或缺失）"),
                format!("{n} picture(s) not imported: format, size, or missing"),
            ),
            LeftOutKind::Chart => (format!("{n} 个图表未导入"), format!("{n} chart(s) not imported")),
            LeftOutKind::Drawing => (format!("{n} 个图形未导入"), format!("{n} drawing(s) not imported")),
            LeftOutKind::Object => (format!("{n} 个嵌入对象未导入"), format!("{n} embedded object(s) not imported")),
            LeftOutKind::Formula => (format!("{n} 个公式未导入"), format!("{n} formula(s) not imported")),
            LeftOutKind::Note => (format!("{n} 个脚注或尾注未导入"), format!("{n} note(s) not imported")),
            LeftOutKind::Comment => (format!("{n} 条批注未导入"), format!("{n} comment(s) not imported")),
            LeftOutKind::Hidden => {
                (format!("{n} 处已删除或隐藏的文字未导入"), format!("{n} deleted or hidden run(s) not imported"))
            }
            LeftOutKind::Contents => (format!("{n} 行目录未导入"), format!("{n} line(s) of contents not imported")),
            LeftOutKind::Table => {
                (format!("{n} 个表格未导入（过大或嵌套）"), format!("{n} table(s) not imported: too large, or nested"))
            }
            LeftOutKind::MergedCells => {
                (format!("{n} 个表格的合并单元格已拆开，请核对"), format!("merged cells taken apart in {n} table(s)"))
            }
        }
    }
}

/// A count of what is left behind, kept while reading.
#[derive(Debug, Default)]
pub(super) struct Tally(std::collections::BTreeMap<LeftOutKind, usize>);

impl Tally {
    pub(super) fn add(&mut self, kind: LeftOutKind) {
        *self.0.entry(kind).or_default() += 1;
    }

    pub(super) fn told(self) -> Vec<LeftOut> {
        self.0.into_iter().map(|(kind, count)| LeftOut { kind, count }).collect()
    }
}
