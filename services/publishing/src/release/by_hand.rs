//! 人工代发: what goes out on an account whose platform takes no publication of ours. A person is given a package to paste, pastes it,
//! and enters the address; the page there is read, and the target is live.

mod give_up;
mod package;
mod report;

use platform::jobs;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::target::{self, Held, Turn};
use super::{SEND, Target, TargetState};
use crate::TargetId;

pub use give_up::give_up;
pub use package::{Package, Picture, package};
pub use report::report;

/// Why the task stays as it is.
#[derive(Debug, thiserror::Error)]
pub enum HandError {
    /// No such target.
    #[error("the target does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The address or the reason breaks a rule.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It is not a person's to release.
    #[error("the target is not released by hand")]
    NotByHand,
    /// The database failed.
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(HandError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_TARGET", "发布目标不存在";
    NotByHand => Conflict, "TARGET_NOT_BY_HAND", "该目标不在人工代发状态"
});

/// The targets that wait for a person to release them, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn waiting(tx: &mut TenantTx, limit: i64) -> Result<Vec<Target>, Storage> {
    target::by_hand(tx, limit).await
}

/// The release was taken back while the task waited: what a person pasted already, a person takes down.
pub(super) async fn drop_task(tx: &mut TenantTx, held: &Held) -> Result<(), Storage> {
    let turn = Turn::because(TargetState::Withdrawn, "WITHDRAW_BY_HAND", "如已人工发布，请在平台上删除");
    target::turn(tx, held.target.id, &turn).await?;
    jobs::cancel(tx, SEND, &held.target.id.to_string()).await
}

/// A target that waits for a person, held, if the actor may release it.
async fn held(tx: &mut TenantTx, actor: &Actor, id: TargetId) -> Result<Held, HandError> {
    let held = target::hold(tx, id).await?.ok_or(HandError::NotFound)?;
    actor.require(Action::ReleaseResolve, Scope::Department(held.release.department))?;
    if held.target.state != TargetState::ByHand {
        return Err(HandError::NotByHand);
    }
    Ok(held)
}
