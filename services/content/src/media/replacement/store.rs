//! Every statement on `media_replacement`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;

use super::{Changed, Replacement, ReplacementId};
use crate::MediaId;
use crate::media::Media;

/// The columns of a replacement, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query!(
            r#"select id, department_id, old_media_id, new_media_id, changes as "changes: Json<Vec<Changed>>", replaced_at, undone_at
               from media_replacement "# + $rest,
            $($value),+
        )
        .map(|row| Replacement {
            id: ReplacementId(row.id),
            department: DepartmentId(row.department_id),
            old: MediaId(row.old_media_id),
            new: MediaId(row.new_media_id),
            changes: row.changes.0,
            replaced_at: row.replaced_at,
            undone_at: row.undone_at,
        })
    };
}

/// The last replacements of a file that the caller sees, the latest first.
///
/// # Errors
/// When the rows cannot be read.
pub async fn of_file(tx: &mut TenantTx, id: MediaId) -> Result<Vec<Replacement>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and old_media_id = $2 and changes <> '[]' order by replaced_at desc limit 10",
        county,
        id.0
    );
    rows.fetch_all(tx.conn()).await.map_err(Storage)
}

pub(super) async fn lock(tx: &mut TenantTx, id: ReplacementId) -> Result<Option<Replacement>, Storage> {
    let county = tx.county().0;
    let row = select!("where county_id = $1 and id = $2 for update", county, id.0);
    row.fetch_optional(tx.conn()).await.map_err(Storage)
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: ReplacementId,
    old: &Media,
    new: MediaId,
    changes: &[Changed],
    person: PersonId,
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into media_replacement (county_id, id, department_id, old_media_id, new_media_id, changes, replaced_by, replaced_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        id.0,
        old.department.0,
        old.id.0,
        new.0,
        Json(changes) as _,
        person.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn mark_undone(tx: &mut TenantTx, id: ReplacementId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("update media_replacement set undone_at = $3 where county_id = $1 and id = $2", county, id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}
