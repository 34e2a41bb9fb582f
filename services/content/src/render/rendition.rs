//! A piece as one channel would carry it.

use super::{Channel, website, wechat, wechat_pictures};
use crate::variant::OnChannel;
use crate::{Media, MediaId, MediaKind};

/// What a rendition is made of: of an article or of a revision.
#[derive(Clone, Copy, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Piece<'a> {
    /// What the channel shows of it.
    pub shown: &'a OnChannel<'a>,
    pub author: &'a str,
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

/// Puts a piece in the look of its channel; `media_url` says where the channel has a file.
#[must_use]
pub fn rendition(piece: &Piece<'_>, media_url: &dyn Fn(MediaId) -> Option<String>) -> Rendition {
    let shown = piece.shown;
    let html = match shown.channel {
        Channel::Website | Channel::App | Channel::Connector => website(&shown.blocks, media_url),
        Channel::Wechat if shown.as_pictures() => wechat_pictures(&shown.blocks, media_url),
        Channel::Wechat => wechat(&shown.blocks, media_url),
    };
    Rendition {
        title: shown.title.to_owned(),
        author: piece.author.to_owned(),
        summary: shown.summary.to_owned(),
        html: format!("{html}{}", piece.label.map(super::notice).unwrap_or_default()),
        has_cover: shown.picture().is_some(),
        pictures: pictures(shown, &|id| piece.files.iter().find(|file| file.id == id)),
    }
}

/// The pictures inside a piece that are known, each under the place its block has in the master.
pub fn pictures<'a>(shown: &OnChannel<'_>, file: &dyn Fn(MediaId) -> Option<&'a Media>) -> Vec<Picture> {
    let mut pictures = Vec::new();
    for (at, block) in shown.blocks.iter().enumerate() {
        for picture in block.shows().into_iter().filter(|shown| shown.kind == MediaKind::Image) {
            if let Some(file) = file(picture.id) {
                let field = format!("blocks.{}.{}", shown.place(at), picture.field);
                pictures.push(Picture { field, mime: file.mime.clone(), bytes: file.bytes });
            }
        }
    }
    pictures
}
