//! Remove a folder that holds nothing.

use platform::audit::Entry;
use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{FolderId, store};

/// Why a folder stays.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum RemoveError {
    #[error("no such folder")]
    NotFound,
    /// Files or folders are in it, what was put away among them.
    #[error("the folder is not empty")]
    NotEmpty,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(RemoveError { Refused, Storage;
    NotFound => NotFound, "FOLDER_NOT_FOUND", "文件夹不存在";
    NotEmpty => Conflict, "FOLDER_NOT_EMPTY", "文件夹里还有文件或文件夹，请先移走" });

/// Removes an empty folder.
///
/// # Errors
/// When there is none, it is not theirs, or something is in it.
pub async fn remove(tx: &mut TenantTx, actor: &Actor, id: FolderId) -> Result<(), RemoveError> {
    let folder = store::by_ids(tx, &[id]).await?.pop().ok_or(RemoveError::NotFound)?;
    actor.require(Action::MediaUpload, Scope::Department(folder.department))?;
    if !store::delete_empty(tx, id).await? {
        return Err(RemoveError::NotEmpty);
    }
    tx.audit(Entry::new("folder.remove", "media_folder", id.0).of(folder.department).with("name", &folder.name));
    Ok(())
}
