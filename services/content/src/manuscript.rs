//! 来稿文档: a Word document of Word or WPS, read into the blocks of a piece. Pure: bytes in, blocks and pictures out, and a tale of
//! what was left behind. A file is untrusted: what unfolds is bounded, and nothing in it is executed or fetched.

mod body;
mod import_docx;
mod inline;
mod left_out;
mod numbering;
mod package;
mod styles;
mod table;
mod tree;

use crate::Block;
use crate::limits::Limits;

pub use import_docx::{ImportError, Imported, Read, import_docx, read_docx};
pub use left_out::{LeftOut, LeftOutKind};

use package::Package;

/// What a document holds.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manuscript {
    /// Its title; empty where none could be told from the text.
    pub(crate) title: String,
    /// Its text, in order.
    pub(crate) parts: Vec<Part>,
    /// What was left behind.
    pub(crate) left_out: Vec<LeftOut>,
}

/// One part of the text.
#[derive(Clone, Debug)]
pub(crate) enum Part {
    /// A block of words.
    Words(Block),
    /// A picture, not yet a file of the library.
    Picture(Picture),
}

/// A picture of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Picture {
    /// Its name in the package.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    /// What it shows, where its writer said so.
    pub(crate) alt: String,
    pub(crate) caption: Option<String>,
}

/// Why a document was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Broken, locked by a password, or no Word document.
    #[error("no Word document")]
    Broken,
    /// It unfolds to more than is read.
    #[error("the document unfolds to too much")]
    TooLarge,
    /// It holds nothing that can be taken.
    #[error("the document holds nothing to import")]
    Empty,
}

/// Reads a document; pictures of more than `most_picture` bytes are left behind.
///
/// # Errors
/// When it is no document, or more than is read.
pub(crate) fn read(file: &[u8], limits: &Limits, most_picture: u64) -> Result<Manuscript, Unreadable> {
    let reading = std::panic::AssertUnwindSafe(|| {
        let mut package = Package::open(file, most_picture)?;
        let read = body::read(&mut package, limits)?;
        if read.parts.is_empty() && read.title.is_empty() { Err(Unreadable::Empty) } else { Ok(read) }
    });
    std::panic::catch_unwind(reading).map_err(|_| Unreadable::Broken)?
}
