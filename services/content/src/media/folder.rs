//! 文件夹: a department's own tree, as its people look for things.

mod keep;
mod remove;
mod store;

use platform::DepartmentId;
use tenancy::{Action, Actor, Refused, Scope};

use super::ListError;

pub use keep::{FolderError, add, change};
pub use remove::{RemoveError, remove};
pub use store::by_ids;

/// Folders below one another, the top one counted.
pub const DEEPEST: usize = 5;
/// The most folders of one department.
pub const MOST: usize = 500;

platform::id_type! {
    /// A folder.
    FolderId
}

/// A folder of a library.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Folder {
    pub id: FolderId,
    pub department: DepartmentId,
    /// The folder it stands in; none at the top.
    pub parent: Option<FolderId>,
    pub name: String,
    /// Files in it that may be used, those of its own folders not counted.
    pub files: i64,
}

/// The folders of the actor's department, by name; the page makes a tree of them.
///
/// # Errors
/// When the actor may not read pieces there.
pub async fn list(tx: &mut platform::TenantTx, actor: &Actor) -> Result<Vec<Folder>, ListError> {
    let home = actor.department().ok_or(Refused(Action::ArticleRead))?;
    actor.require(Action::ArticleRead, Scope::Department(home))?;
    Ok(store::of_department(tx, home).await?)
}

/// How deep a folder stands: one at the top.
fn depth(folders: &[Folder], id: Option<FolderId>) -> usize {
    let (mut depth, mut at) = (0, id);
    while let Some(folder) = folders.iter().find(|folder| Some(folder.id) == at) {
        depth += 1;
        at = folder.parent.filter(|_| depth <= folders.len());
    }
    depth
}

/// How many folders stand below one another from this one on, itself counted.
fn height(folders: &[Folder], id: FolderId) -> usize {
    let below = folders.iter().filter(|folder| folder.parent == Some(id) && folder.id != id);
    1 + below.map(|folder| height(folders, folder.id)).max().unwrap_or(0)
}

/// Whether a folder is another, or stands somewhere in it.
fn is_within(folders: &[Folder], id: FolderId, other: FolderId) -> bool {
    let mut at = Some(id);
    for _ in 0..=folders.len() {
        if at == Some(other) {
            return true;
        }
        at = folders.iter().find(|folder| Some(folder.id) == at).and_then(|folder| folder.parent);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{Folder, FolderId, depth, height, is_within};
    use platform::DepartmentId;
    use uuid::Uuid;

    #[test]
    fn a_tree_knows_how_deep_it_is_and_what_stands_in_what() {
        let id = |number| FolderId(Uuid::from_u128(number));
        let folder = |number, parent: Option<u128>| Folder {
            id: id(number),
            department: DepartmentId(Uuid::nil()),
            parent: parent.map(id),
            name: String::new(),
            files: 0,
        };
        let tree = [folder(1, None), folder(2, Some(1)), folder(3, Some(2)), folder(4, None)];
        assert_eq!((depth(&tree, None), depth(&tree, Some(id(3))), height(&tree, id(1))), (0, 3, 3));
        assert!(is_within(&tree, id(3), id(1)) && is_within(&tree, id(1), id(1)));
        assert!(!is_within(&tree, id(1), id(3)) && !is_within(&tree, id(4), id(1)));
    }
}
