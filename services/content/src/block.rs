//! The body of a piece: a list of typed blocks. This JSON form is what the editor sends, the database keeps and the
//! digest covers.

mod chart;
mod check;
mod links;
mod parse;
mod shows;
mod table;

use serde::{Deserialize, Serialize};

pub use chart::{Chart, ChartKind, ChartRow};
pub use check::{Stage, check, is_web_link};
pub use parse::parse;
pub use shows::Shown;
pub use table::Table;

use crate::{ArticleId, MediaId};

/// One block.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum Block {
    /// A heading inside the piece.
    Heading(Heading),
    /// Running text.
    Paragraph(Paragraph),
    /// Items, numbered or not.
    List(List),
    /// Someone's words.
    Quote(Quote),
    /// A picture.
    Image(Image),
    /// Pictures that belong together.
    Gallery(Gallery),
    /// A sound.
    Audio(Clip),
    /// A film.
    Video(Clip),
    /// A document to take away.
    File(Clip),
    /// A link standing by itself.
    Link(Link),
    /// A released policy of the county that the piece rests on.
    Policy(Policy),
    /// A table.
    Table(Table),
    /// A small table, drawn.
    Chart(Chart),
}

/// A heading of level 2 to 4; level 1 is the title of the piece.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Heading {
    pub level: u8,
    pub text: String,
}

/// A paragraph: spans one after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Paragraph {
    pub spans: Vec<Span>,
}

/// A run of text in one look.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Span {
    pub text: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bold: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub italic: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub href: Option<String>,
}

/// A list; each item is a row of spans.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct List {
    pub ordered: bool,
    pub items: Vec<Vec<Span>>,
}

/// A quotation and whose it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Quote {
    pub text: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cite: Option<String>,
}

/// A picture. `alt` says what it shows to those who do not see it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Image {
    pub media_id: MediaId,
    pub alt: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    /// What must stay in sight where a frame cuts the picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub focus: Option<Focus>,
}

/// A point of a picture, in thousandths from its left and its top.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Focus {
    pub x: u16,
    pub y: u16,
}

/// Pictures that are looked at one after another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Gallery {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub caption: Option<String>,
    pub images: Vec<Image>,
}

/// A sound, a film or a document, under its title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Clip {
    pub media_id: MediaId,
    pub title: String,
}

/// A link under its title.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Link {
    pub href: String,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
}

/// A policy by its title, its number (文号) and where it is read. Title and number are written here as they were when the
/// piece was written, so that the digest covers what readers see.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Policy {
    pub article_id: ArticleId,
    pub title: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    pub href: String,
}
