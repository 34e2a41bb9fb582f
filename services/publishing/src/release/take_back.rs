//! Take a piece back to write on. Its planned releases are cancelled with it; once a send has begun nobody can say that it did not
//! go out, and the piece is then withdrawn in public, with a reason.

use content::{Article, ArticleId, ArticleState, RevisionId, article, revision};
use platform::audit::Entry;
use platform::{Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};

use super::withdraw::drop_planned;
use super::{Release, TargetState, WHOLE, Withdrawal, store, target};

/// Stands on the cancelled releases; nothing of them was ever public.
const REASON: &str = "稿件已撤回修改";

/// Why a piece was not taken back.
#[derive(Debug, thiserror::Error)]
pub enum TakeBackError {
    /// A send of it has begun, or it is out.
    #[error("a release of the piece has begun")]
    Begun,
    /// A release of it was planned at the same time.
    #[error("a release of the piece was planned meanwhile")]
    Planned,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// It is neither in review nor approved.
    #[error(transparent)]
    Review(#[from] review::WithdrawError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(TakeBackError {
    Refused, Review, Storage;
    Begun => Conflict, "RELEASE_BEGUN", "稿件已经开始发布，不能撤回修改；请撤回这次发布";
    Planned => Conflict, "ARTICLE_MOVED_ON", "稿件已有变动，请刷新"
});

/// Takes it back from review, or after its approval: it is a draft again, and none of its planned releases is left.
///
/// # Errors
/// When the actor may not, a send of it has begun, or there is nothing to take back.
pub async fn take_back(tx: &mut TenantTx, actor: &Actor, id: ArticleId) -> Result<Article, TakeBackError> {
    let article = article::by_ids(tx, &[id]).await?.pop();
    let latest = revision::latest_ids(tx, &[id]).await?.pop().map(|(_, revision)| revision);
    if let Some(article) = article {
        actor.require(Action::ArticleWithdraw, Scope::Department(article.department))?;
        // The releases before the piece: the worker takes its locks in this order too.
        if article.state == ArticleState::Approved {
            cancel_planned(tx, id, latest).await?;
        }
    }
    let article = review::withdraw(tx, actor, id).await?;
    // Whoever plans holds the piece at last, so what was planned until now shows now.
    if let Some(latest) = latest
        && !target::carried(tx, &[latest]).await?.is_empty()
    {
        return Err(TakeBackError::Planned);
    }
    Ok(article)
}

/// Only those of the revision that is taken back: what is out or planned of an earlier one stands.
async fn cancel_planned(
    tx: &mut TenantTx,
    article: ArticleId,
    latest: Option<RevisionId>,
) -> Result<(), TakeBackError> {
    for release in store::of_articles(tx, &[article]).await? {
        if Some(release.revision) == latest && release.withdrawn_at.is_none() {
            cancel(tx, &release).await?;
        }
    }
    Ok(())
}

async fn cancel(tx: &mut TenantTx, release: &Release) -> Result<(), TakeBackError> {
    let mut dropped = Vec::new();
    for target in target::of_releases(tx, &[release.id]).await? {
        let Some(held) = target::hold(tx, target.id).await? else { continue };
        match held.target.state {
            TargetState::Planned => {
                drop_planned(tx, &held).await?;
                dropped.push(target.id);
            }
            TargetState::Failed | TargetState::Missed | TargetState::Withdrawn => {}
            TargetState::Sending
            | TargetState::Accepted
            | TargetState::Confirming
            | TargetState::Live
            | TargetState::Unconfirmed
            | TargetState::ByHand => return Err(TakeBackError::Begun),
        }
    }
    if dropped.is_empty() {
        return Ok(());
    }
    store::withdraw(tx, release.id, Withdrawal::TakenBack, REASON).await?;
    jobs::cancel(tx, WHOLE, &release.id.to_string()).await?;
    tx.audit(
        Entry::new("release.withdraw", "release", release.id.0)
            .of(release.department)
            .with("reason", REASON)
            .with("targets", dropped),
    );
    tx.announce(super::live::changed(release));
    Ok(())
}
