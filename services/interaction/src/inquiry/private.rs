//! 个人信息: sealed apart from the inquiry, opened only by `reveal` and by delivery (C27, I7).

mod store;

use platform::TenantTx;
use platform::secrets::Vault;
use serde::{Deserialize, Serialize};

use super::{ActError, InquiryId};

pub(super) use store::parts;

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
    store::insert(tx, id, part, &sealed, mac.as_deref()).await?;
    Ok(())
}

/// Opens every part and joins their texts.
pub(crate) async fn open(tx: &mut TenantTx, vault: &Vault, id: InquiryId) -> Result<Option<Private>, ActError> {
    let mut whole: Option<Private> = None;
    for (number, sealed) in store::sealed(tx, id).await? {
        let part: Private = serde_json::from_slice(&vault.open(&place(tx, id, number), &sealed)?)?;
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
