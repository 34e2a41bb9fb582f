//! Rotate an outlet's secret: the new one signs at once, the old one beside it for a day.

use platform::audit::Entry;
use platform::secrets::{Vault, VaultError};
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::{OutletSecret, changed, signature, store};
use crate::OutletId;

/// How long the old secret still signs, so that the outlet has time to take the new one.
const OVERLAP: Duration = Duration::days(1);

/// Why a secret is not rotated.
#[derive(Debug, thiserror::Error)]
pub enum RotateError {
    /// No such outlet.
    #[error("no such outlet")]
    NotFound,
    /// Not the caller's to do.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// No secret could be made.
    #[error("make a secret")]
    Vault(#[source] VaultError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RotateError { Refused, Storage; NotFound => NotFound, "OUTLET_NOT_FOUND", "没有这家媒体"; Vault => Internal, "VAULT", "系统繁忙，请稍后重试" });

/// Makes a new secret; it is told here and never again. A second rotation inside the overlap ends the oldest secret.
///
/// # Errors
/// See [`RotateError`].
pub async fn rotate(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: OutletId,
) -> Result<OutletSecret, RotateError> {
    actor.require(Action::OutletManage, Scope::County)?;
    if !store::lock(tx, id).await? {
        return Err(RotateError::NotFound);
    }
    let secret = signature::generate(vault, tx.county(), id).map_err(RotateError::Vault)?;
    store::rotate(tx, id, &secret.sealed).await?;
    tx.audit(Entry::new("outlet.rotate_secret", "outlet", id.0));
    tx.announce(changed(id));
    let outlet = store::find(tx, id).await?.ok_or(RotateError::NotFound)?;
    Ok(OutletSecret { outlet, secret: secret.text })
}

/// The sealed secrets that sign now, of those kept (newest first).
pub(crate) fn in_force(mut sealed: Vec<Vec<u8>>, rotated_at: OffsetDateTime, now: OffsetDateTime) -> Vec<Vec<u8>> {
    if rotated_at + OVERLAP < now {
        sealed.truncate(1);
    }
    sealed
}

#[cfg(test)]
mod tests {
    use super::in_force;
    use time::Duration;
    use time::macros::datetime;

    #[test]
    fn the_old_secret_signs_for_a_day_and_no_longer() {
        let rotated = datetime!(2026-03-09 08:00 UTC);
        let both = vec![vec![2], vec![1]];
        assert_eq!(in_force(both.clone(), rotated, rotated + Duration::hours(23)).len(), 2);
        assert_eq!(in_force(both, rotated, rotated + Duration::hours(25)), [vec![2]]);
    }
}
