//! The package of a document: a zip of parts, of which only what is needed is unfolded, each within its bounds.

use std::collections::HashMap;
use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::tree::{self, Element};
use super::{Picture, Unreadable};

/// The most bytes one part of words may unfold to.
const MOST_UNPACKED: u64 = 32 * 1024 * 1024;
/// The most packed parts of a document.
const MOST_ENTRIES: usize = 5_000;
/// The most pictures taken of one document, and the most bytes of them together.
const MOST_PICTURES: usize = 100;
const MOST_PICTURE_BYTES: u64 = 64 * 1024 * 1024;

/// An open package.
pub(super) struct Package<'a> {
    archive: ZipArchive<Cursor<&'a [u8]>>,
    links: HashMap<String, Link>,
    most_picture: u64,
    pictures: usize,
    picture_bytes: u64,
}

/// What a part points at.
struct Link {
    target: String,
    external: bool,
}

impl<'a> Package<'a> {
    pub(super) fn open(file: &'a [u8], most_picture: u64) -> Result<Self, Unreadable> {
        let archive = ZipArchive::new(Cursor::new(file)).map_err(|_| Unreadable::Broken)?;
        if MOST_ENTRIES < archive.len() {
            return Err(Unreadable::TooLarge);
        }
        let mut package = Self { archive, links: HashMap::new(), most_picture, pictures: 0, picture_bytes: 0 };
        if let Some(links) = package.part("word/_rels/document.xml.rels")? {
            package.links = links.children.iter().filter_map(link).collect();
        }
        Ok(package)
    }

    /// A part of words; none where the package has no such part.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Element>, Unreadable> {
        match self.unfold(name, MOST_UNPACKED)? {
            None => Ok(None),
            Some(bytes) if MOST_UNPACKED < size(&bytes) => Err(Unreadable::TooLarge),
            Some(bytes) => tree::read(&bytes).map(Some),
        }
    }

    /// The web address that an id of the document leads to.
    pub(super) fn address(&self, id: &str) -> Option<&str> {
        let link = self.links.get(id).filter(|link| link.external)?;
        crate::block::is_web_link(&link.target).then_some(link.target.as_str())
    }

    /// The picture an id of the document leads to; none where it is missing, lies elsewhere, or is too large.
    pub(super) fn picture(&mut self, id: &str, alt: String) -> Result<Option<Picture>, Unreadable> {
        let Some(link) = self.links.get(id).filter(|link| !link.external) else { return Ok(None) };
        let target = link.target.trim_start_matches('/');
        let name = if target.starts_with("word/") { target.to_owned() } else { format!("word/{target}") };
        let most = self.most_picture.min(MOST_PICTURE_BYTES.saturating_sub(self.picture_bytes));
        if MOST_PICTURES <= self.pictures {
            return Ok(None);
        }
        let Some(bytes) = self.unfold(&name, most)?.filter(|bytes| size(bytes) <= most && !bytes.is_empty()) else {
            return Ok(None);
        };
        self.pictures += 1;
        self.picture_bytes += size(&bytes);
        let name = name.rsplit('/').next().unwrap_or_default().to_owned();
        Ok(Some(Picture { name, bytes, alt, caption: None }))
    }

    /// The bytes of a part, at most one more than `most`.
    fn unfold(&mut self, name: &str, most: u64) -> Result<Option<Vec<u8>>, Unreadable> {
        let entry = match self.archive.by_name(name) {
            Ok(entry) => entry,
            Err(zip::result::ZipError::FileNotFound) => return Ok(None),
            Err(_) => return Err(Unreadable::Broken),
        };
        let mut bytes = Vec::new();
        entry.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(|_| Unreadable::Broken)?;
        Ok(Some(bytes))
    }
}

fn link(of: &Element) -> Option<(String, Link)> {
    let external = of.attribute("TargetMode") == Some("External");
    Some((of.attribute("Id")?.to_owned(), Link { target: of.attribute("Target")?.to_owned(), external }))
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
