//! Make a folder, or rename or move one.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{DEEPEST, Folder, FolderId, MOST, depth, height, is_within, store};

/// Why a folder was not made or changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum FolderError {
    #[error("no such folder")]
    NotFound,
    #[error("the folder it stands in has one of this name")]
    NameTaken,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(FolderError { Refused, Invalid, Storage;
    NotFound => NotFound, "FOLDER_NOT_FOUND", "文件夹不存在";
    NameTaken => Conflict, "NAME_TAKEN", "同一处已有同名的文件夹" });

/// Makes a folder in the library of the actor's department.
///
/// # Errors
/// When the actor keeps no library, the name is empty, long or taken, or the folder would stand too deep.
pub async fn add(
    tx: &mut TenantTx,
    actor: &Actor,
    name: &str,
    parent: Option<FolderId>,
) -> Result<Folder, FolderError> {
    let (Some(department), Some(person)) = (actor.department(), actor.person()) else {
        return Err(Refused(Action::MediaUpload).into());
    };
    actor.require(Action::MediaUpload, Scope::Department(department))?;
    store::hold_tree(tx, department).await?;
    let tree = store::of_department(tx, department).await?;
    let mut faults = Invalid::default();
    let name = checked(name, &mut faults);
    faults.check(tree.len() < MOST, "name", "TOO_MANY", format!("文件夹不超过 {MOST} 个"));
    check_parent(&tree, parent, 1, &mut faults);
    faults.into_result()?;
    let folder = Folder { id: FolderId(tx.new_id()), department, parent, name, files: 0 };
    store::insert(tx, &folder, person).await.map_err(taken)?;
    tx.audit(Entry::new("folder.add", "media_folder", folder.id.0).of(department).with("name", &folder.name));
    Ok(folder)
}

/// Renames a folder and moves it, with all that is in it.
///
/// # Errors
/// When there is none, it is not theirs, the name is empty, long or taken, or it would stand in itself or too deep.
pub async fn change(
    tx: &mut TenantTx,
    actor: &Actor,
    id: FolderId,
    name: &str,
    parent: Option<FolderId>,
) -> Result<Folder, FolderError> {
    let mut folder = store::by_ids(tx, &[id]).await?.pop().ok_or(FolderError::NotFound)?;
    actor.require(Action::MediaUpload, Scope::Department(folder.department))?;
    store::hold_tree(tx, folder.department).await?;
    let tree = store::of_department(tx, folder.department).await?;
    let mut faults = Invalid::default();
    folder.name = checked(name, &mut faults);
    let itself = parent.is_some_and(|parent| is_within(&tree, parent, id));
    faults.check(!itself, "parentId", "WITHIN_ITSELF", "不能移到它自己里面");
    if !itself {
        check_parent(&tree, parent, height(&tree, id), &mut faults);
    }
    faults.into_result()?;
    folder.parent = parent;
    if !store::save(tx, &folder).await.map_err(taken)? {
        return Err(FolderError::NotFound);
    }
    tx.audit(Entry::new("folder.change", "media_folder", id.0).of(folder.department).with("name", &folder.name));
    Ok(folder)
}

fn checked(name: &str, faults: &mut Invalid) -> String {
    let name = name.trim().to_owned();
    faults.check(!name.is_empty(), "name", "REQUIRED", "名称不能为空");
    faults.check(name.chars().count() <= 40, "name", "TOO_LONG", "名称不超过 40 字");
    name
}

fn check_parent(tree: &[Folder], parent: Option<FolderId>, below: usize, faults: &mut Invalid) {
    let there = parent.is_none_or(|id| tree.iter().any(|folder| folder.id == id));
    faults.check(there, "parentId", "UNKNOWN_FOLDER", "上级文件夹不存在");
    let shallow = depth(tree, parent) + below <= DEEPEST;
    faults.check(shallow, "parentId", "TOO_DEEP", format!("文件夹最多 {DEEPEST} 层"));
}

fn taken(error: Storage) -> FolderError {
    match error.constraint() {
        Some("media_folder_name_key") => FolderError::NameTaken,
        _ => error.into(),
    }
}
