//! 个人信息: sealed apart from the inquiry, opened only by `reveal` and by delivery (C27, I7).

use platform::secrets::{KEY_ID, Vault};
use platform::{Storage, TenantTx};
use serde::{Deserialize, Serialize};

use super::{ActError, InquiryId};

/// What only a few may read. No `Debug`, so that it reaches no log.
#[derive(Clone, Default, Serialize, Deserialize)]
pub struct Private {
    /// As the citizen gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// As the citizen gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub phone: Option<String>,
    /// Whom a WeChat account answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub openid: Option<String>,
    /// The whole text, nothing starred.
    pub body: String,
}

fn place(tx: &TenantTx, id: InquiryId, part: i32) -> String {
    format!("{}/inquiry/{id}/{part}", tx.county())
}

/// Seals one part of a letter to its inquiry.
pub(super) async fn seal(
    tx: &mut TenantTx,
    vault: &Vault,
    id: InquiryId,
    part: i32,
    private: &Private,
) -> Result<(), ActError> {
    let sealed = vault.seal(&place(tx, id, part), &serde_json::to_vec(private)?)?;
    let mac = private.openid.as_deref().map(|openid| vault.mac(openid));
    let county = tx.county().0;
    sqlx::query!(
        "insert into inquiry_private (county_id, inquiry_id, part, key_id, sealed, openid_mac) values ($1, $2, $3, $4, $5, $6)",
        county,
        id.0,
        part,
        KEY_ID,
        sealed,
        mac
    )
    .execute(tx.conn())
    .await
    .map_err(Storage)?;
    Ok(())
}

/// How many parts there are.
pub(super) async fn parts(tx: &mut TenantTx, id: InquiryId) -> Result<i32, Storage> {
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

/// Opens every part and joins their texts.
pub(crate) async fn open(tx: &mut TenantTx, vault: &Vault, id: InquiryId) -> Result<Option<Private>, ActError> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select part, sealed from inquiry_private where county_id = $1 and inquiry_id = $2 order by part",
        county,
        id.0
    )
    .fetch_all(tx.conn())
    .await
    .map_err(Storage)?;
    let mut whole: Option<Private> = None;
    for row in rows {
        let plain = vault.open(&place(tx, id, row.part), &row.sealed)?;
        let part: Private = serde_json::from_slice(&plain)?;
        match &mut whole {
            None => whole = Some(part),
            Some(whole) => {
                whole.body.push_str("\n\n");
                whole.body.push_str(&part.body);
            }
        }
    }
    Ok(whole)
}
