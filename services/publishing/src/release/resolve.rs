//! A person settles a doubt: the target is live, with its address, or it is not. What is not live can be planned anew.

use platform::audit::Entry;
use platform::jobs::Failure;
use platform::{Invalid, Storage, TenantTx, jobs, mask};
use tenancy::{Action, Actor, Refused, Scope};

use super::target::{self, Turn};
use super::{Evidence, SEND, Target, TargetState, go_live, settle_withdrawal};
use crate::TargetId;
use crate::send::reservation;

/// What the person saw.
#[derive(Clone, Debug)]
pub enum Resolution {
    /// It is live, at this address.
    Live(String),
    /// It is not.
    NotLive,
}

/// Why the doubt stays.
#[derive(Debug, thiserror::Error)]
pub enum ResolveError {
    /// No such target.
    #[error("the target does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The reason or the address is missing.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// There is no doubt to settle.
    #[error("the target is not in doubt")]
    NotInDoubt,
    /// What follows from it failed.
    #[error("settle a doubt")]
    Follow(#[from] Failure),
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ResolveError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_TARGET", "发布目标不存在";
    NotInDoubt => Conflict, "TARGET_NOT_IN_DOUBT", "该目标不在待确认状态";
    Follow => Internal, "STORAGE", "系统繁忙，请稍后重试"
});

/// Settles a doubt.
///
/// # Errors
/// When the actor may not, gives no reason or address, or the target is not in doubt.
pub async fn resolve(
    tx: &mut TenantTx,
    actor: &Actor,
    id: TargetId,
    resolution: Resolution,
    reason: &str,
) -> Result<Target, ResolveError> {
    let held = target::hold(tx, id).await?.ok_or(ResolveError::NotFound)?;
    actor.require(Action::ReleaseResolve, Scope::Department(held.release.department))?;
    check(&resolution, reason)?;
    if held.target.state != TargetState::Unconfirmed {
        return Err(ResolveError::NotInDoubt);
    }
    let live = matches!(resolution, Resolution::Live(_));
    match resolution {
        Resolution::Live(url) => {
            let evidence = Evidence { article_id: None, url: Some(url.trim().to_owned()), by: "person" };
            go_live(tx, &held, &evidence).await?;
        }
        Resolution::NotLive => {
            reservation::give_back(tx, &held).await?;
            let turn = Turn::because(TargetState::Failed, "RESOLVED_NOT_LIVE", "经人工核实未发布");
            target::turn(tx, id, &turn).await?;
            jobs::cancel(tx, SEND, &id.to_string()).await?;
            if held.release.withdrawn_at.is_some() {
                settle_withdrawal(tx, &held.release).await.map_err(|error| Failure::of(&error))?;
            }
        }
    }
    tx.audit(
        Entry::new("target.resolve", "release_target", id.0)
            .of(held.release.department)
            .with("live", live)
            .with("reason", mask::staff(reason.trim())),
    );
    tx.announce(super::live::changed(&held.release));
    target::find(tx, id).await?.ok_or(ResolveError::NotFound)
}

fn check(resolution: &Resolution, reason: &str) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    let length = reason.trim().chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请填写 1 至 200 字的核实情况");
    if let Resolution::Live(url) = resolution {
        let is_address = url.trim().starts_with("https://") || url.trim().starts_with("http://");
        invalid.check(is_address, "externalUrl", "NOT_AN_ADDRESS", "请填写已发布文章的网址");
    }
    invalid.into_result()
}
