//! Change what is said of a file: what it shows, its tags and folder, its licence. The file itself never changes.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::{FolderId, Media, MediaId, MediaState, folder, store};

/// The most tags of a file, and files filed at once.
const MOST_TAGS: usize = 20;
const MOST_FILED: usize = 100;

/// What is said of a file.
#[derive(Clone, Debug, Default)]
#[expect(missing_docs, reason = "the fields are those of the file")]
pub struct Edit {
    pub alt: String,
    pub tags: Vec<String>,
    pub folder: Option<FolderId>,
    pub holder: String,
    pub licence_note: String,
    pub licence_ends_on: Option<Date>,
}

/// Why nothing was changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum EditError {
    #[error("no such file, or it may not be used")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(EditError { Refused, Invalid, Storage; NotFound => NotFound, "MEDIA_NOT_FOUND", "文件不存在" });

/// Replaces what is said of a file of the actor's library.
///
/// # Errors
/// When it is not there to be used, not theirs, or a field breaks a rule.
pub async fn edit(tx: &mut TenantTx, actor: &Actor, id: MediaId, edit: Edit) -> Result<Media, EditError> {
    let mut media = kept(tx, actor, id).await?;
    let mut faults = Invalid::default();
    media.tags = tidied(&edit.tags, &mut faults);
    media.alt = short(&edit.alt, 500, "alt", "替代文字", &mut faults);
    media.holder = short(&edit.holder, 100, "holder", "权利人", &mut faults);
    media.licence_note = short(&edit.licence_note, 500, "licenceNote", "授权说明", &mut faults);
    media.licence_ends_on = edit.licence_ends_on;
    media.folder = check_folder(tx, &media, edit.folder, &mut faults).await?;
    faults.into_result()?;
    store::save_card(tx, &media).await?;
    let entry = Entry::new("media.edit", "media", id.0).of(media.department);
    tx.audit(entry.with("licence_ends_on", media.licence_ends_on.map(|day| day.to_string())));
    Ok(media)
}

/// Puts files into a folder, or at the top of the library.
///
/// # Errors
/// When one is not there to be used or not theirs, there are too many, or the folder is another library's.
pub async fn file_under(
    tx: &mut TenantTx,
    actor: &Actor,
    ids: &[MediaId],
    folder: Option<FolderId>,
) -> Result<Vec<Media>, EditError> {
    let mut faults = Invalid::default();
    faults.check(ids.len() <= MOST_FILED, "ids", "TOO_MANY", format!("一次不超过 {MOST_FILED} 个文件"));
    faults.into_result()?;
    // In one order, so that two who file the same files wait for each other and not crosswise.
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids.dedup();
    let mut filed = Vec::new();
    for id in ids {
        let mut media = pending_too(tx, actor, id).await?;
        let mut faults = Invalid::default();
        media.folder = check_folder(tx, &media, folder, &mut faults).await?;
        faults.into_result()?;
        store::save_card(tx, &media).await?;
        let entry = Entry::new("media.file", "media", id.0).of(media.department);
        tx.audit(entry.with("folder", media.folder.map(|folder| folder.0)));
        filed.push(media);
    }
    Ok(filed)
}

/// A file of the actor's library that may be used, held until the transaction ends.
pub(super) async fn kept(tx: &mut TenantTx, actor: &Actor, id: MediaId) -> Result<Media, EditError> {
    let media = pending_too(tx, actor, id).await?;
    if media.state == MediaState::Ready { Ok(media) } else { Err(EditError::NotFound) }
}

/// The same, or one whose upload has only begun: it is put into its folder before it has arrived.
async fn pending_too(tx: &mut TenantTx, actor: &Actor, id: MediaId) -> Result<Media, EditError> {
    let media = store::lock(tx, id).await?.ok_or(EditError::NotFound)?;
    actor.require(Action::MediaUpload, Scope::Department(media.department))?;
    let usable = matches!(media.state, MediaState::Ready | MediaState::Pending);
    if usable { Ok(media) } else { Err(EditError::NotFound) }
}

async fn check_folder(
    tx: &mut TenantTx,
    media: &Media,
    folder: Option<FolderId>,
    faults: &mut Invalid,
) -> Result<Option<FolderId>, Storage> {
    if let Some(id) = folder {
        let found = folder::by_ids(tx, &[id]).await?.pop();
        let own = found.is_some_and(|folder| folder.department == media.department);
        faults.check(own, "folderId", "UNKNOWN_FOLDER", "文件夹不存在，或不属于这个部门的素材库");
    }
    Ok(folder)
}

fn short(text: &str, most: usize, field: &str, name: &str, faults: &mut Invalid) -> String {
    let text = text.trim().to_owned();
    faults.check(text.chars().count() <= most, field, "TOO_LONG", format!("{name}不超过 {most} 字"));
    text
}

/// Tags without space around them, each once.
fn tidied(tags: &[String], faults: &mut Invalid) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for tag in tags.iter().map(|tag| tag.trim()).filter(|tag| !tag.is_empty()) {
        if !kept.iter().any(|known| known == tag) {
            kept.push(tag.to_owned());
        }
    }
    faults.check(kept.len() <= MOST_TAGS, "tags", "TOO_MANY", format!("标签不超过 {MOST_TAGS} 个"));
    faults.check(kept.iter().all(|tag| tag.chars().count() <= 20), "tags", "TOO_LONG", "每个标签不超过 20 字");
    kept
}

#[cfg(test)]
mod tests {
    use super::tidied;
    use platform::{Invalid, Refusal as _};

    #[test]
    fn tags_stand_once_and_are_short_and_few() {
        let tags = |tags: &[&str]| tags.iter().map(|tag| (*tag).to_owned()).collect::<Vec<_>>();
        let mut faults = Invalid::default();
        assert_eq!(tidied(&tags(&[" 春耕 ", "", "春耕", "小麦"]), &mut faults), ["春耕", "小麦"]);
        assert!(faults.fields().is_empty());
        let many: Vec<String> =
            (0..21).map(|number| format!("{number}长长长长长长长长长长长长长长长长长长长长")).collect();
        tidied(&many, &mut faults);
        assert_eq!(faults.fields().iter().map(|fault| fault.code).collect::<Vec<_>>(), ["TOO_MANY", "TOO_LONG"]);
    }
}
