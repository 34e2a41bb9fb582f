//! Change what an account is (变更): its name, whose it is, who runs it. From that day the clock of the change's filing runs; until
//! it is filed the account goes on under the filing before.

use platform::audit::Entry;
use platform::{Clock, DepartmentId, Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::Date;

use super::open::{check_name, check_particulars};
use super::register::{self, EntryKind};
use super::{Account, AccountState, Particulars, changed, store};
use crate::AccountId;

/// What the account is from now on.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the field is its description")]
pub struct Change {
    pub name: String,
    pub department: DepartmentId,
    /// The day since which it stands is not among what changes.
    pub particulars: Particulars,
    pub occurred_on: Date,
    pub note: String,
}

/// Why nothing changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// No such account.
    #[error("the account does not exist")]
    NotFound,
    /// The actor may not.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// Fields break rules.
    #[error(transparent)]
    Invalid(#[from] Invalid),
    /// It is closed, or about to be.
    #[error("the account is closed or closing")]
    Closed,
    /// The department has one of this name on this channel.
    #[error("the department has an account of this name on this channel")]
    NameTaken,
    /// The department has one on this platform, and nobody allowed another.
    #[error("the department has an account on this platform")]
    OneOnly,
    /// No such department.
    #[error("the department does not exist")]
    NoDepartment,
    /// The database failed.
    #[error(transparent)]
    Storage(Storage),
}

impl From<Storage> for ChangeError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("account_one_per_channel_key") => Self::NameTaken,
            Some("account_one_per_platform_key") => Self::OneOnly,
            Some("account_department_fkey") => Self::NoDepartment,
            _ => Self::Storage(error),
        }
    }
}

platform::refusal!(ChangeError {
    Refused, Invalid, Storage;
    NotFound => NotFound, "NO_ACCOUNT", "账号不存在";
    Closed => Conflict, "ACCOUNT_CLOSED", "账号正在关停或已经关停，不能变更";
    NameTaken => Conflict, "ACCOUNT_NAME_TAKEN", "该部门在此渠道已有同名账号";
    OneOnly => Conflict, "ACCOUNT_ONE_ONLY", "该部门在此平台已有账号；确需另设的，请填写由谁批准";
    NoDepartment => NotFound, "NO_DEPARTMENT", "部门不存在"
});

/// Changes an account and records the change.
///
/// # Errors
/// When the actor may not, a field breaks a rule, or the account is closing.
pub async fn change(
    tx: &mut TenantTx,
    actor: &Actor,
    id: AccountId,
    mut change: Change,
) -> Result<Account, ChangeError> {
    actor.require(Action::AccountManage, Scope::County)?;
    store::hold(tx, id).await?;
    let account = store::find(tx, id).await?.ok_or(ChangeError::NotFound)?;
    if matches!(account.state, AccountState::Closing | AccountState::Closed) {
        return Err(ChangeError::Closed);
    }
    change.name = change.name.trim().to_owned();
    change.particulars = change.particulars.trimmed();
    check(&change, &account, Clock::day_of(tx.now()))?;
    let platform = change.particulars.platform.as_deref().unwrap_or(account.channel.platform()).to_owned();
    let alone = change.particulars.allowed_by.is_none();
    if alone && store::has_another(tx, change.department, &platform, id).await? {
        return Err(ChangeError::OneOnly);
    }
    change.particulars.platform = Some(platform);
    store::change(tx, id, &change).await?;
    let note = change.note.trim();
    register::record(tx, actor, id, EntryKind::Change, change.occurred_on, note).await?;
    tx.audit(
        Entry::new("account.change", "account", id.0)
            .of(change.department)
            .with("name", &change.name)
            .with("before", &account.name)
            .with("departmentBefore", account.department)
            .with("allowedBy", &change.particulars.allowed_by),
    );
    tx.announce(changed(id, change.department));
    store::find(tx, id).await?.ok_or(ChangeError::NotFound)
}

fn check(change: &Change, account: &Account, today: Date) -> Result<(), Invalid> {
    let mut invalid = Invalid::default();
    check_name(&change.name, &mut invalid);
    check_particulars(&change.particulars, today, &mut invalid);
    let note = change.note.trim().chars().count();
    invalid.check((1..=500).contains(&note), "input.note", "LENGTH", "请用 1 至 500 字写明变更了什么");
    invalid.check(change.occurred_on <= today, "input.occurredOn", "IN_FUTURE", "变更日期不能晚于今天");
    let since = account.particulars.opened_on.is_none_or(|opened| opened <= change.occurred_on);
    invalid.check(since, "input.occurredOn", "ORDER", "变更日期不能早于开设日期");
    invalid.into_result()
}
