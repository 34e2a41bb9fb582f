//! What a replacement would do, before it is done.

use platform::{Invalid, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{Change, Kept, Outcome, ReplaceError};
use crate::media::{Media, MediaState, store, usage};
use crate::{Article, ArticleState, MediaId, article};

/// What would change and what would not, as things stand.
///
/// # Errors
/// When one of the files is not there to be used, is of another kind, or the old one is not of the actor's library.
pub async fn plan(tx: &mut TenantTx, actor: &Actor, old: MediaId, new: MediaId) -> Result<Outcome, ReplaceError> {
    check(tx, actor, old, new).await?;
    let named = usage::articles(tx, old).await?;
    let mut seen = article::by_ids(tx, &named).await?;
    seen.sort_by_key(|article| article.id);
    let mut outcome = Outcome { unseen: named.len() - seen.len(), ..Outcome::default() };
    for article in seen {
        if let Some(why) = keeps(actor, &article) {
            outcome.kept.push((article, why));
            continue;
        }
        match article::exchanged(tx, actor, &article, old, new).await? {
            Ok(exchanged) => outcome.changes.push(Change { article, fields: exchanged.fields }),
            Err(why) => outcome.kept.push((article, why)),
        }
    }
    Ok(outcome)
}

/// Both files, of one kind and there to be used; the old one of a library that the actor keeps.
pub(super) async fn check(tx: &mut TenantTx, actor: &Actor, old: MediaId, new: MediaId) -> Result<Media, ReplaceError> {
    let files = store::by_ids(tx, &[old, new]).await?;
    let find = |id| files.iter().find(|file| file.id == id);
    let before = find(old).ok_or(ReplaceError::NotFound)?;
    actor.require(Action::MediaUpload, Scope::Department(before.department))?;
    let mut faults = Invalid::default();
    faults.check(old != new, "withId", "SAME_FILE", "请选择另一个文件");
    match find(new) {
        Some(after) if after.state == MediaState::Ready => {
            faults.check(after.kind == before.kind, "withId", "WRONG_MEDIA_KIND", "两个文件的类型不同");
        }
        _ => faults.add("withId", "UNKNOWN_MEDIA", "用来替换的文件不存在或不可用"),
    }
    faults.into_result()?;
    Ok(before.clone())
}

/// Why a piece keeps the file, as far as its own row tells.
fn keeps(actor: &Actor, article: &Article) -> Option<Kept> {
    match article.state {
        ArticleState::InReview | ArticleState::Approved => Some(Kept::UnderReview),
        ArticleState::Released | ArticleState::Withdrawn => Some(Kept::Released),
        ArticleState::Draft => {
            let theirs = actor.may(Action::ArticleDraft, Scope::Department(article.department));
            (!theirs).then_some(Kept::NotTheirs)
        }
    }
}
