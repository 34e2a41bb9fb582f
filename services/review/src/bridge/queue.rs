//! Every statement on messages to bridges.

use content::preview_link::PreviewLinkId;
use platform::page::{Cursor, Page};
use platform::webhook::Outcome;
use platform::{PersonId, Storage, TenantTx};
use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{BridgeId, Message, MessageId};
use crate::{CaseId, StepId};

/// The columns of messages, from where the rest of the statement says.
macro_rules! messages {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Message,
            r#"select id as "id: MessageId", bridge_id as "bridge: BridgeId", kind, case_id as "case: CaseId", step_id as "step: StepId",
                 seq, state, attempts, next_at, last_status, last_error, answer, created_at, delivered_at
               from oa_message "# + $rest,
            $($value),+
        )
    };
}

/// A bridge's messages, newest first, of one state if given. The caller has been asked for `BridgeRead`.
///
/// # Errors
/// When the database fails.
pub async fn list_messages(
    tx: &mut TenantTx,
    bridge: BridgeId,
    state: Option<&str>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Message>, Storage> {
    let county = tx.county().0;
    let rows = messages!(
        "where county_id = $1 and bridge_id = $2 and ($3::text is null or state = $3)
           and ($4::timestamptz is null or (created_at, id) < ($4, $5::uuid)) order by created_at desc, id desc limit $6",
        county,
        bridge.0,
        state,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    );
    Ok(Page::cut(rows.fetch_all(tx.conn()).await?, first))
}

/// What was sent of these steps, with the name of whom it was sent to; where the caller sees their cases.
///
/// # Errors
/// When the database fails.
pub async fn messages_of_steps(tx: &mut TenantTx, steps: &[StepId]) -> Result<Vec<(String, Message)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = steps.iter().map(|id| id.0).collect();
    let rows = messages!(
        "where county_id = $1 and step_id = any($2) and kind = 'step.opened' order by created_at, id",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let names = names(tx, rows.iter().map(|row| row.bridge.0).collect()).await?;
    let name = |id: BridgeId| names.iter().find(|(of, _)| *of == id).map(|(_, name)| name.clone()).unwrap_or_default();
    Ok(rows.into_iter().map(|row| (name(row.bridge), row)).collect())
}

/// What these bridges are called.
pub(super) async fn names(tx: &mut TenantTx, ids: Vec<Uuid>) -> Result<Vec<(BridgeId, String)>, Storage> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let county = tx.county().0;
    let rows = sqlx::query!("select id, name from oa_bridge where county_id = $1 and id = any($2)", county, &ids)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (BridgeId(row.id), row.name)).collect())
}

/// An open step that goes to a bridge and was not sent there yet.
pub(super) struct Unsent {
    pub(super) bridge: BridgeId,
    pub(super) name: String,
    pub(super) made_by: PersonId,
    pub(super) step: StepId,
    /// Of those who may decide it.
    pub(super) accounts: Vec<String>,
}

/// The open steps of a case that are still to be sent, one row a bridge: where a route leads there, a secret is issued, and someone
/// who decides there may decide the step.
pub(super) async fn unsent(tx: &mut TenantTx, case: CaseId) -> Result<Vec<Unsent>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let rows = sqlx::query_as!(
        Unsent,
        r#"select b.id as "bridge: BridgeId", b.name, b.made_by as "made_by: PersonId", s.id as "step: StepId",
             array_agg(distinct a.account order by a.account) as "accounts!"
           from review_case c
             join review_step s on s.county_id = c.county_id and s.case_id = c.id and s.state = 'open'
             join oa_route r on r.county_id = s.county_id and r.role = s.role
               and (r.department_id is null or r.department_id = coalesce(s.department_id, c.department_id))
             join oa_bridge b on b.county_id = r.county_id and b.id = r.bridge_id and b.state <> 'disabled' and 0 < cardinality(b.secrets)
             join oa_account a on a.county_id = b.county_id and a.bridge_id = b.id and a.ended_at is null
               and a.person_id in (select step_deciders(s, c, $3))
           where c.county_id = $1 and c.id = $2 and c.state = 'open'
             and not exists (select from oa_message m where m.county_id = b.county_id and m.bridge_id = b.id and m.step_id = s.id
               and m.kind = 'step.opened')
           group by b.id, b.name, b.made_by, s.id order by b.id, s.id"#,
        county,
        case.0,
        now
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// A step that was sent, is no longer open, and was not taken back yet.
pub(super) struct Ended {
    pub(super) bridge: BridgeId,
    pub(super) step: StepId,
    pub(super) view: Option<PreviewLinkId>,
}

pub(super) async fn ended(tx: &mut TenantTx, case: CaseId) -> Result<Vec<Ended>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Ended,
        r#"select m.bridge_id as "bridge: BridgeId", m.step_id as "step!: StepId", m.view_id as "view: PreviewLinkId"
           from oa_message m
             join review_case c on c.county_id = m.county_id and c.id = m.case_id
             join review_step s on s.county_id = m.county_id and s.id = m.step_id
             join oa_bridge b on b.county_id = m.county_id and b.id = m.bridge_id and b.state <> 'disabled'
           where m.county_id = $1 and m.case_id = $2 and m.kind = 'step.opened' and (c.state <> 'open' or s.state <> 'open')
             and not exists (select from oa_message e where e.county_id = m.county_id and e.bridge_id = m.bridge_id
               and e.step_id = m.step_id and e.kind = 'step.closed')
           order by m.bridge_id, m.step_id"#,
        county,
        case.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Cases with an open step.
pub(super) async fn open_cases(tx: &mut TenantTx) -> Result<Vec<CaseId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        r#"select id as "id: CaseId" from review_case where county_id = $1 and state = 'open' order by opened_at desc limit 1000"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// A message to be queued.
pub(super) struct New<'a> {
    pub(super) id: MessageId,
    pub(super) bridge: BridgeId,
    pub(super) kind: &'static str,
    pub(super) of: Option<(CaseId, StepId)>,
    pub(super) body: &'a Value,
    /// The link that shows the text, with its token sealed.
    pub(super) view: Option<(PreviewLinkId, Vec<u8>)>,
}

/// Queues a message at the end of its bridge's order.
pub(super) async fn append(tx: &mut TenantTx, new: New<'_>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let (case, step) = new.of.unzip();
    let (view, token) = new.view.unzip();
    sqlx::query!(
        "with place as (
           update oa_bridge set next_seq = next_seq + 1 where county_id = $1 and id = $3 returning next_seq - 1 as seq)
         insert into oa_message (county_id, id, bridge_id, kind, case_id, step_id, seq, body, view_id, view_token, next_at, created_at)
         select $1, $2, $3, $4, $5, $6, place.seq, $7, $8, $9, $10, $10 from place",
        county,
        new.id.0,
        new.bridge.0,
        new.kind,
        case.map(|id| id.0),
        step.map(|id| id.0),
        new.body,
        view.map(|id| id.0),
        token,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The first message of a bridge's queue; a ping before all others, for someone waits for it, and alone while it is not active.
pub(super) struct Head {
    pub(super) id: MessageId,
    pub(super) kind: String,
    pub(super) attempts: i32,
    pub(super) next_at: OffsetDateTime,
    pub(super) lease_until: Option<OffsetDateTime>,
    pub(super) body: Value,
    pub(super) view_token: Option<Vec<u8>>,
}

pub(super) async fn head(tx: &mut TenantTx, bridge: BridgeId, state: &str) -> Result<Option<Head>, Storage> {
    let county = tx.county().0;
    let head = sqlx::query_as!(
        Head,
        r#"select id as "id: MessageId", kind, attempts, next_at, lease_until, body, view_token
           from oa_message where county_id = $1 and bridge_id = $2 and state = 'queued' and ($3 = 'active' or kind = 'ping')
           order by (kind <> 'ping'), seq limit 1"#,
        county,
        bridge.0,
        state
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(head)
}

/// Begins an attempt: counts it and holds the message.
pub(super) async fn hold(tx: &mut TenantTx, id: MessageId, token: Uuid, until: OffsetDateTime) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update oa_message set attempts = attempts + 1, lease_token = $3, lease_until = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        token,
        until
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How an attempt ended.
pub(super) struct Ending<'a> {
    pub(super) outcome: Outcome,
    pub(super) status: Option<u16>,
    pub(super) error: Option<&'a str>,
    pub(super) answer: &'a str,
}

/// Writes the end of an attempt. False when its hold was lost to another.
pub(super) async fn settle(
    tx: &mut TenantTx,
    id: MessageId,
    token: Uuid,
    ending: &Ending<'_>,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let (state, next_at) = match ending.outcome {
        Outcome::Delivered => ("delivered", now),
        Outcome::Refused | Outcome::Gone => ("refused", now),
        Outcome::Again(at) => ("queued", at),
        Outcome::Dead => ("dead", now),
    };
    let done = sqlx::query!(
        "update oa_message set state = $4, next_at = $5, last_status = $6, last_error = left($7, 500), answer = left($9, 300),
           lease_token = null, lease_until = null, delivered_at = case when $4 = 'delivered' then $8::timestamptz end
         where county_id = $1 and id = $2 and lease_token = $3 and state = 'queued'",
        county,
        id.0,
        token,
        state,
        next_at,
        ending.status.map(i32::from),
        ending.error,
        now,
        ending.answer
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Queues again what was made since a time and is no longer queued, pings aside. The bridge is locked.
pub(super) async fn requeue(tx: &mut TenantTx, bridge: BridgeId, since: OffsetDateTime) -> Result<u64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update oa_message set state = 'queued', attempts = 0, next_at = $4, delivered_at = null, last_status = null, last_error = null,
           answer = ''
         where county_id = $1 and bridge_id = $2 and created_at >= $3 and state <> 'queued' and kind <> 'ping'",
        county,
        bridge.0,
        since,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}

/// Whether a step was sent there: begun to be, for an answer may have been lost.
pub(super) async fn was_sent(tx: &mut TenantTx, bridge: BridgeId, step: StepId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let sent = sqlx::query_scalar!(
        r#"select exists (select from oa_message where county_id = $1 and bridge_id = $2 and step_id = $3 and kind = 'step.opened'
             and (0 < attempts or state <> 'queued')) as "sent!""#,
        county,
        bridge.0,
        step.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(sent)
}
