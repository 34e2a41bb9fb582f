//! What is checked: a piece as the texts a reader, or a screen reader, meets.

use time::Date;

use crate::Severity;

/// A piece, taken apart.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Its texts, in reading order.
    pub parts: Vec<Part>,
    /// Its links.
    pub links: Vec<Link>,
    /// Where it comes from.
    pub source: Source,
    /// The day it was written, for dates that name no year.
    pub dated: Option<Date>,
    /// Attached files whose text nobody could read.
    pub unreadable: Vec<Unreadable>,
    /// Files it shows and may show no longer.
    pub lapsed: Lapsed,
}

/// Files whose licence has ended.
#[derive(Clone, Debug)]
pub struct Lapsed {
    /// How much that weighs.
    pub severity: Severity,
    /// Their names, and the last day on which each might be used.
    pub files: Vec<(String, Date)>,
}

impl Default for Lapsed {
    fn default() -> Self {
        Self { severity: Severity::Warn, files: Vec::new() }
    }
}

/// An attached file whose text could not be read.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// Its name.
    pub name: String,
    /// Why, in Chinese and in English.
    pub why: (&'static str, &'static str),
}

/// One run of text.
#[derive(Clone, Debug)]
pub struct Part {
    /// Where it stands, in the words of whoever took the piece apart (`title`, `blocks/3/text`, a block's id); findings
    /// carry it back unread.
    pub path: String,
    /// What it is.
    pub kind: PartKind,
    /// The text.
    pub text: String,
    /// Where it is read, if not in the piece itself: the attached file and the place in it, in Chinese and in English.
    pub within: Option<(String, String)>,
}

/// What a text is, where a rule treats it differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartKind {
    /// 标题.
    Title,
    /// 摘要.
    Summary,
    /// Running text, headings, quotations, list items.
    Body,
    /// 图片替代文字; empty when it is missing.
    Alt,
    /// The line under a picture.
    Caption,
    /// A cell of a table, a label of a chart.
    Cell,
    /// The text of an attached file.
    Attachment,
}

/// A link of the piece.
#[derive(Clone, Debug)]
pub struct Link {
    /// The part its words stand in.
    pub path: String,
    /// Those words, in characters of the part's text; none when it is the whole part.
    pub range: Option<(usize, usize)>,
    /// Its address.
    pub href: String,
    /// Why it leads nowhere, in Chinese and in English, where somebody asked it and found so.
    pub fault: Option<(String, String)>,
}

/// Where a piece comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// 原创.
    #[default]
    Original,
    /// 转载.
    Reprint {
        /// The source it names.
        name: Option<String>,
        /// The address of the page it was taken from.
        url: Option<String>,
    },
}

impl Part {
    /// One part.
    pub fn new(path: impl Into<String>, kind: PartKind, text: impl Into<String>) -> Self {
        Self { path: path.into(), kind, text: text.into(), within: None }
    }

    /// The same, of an attached file.
    #[must_use]
    pub fn within(self, zh: String, en: String) -> Self {
        Self { within: Some((zh, en)), ..self }
    }
}
