//! Say that it was not published by hand after all; it can be planned anew.

use platform::audit::Entry;
use platform::{Invalid, TenantTx, jobs, mask};
use tenancy::Actor;

use super::{HandError, held};
use crate::TargetId;
use crate::release::target::{self, Turn};
use crate::release::{SEND, Target, TargetState, changed};

/// Ends the task.
///
/// # Errors
/// When the actor may not, gives no reason, or the target is not released by hand.
pub async fn give_up(tx: &mut TenantTx, actor: &Actor, id: TargetId, reason: &str) -> Result<Target, HandError> {
    let held = held(tx, actor, id).await?;
    let mut invalid = Invalid::default();
    let length = reason.trim().chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请填写 1 至 200 字的原因");
    invalid.into_result()?;
    let reason = mask::staff(reason.trim());
    let turn = Turn::because(TargetState::Failed, "NOT_RELEASED_BY_HAND", reason.as_str());
    target::turn(tx, id, &turn).await?;
    jobs::cancel(tx, SEND, &id.to_string()).await?;
    tx.audit(
        Entry::new("target.give_up_by_hand", "release_target", id.0)
            .of(held.release.department)
            .with("reason", &reason),
    );
    tx.announce(changed(&held.release));
    target::find(tx, id).await?.ok_or(HandError::NotFound)
}
