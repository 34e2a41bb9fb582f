//! 多图文: targets that ride in another's message. The carrier is held before its riders, always in this order.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use super::super::TargetState;
use super::{Held, hold};
use crate::TargetId;
use crate::account::Channel;

/// Has a target ride in another's message.
pub(crate) async fn ride(tx: &mut TenantTx, id: TargetId, carrier: TargetId, place: i32) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release_target set carrier_id = $3, place = $4 where county_id = $1 and id = $2",
        county,
        id.0,
        carrier.0,
        place
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Every target that rides with a held one, however it stands, held too, in their places.
pub(crate) async fn hold_riders(tx: &mut TenantTx, carrier: &Held) -> Result<Vec<Held>, Storage> {
    if carrier.target.channel != Channel::Wechat || carrier.target.carrier.is_some() {
        return Ok(Vec::new());
    }
    let county = tx.county().0;
    let ids = sqlx::query_scalar!(
        "select id from release_target where county_id = $1 and carrier_id = $2 order by place, id",
        county,
        carrier.target.id.0
    )
    .fetch_all(tx.conn())
    .await?;
    let mut held = Vec::new();
    for id in ids {
        held.extend(hold(tx, TargetId(id)).await?);
    }
    Ok(held)
}

/// Those that have not ended: what becomes of the carrier becomes of them.
pub(crate) async fn riding(tx: &mut TenantTx, carrier: &Held) -> Result<Vec<Held>, Storage> {
    let mut held = hold_riders(tx, carrier).await?;
    held.retain(|rider| {
        !matches!(
            rider.target.state,
            TargetState::Live | TargetState::Failed | TargetState::Missed | TargetState::Withdrawn
        )
    });
    Ok(held)
}

/// The carrier ends alone: the first that was not sent carries the others. Gives it, for a job of its own.
pub(crate) async fn promote(tx: &mut TenantTx, carrier: &Held) -> Result<Option<TargetId>, Storage> {
    let riders = riding(tx, carrier).await?;
    let waits = |rider: &Held| matches!(rider.target.state, TargetState::Planned | TargetState::Sending);
    let mut waiting = riders.into_iter().filter(waits);
    let Some(first) = waiting.next() else { return Ok(None) };
    let (county, now, id) = (tx.county().0, tx.now(), first.target.id);
    sqlx::query!(
        "update release_target set carrier_id = null, place = 0, state = 'planned', state_at = $3 where county_id = $1 and id = $2",
        county,
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    for (place, rider) in (1..).zip(waiting) {
        ride(tx, rider.target.id, id, place).await?;
    }
    sqlx::query!(
        "update release_target set state = 'planned', state_at = $3 where county_id = $1 and carrier_id = $2 and state = 'sending'",
        county,
        id.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(Some(id))
}

/// Gives a rider its place among those that go out.
pub(crate) async fn put(tx: &mut TenantTx, id: TargetId, place: i32) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("update release_target set place = $3 where county_id = $1 and id = $2", county, id.0, place)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// They are sent with their carrier.
pub(crate) async fn set_out(tx: &mut TenantTx, carrier: TargetId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = 'sending', state_at = $3, attempts = attempts + 1, error_code = null, error_text = null,
           error_rid = null
         where county_id = $1 and carrier_id = $2 and state in ('planned', 'unconfirmed')",
        county,
        carrier.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The platform took the message they are in.
pub(crate) async fn follow(
    tx: &mut TenantTx,
    carrier: TargetId,
    confirm_by: Option<OffsetDateTime>,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = case when $3::timestamptz is null then 'accepted' else 'confirming' end, state_at = $4,
           confirm_by = $3
         where county_id = $1 and carrier_id = $2 and state = 'sending'",
        county,
        carrier.0,
        confirm_by,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The platform's id of the message a target is in: its own, or its carrier's.
pub(crate) async fn message_of(tx: &mut TenantTx, held: &Held) -> Result<Option<String>, Storage> {
    let Some(carrier) = held.target.carrier else { return Ok(held.publish_id.clone()) };
    let county = tx.county().0;
    let id = sqlx::query_scalar!(
        "select external_id from release_target where county_id = $1 and id = $2",
        county,
        carrier.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(id.flatten())
}
