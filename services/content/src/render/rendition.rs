//! A piece as one channel would carry it.

use super::{Channel, website, wechat};
use crate::block::Block;
use crate::{Media, MediaId};

/// What a rendition is made of: of an article or of a revision.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Piece<'a> {
    pub title: &'a str,
    pub author: &'a str,
    pub summary: &'a str,
    pub blocks: &'a [Block],
    pub has_cover: bool,
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
        html,
        has_cover: piece.has_cover,
        pictures: pictures(piece),
    }
}

fn pictures(piece: &Piece<'_>) -> Vec<Picture> {
    let shown = piece.blocks.iter().enumerate().filter_map(|(place, block)| match block {
        Block::Image(image) => piece.files.iter().find(|file| file.id == image.media_id).map(|file| (place, file)),
        _ => None,
    });
    shown
        .map(|(place, file)| Picture {
            field: format!("blocks.{place}.mediaId"),
            mime: file.mime.clone(),
            bytes: file.bytes,
        })
        .collect()
}
