//! A piece as each channel would show it, with what the channel would refuse.

use platform::{FieldError, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{ArticleId, GetError, get};
use crate::limits::WechatLimits;
use crate::render::{Channel, Piece, Rendition, channel_faults, rendition};
use crate::{Block, MediaId, media};

/// One channel's look.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Preview {
    pub channel: Channel,
    pub rendition: Rendition,
    pub faults: Vec<FieldError>,
}

/// What the piece holds now, on each channel. Its pictures come from our own addresses.
///
/// # Errors
/// When it is absent or not visible.
pub async fn preview(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Vec<Preview>, GetError> {
    actor.require(Action::ArticleRead, Scope::Any)?;
    let (article, blocks) = get(tx, actor, id).await?;
    let author = department_name(tx, article.department).await?;
    let shown: Vec<MediaId> = blocks.iter().flat_map(Block::shows).map(|shown| shown.id).collect();
    let files = media::by_ids(tx, &shown).await?;
    let limits = WechatLimits::SETTING.get(tx).await?;
    let county = tx.county();
    let piece = Piece {
        title: &article.title,
        author: &author,
        summary: &article.summary,
        blocks: &blocks,
        has_cover: article.cover.is_some(),
        label: article.ai.label(),
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

async fn department_name(tx: &mut TenantTx, id: platform::DepartmentId) -> Result<String, Storage> {
    let departments = tenancy::region::departments(tx).await?;
    Ok(departments.into_iter().find(|department| department.id == id).map(|row| row.name).unwrap_or_default())
}
