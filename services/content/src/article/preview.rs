//! A piece as each channel would show it, with what the channel would refuse.

use platform::{FieldError, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{AiUse, Article, ArticleId, GetError, get};
use crate::limits::WechatLimits;
use crate::render::{Channel, Piece, Rendition, channel_faults, rendition};
use crate::{Block, MediaId, Revision, media};

/// One channel's look.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Preview {
    pub channel: Channel,
    pub rendition: Rendition,
    pub faults: Vec<FieldError>,
}

/// What is shown: of a piece as it stands, or of a revision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    title: &'a str,
    summary: &'a str,
    blocks: &'a [Block],
    has_cover: bool,
    ai: AiUse,
}

impl<'a> From<(&'a Article, &'a [Block])> for Shown<'a> {
    fn from((article, blocks): (&'a Article, &'a [Block])) -> Self {
        let has_cover = article.cover.is_some();
        Self { title: &article.title, summary: &article.summary, blocks, has_cover, ai: article.ai }
    }
}

impl<'a> From<&'a Revision> for Shown<'a> {
    fn from(revision: &'a Revision) -> Self {
        let (has_cover, ai) = (revision.cover.is_some(), revision.ai);
        Self { title: &revision.title, summary: &revision.summary, blocks: &revision.blocks, has_cover, ai }
    }
}

/// What the piece holds now, on each channel. Its pictures come from our own addresses.
///
/// # Errors
/// When it is absent or not visible.
pub async fn preview(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Vec<Preview>, GetError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    let (article, blocks) = get(tx, actor, id).await?;
    let author = department_name(tx, article.department).await?;
    Ok(looks(tx, &(&article, blocks.as_slice()).into(), &author).await?)
}

/// Each channel's look of what is shown, under the name of its department.
pub(crate) async fn looks(tx: &mut TenantTx, of: &Shown<'_>, author: &str) -> Result<Vec<Preview>, Storage> {
    let shown: Vec<MediaId> = of.blocks.iter().flat_map(Block::shows).map(|shown| shown.id).collect();
    let files = media::by_ids(tx, &shown).await?;
    let limits = WechatLimits::SETTING.get(tx).await?;
    let county = tx.county();
    let piece = Piece {
        title: of.title,
        author,
        summary: of.summary,
        blocks: of.blocks,
        has_cover: of.has_cover,
        label: of.ai.label(),
        files: &files,
    };
    let url = |id: MediaId| Some(format!("/media/{county}/{id}"));
    let looks = [Channel::Website, Channel::App, Channel::Wechat].map(|channel| {
        let rendition = rendition(channel, &piece, &url);
        let faults = channel_faults(channel, &rendition, &limits);
        Preview { channel, rendition, faults }
    });
    Ok(looks.into())
}

/// A department's name, as readers are told it.
pub(crate) async fn department_name(tx: &mut TenantTx, id: platform::DepartmentId) -> Result<String, Storage> {
    let departments = tenancy::region::departments(tx).await?;
    Ok(departments.into_iter().find(|department| department.id == id).map(|row| row.name).unwrap_or_default())
}
