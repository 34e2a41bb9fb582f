//! When to look: the platform answers a hundred questions a day, so looks grow rare, and its own event is what we wait for.

use platform::settings::Setting;
use platform::{Storage, TenantTx};
use time::{Duration, OffsetDateTime};

/// Seconds from one look to the next; the last repeats.
const PAUSES: Setting<[i64; 4]> = Setting { key: "wechat.look_seconds", default: [60, 300, 900, 3600] };
/// Seconds after a submit before the absence of its piece, with its draft still there, shows that it was never taken.
pub(super) const SETTLED: Setting<i64> = Setting { key: "wechat.settled_seconds", default: 900 };

/// When the look after so many is due.
pub(super) async fn next(tx: &mut TenantTx, looks: i32) -> Result<OffsetDateTime, Storage> {
    let pauses = PAUSES.get(tx).await?;
    let place = usize::try_from(looks).unwrap_or_default().min(pauses.len() - 1);
    let seconds = pauses.get(place).copied().unwrap_or(3600).max(1);
    Ok(tx.now() + Duration::seconds(seconds))
}
