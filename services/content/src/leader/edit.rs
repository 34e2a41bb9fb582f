//! Change a line of the table, or say that someone left office.

use platform::{Invalid, TenantTx};
use tenancy::{Action, Actor, Scope};
use time::Date;

use super::add::{LeaderError, LeaderInput, sound, told};
use super::{Leader, LeaderId, store};

/// Changes a line.
///
/// # Errors
/// When there is none, the actor may not keep the lists, or a field breaks a rule.
pub async fn edit(tx: &mut TenantTx, actor: &Actor, id: LeaderId, input: LeaderInput) -> Result<Leader, LeaderError> {
    store::find(tx, id).await?.ok_or(LeaderError::NotFound)?;
    actor.require(Action::WordManage, Scope::County)?;
    save(tx, sound(id, &input)?).await
}

/// Sets the last day in office; from the next day on the checks no longer ask for them.
///
/// # Errors
/// When there is none, the actor may not keep the lists, or the day lies before the first.
pub async fn end(tx: &mut TenantTx, actor: &Actor, id: LeaderId, last: Date) -> Result<Leader, LeaderError> {
    let mut leader = store::find(tx, id).await?.ok_or(LeaderError::NotFound)?;
    actor.require(Action::WordManage, Scope::County)?;
    let mut faults = Invalid::default();
    faults.check(leader.starts_on <= last, "endsOn", "BEFORE_START", "离任日不能早于到任日");
    faults.into_result()?;
    leader.ends_on = Some(last);
    save(tx, leader).await
}

async fn save(tx: &mut TenantTx, leader: Leader) -> Result<Leader, LeaderError> {
    if !store::save(tx, &leader).await? {
        return Err(LeaderError::NotFound);
    }
    tx.audit(told("leader.edit", &leader));
    Ok(leader)
}
