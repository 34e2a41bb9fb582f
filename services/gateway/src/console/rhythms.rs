//! 更新周期: how often columns and topics want a piece, and which wait for one.

use async_graphql::{Context, Enum, ID, Object, SimpleObject};
use content::rhythm::{self, Of, Standing};
use platform::TenantTx;
use tenancy::{Action, Actor, Scope};
use time::OffsetDateTime;

use super::work::{WorkItem, WorkKind};
use crate::api_error::{ApiError, ApiResult};
use crate::graphql::parse_id;
use crate::request;

/// How pressing it is
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "content::rhythm::Freshness")]
enum Freshness {
    Fresh,
    Soon,
    Stale,
}

/// A column or topic that wants a released piece every so many days
#[derive(SimpleObject)]
struct Rhythm {
    id: ID,
    column_id: Option<ID>,
    topic: Option<String>,
    name: String,
    name_en: String,
    days: i32,
    /// When its newest piece came out
    last_at: Option<OffsetDateTime>,
    /// When it is stale unless a piece comes out before
    due_at: OffsetDateTime,
    freshness: Freshness,
}

/// What is asked of columns and topics
#[derive(SimpleObject)]
struct Rhythms {
    /// The most pressing first
    #[graphql(complexity = "20 * child_complexity")]
    rows: Vec<Rhythm>,
    /// Days before it is stale from which one shows on the desk
    warn_days: i64,
    may_manage: bool,
}

fn shown(row: Standing, now: OffsetDateTime, warn: i64) -> Rhythm {
    let (due_at, freshness) = (row.due(), row.freshness(now, warn).into());
    let (column_id, topic) = match row.of {
        Of::Column(id) => (Some(id.0.into()), None),
        Of::Topic(topic) => (None, Some(topic)),
    };
    let (name, name_en) = row.names;
    Rhythm {
        id: row.id.0.into(),
        column_id,
        topic,
        name,
        name_en,
        days: row.days,
        last_at: row.last,
        due_at,
        freshness,
    }
}

async fn all(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Rhythms> {
    let now = tx.now();
    let rows = rhythm::standings(tx).await?;
    let warn_days = rhythm::WARN_DAYS.get(tx).await?;
    let may_manage = actor.may(Action::ColumnManage, Scope::County);
    Ok(Rhythms { rows: rows.into_iter().map(|row| shown(row, now, warn_days)).collect(), warn_days, may_manage })
}

/// Columns and topics that wait for a piece, or soon will, for who plans for the county.
pub(super) async fn work(tx: &mut TenantTx, actor: &Actor) -> ApiResult<Vec<WorkItem>> {
    let now = tx.now();
    let item = |row: Standing| {
        let due = row.due();
        WorkItem {
            step: None,
            kind: WorkKind::CoverageDue,
            subject: row.id.0,
            title: row.names.0,
            note: format!("{}", row.days),
            department: None,
            due_at: Some(due),
            overdue: due <= now,
            since: row.last.unwrap_or(row.since),
        }
    };
    Ok(rhythm::alarms(tx, actor).await?.into_iter().map(item).collect())
}

#[derive(Default)]
pub(super) struct RhythmsQuery;

#[Object]
impl RhythmsQuery {
    async fn rhythms(&self, ctx: &Context<'_>) -> ApiResult<Rhythms> {
        let (mut tx, actor) = request::of(ctx)?.read().await?;
        actor.require(Action::PlanRead, Scope::Any).or_else(|_| actor.require(Action::ColumnManage, Scope::County))?;
        all(&mut tx, &actor).await
    }
}

#[derive(Default)]
pub(super) struct RhythmsMutation;

#[Object]
impl RhythmsMutation {
    /// Asks a column or a topic for at least one released piece in so many days
    async fn keep_rhythm(
        &self,
        ctx: &Context<'_>,
        column_id: Option<ID>,
        topic: Option<String>,
        days: i32,
    ) -> ApiResult<Rhythms> {
        let of = match (column_id, topic) {
            (Some(id), None) => Of::Column(parse_id(&id)?),
            (None, Some(topic)) => Of::Topic(topic),
            _ => return Err(ApiError::field("topic", "ONE_OF", "请在栏目与专题中选填一个")),
        };
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        rhythm::keep_rhythm(&mut tx, &actor, of, days).await?;
        let rows = all(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(rows)
    }

    async fn drop_rhythm(&self, ctx: &Context<'_>, id: ID) -> ApiResult<Rhythms> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        rhythm::drop_rhythm(&mut tx, &actor, parse_id(&id)?).await?;
        let rows = all(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(rows)
    }

    /// Days before it is stale from which a column or topic shows on the desk
    async fn keep_rhythm_warning(&self, ctx: &Context<'_>, days: i32) -> ApiResult<Rhythms> {
        let (mut tx, actor) = request::of(ctx)?.write().await?;
        rhythm::keep_warning(&mut tx, &actor, days).await?;
        let rows = all(&mut tx, &actor).await?;
        tx.commit().await?;
        Ok(rows)
    }
}
