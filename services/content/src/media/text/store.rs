//! Every statement on `media_text`.

use platform::{Storage, TenantTx};
use uuid::Uuid;

use crate::MediaId;
use crate::extract::{TextPart, Unread};
use crate::media::Media;

/// What was read of these documents; none for one that waits.
pub(super) async fn texts(
    tx: &mut TenantTx,
    ids: &[MediaId],
) -> Result<Vec<(MediaId, Option<Unread>, Vec<TextPart>)>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select media_id, fault, parts as "parts: sqlx::types::Json<Vec<TextPart>>" from media_text
           where county_id = $1 and media_id = any($2) order by media_id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let text = |fault: Option<String>| fault.map(|word| Unread::parse(&word).unwrap_or(Unread::Broken));
    Ok(rows.into_iter().map(|row| (MediaId(row.media_id), text(row.fault), row.parts.0)).collect())
}

/// Keeps what was read of a document.
pub(super) async fn keep_text(
    tx: &mut TenantTx,
    media: &Media,
    fault: Option<Unread>,
    parts: &[TextPart],
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into media_text (county_id, media_id, department_id, fault, parts, read_at) values ($1, $2, $3, $4, $5, $6)
         on conflict (county_id, media_id) do update set fault = excluded.fault, parts = excluded.parts, read_at = excluded.read_at",
        county,
        media.id.0,
        media.department.0,
        fault.map(Unread::as_str),
        sqlx::types::Json(parts) as _,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Forgets what was read of a document that goes.
pub(in crate::media) async fn forget(tx: &mut TenantTx, id: MediaId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from media_text where county_id = $1 and media_id = $2", county, id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
