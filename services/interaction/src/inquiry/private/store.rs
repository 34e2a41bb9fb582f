//! Statements on `inquiry_private`.

use platform::secrets::KEY_ID;
use platform::{Storage, TenantTx};

use crate::inquiry::InquiryId;

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: InquiryId,
    part: i32,
    sealed: &[u8],
    openid_mac: Option<&[u8]>,
) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into inquiry_private (county_id, inquiry_id, part, key_id, sealed, openid_mac) values ($1, $2, $3, $4, $5, $6)",
        county,
        id.0,
        part,
        KEY_ID,
        sealed,
        openid_mac
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How many parts there are.
pub(in crate::inquiry) async fn parts(tx: &mut TenantTx, id: InquiryId) -> Result<i32, Storage> {
    let county = tx.county().0;
    let count = sqlx::query_scalar!(
        r#"select count(*)::int as "count!" from inquiry_private where county_id = $1 and inquiry_id = $2"#,
        county,
        id.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

/// The parts as they are stored, in order.
pub(super) async fn sealed(tx: &mut TenantTx, id: InquiryId) -> Result<Vec<(i32, Vec<u8>)>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select part, sealed from inquiry_private where county_id = $1 and inquiry_id = $2 order by part",
        county,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(|row| (row.part, row.sealed)).collect())
}
