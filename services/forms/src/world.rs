//! All that a template sees: itself, what it shares with the other, one file of data, and the fonts. No disk, no packages, no clock.

use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime};
use typst::syntax::{FileId, Source, VirtualPath};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt as _, World};

use crate::Form;
use crate::font::Fonts;

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));
static BASE: LazyLock<Source> = LazyLock::new(|| source("base.typ", include_str!("../templates/base.typ")));
static REVIEW: LazyLock<Source> = LazyLock::new(|| source("review.typ", include_str!("../templates/review.typ")));
static SECRECY: LazyLock<Source> = LazyLock::new(|| source("secrecy.typ", include_str!("../templates/secrecy.typ")));

fn source(name: &str, text: &str) -> Source {
    Source::new(FileId::new(None, VirtualPath::new(name)), text.to_owned())
}

/// The world of one form.
pub(crate) struct Desk {
    main: Source,
    data: (FileId, Bytes),
    fonts: &'static Fonts,
}

impl Desk {
    /// With this data, as JSON: it is read by the template and never becomes part of it.
    pub(crate) fn new(form: Form, json: Vec<u8>, fonts: &'static Fonts) -> Self {
        let main = match form {
            Form::Review => REVIEW.clone(),
            Form::Secrecy => SECRECY.clone(),
        };
        Self { main, data: (FileId::new(None, VirtualPath::new("sheet.json")), Bytes::new(json)), fonts }
    }
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.fonts.book
    }

    fn main(&self) -> FileId {
        self.main.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let known = [&self.main, &*BASE].into_iter().find(|source| source.id() == id);
        known.cloned().ok_or_else(|| FileError::NotFound(id.vpath().as_rootless_path().to_owned()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == self.data.0 { Ok(self.data.1.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.fonts.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<i64>) -> Option<Datetime> {
        None
    }
}
