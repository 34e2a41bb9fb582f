//! What a citizen adds in WeChat while the first message still waits.

use platform::audit::Entry;
use platform::mask;
use platform::secrets::Vault;
use platform::{Storage, TenantTx};
use publishing::AccountId;

use super::{ActError, Inquiry, Private, events, private, store};

/// The citizen's inquiry on this account that still waits, locked.
///
/// # Errors
/// When the database fails.
pub async fn thread(
    tx: &mut TenantTx,
    vault: &Vault,
    account: AccountId,
    openid: &str,
) -> Result<Option<Inquiry>, Storage> {
    store::open_thread(tx, account.0, &vault.mac(openid)).await
}

/// Adds a text to it: whole in the sealed part, masked in the history.
///
/// # Errors
/// When sealing or the database fails.
pub async fn supplement(tx: &mut TenantTx, vault: &Vault, inquiry: &Inquiry, text: &str) -> Result<(), ActError> {
    let part = private::parts(tx, inquiry.id).await?;
    private::seal(tx, vault, inquiry.id, part, &Private { body: text.to_owned(), ..Private::default() }).await?;
    events::note(tx, inquiry.id, "supplemented", inquiry.department_id, &mask::citizen(text)).await?;
    tx.audit(Entry::new("inquiry.supplement", "inquiry", inquiry.id.0));
    Ok(())
}
