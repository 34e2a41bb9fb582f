//! Ask another department for a released piece of theirs, and agree to give it.

use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::frozen::freeze;
use super::offer::{begin, put};
use super::{Share, ShareId, ShareState, changed, store, told};
use crate::article::{self, ArticleId, ArticleState};

/// Why it was not asked for, or not agreed to.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum AskError {
    #[error("no such article, or asking")]
    NotFound,
    /// What one may ask for is out.
    #[error("the article is not released")]
    NotReleased,
    /// The piece is the department's own.
    #[error("the article is the department's own")]
    Own,
    /// It was asked for or offered already, or is settled.
    #[error("it was asked for or settled")]
    DoesNotFit,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for AskError {
    fn from(error: Storage) -> Self {
        if error.constraint() == Some("article_share_open_key") { Self::DoesNotFit } else { Self::Storage(error) }
    }
}

platform::refusal!(AskError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "SHARE_NOT_FOUND", "稿件或共享申请不存在"
    ; NotReleased => Conflict, "NOT_RELEASED", "只能申请已发布的稿件"
    ; Own => Conflict, "OWN_PIECE", "这是本部门的稿件"
    ; DoesNotFit => Conflict, "SHARE_MOVED_ON", "已申请过或已有人处理，请刷新后查看"
});

/// Asks for a piece that is out. `address` is where readers find it.
///
/// # Errors
/// When there is no such piece, it is not out or the department's own, it was asked for already, or the actor does not write.
pub async fn ask(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ArticleId,
    (note, address): (&str, &str),
) -> Result<Share, AskError> {
    let department = actor.department().ok_or(Refused(Action::ArticleDraft))?;
    actor.require(Action::ArticleDraft, Scope::Department(department))?;
    let article = article::by_ids(tx, &[id]).await?.pop().ok_or(AskError::NotFound)?;
    if article.state != ArticleState::Released {
        return Err(AskError::NotReleased);
    }
    if article.department == department {
        return Err(AskError::Own);
    }
    let mut faults = Invalid::default();
    faults.check(note.trim().chars().count() <= 200, "note", "TOO_LONG", "说明不超过 200 字");
    faults.into_result()?;
    let frozen = freeze(tx, &article, address).await?;
    let mut share = begin(tx, &article, department, ShareState::Asked, note);
    (share.asked_by, share.asked_at) = (actor.person(), Some(share.began_at));
    put(tx, &share, &frozen).await?;
    tx.audit(told("share.ask", &share));
    Ok(share)
}

/// Agrees to give what was asked for, in the words it was asked for.
///
/// # Errors
/// When nothing is asked, or it is not the actor's to give.
pub async fn agree(tx: &mut TenantTx, actor: &Actor, id: ShareId) -> Result<Share, AskError> {
    let mut share = store::lock(tx, id).await?.ok_or(AskError::NotFound)?;
    actor.require(Action::ArticleSubmit, Scope::Department(share.from))?;
    if share.state != ShareState::Asked {
        return Err(AskError::DoesNotFit);
    }
    share.state = ShareState::Offered;
    (share.offered_by, share.offered_at) = (actor.person(), Some(tx.now()));
    store::save(tx, &share).await?;
    let frozen = store::texts(tx, &[id]).await?.pop().map(|(_, frozen)| frozen).ok_or(AskError::NotFound)?;
    store::lend(tx, &share, &frozen.media()).await?;
    tx.audit(told("share.agree", &share));
    changed(&share).into_iter().for_each(|event| tx.announce(event));
    Ok(share)
}
