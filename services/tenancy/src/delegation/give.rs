//! Lend the sign-off. Only a principal does, of their own, and what was lent is not lent on.

use platform::audit::Entry;
use platform::outbox::Event;
use platform::settings::Setting;
use platform::{DepartmentId, Invalid, PersonId, Storage, TenantTx};
use time::{Duration, OffsetDateTime};

use super::{DelegationId, store};
use crate::person::{self, HeldRole};
use crate::{Action, Actor, Refused, Role, Scope, region};

/// The longest a delegation may last, in days.
pub const MAX_DAYS: Setting<i64> = Setting { key: "delegation.max_days", default: 90 };

/// What to lend, to whom and for how long.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the delegation")]
pub struct NewDelegation {
    pub delegate: PersonId,
    pub department: Option<DepartmentId>,
    pub reason: String,
    pub starts_at: OffsetDateTime,
    pub ends_at: OffsetDateTime,
}

/// Why it is not lent.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum DelegateError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("nobody lends to themselves")]
    Oneself,
    #[error("no such person on the staff")]
    NotFound,
    #[error("an administrator of the three signs nothing off")]
    Administrator,
    #[error("the delegate's work does not reach those pieces")]
    OutOfReach,
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(DelegateError { Refused, Invalid, Storage;
    Oneself => Forbidden, "ONESELF", "不能委托给自己";
    NotFound => NotFound, "PERSON_NOT_FOUND", "没有这个人，或其已停用";
    Administrator => Conflict, "THREE_ADMINISTRATIONS", "系统、安全、审计管理员不能受托签发";
    OutOfReach => Conflict, "OUT_OF_REACH", "受托人的岗位看不到这些稿件，请改选受托人或委托范围" });

/// Lends it. The delegate carries it from its first moment to its last, and no rule of review changes.
///
/// # Errors
/// When the actor is no principal, a field is wrong, or the delegate cannot carry it.
pub async fn give(tx: &mut TenantTx, actor: &Actor, new: NewDelegation) -> Result<DelegationId, DelegateError> {
    actor.require(Action::DelegationGive, Scope::County)?;
    let principal = actor.person().ok_or(Refused(Action::DelegationGive))?;
    if principal == new.delegate {
        return Err(DelegateError::Oneself);
    }
    let longest = Duration::days(MAX_DAYS.get(tx).await?.clamp(1, 366));
    let departments = region::departments(tx).await?;
    let known = new.department.is_none_or(|id| departments.iter().any(|row| row.id == id));
    check(&new, tx.now(), longest, known)?;
    carries(tx, &new).await?;
    let id = DelegationId(tx.new_id());
    store::insert(tx, id, principal, &new).await?;
    let mut entry = Entry::new("delegation.give", "delegation", id.0)
        .with("delegate", new.delegate)
        .with("starts_at", new.starts_at.unix_timestamp())
        .with("ends_at", new.ends_at.unix_timestamp())
        .with("reason", new.reason.trim());
    if let Some(department) = new.department {
        entry = entry.of(department).with("department", department);
    }
    tx.audit(entry);
    announce(tx, new.delegate);
    Ok(id)
}

/// The delegate's sessions and work list are another's now.
pub(super) fn announce(tx: &mut TenantTx, delegate: PersonId) {
    for kind in ["person.changed", "work.changed"] {
        tx.announce(Event { kind, subject: delegate.0, department: None, person: Some(delegate) });
    }
}

fn check(new: &NewDelegation, now: OffsetDateTime, longest: Duration, known: bool) -> Result<(), Invalid> {
    let mut faults = Invalid::default();
    let words = new.reason.trim().chars().count();
    faults.check((2..=200).contains(&words), "reason", "LENGTH", "请写明委托事由，2 至 200 字");
    faults.check(now < new.ends_at, "endsAt", "PAST", "截止时间须在此刻之后");
    faults.check(new.starts_at < new.ends_at, "endsAt", "BEFORE_START", "截止时间须在开始时间之后");
    let days = longest.whole_days();
    faults.check(new.ends_at - new.starts_at <= longest, "endsAt", "TOO_LONG", format!("委托不超过 {days} 天"));
    faults.check(new.starts_at <= now + longest, "startsAt", "TOO_FAR", format!("开始时间须在 {days} 天之内"));
    faults.check(known, "departmentId", "UNKNOWN", "没有这个部门");
    faults.into_result()
}

/// Whether the delegate is there, is none of the three administrators, and sees what is lent: a delegation widens what someone
/// may do, never what they may see.
async fn carries(tx: &mut TenantTx, new: &NewDelegation) -> Result<(), DelegateError> {
    let found = person::find_many(tx, &[new.delegate.0]).await?.pop();
    let delegate = found.filter(|person| person.active).ok_or(DelegateError::NotFound)?;
    let held = person::memberships_of(tx, &[new.delegate.0]).await?;
    let administers = |row: &HeldRole| matches!(row.role, Role::CountyAdmin | Role::SecurityAdmin | Role::Auditor);
    if held.iter().any(administers) {
        return Err(DelegateError::Administrator);
    }
    let county_wide = held.iter().any(|row| row.department.is_none());
    let reaches = match new.department {
        None => county_wide || held.is_empty(),
        Some(department) => county_wide || delegate.department == department,
    };
    if reaches { Ok(()) } else { Err(DelegateError::OutOfReach) }
}

#[cfg(test)]
mod tests {
    use super::{NewDelegation, check};
    use platform::{PersonId, Refusal as _};
    use time::Duration;
    use time::macros::datetime;
    use uuid::Uuid;

    #[test]
    fn a_delegation_has_a_reason_and_an_end_within_bounds() {
        let now = datetime!(2026-11-24 08:00 +8);
        let new = NewDelegation {
            delegate: PersonId(Uuid::nil()),
            department: None,
            reason: "赴外地参会".to_owned(),
            starts_at: now,
            ends_at: now + Duration::days(3),
        };
        let codes = |new: &NewDelegation| -> Vec<&str> {
            let faults = check(new, now, Duration::days(90), true);
            faults.err().map(|faults| faults.fields().iter().map(|fault| fault.code).collect()).unwrap_or_default()
        };
        assert_eq!(codes(&new), Vec::<&str>::new());
        assert_eq!(
            codes(&NewDelegation { reason: " ".to_owned(), ends_at: now, ..new }),
            ["LENGTH", "PAST", "BEFORE_START"]
        );
        assert_eq!(codes(&NewDelegation { ends_at: now + Duration::days(91), ..new }), ["TOO_LONG"]);
    }
}
