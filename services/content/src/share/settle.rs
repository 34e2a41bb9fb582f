//! Refuse what is asked for, decline what is offered, or take one's own word back.

use platform::{Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Share, ShareId, ShareState, changed, store, told};

/// Why it was not settled.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum SettleError {
    #[error("no such share")]
    NotFound,
    /// Somebody settled it first, or it is the other side's to settle.
    #[error("the share is in another state")]
    DoesNotFit,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(SettleError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "SHARE_NOT_FOUND", "没有这条共享"
    ; DoesNotFit => Conflict, "SHARE_MOVED_ON", "已有人处理过，请刷新后查看"
});

/// Does not give what is asked for.
///
/// # Errors
/// When nothing is asked, it is not the actor's to give, or no reason was given.
pub async fn refuse(tx: &mut TenantTx, actor: &Actor, id: ShareId, reason: &str) -> Result<Share, SettleError> {
    let share = store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    actor.require(Action::ArticleSubmit, Scope::Department(share.from))?;
    let reason = reasoned(reason)?;
    end(tx, actor, share, (ShareState::Asked, ShareState::Refused), &reason).await
}

/// Does not want what is offered.
///
/// # Errors
/// When nothing is offered, it is not offered to the actor's department, or no reason was given.
pub async fn decline(tx: &mut TenantTx, actor: &Actor, id: ShareId, reason: &str) -> Result<Share, SettleError> {
    let share = store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(share.to))?;
    let reason = reasoned(reason)?;
    end(tx, actor, share, (ShareState::Offered, ShareState::Declined), &reason).await
}

/// Takes an offer back before it is taken, or an asking before it is answered.
///
/// # Errors
/// When it was settled, or another department began it.
pub async fn recall(tx: &mut TenantTx, actor: &Actor, id: ShareId) -> Result<Share, SettleError> {
    let share = store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    let began = if share.state == ShareState::Asked { share.to } else { share.from };
    actor.require(Action::ArticleSubmit, Scope::Department(began))?;
    if !matches!(share.state, ShareState::Asked | ShareState::Offered) {
        return Err(SettleError::DoesNotFit);
    }
    let state = share.state;
    end(tx, actor, share, (state, ShareState::Recalled), "").await
}

async fn end(
    tx: &mut TenantTx,
    actor: &Actor,
    mut share: Share,
    (from, to): (ShareState, ShareState),
    reason: &str,
) -> Result<Share, SettleError> {
    if share.state != from {
        return Err(SettleError::DoesNotFit);
    }
    share.state = to;
    reason.clone_into(&mut share.reason);
    (share.settled_by, share.settled_at) = (actor.person(), Some(tx.now()));
    store::save(tx, &share).await?;
    let act = match to {
        ShareState::Refused => "share.refuse",
        ShareState::Declined => "share.decline",
        _ => "share.recall",
    };
    tx.audit(told(act, &share).with("reason", mask::staff(reason)));
    changed(&share).into_iter().for_each(|event| tx.announce(event));
    Ok(share)
}

fn reasoned(reason: &str) -> Result<String, Invalid> {
    let reason = reason.trim();
    let mut faults = Invalid::default();
    let fits = (2..=200).contains(&reason.chars().count());
    faults.check(fits, "reason", "REASON_LENGTH", "请写明理由，2 至 200 字");
    faults.into_result()?;
    Ok(reason.to_owned())
}
