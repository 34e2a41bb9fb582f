//! Offer a piece to other departments: its owner's consent to these words, for them.

use platform::{DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope, region};

use super::frozen::{Frozen, freeze, is_limited};
use super::{Share, ShareId, ShareState, changed, store, told};
use crate::article::{self, Article, ArticleId, ArticleState};

/// The most departments of one offer.
const MOST: usize = 50;

/// Why it was not offered.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum OfferError {
    #[error("no such article")]
    NotFound,
    /// It is before the reviewers, or was taken back.
    #[error("the article is neither a draft nor released")]
    DoesNotFit,
    #[error("the article is limited")]
    Limited,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(OfferError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; DoesNotFit => Conflict, "NOT_SHAREABLE", "只有草稿和已发布的稿件可以共享"
    ; Limited => Conflict, "LIMITED", "限阅的稿件不能共享，请先取消限阅"
});

/// Offers it to each of these departments. One that it is offered to already, or that asks for it, is left as it is. `address` is
/// where readers find it.
///
/// # Errors
/// When it is not the actor's to give, neither a draft nor released, limited, or a department is not there.
pub async fn offer(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    to: &[DepartmentId],
    (note, address): (&str, &str),
) -> Result<Vec<Share>, OfferError> {
    let article = article::by_ids(tx, &[id]).await?.pop().ok_or(OfferError::NotFound)?;
    actor.require(Action::ArticleSubmit, Scope::Department(article.department))?;
    let person = actor.person().ok_or(Refused(Action::ArticleSubmit))?;
    if !matches!(article.state, ArticleState::Draft | ArticleState::Released) {
        return Err(OfferError::DoesNotFit);
    }
    if is_limited(tx, &article).await? {
        return Err(OfferError::Limited);
    }
    let to = check(tx, &article, to, note).await?;
    let frozen = freeze(tx, &article, address).await?;
    let open = store::open_to(tx, id).await?;
    let mut offered = Vec::new();
    for to in to.into_iter().filter(|department| !open.contains(department)) {
        let mut share = begin(tx, &article, to, ShareState::Offered, note);
        (share.offered_by, share.offered_at) = (Some(person), Some(share.began_at));
        put(tx, &share, &frozen).await?;
        store::lend(tx, &share, &frozen.media()).await?;
        tx.audit(told("share.offer", &share));
        offered.push(share);
    }
    Ok(offered)
}

/// A share that nobody stored.
pub(super) fn begin(tx: &TenantTx, article: &Article, to: DepartmentId, state: ShareState, note: &str) -> Share {
    Share {
        id: ShareId(tx.new_id()),
        article: article.id,
        title: article.title.clone(),
        from: article.department,
        to,
        state,
        note: note.trim().to_owned(),
        reason: String::new(),
        asked_by: None,
        asked_at: None,
        offered_by: None,
        offered_at: None,
        settled_by: None,
        settled_at: None,
        taken: None,
        began_at: tx.now(),
    }
}

/// Stores it, and rings at both departments.
pub(super) async fn put(tx: &mut TenantTx, share: &Share, frozen: &Frozen) -> Result<(), Storage> {
    store::insert(tx, share, frozen).await?;
    changed(share).into_iter().for_each(|event| tx.announce(event));
    Ok(())
}

async fn check(
    tx: &mut TenantTx,
    article: &Article,
    to: &[DepartmentId],
    note: &str,
) -> Result<Vec<DepartmentId>, OfferError> {
    let mut to = to.to_vec();
    to.sort_unstable();
    to.dedup();
    let mut faults = Invalid::default();
    faults.check(!to.is_empty(), "departmentIds", "REQUIRED", "请选择部门");
    faults.check(to.len() <= MOST, "departmentIds", "TOO_MANY", format!("一次不超过 {MOST} 个部门"));
    let known = region::departments(tx).await?;
    let fits = |id: &DepartmentId| *id != article.department && known.iter().any(|row| row.id == *id);
    faults.check(to.iter().all(fits), "departmentIds", "UNKNOWN_DEPARTMENT", "所选部门不存在、已停用或就是本部门");
    faults.check(note.trim().chars().count() <= 200, "note", "TOO_LONG", "说明不超过 200 字");
    faults.into_result()?;
    Ok(to)
}
