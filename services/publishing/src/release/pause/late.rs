//! What is late once a pause ends: the targets whose time came while nothing but it kept them back.

use platform::TenantTx;
use tenancy::{Action, Actor};

use super::{ResumeError, store};
use crate::PauseId;
use crate::release::{Target, target};

/// The targets to decide on before the pause can end, the longest overdue first.
///
/// # Errors
/// When the actor may not end it, or it has ended.
pub async fn late(tx: &mut TenantTx, actor: &Actor, id: PauseId) -> Result<Vec<Target>, ResumeError> {
    let pause = store::find(tx, id).await?.ok_or(ResumeError::NotFound)?;
    actor.require(Action::ReleasePause, pause.scope())?;
    Ok(target::late_under(tx, id).await?)
}
