//! A target in a worker's hands: what it does under its lease, and only under it.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::TargetId;

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

/// Writes the act about to be tried and renews the lease. False when the lease was lost, the release withdrawn or its way paused: it
/// must not be tried.
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
           and not exists (select from release r where r.county_id = t.county_id and r.id = t.release_id and r.withdrawn_at is not null)
           and not exists (select from pauses_over(t.county_id, t.department_id, t.account_id))
           and not exists (select from release_target rider cross join lateral pauses_over(rider.county_id, rider.department_id, rider.account_id)
             where rider.county_id = t.county_id and rider.carrier_id = t.id and rider.state = 'sending')",
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

/// The platform took it, or holds it until somebody confirmed it. False when the lease was lost.
pub(crate) async fn accept(
    tx: &mut TenantTx,
    id: TargetId,
    lease: Uuid,
    publish_id: &str,
    next_look_at: OffsetDateTime,
    confirm_by: Option<OffsetDateTime>,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update release_target set state = case when $7::timestamptz is null then 'accepted' else 'confirming' end, state_at = $4,
           external_id = $5, act = null, lease_token = null, lease_until = null, looks = 0, next_look_at = $6, confirm_by = $7
         where county_id = $1 and id = $2 and lease_token = $3 and state in ('sending', 'unconfirmed')",
        county,
        id.0,
        lease,
        now,
        publish_id,
        next_look_at,
        confirm_by
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
