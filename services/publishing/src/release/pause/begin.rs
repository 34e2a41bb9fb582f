//! Put the brake on: nothing of it begins from now on, and what is under way stops before its next act.

use platform::audit::Entry;
use platform::{DepartmentId, Invalid, Storage, TenantTx, mask};
use tenancy::{Action, Actor, Refused, Scope, region};

use super::{Over, Pause, changed, store};
use crate::{PauseId, account};

/// Why nothing was paused.
#[derive(Debug, thiserror::Error)]
pub enum PauseError {
    /// No such account or department.
    #[error("there is nothing of that name to pause")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// The reason is missing or too long.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It is paused already.
    #[error("it is paused already")]
    Paused,
    /// The deployment is paused by whoever operates it.
    #[error("the deployment is paused at the server")]
    Deployment,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for PauseError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("release_pause_open_key") => Self::Paused,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(PauseError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NOTHING_TO_PAUSE", "账号或部门不存在";
    Paused => Conflict, "ALREADY_PAUSED", "已经暂停";
    Deployment => Forbidden, "OPERATOR_ONLY", "全平台的暂停与恢复由运维人员在服务器上执行"
});

/// Pauses. The reason stands on every page of those it concerns.
///
/// # Errors
/// When the actor may not, gave no reason, or it is paused already.
pub async fn begin(tx: &mut TenantTx, actor: &Actor, over: Over, reason: &str) -> Result<Pause, PauseError> {
    let department = department_of(tx, over).await?;
    actor.require(Action::ReleasePause, department.map_or(Scope::County, Scope::Department))?;
    let mut invalid = Invalid::default();
    let length = reason.trim().chars().count();
    invalid.check((1..=200).contains(&length), "reason", "LENGTH", "请填写 1 至 200 字的暂停原因");
    invalid.into_result()?;
    let pause = Pause {
        id: PauseId(tx.new_id()),
        over,
        department,
        reason: mask::staff(reason.trim()),
        by: Some(actor.person().ok_or(Refused(Action::ReleasePause))?),
        at: tx.now(),
        resumed_at: None,
    };
    store::insert(tx, &pause).await?;
    let entry = Entry::new("release.pause", "release_pause", pause.id.0).with("reason", &pause.reason);
    let entry = match over {
        Over::Account(account) => entry.with("account", account),
        _ => entry,
    };
    tx.audit(match department {
        Some(department) => entry.of(department),
        None => entry,
    });
    tx.announce(changed(pause.id, department));
    Ok(pause)
}

/// Whose matter it is; none of the county.
async fn department_of(tx: &mut TenantTx, over: Over) -> Result<Option<DepartmentId>, PauseError> {
    match over {
        Over::Deployment => Err(PauseError::Deployment),
        Over::County => Ok(None),
        Over::Department(id) => {
            let departments = region::departments(tx).await?;
            let known = departments.iter().any(|department| department.id == id);
            if known { Ok(Some(id)) } else { Err(PauseError::NotFound) }
        }
        Over::Account(id) => {
            let account = account::store::find(tx, id).await?.ok_or(PauseError::NotFound)?;
            Ok(Some(account.department))
        }
    }
}
