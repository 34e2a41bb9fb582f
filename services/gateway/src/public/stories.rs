//! Rolling stories, as the public meets them: with their first released piece.

use async_graphql::{Context, ID, Object, SimpleObject};
use content::ArticleId;
use content::story::{self, StoryId};
use platform::{Caller, CountyId, TenantTx};
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// A rolling story (滚动报道): one event, many pieces
#[derive(Clone, SimpleObject)]
#[graphql(name = "Story", cache_control(max_age = 30))]
pub(super) struct PublicStory {
    id: ID,
    title: String,
    summary: String,
    opened_at: OffsetDateTime,
    /// Since when nothing joins it any more
    closed_at: Option<OffsetDateTime>,
}

impl From<story::Story> for PublicStory {
    fn from(row: story::Story) -> Self {
        let (title, summary) = (row.title, row.summary);
        Self { id: ID::from(row.id), title, summary, opened_at: row.opened_at, closed_at: row.closed_at }
    }
}

/// The pieces of a story that are out; none where the public knows no such story.
pub(super) async fn members(tx: &mut TenantTx, story: &ID) -> ApiResult<Vec<ArticleId>> {
    let Ok(id) = parse_id::<StoryId>(story) else { return Ok(Vec::new()) };
    let members = story::members_of(tx, &[id]).await?;
    Ok(members.into_iter().map(|member| member.article).collect())
}

#[derive(Default)]
pub(super) struct StoriesQuery;

/// Stories a site names.
const NAMED: i64 = 5;

#[Object]
impl StoriesQuery {
    /// Stories that are open and have a piece out, the latest opened first
    #[graphql(complexity = "5 * child_complexity", cache_control(max_age = 30))]
    async fn running_stories(&self, ctx: &Context<'_>, county: i32) -> ApiResult<Vec<PublicStory>> {
        let mut tx = request::of(ctx)?.read_as(&Caller::public(CountyId(county))).await?;
        let rows = story::running(&mut tx, NAMED).await?;
        Ok(rows.into_iter().map(PublicStory::from).collect())
    }

    /// A story that has a piece out. Its pieces are asked for as a list of their own
    #[graphql(cache_control(max_age = 30))]
    async fn story(&self, ctx: &Context<'_>, county: i32, id: ID) -> ApiResult<Option<PublicStory>> {
        let Ok(id) = parse_id::<StoryId>(&id) else { return Ok(None) };
        let mut tx = request::of(ctx)?.read_as(&Caller::public(CountyId(county))).await?;
        Ok(story::by_ids(&mut tx, &[id]).await?.pop().map(PublicStory::from))
    }
}
