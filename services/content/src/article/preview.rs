//! A piece as each channel would show it, with what the channel would refuse.

use platform::{DepartmentId, FieldError, Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{AiUse, Article, ArticleId, GetError, get};
use crate::channel::{Count, Rules, counts};
use crate::render::{Channel, Piece, Rendition, channel_faults, channel_notes, rendition};
use crate::variant::Master;
use crate::{Block, Media, MediaId, Revision, media};

/// One channel's look.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Preview {
    pub channel: Channel,
    pub rendition: Rendition,
    /// The picture that stands for the piece there: its cover, or its first picture.
    pub picture: Option<MediaId>,
    pub faults: Vec<FieldError>,
    /// What readers meet otherwise than on our own pages.
    pub notes: Vec<FieldError>,
}

/// What one channel says to a piece while it is written.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct ChannelCheck {
    pub channel: Channel,
    pub counts: Vec<Count>,
    pub faults: Vec<FieldError>,
    pub notes: Vec<FieldError>,
}

/// What is shown: of a piece as it stands, of a revision, or of what is in the editor.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Shown<'a> {
    pub(super) master: Master<'a>,
    pub(super) ai: AiUse,
}

impl<'a> From<(&'a Article, &'a [Block])> for Shown<'a> {
    fn from((article, blocks): (&'a Article, &'a [Block])) -> Self {
        Self { master: article.master(blocks), ai: article.ai }
    }
}

impl<'a> From<&'a Revision> for Shown<'a> {
    fn from(revision: &'a Revision) -> Self {
        Self { master: revision.master(), ai: revision.ai }
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
    let (files, rules) = (files(tx, of).await?, Rules::get(tx).await?);
    let county = tx.county();
    let url = |id: MediaId| Some(format!("/media/{county}/{id}"));
    Ok(Channel::SHOWN.map(|channel| look(of, channel, author, &files, &rules, &url)).into())
}

/// What each channel says to it, under the name of its author.
pub(super) async fn told(tx: &mut TenantTx, of: &Shown<'_>, author: &str) -> Result<Vec<ChannelCheck>, Storage> {
    let (files, rules) = (files(tx, of).await?, Rules::get(tx).await?);
    // The address of a picture inside WeChat is about as long as this.
    let url = |_: MediaId| Some(format!("http://mmbiz.qpic.cn/mmbiz_jpg/{}/0?wx_fmt=jpeg", "x".repeat(90)));
    let told = Channel::ALL.map(|channel| {
        let look = look(of, channel, author, &files, &rules, &url);
        let counts = counts(channel, &look.rendition, &rules);
        ChannelCheck { channel, counts, faults: look.faults, notes: look.notes }
    });
    Ok(told.into())
}

async fn files(tx: &mut TenantTx, of: &Shown<'_>) -> Result<Vec<Media>, Storage> {
    let shown: Vec<MediaId> = of.master.blocks.iter().flat_map(Block::shows).map(|shown| shown.id).collect();
    if shown.is_empty() { Ok(Vec::new()) } else { media::by_ids(tx, &shown).await }
}

fn look(
    of: &Shown<'_>,
    channel: Channel,
    author: &str,
    files: &[Media],
    rules: &Rules,
    url: &dyn Fn(MediaId) -> Option<String>,
) -> Preview {
    let shown = of.master.on(channel);
    let rendition = rendition(&Piece { shown: &shown, author, label: of.ai.label(), files }, url);
    Preview {
        channel,
        faults: channel_faults(&shown, &rendition, rules),
        notes: channel_notes(&shown, rules),
        picture: shown.picture(),
        rendition,
    }
}

/// A department's name, as readers are told it.
pub(crate) async fn department_name(tx: &mut TenantTx, id: DepartmentId) -> Result<String, Storage> {
    let departments = tenancy::region::departments(tx).await?;
    Ok(departments.into_iter().find(|department| department.id == id).map(|row| row.name).unwrap_or_default())
}
