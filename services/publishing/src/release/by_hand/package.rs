//! The package: title, digest, the text as it is pasted, with a mark where each picture goes, and the pictures in their order.

use content::block::{Paragraph, Span};
use content::media::{self, Media, MediaId, MediaKind};
use content::{Block, Revision, render, revision};
use platform::TenantTx;
use tenancy::{Action, Actor, Scope};

use super::HandError;
use crate::TargetId;
use crate::release::{TargetState, target};

/// What a person pastes.
#[derive(Clone, Debug)]
pub struct Package {
    /// As the channel shows it.
    pub title: String,
    /// 摘要.
    pub summary: String,
    /// The text in the dress of an article at WeChat, without its pictures.
    pub html: String,
    /// The same without any.
    pub text: String,
    /// The cover first, if there is one, then those of the text in their order.
    pub pictures: Vec<Picture>,
}

/// A picture of the package.
#[derive(Clone, Debug)]
pub struct Picture {
    /// From 1, as the marks in the text name it; 0 for the cover.
    pub number: usize,
    /// The file.
    pub media: Media,
}

impl Picture {
    /// Under which name it is kept: in its order, and known by what it shows.
    #[must_use]
    pub fn file_name(&self) -> String {
        let ending = match self.media.mime.as_str() {
            "image/png" => "png",
            "image/gif" => "gif",
            "image/webp" => "webp",
            _ => "jpg",
        };
        match self.number {
            0 => format!("00-封面.{ending}"),
            number => format!("{number:02}.{ending}"),
        }
    }
}

/// Reads the package of a target that waits for a person.
///
/// # Errors
/// When the actor may not release it, or it is not released by hand.
pub async fn package(tx: &mut TenantTx, actor: &Actor, id: TargetId) -> Result<Package, HandError> {
    let target = target::find(tx, id).await?.ok_or(HandError::NotFound)?;
    actor.require(Action::ReleaseResolve, Scope::Department(target.department))?;
    if target.state != TargetState::ByHand {
        return Err(HandError::NotByHand);
    }
    let revision = revision::by_ids(tx, &[target.revision]).await?.pop().ok_or(HandError::NotFound)?;
    let shown = revision.on(target.channel.into());
    let (blocks, numbered) = marked(&shown.blocks);
    let wanted: Vec<(usize, MediaId)> = shown.cover.map(|cover| (0, cover)).into_iter().chain(numbered).collect();
    let ids: Vec<MediaId> = wanted.iter().map(|(_, id)| *id).collect();
    let files = if ids.is_empty() { Vec::new() } else { media::by_ids(tx, &ids).await? };
    let file = |id| files.iter().find(|file: &&Media| file.id == id).cloned();
    let picture = |(number, id)| file(id).map(|media| Picture { number, media });
    Ok(Package {
        title: shown.title.to_owned(),
        summary: shown.summary.to_owned(),
        html: dressed(&revision, &blocks),
        text: plain(&revision, &blocks),
        pictures: wanted.into_iter().filter_map(picture).collect(),
    })
}

/// The text with a line in the place of each picture, and which picture each line is of.
fn marked(blocks: &[Block]) -> (Vec<Block>, Vec<(usize, MediaId)>) {
    let mut numbered = Vec::new();
    let mut lines = Vec::new();
    for block in blocks {
        let pictures: Vec<MediaId> =
            block.shows().into_iter().filter(|shown| shown.kind == MediaKind::Image).map(|shown| shown.id).collect();
        match block {
            Block::Image(_) | Block::Gallery(_) => {
                for id in pictures {
                    numbered.push((numbered.len() + 1, id));
                    lines.push(line(&format!("【此处插入图片 {:02}】", numbered.len())));
                }
            }
            other => lines.push(other.clone()),
        }
    }
    (lines, numbered)
}

fn line(text: &str) -> Block {
    Block::Paragraph(Paragraph { spans: vec![Span { text: text.to_owned(), ..Span::default() }] })
}

/// What the public is told of a correction stands first, what a machine had to do with it last, as on every channel.
fn dressed(revision: &Revision, blocks: &[Block]) -> String {
    let told = revision.correction.as_deref().map(render::correction).unwrap_or_default();
    let label = revision.ai.label().map(|label| render::wechat(&[line(label)], &|_| None)).unwrap_or_default();
    format!("{told}{}{label}", render::wechat(blocks, &|_| None))
}

fn plain(revision: &Revision, blocks: &[Block]) -> String {
    let told = revision.correction.as_deref().map(|told| format!("更正说明：{told}\n\n")).unwrap_or_default();
    let label = revision.ai.label().map(|label| format!("\n\n{label}")).unwrap_or_default();
    format!("{told}{}{label}", render::text(blocks))
}

#[cfg(test)]
mod tests {
    use super::{line, marked};
    use content::block::Image;
    use content::{Block, MediaId};
    use uuid::Uuid;

    #[test]
    fn each_picture_has_its_line_and_its_number() {
        let picture = |number| {
            let media_id = MediaId(Uuid::from_u128(number));
            Block::Image(Image { media_id, alt: "图".to_owned(), caption: None, focus: None })
        };
        let (lines, numbered) = marked(&[line("开头"), picture(7), line("中间"), picture(8)]);
        assert_eq!(lines[1], line("【此处插入图片 01】"));
        assert_eq!(lines.len(), 4);
        assert_eq!(numbered, [(1, MediaId(Uuid::from_u128(7))), (2, MediaId(Uuid::from_u128(8)))]);
    }
}
