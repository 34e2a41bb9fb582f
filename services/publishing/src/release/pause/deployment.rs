//! The brake on the whole deployment, in the hand of whoever operates it: it belongs to no county, and every county's trail tells of it.

use platform::audit::{self, Entry};
use platform::{CountyId, Storage};
use sqlx::{Connection as _, PgConnection};
use time::OffsetDateTime;
use uuid::Uuid;

/// In whose name the trail of a county tells of it.
const OPERATOR: &str = "运维";

/// Pauses every county, in one transaction of the login that owns the schema. False: it is paused already.
///
/// # Errors
/// When the database fails, or the reason is empty or over 200 characters; nothing then stands.
pub async fn pause(
    owner: &mut PgConnection,
    counties: &[CountyId],
    id: Uuid,
    reason: &str,
    at: OffsetDateTime,
) -> Result<bool, Storage> {
    let mut tx = owner.begin().await?;
    let done = sqlx::query!(
        "insert into deployment_pause (id, reason, paused_at) values ($1, $2, $3) on conflict do nothing",
        id,
        reason.trim(),
        at
    )
    .execute(&mut *tx)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    let entry = Entry::new("release.pause", "deployment_pause", id).with("reason", reason.trim());
    for county in counties {
        audit::append_by_owner(&mut tx, *county, OPERATOR, at, &entry).await?;
    }
    tx.commit().await?;
    Ok(true)
}

/// Lets every county go on, the same way. What waits past its late window is then missed, and each county's people decide.
/// False: it was not paused.
///
/// # Errors
/// When the database fails; nothing then stands.
pub async fn resume(owner: &mut PgConnection, counties: &[CountyId], at: OffsetDateTime) -> Result<bool, Storage> {
    let mut tx = owner.begin().await?;
    let ended =
        sqlx::query_scalar!("update deployment_pause set resumed_at = $1 where resumed_at is null returning id", at)
            .fetch_optional(&mut *tx)
            .await?;
    let Some(id) = ended else { return Ok(false) };
    let entry = Entry::new("release.resume", "deployment_pause", id);
    for county in counties {
        audit::append_by_owner(&mut tx, *county, OPERATOR, at, &entry).await?;
    }
    tx.commit().await?;
    Ok(true)
}
