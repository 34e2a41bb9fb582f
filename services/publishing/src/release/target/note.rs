//! What is noted on a held target beside its state: looks, reservations, and acts that need no lease.

use platform::{Storage, TenantTx};
use time::{Date, OffsetDateTime};

use crate::TargetId;

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

/// What a target holds of its account's budgets.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Reserved {
    /// The day it holds a part of.
    pub(crate) on: Option<Date>,
    /// A push of the day is among it.
    pub(crate) push: bool,
    /// A push of the month is.
    pub(crate) month: bool,
}

/// Notes it.
pub(crate) async fn set_reserved(tx: &mut TenantTx, id: TargetId, reserved: Reserved) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release_target set reserved_on = $3, reserved_push = $4, reserved_month = $5 where county_id = $1 and id = $2",
        county,
        id.0,
        reserved.on,
        reserved.push,
        reserved.month
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

/// Notes the address that a person entered, to be looked at; none where it could not be read, and why.
pub(crate) async fn note_address(
    tx: &mut TenantTx,
    id: TargetId,
    address: Option<&str>,
    why: Option<(&str, &str)>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    let (code, text) = why.unzip();
    sqlx::query!(
        "update release_target set external_url = $3, error_code = $4, error_text = $5 where county_id = $1 and id = $2 and state = 'by_hand'",
        county,
        id.0,
        address,
        code,
        text
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
