//! Take what is offered: a draft of the actor's department, in the words that were offered.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::frozen::Frozen;
use super::{Share, ShareId, ShareState, changed, store, told};
use crate::Variants;
use crate::article::{self, Article, Carry, CreateError, Draft};

/// Why it was not taken.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum TakeError {
    /// No such offer to the actor's department.
    #[error("no such offer")]
    NotFound,
    #[error("the offer was settled")]
    DoesNotFit,
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TakeError {
    Create, Refused, Storage
    ; NotFound => NotFound, "SHARE_NOT_FOUND", "没有提供给本部门的这篇稿件"
    ; DoesNotFit => Conflict, "SHARE_MOVED_ON", "已有人处理过，请刷新后查看"
});

/// Takes it once; again it gives the same draft. Its writers stay writers of the draft (I3).
///
/// # Errors
/// When it is not offered to the actor's department, or the actor does not write there.
pub async fn take(tx: &mut TenantTx, actor: &Actor, id: ShareId) -> Result<(Share, Article), TakeError> {
    let mut share = store::lock(tx, id).await?.ok_or(TakeError::NotFound)?;
    if actor.department() != Some(share.to) {
        return Err(TakeError::NotFound);
    }
    actor.require(Action::ArticleDraft, Scope::Department(share.to))?;
    if let Some(taken) = share.taken {
        let article = article::by_ids(tx, &[taken]).await?.pop().ok_or(TakeError::NotFound)?;
        return Ok((share, article));
    }
    if share.state != ShareState::Offered {
        return Err(TakeError::DoesNotFit);
    }
    let frozen = store::texts(tx, &[id]).await?.pop().map(|(_, frozen)| frozen).ok_or(TakeError::NotFound)?;
    let (from, name) = (Some(share.article), frozen.carried_name.clone());
    let carry = Carry { from, name, ordered: false, writers: frozen.writers.clone() };
    let article = article::carry(tx, actor, draft(frozen), carry).await?;
    share.state = ShareState::Taken;
    share.taken = Some(article.id);
    (share.settled_by, share.settled_at) = (actor.person(), Some(tx.now()));
    store::save(tx, &share).await?;
    tx.audit(told("share.take", &share).with("draft", article.id));
    changed(&share).into_iter().for_each(|event| tx.announce(event));
    Ok((share, article))
}

fn draft(frozen: Frozen) -> Draft {
    Draft {
        title: frozen.title,
        summary: frozen.summary,
        blocks: serde_json::to_value(frozen.blocks).unwrap_or_default(),
        kind: frozen.kind,
        sensitivity: frozen.sensitivity,
        origin: frozen.origin,
        emergency: false,
        ai: frozen.ai,
        column: None,
        topics: frozen.topics,
        touches: Vec::new(),
        source: frozen.source,
        source_url: frozen.source_url,
        provenance: frozen.provenance,
        cover: frozen.cover,
        cover_focus: None,
        variants: Variants::default(),
        policy: None,
        correction: String::new(),
    }
}
