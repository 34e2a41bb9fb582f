//! What was sent to connectors and what came from them, for people: every statement on calls and results.

use platform::page::{Cursor, Page};
use platform::{Storage, TenantTx};
use sqlx::types::Json;
use uuid::Uuid;

use super::result::Said;
use super::{Call, Received};
use crate::{ConnectorId, TargetId};

/// A call that ended.
pub(crate) struct NewCall<'a> {
    pub(crate) id: Uuid,
    pub(crate) connector: ConnectorId,
    pub(crate) kind: &'static str,
    pub(crate) target: Option<TargetId>,
    pub(crate) status: Option<u16>,
    pub(crate) outcome: &'a str,
    pub(crate) error: Option<&'a str>,
    pub(crate) answer: &'a str,
}

/// Notes how a call ended.
pub(crate) async fn note_call(tx: &mut TenantTx, call: NewCall<'_>) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into connector_call (county_id, id, connector_id, kind, target_id, at, status, outcome, error, answer)
         values ($1, $2, $3, $4, $5, $6, $7, $8, left($9, 500), left($10, 500))",
        county,
        call.id,
        call.connector.0,
        call.kind,
        call.target.map(|id| id.0),
        now,
        call.status.map(i32::from),
        call.outcome,
        call.error,
        call.answer
    )
    .execute(tx.conn())
    .await?;
    tx.announce(super::changed(call.connector));
    Ok(())
}

/// What was sent to a connector, the latest first. The caller has been asked for `AccountRead`.
///
/// # Errors
/// When the database fails.
pub async fn list_calls(
    tx: &mut TenantTx,
    connector: ConnectorId,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Call>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Call,
        r#"select id, kind, target_id as "target: TargetId", at, status, outcome, error, answer from connector_call
           where county_id = $1 and connector_id = $2 and ($3::timestamptz is null or (at, id) < ($3, $4::uuid))
           order by at desc, id desc limit $5"#,
        county,
        connector.0,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, first))
}

/// What came from a connector, the latest first. The caller has been asked for `AccountRead`.
///
/// # Errors
/// When the database fails.
pub async fn list_results(
    tx: &mut TenantTx,
    connector: ConnectorId,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Received>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Received,
        r#"select id, message_id as message, received_at, target_id as "target: TargetId", state, taken, reason from connector_result
           where county_id = $1 and connector_id = $2 and ($3::timestamptz is null or (received_at, id) < ($3, $4::uuid))
           order by received_at desc, id desc limit $5"#,
        county,
        connector.0,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, first))
}

/// How a message was answered, and the digest of the body it had then.
pub(super) async fn answered(
    tx: &mut TenantTx,
    connector: ConnectorId,
    message: &str,
) -> Result<Option<(Vec<u8>, Said)>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        r#"select body_digest, answer as "answer: Json<Said>" from connector_result
           where county_id = $1 and connector_id = $2 and message_id = $3"#,
        county,
        connector.0,
        message
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.body_digest, row.answer.0)))
}

/// A receipt about to be written.
pub(super) struct NewResult<'a> {
    pub(super) connector: ConnectorId,
    pub(super) message: &'a str,
    pub(super) body: &'a [u8],
    pub(super) target: Option<TargetId>,
    pub(super) state: Option<&'a str>,
    pub(super) answer: &'a Said,
}

/// Writes a receipt. False when the message has one.
pub(super) async fn keep_result(tx: &mut TenantTx, new: NewResult<'_>) -> Result<bool, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    let done = sqlx::query!(
        "insert into connector_result (county_id, connector_id, message_id, id, body_digest, received_at, target_id, state, taken, reason, answer)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         on conflict (county_id, connector_id, message_id) do nothing",
        county,
        new.connector.0,
        new.message,
        id,
        new.body,
        now,
        new.target.map(|id| id.0),
        new.state,
        matches!(new.answer, Said::Taken(_)),
        new.answer.reason(),
        Json(new.answer) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
