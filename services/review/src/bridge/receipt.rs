//! Every statement on receipts: what came in signed, and how it was answered.

use platform::page::{Cursor, Page};
use platform::{PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{BridgeId, Receipt, Said, queue};
use crate::StepId;

/// The columns of receipts, from where the rest of the statement says.
macro_rules! receipts {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Receipt,
            r#"select id, bridge_id as "bridge: BridgeId", message_id as message, evidence, received_at, step_id as "step: StepId", account,
                 person_id as "person: PersonId", taken, reason
               from oa_receipt "# + $rest,
            $($value),+
        )
    };
}

/// What came from a bridge, newest first. The caller has been asked for `BridgeRead`.
///
/// # Errors
/// When the database fails.
pub async fn list_receipts(
    tx: &mut TenantTx,
    bridge: BridgeId,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Receipt>, Storage> {
    let county = tx.county().0;
    let rows = receipts!(
        "where county_id = $1 and bridge_id = $2 and ($3::timestamptz is null or (received_at, id) < ($3, $4::uuid))
         order by received_at desc, id desc limit $5",
        county,
        bridge.0,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    );
    Ok(Page::cut(rows.fetch_all(tx.conn()).await?, first))
}

/// Decisions on these steps that came by a bridge, with its name; where the caller sees their cases.
///
/// # Errors
/// When the database fails.
pub async fn receipts_of_steps(tx: &mut TenantTx, steps: &[StepId]) -> Result<Vec<(String, Receipt)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = steps.iter().map(|id| id.0).collect();
    let rows = receipts!("where county_id = $1 and step_id = any($2) and taken order by received_at, id", county, &ids)
        .fetch_all(tx.conn())
        .await?;
    let names = queue::names(tx, rows.iter().map(|row| row.bridge.0).collect()).await?;
    let name = |id: BridgeId| names.iter().find(|(of, _)| *of == id).map(|(_, name)| name.clone()).unwrap_or_default();
    Ok(rows.into_iter().map(|row| (name(row.bridge), row)).collect())
}

/// How a message was answered, and the digest of the body it had then.
pub(super) async fn answered(
    tx: &mut TenantTx,
    bridge: BridgeId,
    message: &str,
) -> Result<Option<(Vec<u8>, Said)>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        r#"select body_digest, answer as "answer: Json<Said>" from oa_receipt
           where county_id = $1 and bridge_id = $2 and message_id = $3"#,
        county,
        bridge.0,
        message
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (row.body_digest, row.answer.0)))
}

/// A receipt about to be written.
pub(super) struct New<'a> {
    pub(super) bridge: BridgeId,
    pub(super) message: &'a str,
    pub(super) evidence: &'a [u8],
    pub(super) body: &'a [u8],
    pub(super) step: Option<StepId>,
    pub(super) account: Option<&'a str>,
    pub(super) person: Option<PersonId>,
    pub(super) decided_at: Option<OffsetDateTime>,
    pub(super) answer: &'a Said,
}

/// Writes a receipt. False when the message has one.
pub(super) async fn insert(tx: &mut TenantTx, new: New<'_>) -> Result<bool, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    let reason = match new.answer {
        Said::Taken(_) => "",
        Said::Declined(declined) => &declined.reason,
    };
    let done = sqlx::query!(
        "insert into oa_receipt (county_id, bridge_id, message_id, id, evidence, body_digest, received_at, step_id, account, person_id,
           decided_at, taken, reason, answer)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
         on conflict (county_id, bridge_id, message_id) do nothing",
        county,
        new.bridge.0,
        new.message,
        id,
        new.evidence,
        new.body,
        now,
        new.step.map(|id| id.0),
        new.account,
        new.person.map(|id| id.0),
        new.decided_at,
        matches!(new.answer, Said::Taken(_)),
        reason,
        Json(new.answer) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
