//! Remind who was asked: their link is replaced by a new one, which opens as long again.

use platform::secrets::Vault;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::ask::{place, told};
use super::{AskError, FactCheckId, FactCheckState, Sent, store};
use crate::{article, preview_link};

/// Makes a new link for a check that waits, and ends the one before.
///
/// # Errors
/// When there is none, it is not the actor's or waits no longer, or the days are out of range.
pub async fn remind(
    tx: &mut TenantTx,
    actor: &Actor,
    vault: &Vault,
    id: FactCheckId,
    days: i32,
) -> Result<Sent, AskError> {
    let (mut check, sealed) = store::lock(tx, id).await?.ok_or(AskError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(check.department))?;
    if check.state != FactCheckState::Asked {
        return Err(AskError::DoesNotFit);
    }
    let article = article::by_ids(tx, &[check.article]).await?.pop().ok_or(AskError::NotFound)?;
    if let Some(before) = check.link {
        preview_link::end(tx, before).await?;
    }
    let (link, token) = preview_link::issue(tx, actor, vault, (&article, None), &check.asked_of, days).await?;
    (check.link, check.reminded_at) = (Some(link.id), Some(tx.now()));
    if !store::save(tx, &check).await? {
        return Err(AskError::DoesNotFit);
    }
    let opened = sealed.map(|sealed| vault.open(&place(tx.county(), id), &sealed)).transpose()?;
    let address =
        opened.map(String::from_utf8).transpose().map_err(|error| Storage(sqlx::Error::Decode(error.into())))?;
    tx.audit(told("fact_check.remind", &check, Some(link.id)));
    Ok(Sent { check, token, address })
}
