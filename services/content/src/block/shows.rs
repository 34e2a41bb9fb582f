//! The media files that a block shows.

use super::{Block, Image};
use crate::{MediaId, MediaKind};

/// A file as a block shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown<'a> {
    /// The field that names it, below its block: `mediaId`, `images.2.mediaId`.
    pub field: String,
    /// Which file.
    pub id: MediaId,
    /// The kind it must be.
    pub kind: MediaKind,
    /// What the text calls it.
    pub title: &'a str,
}

impl Block {
    /// The files the block shows, in their order.
    #[must_use]
    pub fn shows(&self) -> Vec<Shown<'_>> {
        let one = |id, kind, title| vec![Shown { field: "mediaId".to_owned(), id, kind, title }];
        match self {
            Self::Image(image) => one(image.media_id, MediaKind::Image, &image.alt),
            Self::Gallery(gallery) => gallery.images.iter().enumerate().map(|(at, image)| picture(at, image)).collect(),
            Self::Audio(clip) => one(clip.media_id, MediaKind::Audio, &clip.title),
            Self::Video(clip) => one(clip.media_id, MediaKind::Video, &clip.title),
            Self::File(clip) => one(clip.media_id, MediaKind::Document, &clip.title),
            Self::Heading(_)
            | Self::Paragraph(_)
            | Self::List(_)
            | Self::Quote(_)
            | Self::Link(_)
            | Self::Policy(_)
            | Self::Table(_)
            | Self::Chart(_) => Vec::new(),
        }
    }
}

impl Block {
    /// Puts one file in another's place; gives the fields that named it.
    pub(crate) fn exchange(&mut self, old: MediaId, new: MediaId) -> Vec<String> {
        let fields: Vec<String> =
            self.shows().into_iter().filter(|shown| shown.id == old).map(|shown| shown.field).collect();
        let swap = |id: &mut MediaId| {
            if *id == old {
                *id = new;
            }
        };
        match self {
            Self::Image(image) => swap(&mut image.media_id),
            Self::Gallery(gallery) => gallery.images.iter_mut().for_each(|image| swap(&mut image.media_id)),
            Self::Audio(clip) | Self::Video(clip) | Self::File(clip) => swap(&mut clip.media_id),
            _ => {}
        }
        fields
    }
}

fn picture(at: usize, image: &Image) -> Shown<'_> {
    Shown { field: format!("images.{at}.mediaId"), id: image.media_id, kind: MediaKind::Image, title: &image.alt }
}
