//! What a target is on another's platform: its address and id there, and that the other side took it.

use platform::{Storage, TenantTx};
use time::OffsetDateTime;

use crate::TargetId;

/// A piece as it stands on another's platform.
pub(crate) struct Outside {
    pub(crate) url: Option<String>,
    /// The platform's own id of it.
    pub(crate) external: Option<String>,
}

/// Where a target stands there.
pub(crate) async fn outside(tx: &mut TenantTx, id: TargetId) -> Result<Option<Outside>, Storage> {
    let county = tx.county().0;
    let outside = sqlx::query_as!(
        Outside,
        "select external_url as url, external_article_id as external from release_target where county_id = $1 and id = $2",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(outside)
}

/// The other side has it, whoever heard of it: a lease on it ends.
pub(crate) async fn taken(tx: &mut TenantTx, id: TargetId, next_look_at: OffsetDateTime) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update release_target set state = 'accepted', state_at = $3, act = null, lease_token = null, lease_until = null, looks = 0,
           next_look_at = $4, error_code = null, error_text = null, error_rid = null
         where county_id = $1 and id = $2",
        county,
        id.0,
        now,
        next_look_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Notes where a live piece stands, if that was not known yet.
pub(crate) async fn found_at(tx: &mut TenantTx, id: TargetId, url: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release_target set external_url = $3 where county_id = $1 and id = $2 and state = 'live' and external_url is null",
        county,
        id.0,
        url
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Keeps the number of the data of a message, of everything in it.
pub(crate) async fn set_data_id(tx: &mut TenantTx, carrier: TargetId, data_id: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update release_target set external_data_id = $3 where county_id = $1 and (id = $2 or carrier_id = $2)",
        county,
        carrier.0,
        data_id
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
