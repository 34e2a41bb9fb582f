//! Write the debt down, in the transaction of the approval: an approval by override without it is refused by the table.

use platform::audit::Entry;
use platform::settings::Setting;
use platform::{Storage, TenantTx, jobs};
use serde_json::json;
use time::Duration;

use super::{DEBT, DebtId, Override, store};
use crate::case::Case;

/// Hours, day and night, within which a second person is to look.
pub const DEBT_HOURS: Setting<i64> = Setting { key: "review.override_debt_hours", default: 24 };

/// Writes it down and sets the alarm for its day.
pub(crate) async fn owe(tx: &mut TenantTx, case: &Case, taken: &Override) -> Result<(), Storage> {
    let hours = DEBT_HOURS.get(tx).await?.clamp(1, 720);
    let (id, due_at) = (DebtId(tx.new_id()), tx.now() + Duration::hours(hours));
    store::insert_debt(tx, id, case, taken, due_at).await?;
    jobs::enqueue(tx, DEBT, &id.to_string(), due_at, json!({})).await?;
    tx.audit(
        Entry::new("review.debt", "review_case", case.id.0)
            .of(case.department)
            .with("override", taken.id)
            .with("due_at", due_at.unix_timestamp()),
    );
    Ok(())
}
