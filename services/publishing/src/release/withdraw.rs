//! Withdraw a release on every target, with a public reason (撤稿). What is live on our own channels goes at once; what is live
//! on a platform is taken down by a job within the platform's daily budget.

use content::{ArticleId, ArticleState, article};
use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx, jobs, mask};
use serde_json::json;
use tenancy::{Action, Actor, Refused, Scope};

use super::target::{self, Held, Turn};
use super::{EXPIRE, Release, SEND, TAKE_DOWN, TIDY, TargetState, WHOLE, by_hand, store};
use crate::send::{outcome, reservation};
use crate::{ReleaseId, outlet, publication};

/// Why a release is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Withdrawal {
    /// What it says is wrong.
    Error,
    /// Another piece says it now.
    Merged(ArticleId),
    /// It stands no more, and a notice says so.
    Notice,
    /// It came to its end.
    Expired,
    /// Its piece was taken back to write on before anything of it went out.
    TakenBack,
}

impl Withdrawal {
    /// As stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Merged(_) => "merged",
            Self::Notice => "notice",
            Self::Expired => "expired",
            Self::TakenBack => "taken_back",
        }
    }

    /// The piece that says it now.
    #[must_use]
    pub fn merged_into(self) -> Option<ArticleId> {
        if let Self::Merged(article) = self { Some(article) } else { None }
    }
}

/// Why it was not withdrawn.
#[derive(Debug, thiserror::Error)]
pub enum WithdrawError {
    /// No such release.
    #[error("the release does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The reason is missing or too long.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It was withdrawn before.
    #[error("the release was withdrawn before")]
    Withdrawn,
    /// The article could not follow.
    #[error(transparent)]
    Article(#[from] article::AdvanceError),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(WithdrawError {
    Refused, Invalid, Article, Storage;
    NotFound => NotFound, "NO_RELEASE", "发布不存在";
    Withdrawn => Conflict, "RELEASE_WITHDRAWN", "发布已经撤回"
});

/// Withdraws a release. The reason is shown to the public where the piece stood, with the way to the piece it was merged into.
///
/// # Errors
/// When the actor may not, gave no reason, names a piece to merge into that the public cannot read, or it was withdrawn before.
pub async fn withdraw(
    tx: &mut TenantTx,
    actor: &Actor,
    id: ReleaseId,
    kind: Withdrawal,
    reason: &str,
) -> Result<Release, WithdrawError> {
    let release = store::lock(tx, id).await?.ok_or(WithdrawError::NotFound)?;
    actor.require(Action::ReleaseWithdraw, Scope::Department(release.department))?;
    let reason = reason.trim();
    let mut invalid = Invalid::default();
    let length = reason.chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请填写 1 至 200 字的公开原因");
    if let Some(other) = kind.merged_into() {
        let piece = article::by_ids(tx, &[other]).await?.pop();
        let public = piece.is_some_and(|piece| piece.state == ArticleState::Released) && other != release.article;
        invalid.check(public, "mergedIntoId", "NOT_RELEASED", "请选择另一篇已经发布的稿件");
    }
    invalid.into_result()?;
    if release.withdrawn_at.is_some() {
        return Err(WithdrawError::Withdrawn);
    }
    // The public reads it, and so may not find a number of a person in it (I7).
    everywhere(tx, &release, kind, &mask::staff(reason)).await?;
    let release = store::by_ids(tx, &[id]).await?.pop();
    release.ok_or(WithdrawError::NotFound)
}

/// Takes a held release back on every target, and from every outlet, with a reason the public reads.
pub(super) async fn everywhere(
    tx: &mut TenantTx,
    release: &Release,
    kind: Withdrawal,
    reason: &str,
) -> Result<(), article::AdvanceError> {
    let id = release.id;
    store::withdraw(tx, id, kind, reason).await?;
    publication::withdraw(tx, id, kind, reason).await?;
    outlet::withdrawn(tx, id).await?;
    for target in target::of_releases(tx, &[id]).await? {
        if let Some(held) = target::hold(tx, target.id).await? {
            take_back(tx, &held).await?;
        }
    }
    for job in [WHOLE, EXPIRE] {
        jobs::cancel(tx, job, &id.to_string()).await?;
    }
    settle_withdrawal(tx, release).await?;
    let act = if kind == Withdrawal::Expired { "release.expire" } else { "release.withdraw" };
    let entry = Entry::new(act, "release", id.0).of(release.department).with("kind", kind.as_str());
    tx.audit(entry.with("mergedInto", kind.merged_into()).with("reason", reason));
    tx.announce(super::live::changed(release));
    Ok(())
}

/// What waits is dropped, what is live on our own channels is gone, what is live on a platform is queued to be taken down. A send
/// in hand or in doubt is left to the worker: it takes down what turns out to be live.
async fn take_back(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    let (id, now) = (held.target.id, tx.now());
    match held.target.state {
        TargetState::Planned => drop_planned(tx, held).await?,
        TargetState::ByHand => by_hand::drop_task(tx, held).await?,
        TargetState::Live if held.target.channel.is_elsewhere() => {
            jobs::enqueue(tx, TAKE_DOWN, &id.to_string(), now, json!({})).await?;
        }
        TargetState::Live => target::turn(tx, id, &Turn::to(TargetState::Withdrawn)).await?,
        _ => {}
    }
    Ok(())
}

/// A target that waits is taken out of the plan, with what it holds of the day's budgets and of the platform's drafts box.
pub(super) async fn drop_planned(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    let (id, now) = (held.target.id, tx.now());
    outcome::hand_over(tx, held).await?;
    reservation::give_back(tx, held).await?;
    target::turn(tx, id, &Turn::to(TargetState::Withdrawn)).await?;
    jobs::cancel(tx, SEND, &id.to_string()).await?;
    if held.draft_id.is_some() {
        jobs::enqueue(tx, TIDY, &id.to_string(), now, json!({})).await?;
    }
    Ok(())
}

/// Once nothing of the revision is out any more, the article is withdrawn too.
pub(crate) async fn settle_withdrawal(tx: &mut TenantTx, release: &Release) -> Result<(), article::AdvanceError> {
    if target::revision_is_out(tx, release.revision).await? {
        return Ok(());
    }
    article::mark_withdrawn(tx, release.article, release.revision).await
}
