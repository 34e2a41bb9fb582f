//! Every statement on release targets.

use std::collections::BTreeMap;

use content::RevisionId;
use platform::{DepartmentId, Storage, TenantTx};
use sqlx::types::Json;
use time::{Date, OffsetDateTime};
use uuid::Uuid;

use super::{Evidence, Release, Target, TargetState, store};
use crate::account::{Account, Channel};
use crate::wechat::Refused;
use crate::{AccountId, ReleaseId, TargetId};

/// What the platform holds for a target already: media id to its address or id there.
pub(crate) type Uploads = BTreeMap<String, String>;

/// A target held until the end of the transaction, with its release and what the worker notes on it.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) target: Target,
    pub(crate) release: Release,
    /// The act on the platform last begun.
    pub(crate) act: Option<String>,
    pub(crate) acted_at: Option<OffsetDateTime>,
    pub(crate) uploads: Uploads,
    pub(crate) reserved_on: Option<Date>,
    pub(crate) reserved_push: bool,
    pub(crate) lease: Option<Uuid>,
    pub(crate) lease_until: Option<OffsetDateTime>,
    pub(crate) draft_id: Option<String>,
    pub(crate) publish_id: Option<String>,
    pub(crate) article_id: Option<String>,
    pub(crate) looks: i32,
}

struct Row {
    id: Uuid,
    release_id: Uuid,
    revision_id: Uuid,
    account_id: Uuid,
    department_id: Uuid,
    channel: String,
    state: String,
    state_at: OffsetDateTime,
    scheduled_at: OffsetDateTime,
    attempts: i32,
    external_url: Option<String>,
    error_code: Option<String>,
    error_text: Option<String>,
    error_rid: Option<String>,
    live_at: Option<OffsetDateTime>,
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
            state: TargetState::try_from(row.state)?,
            state_at: row.state_at,
            scheduled_at: row.scheduled_at,
            attempts: row.attempts,
            external_url: row.external_url,
            error_code: row.error_code,
            error_text: row.error_text,
            error_rid: row.error_rid,
            live_at: row.live_at,
        })
    }
}

/// The columns of a target, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            "select id, release_id, revision_id, account_id, department_id, channel, state, state_at, scheduled_at, attempts,
               external_url, error_code, error_text, error_rid, live_at
             from release_target " + $rest,
            $($value),+
        )
    };
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    id: TargetId,
    release: &Release,
    account: &Account,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into release_target (county_id, id, release_id, revision_id, account_id, department_id, channel, state_at, scheduled_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        county,
        id.0,
        release.id.0,
        release.revision.0,
        account.id.0,
        release.department.0,
        account.channel.as_str(),
        now,
        release.scheduled_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
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

/// Targets of an account in doubt, and the one a publication of the platform belongs to.
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

/// Makes every statement of a transaction see the same instant; the first of it.
pub(crate) async fn one_snapshot(tx: &mut TenantTx) -> Result<(), Storage> {
    sqlx::query!("set transaction isolation level repeatable read").execute(tx.conn()).await?;
    Ok(())
}

/// Targets that a job must be waiting for: one side of the comparison I6 asks for.
pub(crate) async fn waiting(tx: &mut TenantTx) -> Result<Vec<TargetId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        "select id from release_target where county_id = $1 and state in ('planned', 'sending', 'accepted', 'unconfirmed')",
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(TargetId).collect())
}

/// True while some target of the revision is out, or may come out.
pub(crate) async fn revision_is_out(tx: &mut TenantTx, revision: RevisionId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let out = sqlx::query_scalar!(
        r#"select exists (select from release_target where county_id = $1 and revision_id = $2
             and state in ('sending', 'accepted', 'live', 'unconfirmed')) as "out!""#,
        county,
        revision.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(out)
}

/// Holds a target and its release, the release first: every act on either takes the locks in this order.
pub(crate) async fn hold(tx: &mut TenantTx, id: TargetId) -> Result<Option<Held>, Storage> {
    let county = tx.county().0;
    let release =
        sqlx::query_scalar!("select release_id from release_target where county_id = $1 and id = $2", county, id.0)
            .fetch_optional(tx.conn())
            .await?;
    let Some(release) = release else { return Ok(None) };
    let Some(release) = store::lock(tx, ReleaseId(release)).await? else { return Ok(None) };
    let notes = sqlx::query!(
        r#"select act, acted_at, uploads as "uploads: Json<Uploads>", reserved_on, reserved_push, lease_token, lease_until,
             external_draft_id, external_id, external_article_id, looks
           from release_target where county_id = $1 and id = $2 for update"#,
        county,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    let Some(target) = find(tx, id).await? else { return Ok(None) };
    Ok(Some(Held {
        target,
        release,
        act: notes.act,
        acted_at: notes.acted_at,
        uploads: notes.uploads.0,
        reserved_on: notes.reserved_on,
        reserved_push: notes.reserved_push,
        lease: notes.lease_token,
        lease_until: notes.lease_until,
        draft_id: notes.external_draft_id,
        publish_id: notes.external_id,
        article_id: notes.external_article_id,
        looks: notes.looks,
    }))
}

/// Takes the lease of a target. The row is held, so that two workers can never have one.
pub(crate) async fn claim(tx: &mut TenantTx, id: TargetId, lease: Uuid, until: OffsetDateTime) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = 'sending', state_at = $3, lease_token = $4, lease_until = $5, attempts = attempts + 1,
           error_code = null, error_text = null, error_rid = null
         where county_id = $1 and id = $2",
        county,
        id.0,
        now,
        lease,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Writes the act about to be tried and renews the lease. False when the lease was lost or the release withdrawn: it must not be tried.
pub(crate) async fn begin_act(
    tx: &mut TenantTx,
    id: TargetId,
    lease: Uuid,
    act: &str,
    until: OffsetDateTime,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update release_target t set act = $4, acted_at = $5, lease_until = $6
         where county_id = $1 and id = $2 and lease_token = $3 and state = 'sending' and $5 < lease_until
           and not exists (select from release r where r.county_id = t.county_id and r.id = t.release_id and r.withdrawn_at is not null)",
        county,
        id.0,
        lease,
        act,
        now,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps what the platform holds for the target. False when the lease was lost.
pub(crate) async fn keep_upload(
    tx: &mut TenantTx,
    id: TargetId,
    lease: Uuid,
    media: &str,
    held: &str,
) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update release_target set uploads = uploads || jsonb_build_object($4::text, $5::text)
         where county_id = $1 and id = $2 and lease_token = $3 and state = 'sending'",
        county,
        id.0,
        lease,
        media,
        held
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Keeps the id of the draft. False when the lease was lost.
pub(crate) async fn keep_draft(tx: &mut TenantTx, id: TargetId, lease: Uuid, draft: &str) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update release_target set external_draft_id = $4, act = null
         where county_id = $1 and id = $2 and lease_token = $3 and state = 'sending'",
        county,
        id.0,
        lease,
        draft
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The platform took it. False when the lease was lost.
pub(crate) async fn accept(
    tx: &mut TenantTx,
    id: TargetId,
    lease: Uuid,
    publish_id: &str,
    next_look_at: OffsetDateTime,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update release_target set state = 'accepted', state_at = $4, external_id = $5, act = null, lease_token = null,
           lease_until = null, looks = 0, next_look_at = $6
         where county_id = $1 and id = $2 and lease_token = $3 and state in ('sending', 'unconfirmed')",
        county,
        id.0,
        lease,
        now,
        publish_id,
        next_look_at
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What a target's state becomes, and why.
#[derive(Clone, Debug)]
pub(crate) struct Turn {
    pub(crate) state: TargetState,
    code: Option<String>,
    text: Option<String>,
    rid: Option<String>,
}

impl Turn {
    pub(crate) fn to(state: TargetState) -> Self {
        Self { state, code: None, text: None, rid: None }
    }

    pub(crate) fn because(state: TargetState, code: &str, text: impl Into<String>) -> Self {
        Self { state, code: Some(code.to_owned()), text: Some(text.into()), rid: None }
    }

    pub(crate) fn refused(state: TargetState, refused: &Refused) -> Self {
        let turn = Self::because(state, &format!("WECHAT_{}", refused.errcode), refused.advice());
        Self { rid: refused.rid.clone(), ..turn }
    }

    /// The stable code of the reason.
    pub(crate) fn code(&self) -> Option<&str> {
        self.code.as_deref()
    }
}

/// Turns a held target to another state and ends its lease. The act stays where a doubt about it stays.
pub(crate) async fn turn(tx: &mut TenantTx, id: TargetId, turn: &Turn) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = $3, state_at = $4, error_code = $5, error_text = $6, error_rid = $7, lease_token = null,
           lease_until = null, act = case when $3 = 'unconfirmed' or (act = 'draft' and external_draft_id is null) then act end
         where county_id = $1 and id = $2",
        county,
        id.0,
        turn.state.as_str(),
        now,
        turn.code,
        turn.text,
        turn.rid
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn set_live(tx: &mut TenantTx, id: TargetId, evidence: &Evidence) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = 'live', state_at = $3, live_at = $3, act = null, lease_token = null, lease_until = null,
           next_look_at = null, error_code = null, error_text = null, error_rid = null,
           external_article_id = coalesce($4, external_article_id), external_url = coalesce($5, external_url)
         where county_id = $1 and id = $2",
        county,
        id.0,
        now,
        evidence.article_id,
        evidence.url
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes a look, and when the next one is due.
pub(crate) async fn looked(tx: &mut TenantTx, id: TargetId, next: OffsetDateTime) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release_target set looks = looks + 1, next_look_at = $3 where county_id = $1 and id = $2",
        county,
        id.0,
        next
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn set_reserved(tx: &mut TenantTx, id: TargetId, on: Option<Date>, push: bool) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release_target set reserved_on = $3, reserved_push = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        on,
        push
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets the draft: it is no longer in the platform's box.
pub(crate) async fn drop_draft(tx: &mut TenantTx, id: TargetId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update release_target set external_draft_id = null where county_id = $1 and id = $2", county, id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Notes an act on a live piece, or that it ended, without a lease: taking down may be told twice.
pub(crate) async fn note_act(tx: &mut TenantTx, id: TargetId, act: Option<&str>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set act = $3, acted_at = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        act,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes why a live piece could not be taken down yet.
pub(crate) async fn note_error(
    tx: &mut TenantTx,
    id: TargetId,
    code: &str,
    text: &str,
    rid: Option<&str>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release_target set error_code = $3, error_text = $4, error_rid = $5 where county_id = $1 and id = $2",
        county,
        id.0,
        code,
        text,
        rid
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
