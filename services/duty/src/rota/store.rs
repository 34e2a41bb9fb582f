//! Statements on `duty_shift`.

use platform::{PersonId, Storage, TenantTx};
use time::OffsetDateTime;

use super::{Shift, ShiftId};

/// Whose shift it is at an instant, the one that began first before the others.
///
/// # Errors
/// When the database fails.
pub async fn on_duty(tx: &mut TenantTx, at: OffsetDateTime) -> Result<Vec<Shift>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Shift,
        r#"select id as "id: ShiftId", person_id as "person: PersonId", starts_at, ends_at from duty_shift
           where county_id = $1 and starts_at <= $2 and $2 < ends_at order by starts_at, id"#,
        county,
        at
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert(tx: &mut TenantTx, shift: &Shift) -> Result<(), Storage> {
    let county = tx.county().0;
    let entered_by = tx.caller().person().map(|person| person.0);
    sqlx::query!(
        "insert into duty_shift (county_id, id, person_id, starts_at, ends_at, entered_by) values ($1, $2, $3, $4, $5, $6)",
        county,
        shift.id.0,
        shift.person.0,
        shift.starts_at,
        shift.ends_at,
        entered_by
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}
