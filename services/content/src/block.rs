//! The body of a piece: a list of typed blocks. This JSON form is what the editor sends, the database keeps and the
//! digest covers.

mod chart;
mod check;
mod parse;

use serde::{Deserialize, Serialize};

pub use chart::{Chart, ChartKind, ChartRow};
pub use check::{Stage, check, is_web_link};
pub use parse::parse;

use crate::{MediaId, MediaKind};

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
    /// A sound.
    Audio(Clip),
    /// A film.
    Video(Clip),
    /// A link standing by itself.
    Link(Link),
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
}

/// A sound or a film, under its title.
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
}

impl Block {
    /// The media file the block shows, and the kind it must be.
    #[must_use]
    pub fn media(&self) -> Option<(MediaId, MediaKind)> {
        match self {
            Self::Image(image) => Some((image.media_id, MediaKind::Image)),
            Self::Audio(clip) => Some((clip.media_id, MediaKind::Audio)),
            Self::Video(clip) => Some((clip.media_id, MediaKind::Video)),
            _ => None,
        }
    }
}
