//! 替换: one file in another's place, seen before it is done, and undone.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use content::media::replacement::{self, Outcome, Replacement};
use time::OffsetDateTime;

use super::types::Media;
use crate::api_error::ApiResult;
use crate::console::article::Article;
use crate::graphql::parse_id;
use crate::request;

/// Why a text keeps the file it has
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::media::replacement::Kept")]
pub enum MediaKept {
    UnderReview,
    Released,
    /// Somebody is writing at it
    Held,
    NotTheirs,
    /// Since the replacement
    Changed,
    /// It names the file neither in its text nor as its cover
    Elsewhere,
}

/// A draft in which the file takes the other's place
#[derive(SimpleObject)]
struct MediaChange {
    article: Article,
    /// Such as `blocks.3.mediaId`, `coverMediaId`
    fields: Vec<String>,
}

/// A text that keeps the file it has
#[derive(SimpleObject)]
struct MediaKeeper {
    article: Article,
    why: MediaKept,
}

/// What a replacement does or did
#[derive(SimpleObject)]
struct MediaExchange {
    /// There once it is done
    id: Option<ID>,
    changes: Vec<MediaChange>,
    kept: Vec<MediaKeeper>,
    /// Texts that the caller may not see; they keep it
    unseen: usize,
}

impl From<Outcome> for MediaExchange {
    fn from(outcome: Outcome) -> Self {
        let change =
            |change: replacement::Change| MediaChange { article: change.article.into(), fields: change.fields };
        Self {
            id: outcome.id.map(|id| id.0.into()),
            changes: outcome.changes.into_iter().map(change).collect(),
            kept: outcome
                .kept
                .into_iter()
                .map(|(article, why)| MediaKeeper { article: article.into(), why: why.into() })
                .collect(),
            unseen: outcome.unseen,
        }
    }
}

/// A replacement that was done
struct MediaReplacement(Replacement);

#[Object]
impl MediaReplacement {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    /// The file that took the place
    async fn with(&self, ctx: &Context<'_>) -> ApiResult<Option<Media>> {
        super::media(ctx, Some(self.0.new)).await
    }
    /// Drafts it changed
    async fn drafts(&self) -> usize {
        self.0.changes.len()
    }
    async fn replaced_at(&self) -> OffsetDateTime {
        self.0.replaced_at
    }
    async fn undone_at(&self) -> Option<OffsetDateTime> {
        self.0.undone_at
    }
}

#[derive(Default)]
pub(super) struct ReplacementsQuery;

#[Object]
impl ReplacementsQuery {
    /// What a replacement would change, and what it would not
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn media_exchange(&self, ctx: &Context<'_>, id: ID, with_id: ID) -> ApiResult<MediaExchange> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(replacement::plan(&mut tx, &actor, parse_id(&id)?, parse_id(&with_id)?).await?.into())
    }

    /// The last ten of a file, the latest first
    #[graphql(complexity = "10 * child_complexity")]
    async fn media_replacements(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Vec<MediaReplacement>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        Ok(replacement::of_file(&mut tx, parse_id(&id)?).await?.into_iter().map(MediaReplacement).collect())
    }
}

#[derive(Default)]
pub(super) struct ReplacementsMutation;

#[Object]
impl ReplacementsMutation {
    /// Puts one file in another's place in every draft; what is frozen keeps the file that was approved
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn replace_media(&self, ctx: &Context<'_>, id: ID, with_id: ID) -> ApiResult<MediaExchange> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let outcome = replacement::replace(&mut tx, &actor, parse_id(&id)?, parse_id(&with_id)?).await?;
        tx.commit().await?;
        Ok(outcome.into())
    }

    /// Undoes it in the drafts that have not been changed since
    #[graphql(complexity = "50 + 10 * child_complexity")]
    async fn undo_media_replacement(&self, ctx: &Context<'_>, id: ID) -> ApiResult<MediaExchange> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let outcome = replacement::undo(&mut tx, &actor, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(outcome.into())
    }
}
