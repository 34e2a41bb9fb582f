//! Every statement on `media_rendition`.

use platform::{Storage, TenantTx};
use uuid::Uuid;

use super::Rendition;
use crate::{Digest, MediaId};

/// The renditions of these files that the caller sees, the smallest first within each.
///
/// # Errors
/// When the rows cannot be read.
pub async fn renditions_of(tx: &mut TenantTx, ids: &[MediaId]) -> Result<Vec<Rendition>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        "select media_id, width, height, mime, bytes, sha256, object_key from media_rendition
         where county_id = $1 and media_id = any($2) order by media_id, width",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    let made = rows.into_iter().map(|row| Rendition {
        media: MediaId(row.media_id),
        width: row.width,
        height: row.height,
        mime: row.mime,
        bytes: row.bytes,
        // The table checks that it is 32 bytes.
        sha256: Digest::from_bytes(&row.sha256).unwrap_or_default(),
        object_key: row.object_key,
    });
    Ok(made.collect())
}

/// Keeps what was made and when. Who made the same a moment before has kept the same.
pub(super) async fn keep(tx: &mut TenantTx, id: MediaId, made: &[Rendition]) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    for one in made {
        sqlx::query!(
            "insert into media_rendition (county_id, media_id, width, height, mime, bytes, sha256, object_key, made_at)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing",
            county,
            id.0,
            one.width,
            one.height,
            one.mime,
            one.bytes,
            &one.sha256.0[..],
            one.object_key,
            now
        )
        .execute(tx.conn())
        .await?;
    }
    sqlx::query!("update media set rendered_at = $3 where county_id = $1 and id = $2", county, id.0, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Pictures whose renditions were never made.
pub(super) async fn left(tx: &mut TenantTx, limit: i64) -> Result<Vec<MediaId>, Storage> {
    let county = tx.county().0;
    let ids = sqlx::query_scalar!(
        "select id from media where county_id = $1 and kind = 'image' and state = 'ready' and rendered_at is null
         order by id limit $2",
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().map(MediaId).collect())
}

/// Forgets the renditions of a file that goes.
pub(in crate::media) async fn forget(tx: &mut TenantTx, id: MediaId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from media_rendition where county_id = $1 and media_id = $2", county, id.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}
