//! Drop a template. Pieces that were begun with it keep what they have.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Actor, Refused};

use super::{Template, TemplateId, right, store};

/// Why a template was not dropped.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RemoveError {
    #[error("no such template")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RemoveError { Refused, Storage; NotFound => NotFound, "TEMPLATE_NOT_FOUND", "模板不存在" });

/// Drops a template and returns it as it was.
///
/// # Errors
/// When it is not visible or not theirs to keep.
pub async fn remove(tx: &mut TenantTx, actor: &Actor, id: TemplateId) -> Result<Template, RemoveError> {
    let template = store::find(tx, id).await?.ok_or(RemoveError::NotFound)?;
    let (action, scope) = right(template.department);
    actor.require(action, scope)?;
    if !store::remove(tx, id).await? {
        return Err(RemoveError::NotFound);
    }
    let entry = Entry::new("template.remove", "template", id.0).with("name", &template.name);
    tx.audit(match template.department {
        Some(department) => entry.of(department),
        None => entry,
    });
    Ok(template)
}
