//! 留言精选: what readers wrote under pieces on WeChat, and what is done about it.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::connection::Connection;
use async_graphql::dataloader::{DataLoader, Loader};
use async_graphql::{Context, Data, Enum, ID, Object};
use platform::page::Cursor;
use publishing::account::{self, Capability, Channel};
use publishing::comment::{self, Act, Filter};
use publishing::reading::{self, Reading, What};
use publishing::release::{self, Target};
use publishing::{CommentId, TargetId};
use tenancy::{Action, Scope};
use time::OffsetDateTime;

use super::account::Account;
use super::article_loaders::Revisions;
use super::loaders::LoadError;
use super::release_loaders::Accounts;
use super::types::loaded;
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::{Paging, parse_id, relay};
use crate::request::{self, Request};

/// What somebody asked for about a comment
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "publishing::comment::Wanted")]
pub enum CommentWanted {
    Elect,
    Unelect,
    Reply,
    Unreply,
    Delete,
}

/// What a reader wrote under a piece on WeChat; the platform tells no name
struct WechatComment(comment::Comment);

#[Object]
impl WechatComment {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Account> {
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let row = loader.load_one(self.0.account).await.map_err(|error| loaded(&error))?;
        row.map(Account).ok_or_else(ApiError::not_found)
    }
    /// The release of the piece it stands under
    async fn release_id(&self, ctx: &Context<'_>) -> ApiResult<ID> {
        Ok(target(ctx, self.0.target).await?.release.0.into())
    }
    /// The piece's title
    async fn piece(&self, ctx: &Context<'_>) -> ApiResult<String> {
        let revision = target(ctx, self.0.target).await?.revision;
        let loader = ctx.data_unchecked::<DataLoader<Revisions>>();
        let row = loader.load_one(revision).await.map_err(|error| loaded(&error))?;
        row.map(|revision| revision.title).ok_or_else(ApiError::not_found)
    }
    /// Numbers that lead to a person are starred
    async fn content(&self) -> &str {
        &self.0.content
    }
    async fn written_at(&self) -> OffsetDateTime {
        self.0.written_at
    }
    /// Whether readers see it
    async fn elected(&self) -> bool {
        self.0.elected
    }
    async fn reply(&self) -> Option<&str> {
        self.0.reply.as_deref()
    }
    async fn replied_at(&self) -> Option<OffsetDateTime> {
        self.0.replied_at
    }
    /// Asked for, and not done on the platform yet
    async fn wanted(&self) -> Option<CommentWanted> {
        self.0.wanted.map(Into::into)
    }
    /// Why what was asked for last was not done
    async fn error_text(&self) -> Option<&str> {
        self.0.error_text.as_deref()
    }
}

pub(super) async fn target(ctx: &Context<'_>, id: TargetId) -> ApiResult<Target> {
    let loader = ctx.data_unchecked::<DataLoader<Targets>>();
    loader.load_one(id).await.map_err(|error| loaded(&error))?.ok_or_else(ApiError::not_found)
}

/// Puts the loader beside the request.
pub(super) fn add(data: &mut Data, request: &Request) {
    data.insert(DataLoader::new(Targets(request.clone()), tokio::spawn));
}

/// Targets by id.
struct Targets(Request);

impl Loader<TargetId> for Targets {
    type Value = Target;
    type Error = LoadError;
    async fn load(&self, ids: &[TargetId]) -> Result<HashMap<TargetId, Target>, LoadError> {
        let (mut tx, _) = self.0.read().await.map_err(Arc::new)?;
        let rows = release::targets_by_ids(&mut tx, ids).await.map_err(|error| Arc::new(error.into()))?;
        Ok(rows.into_iter().map(|row| (row.id, row)).collect())
    }
}

/// How reading an account goes
pub(super) struct WechatReading {
    account: account::Account,
    may: bool,
    reading: Option<Reading>,
}

impl WechatReading {
    pub(super) fn of(account: account::Account, capability: Capability, reading: Option<Reading>) -> Self {
        Self { may: account.may(capability), account, reading }
    }
}

#[Object]
impl WechatReading {
    async fn account(&self) -> Account {
        Account(self.account.clone())
    }
    /// Whether the account may do that at all
    async fn may(&self) -> bool {
        self.may
    }
    /// When it last went well
    async fn read_at(&self) -> Option<OffsetDateTime> {
        self.reading.as_ref()?.read_at
    }
    /// Why the platform does not let it be read
    async fn refused_text(&self) -> Option<&str> {
        self.reading.as_ref()?.refused.as_ref().map(|(_, text)| text.as_str())
    }
    async fn refused_at(&self) -> Option<OffsetDateTime> {
        self.reading.as_ref()?.refused.as_ref().map(|(at, _)| *at)
    }
}

#[derive(Default)]
pub(super) struct WechatCommentsQuery;

#[Object]
impl WechatCommentsQuery {
    /// How reading the comments of each account goes
    async fn wechat_comment_readings(&self, ctx: &Context<'_>) -> ApiResult<Vec<WechatReading>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::ReleaseRead, Scope::Any)?;
        let mut known = reading::list(&mut tx, What::Comments).await?;
        let accounts = account::list(&mut tx).await?.into_iter().filter(|account| account.channel == Channel::Wechat);
        Ok(accounts
            .map(|account| {
                let place = known.iter().position(|reading| reading.account == account.id);
                let reading = place.map(|place| known.swap_remove(place));
                WechatReading::of(account, Capability::Comments, reading)
            })
            .collect())
    }

    /// The latest first; of one account or one target, and those that readers see or do not, if asked for
    #[graphql(complexity = "crate::graphql::cost(first, child_complexity)")]
    async fn wechat_comments(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        account_id: Option<ID>,
        elected: Option<bool>,
        target_id: Option<ID>,
    ) -> ApiResult<Connection<String, WechatComment>> {
        let paging = Paging::read(first, after.as_deref())?;
        let account = account_id.as_ref().map(parse_id).transpose()?;
        let target = target_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        let filter = Filter { account, target, elected };
        let page = comment::list(&mut tx, &actor, filter, paging.after, paging.first).await?;
        Ok(relay(page, paging, |row| Cursor { at: row.written_at, id: row.id.0 }, WechatComment))
    }
}

#[derive(Default)]
pub(super) struct WechatCommentsMutation;

#[Object]
impl WechatCommentsMutation {
    /// Has those of an account read now, within the day's budget
    async fn fetch_wechat_comments(&self, ctx: &Context<'_>, account_id: ID) -> ApiResult<Account> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = comment::fetch(&mut tx, &actor, parse_id(&account_id)?).await?;
        tx.commit().await?;
        Ok(Account(row))
    }

    /// Readers see it, or no longer
    async fn elect_wechat_comment(&self, ctx: &Context<'_>, id: ID, elected: bool) -> ApiResult<WechatComment> {
        act(ctx, &id, Act::Show(elected)).await
    }

    /// In the account's name; a later answer takes the place of an earlier one
    async fn reply_to_wechat_comment(&self, ctx: &Context<'_>, id: ID, content: String) -> ApiResult<WechatComment> {
        act(ctx, &id, Act::Reply(content)).await
    }

    async fn delete_wechat_reply(&self, ctx: &Context<'_>, id: ID) -> ApiResult<WechatComment> {
        act(ctx, &id, Act::Unreply).await
    }

    /// On the platform too; it does not come back
    async fn delete_wechat_comment(&self, ctx: &Context<'_>, id: ID) -> ApiResult<WechatComment> {
        act(ctx, &id, Act::Delete).await
    }
}

async fn act(ctx: &Context<'_>, id: &ID, act: Act) -> ApiResult<WechatComment> {
    let id: CommentId = parse_id(id)?;
    let (mut tx, actor) = request::of(ctx)?.write().await?;
    let row = comment::act(&mut tx, &actor, id, act).await?;
    tx.commit().await?;
    Ok(WechatComment(row))
}
