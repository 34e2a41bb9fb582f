//! Take a release back from our own channels: its copies leave the lists, and answer with the public reason (I10).

use platform::{Storage, TenantTx};

use super::store;
use crate::release::Withdrawal;
use crate::{ReleaseId, hub};

/// Marks every public copy of a release as withdrawn; telling it again changes nothing. The use case that withdraws the release
/// has asked the actor, checked the reason and writes the audit row. Returns how many copies were taken back.
///
/// # Errors
/// When the database fails, or the reason is empty.
pub async fn withdraw(tx: &mut TenantTx, release: ReleaseId, kind: Withdrawal, reason: &str) -> Result<u64, Storage> {
    let count = store::withdraw(tx, release, kind, reason).await?;
    if count > 0 {
        tx.announce(super::changed(release.0, None));
        hub::changed(tx).await?;
    }
    Ok(count)
}
