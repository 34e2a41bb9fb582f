//! The rules of the calendar: windows, blocked days and numbers.

use async_graphql::dataloader::DataLoader;
use async_graphql::{Context, ID, InputObject, Object, SimpleObject};
use platform::TenantTx;
use publishing::release::schedule::{self, Numbers};
use publishing::spread::BlastLimit;
use tenancy::{Action, Actor, Scope};
use time::{Date, Time};

use crate::api_error::{ApiError, ApiResult};
use crate::console::account::Account;
use crate::console::release_loaders::Accounts;
use crate::console::types::loaded;
use crate::graphql::parse_id;
use crate::request;

/// 推送时段
struct PushWindow(schedule::Window);

#[Object]
impl PushWindow {
    /// None: of every account that has none of its own
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Option<Account>> {
        account(ctx, self.0.account).await
    }
    /// `07:30`, in the county's time
    async fn opens(&self) -> String {
        told(self.0.opens)
    }
    async fn closes(&self) -> String {
        told(self.0.closes)
    }
}

/// 停发日
struct BlockedDate(schedule::BlockedDate);

#[Object]
impl BlockedDate {
    async fn id(&self) -> ID {
        self.0.id.into()
    }
    async fn day(&self) -> Date {
        self.0.day
    }
    /// None: of every account
    async fn account(&self, ctx: &Context<'_>) -> ApiResult<Option<Account>> {
        account(ctx, self.0.account).await
    }
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}

/// When something may go out
#[derive(SimpleObject)]
struct CalendarRules {
    /// The county's first
    #[graphql(complexity = "10 * child_complexity")]
    windows: Vec<PushWindow>,
    /// From today on
    #[graphql(complexity = "10 * child_complexity")]
    blocked_dates: Vec<BlockedDate>,
    /// Between planning and going out
    lead_minutes: i64,
    /// Between two pieces on one account
    slot_minutes: i64,
    /// After its time, within which a target is still sent
    late_window_minutes: i64,
    /// After its time, by which every target of a release must be live
    whole_within_minutes: i64,
    /// From how many accounts with the same words there is a warning
    blast_accounts: i64,
    /// Within how many minutes before and after
    blast_minutes: i64,
    may_manage: bool,
}

/// The numbers of the calendar
#[derive(InputObject)]
struct CalendarNumbersInput {
    lead_minutes: i64,
    slot_minutes: i64,
    late_window_minutes: i64,
    whole_within_minutes: i64,
    blast_accounts: i64,
    blast_minutes: i64,
}

/// `07:30` to `22:00`
#[derive(InputObject)]
struct WindowInput {
    opens: String,
    closes: String,
}

impl WindowInput {
    fn read(&self, place: usize) -> ApiResult<(Time, Time)> {
        let format = time::macros::format_description!("[hour]:[minute]");
        let read = |text: &str, field: &str| {
            Time::parse(text, format)
                .map_err(|_| ApiError::field(&format!("windows.{place}.{field}"), "NOT_A_TIME", "请填写时间，如 07:30"))
        };
        Ok((read(&self.opens, "opens")?, read(&self.closes, "closes")?))
    }
}

fn told(at: Time) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

async fn account(ctx: &Context<'_>, id: Option<publishing::AccountId>) -> ApiResult<Option<Account>> {
    let Some(id) = id else { return Ok(None) };
    let loader = ctx.data_unchecked::<DataLoader<Accounts>>();
    let row = loader.load_one(id).await.map_err(|error| loaded(&error))?;
    Ok(row.map(Account))
}

async fn all(tx: &mut TenantTx, actor: &Actor) -> ApiResult<CalendarRules> {
    let rules = schedule::rules(tx, actor).await?;
    Ok(CalendarRules {
        windows: rules.windows.into_iter().map(PushWindow).collect(),
        blocked_dates: rules.blocked.into_iter().map(BlockedDate).collect(),
        lead_minutes: rules.numbers.lead,
        slot_minutes: rules.numbers.slot,
        late_window_minutes: rules.numbers.late_window,
        whole_within_minutes: rules.numbers.whole_within,
        blast_accounts: rules.numbers.blast.accounts.try_into().unwrap_or(i64::MAX),
        blast_minutes: rules.numbers.blast.minutes,
        may_manage: actor.may(Action::SettingManage, Scope::County),
    })
}

#[derive(Default)]
pub(in crate::console) struct CalendarRulesQuery;

#[Object]
impl CalendarRulesQuery {
    async fn calendar_rules(&self, ctx: &Context<'_>) -> ApiResult<CalendarRules> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        all(&mut tx, &actor).await
    }
}

#[derive(Default)]
pub(in crate::console) struct CalendarRulesMutation;

#[Object]
impl CalendarRulesMutation {
    /// What is planned keeps the limits it was planned with
    async fn edit_calendar_numbers(&self, ctx: &Context<'_>, input: CalendarNumbersInput) -> ApiResult<CalendarRules> {
        let numbers = Numbers {
            lead: input.lead_minutes,
            slot: input.slot_minutes,
            late_window: input.late_window_minutes,
            whole_within: input.whole_within_minutes,
            blast: BlastLimit {
                accounts: input.blast_accounts.try_into().unwrap_or_default(),
                minutes: input.blast_minutes,
            },
        };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        schedule::edit_numbers(&mut tx, &actor, numbers).await?;
        let rules = all(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(rules)
    }

    /// In the place of those of the account, or of the county; none: those of the county, or any time
    async fn set_push_windows(
        &self,
        ctx: &Context<'_>,
        account_id: Option<ID>,
        windows: Vec<WindowInput>,
    ) -> ApiResult<CalendarRules> {
        let account = account_id.as_ref().map(parse_id).transpose()?;
        let windows: Vec<(Time, Time)> =
            windows.iter().enumerate().map(|(place, window)| window.read(place)).collect::<ApiResult<_>>()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        schedule::set_windows(&mut tx, &actor, account, windows).await?;
        let rules = all(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(rules)
    }

    /// Of every account, or of one
    async fn block_date(
        &self,
        ctx: &Context<'_>,
        day: Date,
        account_id: Option<ID>,
        reason: String,
    ) -> ApiResult<CalendarRules> {
        let account = account_id.as_ref().map(parse_id).transpose()?;
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        schedule::block_date(&mut tx, &actor, day, account, &reason).await?;
        let rules = all(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(rules)
    }

    async fn unblock_date(&self, ctx: &Context<'_>, id: ID) -> ApiResult<CalendarRules> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        schedule::unblock_date(&mut tx, &actor, parse_id(&id)?).await?;
        let rules = all(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(rules)
    }
}
