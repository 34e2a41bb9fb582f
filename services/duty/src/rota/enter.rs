//! Enter a shift.

use platform::audit::Entry;
use platform::{Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::{Shift, ShiftId, store};

/// Why a shift was not entered.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum EnterError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error("the person does not exist")]
    NoPerson,
    #[error(transparent)]
    Storage(Storage),
}

platform::refusal!(EnterError { Refused, Invalid, Storage; NoPerson => NotFound, "PERSON_NOT_FOUND", "没有这位工作人员" });

impl From<Storage> for EnterError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("duty_shift_person_fkey") => Self::NoPerson,
            _ => Self::Storage(error),
        }
    }
}

/// Enters the hours of a person: at most two days on end.
///
/// # Errors
/// When the actor may not, the hours are no shift, or there is no such person.
pub async fn enter(
    tx: &mut TenantTx,
    actor: &Actor,
    person: PersonId,
    starts_at: OffsetDateTime,
    ends_at: OffsetDateTime,
) -> Result<Shift, EnterError> {
    actor.require(Action::SettingManage, Scope::County)?;
    let mut invalid = Invalid::default();
    let length = ends_at - starts_at;
    let is_shift = Duration::ZERO < length && length <= Duration::days(2);
    invalid.check(is_shift, "endsAt", "SHIFT_LENGTH", "一班不超过两天，结束须晚于开始");
    invalid.into_result()?;
    let shift = Shift { id: ShiftId(tx.new_id()), person, starts_at, ends_at };
    store::insert(tx, &shift).await?;
    tx.audit(Entry::new("duty.enter", "duty_shift", shift.id.0).with("person", person));
    Ok(shift)
}
