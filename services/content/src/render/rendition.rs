//! A piece as one channel would carry it.

use super::{Channel, website, wechat};
use crate::block::Block;
use crate::{Media, MediaId, MediaKind};

/// What a rendition is made of: of an article or of a revision.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Piece<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub summary: &'a str,
    pub blocks: &'a [Block],
    pub has_cover: bool,
    /// What readers are told of a machine's part; none where there was none.
    pub label: Option<&'a str>,
    /// The files its blocks show, in any order.
    pub files: &'a [Media],
}

/// A piece in the look of a channel.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Rendition {
    pub title: String,
    pub author: String,
    pub summary: String,
    pub html: String,
    pub has_cover: bool,
    pub pictures: Vec<Picture>,
}

/// A picture inside the piece.
#[derive(Clone, Debug)]
pub struct Picture {
    /// The path of its field, such as `blocks.3.mediaId`.
    pub field: String,
    /// Its type.
    pub mime: String,
    /// Its size.
    pub bytes: i64,
}

/// Puts a piece in the look of a channel; `media_url` says where the channel has a file.
#[must_use]
pub fn rendition(channel: Channel, piece: &Piece<'_>, media_url: &dyn Fn(MediaId) -> Option<String>) -> Rendition {
    let html = match channel {
        Channel::Website | Channel::App => website(piece.blocks, media_url),
        Channel::Wechat => wechat(piece.blocks, media_url),
    };
    Rendition {
        title: piece.title.to_owned(),
        author: piece.author.to_owned(),
        summary: piece.summary.to_owned(),
        html: format!("{html}{}", piece.label.map(super::notice).unwrap_or_default()),
        has_cover: piece.has_cover,
        pictures: pictures(piece),
    }
}

fn pictures(piece: &Piece<'_>) -> Vec<Picture> {
    let mut pictures = Vec::new();
    for (place, block) in piece.blocks.iter().enumerate() {
        for shown in block.shows().into_iter().filter(|shown| shown.kind == MediaKind::Image) {
            if let Some(file) = piece.files.iter().find(|file| file.id == shown.id) {
                let field = format!("blocks.{place}.{}", shown.field);
                pictures.push(Picture { field, mime: file.mime.clone(), bytes: file.bytes });
            }
        }
    }
    pictures
}
