//! A release ends by itself: it is withdrawn everywhere with the reason that was set for it.

use platform::TenantTx;
use platform::jobs::Failure;
use time::OffsetDateTime;

use super::store;
use super::withdraw::{Withdrawal, everywhere};
use crate::ReleaseId;

/// Ends a release whose time has come. Another time, if it was given one meanwhile: the job then comes again.
pub(crate) async fn expire(tx: &mut TenantTx, id: ReleaseId) -> Result<Option<OffsetDateTime>, Failure> {
    let Some(release) = store::lock(tx, id).await? else { return Ok(None) };
    let (Some(at), Some(reason)) = (release.expires_at, &release.expiry_reason) else { return Ok(None) };
    if release.withdrawn_at.is_some() {
        return Ok(None);
    }
    if tx.now() < at {
        return Ok(Some(at));
    }
    everywhere(tx, &release, Withdrawal::Expired, reason).await.map_err(|error| Failure::of(&error))?;
    Ok(None)
}
