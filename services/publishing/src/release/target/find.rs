//! Reads of targets.

use content::RevisionId;
use platform::{DepartmentId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::super::{Target, TargetState, Way};
use super::Held;
use crate::account::Channel;
use crate::{AccountId, PauseId, ReleaseId, TargetId};

struct Row {
    id: Uuid,
    release_id: Uuid,
    revision_id: Uuid,
    account_id: Uuid,
    department_id: Uuid,
    channel: String,
    way: String,
    state: String,
    state_at: OffsetDateTime,
    scheduled_at: OffsetDateTime,
    attempts: i32,
    external_url: Option<String>,
    error_code: Option<String>,
    error_text: Option<String>,
    error_rid: Option<String>,
    live_at: Option<OffsetDateTime>,
    confirm_by: Option<OffsetDateTime>,
    carrier_id: Option<Uuid>,
    place: i32,
}

impl TryFrom<Row> for Target {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            id: TargetId(row.id),
            release: ReleaseId(row.release_id),
            revision: RevisionId(row.revision_id),
            account: AccountId(row.account_id),
            department: DepartmentId(row.department_id),
            channel: Channel::try_from(row.channel)?,
            way: Way::try_from(row.way)?,
            state: TargetState::try_from(row.state)?,
            state_at: row.state_at,
            scheduled_at: row.scheduled_at,
            attempts: row.attempts,
            external_url: row.external_url,
            error_code: row.error_code,
            error_text: row.error_text,
            error_rid: row.error_rid,
            live_at: row.live_at,
            confirm_by: row.confirm_by,
            carrier: row.carrier_id.map(TargetId),
            place: row.place,
        })
    }
}

/// The columns of a target, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, release_id, revision_id, account_id, department_id, channel, way, state, state_at, scheduled_at, attempts,
               external_url, error_code, error_text, error_rid, live_at, confirm_by, carrier_id, place
             from release_target " + $rest,
            $($value),+
        )
    };
}

pub(crate) async fn find(tx: &mut TenantTx, id: TargetId) -> Result<Option<Target>, Storage> {
    let county = tx.county().0;
    let row = select!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(Target::try_from).transpose()
}

pub(crate) async fn of_releases(tx: &mut TenantTx, releases: &[ReleaseId]) -> Result<Vec<Target>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = releases.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and release_id = any ($2) order by release_id, channel, id", county, &ids)
        .fetch_all(tx.conn())
        .await?;
    rows.into_iter().map(Target::try_from).collect()
}

pub(crate) async fn unconfirmed(tx: &mut TenantTx, limit: i64) -> Result<Vec<Target>, Storage> {
    let county = tx.county().0;
    let rows =
        select!("where county_id = $1 and state = 'unconfirmed' order by scheduled_at, id limit $2", county, limit)
            .fetch_all(tx.conn())
            .await?;
    rows.into_iter().map(Target::try_from).collect()
}

/// Targets that a person must release by hand, the oldest first.
pub(crate) async fn by_hand(tx: &mut TenantTx, limit: i64) -> Result<Vec<Target>, Storage> {
    let county = tx.county().0;
    let rows = select!("where county_id = $1 and state = 'by_hand' order by scheduled_at, id limit $2", county, limit)
        .fetch_all(tx.conn())
        .await?;
    rows.into_iter().map(Target::try_from).collect()
}

/// The target a publication of the platform belongs to.
pub(crate) async fn of_publication(
    tx: &mut TenantTx,
    account: AccountId,
    publish_id: &str,
) -> Result<Option<TargetId>, Storage> {
    let county = tx.county().0;
    let id = sqlx::query_scalar!(
        "select id from release_target where county_id = $1 and account_id = $2 and external_id = $3",
        county,
        account.0,
        publish_id
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.map(TargetId))
}

/// The targets of an account in doubt.
pub(crate) async fn in_doubt(tx: &mut TenantTx, account: AccountId) -> Result<Vec<TargetId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        "select id from release_target where county_id = $1 and account_id = $2 and state = 'unconfirmed'",
        county,
        account.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(TargetId).collect())
}

/// Those of the ids that are targets the caller sees.
pub(crate) async fn known(tx: &mut TenantTx, ids: &[TargetId]) -> Result<Vec<TargetId>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows =
        sqlx::query_scalar!("select id from release_target where county_id = $1 and id = any ($2)", county, &ids)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows.into_iter().map(TargetId).collect())
}

/// Targets whose time has come and that nothing but this pause keeps back, the longest overdue first; those that ride in another's
/// message go with it.
pub(crate) async fn late_under(tx: &mut TenantTx, pause: PauseId) -> Result<Vec<Target>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = select!(
        "where county_id = $1 and state = 'planned' and scheduled_at <= $3 and carrier_id is null
           and (select array_agg(p.pause_id) from pauses_over(county_id, department_id, account_id) p) = array[$2::uuid]
           and not exists (select from release r where r.county_id = $1 and r.id = release_target.release_id and r.withdrawn_at is not null)
         order by scheduled_at, id",
        county,
        pause.0,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Target::try_from).collect()
}

/// Makes every statement of a transaction see the same instant; the first of it.
pub(crate) async fn one_snapshot(tx: &mut TenantTx) -> Result<(), Storage> {
    sqlx::query!("set transaction isolation level repeatable read").execute(tx.conn()).await?;
    Ok(())
}

/// The targets of these ids that the caller sees.
pub(crate) async fn by_ids(tx: &mut TenantTx, ids: &[TargetId]) -> Result<Vec<Target>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and id = any ($2)", county, &ids).fetch_all(tx.conn()).await?;
    rows.into_iter().map(Target::try_from).collect()
}

/// Those that go out in one message with any of these, they themselves among them, by carrier and place.
pub(crate) async fn together(tx: &mut TenantTx, carriers: &[TargetId]) -> Result<Vec<Target>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = carriers.iter().map(|id| id.0).collect();
    let rows = select!(
        "where county_id = $1 and (carrier_id = any ($2) or id = any ($2)) order by coalesce(carrier_id, id), place, id",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Target::try_from).collect()
}

/// Targets that a job must be waiting for: one side of the comparison I6 asks for.
pub(crate) async fn waiting(tx: &mut TenantTx) -> Result<Vec<TargetId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        "select id from release_target where county_id = $1 and carrier_id is null
           and (state in ('planned', 'sending', 'accepted', 'confirming', 'unconfirmed') or (state = 'by_hand' and external_url is not null))",
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(TargetId).collect())
}

/// True while something may still go out on the account.
pub(crate) async fn waits_on(tx: &mut TenantTx, account: AccountId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let waits = sqlx::query_scalar!(
        r#"select exists (select from release_target where county_id = $1 and account_id = $2
             and state not in ('live', 'failed', 'missed', 'withdrawn')) as "waits!""#,
        county,
        account.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(waits)
}

/// Those of the revisions that some account carries, or is to carry.
pub(crate) async fn carried(tx: &mut TenantTx, revisions: &[RevisionId]) -> Result<Vec<RevisionId>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = revisions.iter().map(|id| id.0).collect();
    let rows = sqlx::query_scalar!(
        "select distinct revision_id from release_target where county_id = $1 and revision_id = any ($2)
           and state not in ('failed', 'missed', 'withdrawn')",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(RevisionId).collect())
}

/// Targets of the same account that are live with another version of the piece than a target that goes live.
pub(crate) async fn earlier(tx: &mut TenantTx, held: &Held) -> Result<Vec<TargetId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        "select t.id from release_target t join release r on r.county_id = t.county_id and r.id = t.release_id
         where t.county_id = $1 and t.account_id = $2 and r.article_id = $3 and t.revision_id <> $4 and t.state = 'live' order by t.id",
        county,
        held.target.account.0,
        held.release.article.0,
        held.target.revision.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(TargetId).collect())
}

/// True where a correction is live on the account of a target that was live before it.
pub(crate) async fn is_replaced(tx: &mut TenantTx, held: &Held) -> Result<bool, Storage> {
    let county = tx.county().0;
    let replaced = sqlx::query_scalar!(
        r#"select exists (select from release_target t join release r on r.county_id = t.county_id and r.id = t.release_id
             where t.county_id = $1 and t.account_id = $2 and r.article_id = $3 and t.revision_id <> $4 and t.state = 'live'
               and t.live_at > $5) as "replaced!""#,
        county,
        held.target.account.0,
        held.release.article.0,
        held.target.revision.0,
        held.target.live_at
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(replaced)
}

/// True while some target of the revision is out, or may come out.
pub(crate) async fn revision_is_out(tx: &mut TenantTx, revision: RevisionId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let out = sqlx::query_scalar!(
        r#"select exists (select from release_target where county_id = $1 and revision_id = $2
             and state in ('sending', 'accepted', 'confirming', 'live', 'unconfirmed', 'by_hand')) as "out!""#,
        county,
        revision.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(out)
}

/// What went live in a time, by account, the first first.
pub(crate) async fn live_between(
    tx: &mut TenantTx,
    from: OffsetDateTime,
    until: OffsetDateTime,
) -> Result<Vec<(AccountId, RevisionId)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select account_id, revision_id from release_target where county_id = $1 and $2 <= live_at and live_at < $3 order by live_at",
        county,
        from,
        until
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (AccountId(row.account_id), RevisionId(row.revision_id))).collect())
}
