//! 检索: what was found in a piece, and the searches a person keeps.

use async_graphql::{Context, Enum, ID, Json, Object, SimpleObject};
use content::search;
use time::OffsetDateTime;

use crate::api_error::ApiResult;
use crate::graphql::parse_id;
use crate::request;

/// A bit of text, and whether it was asked for
#[derive(SimpleObject)]
struct Bit {
    text: String,
    hit: bool,
}

/// Where the words of a search stand in a piece
#[derive(SimpleObject)]
pub(super) struct Found {
    /// The whole title
    title: Vec<Bit>,
    /// The stretch of the text around the first hit
    excerpt: Vec<Bit>,
}

impl From<search::Found> for Found {
    fn from(found: search::Found) -> Self {
        let bits = |bits: Vec<search::Bit>| bits.into_iter().map(|bit| Bit { text: bit.text, hit: bit.hit }).collect();
        Self { title: bits(found.title), excerpt: bits(found.excerpt) }
    }
}

/// The list a search was made on
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::search::List")]
pub enum SearchedList {
    Articles,
    Submissions,
    Media,
}

/// 存下的检索: the caller's own
struct SavedSearch(search::SavedSearch);

#[Object]
impl SavedSearch {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn name(&self) -> &str {
        &self.0.name
    }
    /// As the page keeps it in its address: names and their values
    async fn filter(&self) -> Json<serde_json::Value> {
        Json(self.0.filter.clone())
    }
    async fn created_at(&self) -> OffsetDateTime {
        self.0.created_at
    }
}

#[derive(Default)]
pub(super) struct SearchQuery;

#[Object]
impl SearchQuery {
    /// Those of one list; absent: of the list of pieces
    async fn saved_searches(&self, ctx: &Context<'_>, list: Option<SearchedList>) -> ApiResult<Vec<SavedSearch>> {
        let (mut tx, _) = request::of(ctx)?.read().await?;
        Ok(search::saved(&mut tx, list.map_or(search::List::Articles, Into::into))
            .await?
            .into_iter()
            .map(SavedSearch)
            .collect())
    }
}

#[derive(Default)]
pub(super) struct SearchMutation;

#[Object]
impl SearchMutation {
    async fn save_search(
        &self,
        ctx: &Context<'_>,
        list: Option<SearchedList>,
        name: String,
        filter: Json<serde_json::Value>,
    ) -> ApiResult<SavedSearch> {
        let list = list.map_or(search::List::Articles, Into::into);
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = search::save(&mut tx, &actor, list, &name, filter.0).await?;
        tx.commit().await?;
        Ok(SavedSearch(row))
    }

    async fn forget_search(&self, ctx: &Context<'_>, id: ID) -> ApiResult<ID> {
        let (mut tx, _) = request::of(ctx)?.write().await?;
        search::forget(&mut tx, parse_id(&id)?).await?;
        tx.commit().await?;
        Ok(id)
    }
}
