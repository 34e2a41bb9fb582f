//! 暂停发布: what is paused, and the brake itself.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, Enum, ID, InputObject, Object};
use publishing::release::pause::{self, Late, Over};
use time::OffsetDateTime;

use super::account::Account;
use super::release::ReleaseTarget;
use super::release_loaders::Accounts;
use super::types::{Department, Person, department, loaded, person};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;

/// What a pause is over
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum PauseScope {
    /// Every county here; paused and resumed by its operator, at the server
    Deployment,
    County,
    /// What belongs to a department, and what goes out on its accounts
    Department,
    Account,
}

/// 暂停发布
struct Pause(pause::Pause);

#[Object]
impl Pause {
    async fn id(&self) -> ID {
        self.0.id.0.into()
    }
    async fn scope(&self) -> PauseScope {
        match self.0.over {
            Over::Deployment => PauseScope::Deployment,
            Over::County => PauseScope::County,
            Over::Department(_) => PauseScope::Department,
            Over::Account(_) => PauseScope::Account,
        }
    }
    /// The one paused, or the one of the account paused
    async fn department(&self, ctx: &Context<'_>) -> ApiResult<Option<Department>> {
        match self.0.department {
            Some(id) => department(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Option<Account>> {
        let Over::Account(id) = self.0.over else { return Ok(None) };
        let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
        let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
        Ok(row.map(Account))
    }
    async fn reason(&self) -> &str {
        &self.0.reason
    }
    /// None where the operator of the deployment did it
    async fn paused_by(&self, ctx: &Context<'_>) -> ApiResult<Option<Person>> {
        match self.0.by {
            Some(id) => person(ctx, id.0).await.map(Some),
            None => Ok(None),
        }
    }
    async fn paused_at(&self) -> OffsetDateTime {
        self.0.at
    }
    async fn resumed_at(&self) -> Option<OffsetDateTime> {
        self.0.resumed_at
    }
    async fn may_resume(&self, ctx: &Context<'_>) -> ApiResult<bool> {
        Ok(self.0.resumable_by(request::of(ctx)?.actor()?))
    }
}

/// What becomes of a target that is late
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
enum LateChoice {
    /// It goes out now
    Now,
    /// It goes out at the time given
    At,
    /// It does not go out
    Miss,
}

/// A target that is late, and what becomes of it
#[derive(InputObject)]
struct LateInput {
    target_id: ID,
    choice: LateChoice,
    scheduled_at: Option<OffsetDateTime>,
}

impl LateInput {
    fn read(&self) -> ApiResult<(publishing::TargetId, Late)> {
        let late = match (self.choice, self.scheduled_at) {
            (LateChoice::Now, _) => Late::Now,
            (LateChoice::Miss, _) => Late::Miss,
            (LateChoice::At, Some(at)) => Late::At(at),
            (LateChoice::At, None) => return Err(ApiError::field("late.scheduledAt", "REQUIRED", "请填写改到的时间")),
        };
        Ok((parse_id(&self.target_id)?, late))
    }
}

#[derive(Default)]
pub(super) struct PausesQuery;

#[Object]
impl PausesQuery {
    /// What is paused now, the widest first
    async fn pauses(&self, ctx: &Context<'_>) -> ApiResult<Vec<Pause>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(pause::list(&mut tx, &actor).await?.into_iter().map(Pause).collect())
    }

    /// The targets whose time came while nothing but this pause kept them back: each is decided on before it can end
    #[graphql(complexity = "10 + 5 * child_complexity")]
    async fn late_under_pause(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Vec<ReleaseTarget>> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        Ok(pause::late(&mut tx, &actor, parse_id(&id)?).await?.into_iter().map(ReleaseTarget).collect())
    }
}

#[derive(Default)]
pub(super) struct PausesMutation;

#[Object]
impl PausesMutation {
    /// Nothing of the county begins to go out from now on, at any worker; the reason stands on every page
    async fn pause_county_releases(&self, ctx: &Context<'_>, reason: String) -> ApiResult<Pause> {
        pause(ctx, Over::County, &reason).await
    }

    /// Nothing that belongs to the department, and nothing on its accounts
    async fn pause_department_releases(
        &self,
        ctx: &Context<'_>,
        department_id: ID,
        reason: String,
    ) -> ApiResult<Pause> {
        pause(ctx, Over::Department(parse_id(&department_id)?), &reason).await
    }

    async fn pause_account_releases(&self, ctx: &Context<'_>, account_id: ID, reason: String) -> ApiResult<Pause> {
        pause(ctx, Over::Account(parse_id(&account_id)?), &reason).await
    }

    /// With a decision on each target that is late; one left out refuses it
    async fn resume_releases(&self, ctx: &Context<'_>, id: ID, late: Vec<LateInput>) -> ApiResult<Pause> {
        let decided: Vec<_> = late.iter().map(LateInput::read).collect::<ApiResult<_>>()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        let row = pause::resume(&mut tx, &actor, parse_id(&id)?, &decided).await?;
        tx.commit().await?;
        Ok(Pause(row))
    }
}

async fn pause(ctx: &Context<'_>, over: Over, reason: &str) -> ApiResult<Pause> {
    let (mut tx, actor) = request::of(ctx)?.write().await?;
    let row = pause::begin(&mut tx, &actor, over, reason).await?;
    tx.commit().await?;
    Ok(Pause(row))
}
