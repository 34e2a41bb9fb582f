//! What stands before the level above, and what nobody is left to decide.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Role, Scope};

use super::{StuckReason, above, remedy, why_stuck, with_case};
use crate::case::store::{Mark, open_steps};
use crate::case::{self, Case, CaseId, Step, StepId, Work};

/// A step nobody is left to decide.
#[derive(Clone, Debug)]
pub struct Stuck {
    /// The case.
    pub case: Case,
    /// Its step.
    pub step: Step,
    /// Why.
    pub reason: StuckReason,
    /// What would help, in Chinese.
    pub remedy: String,
    /// And in English.
    pub remedy_en: String,
}

/// Steps whose time is over and that stand before the actor as the level above, soonest due first.
///
/// # Errors
/// When the database fails.
pub async fn escalated(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Work>, Storage> {
    let levels = [Role::CountyReviewer, Role::Principal, Role::CountyAdmin];
    if !levels.into_iter().any(|role| actor.holds(role, Scope::County)) {
        return Ok(Vec::new());
    }
    let mut steps = open_steps(tx, Mark::Escalated).await?;
    steps.retain(|step| actor.holds(above(step), Scope::County));
    let ids: Vec<CaseId> = steps.iter().map(|step| step.case).collect();
    let cases = case::by_ids(tx, &ids).await?;
    let work = steps
        .into_iter()
        .filter_map(|step| Some(Work { case: with_case(&cases, &step)?, step, on_behalf_of: None, in_bulk: false }));
    Ok(work.collect())
}

/// Steps nobody is left to decide, for the county desk and for those who manage its people and rules; the longest waiting first.
///
/// # Errors
/// When the database fails.
pub async fn stuck(tx: &mut TenantTx, actor: &Actor) -> Result<Vec<Stuck>, Storage> {
    let desk = actor.holds(Role::CountyReviewer, Scope::County) || actor.holds(Role::Principal, Scope::County);
    if !desk && !actor.may(Action::RuleManage, Scope::County) {
        return Ok(Vec::new());
    }
    let steps = open_steps(tx, Mark::Stuck).await?;
    let ids: Vec<StepId> = steps.iter().map(|step| step.id).collect();
    let able = case::able(tx, &ids).await?;
    let cases: Vec<CaseId> = steps.iter().map(|step| step.case).collect();
    let cases = case::by_ids(tx, &cases).await?;
    let departments = tenancy::region::even_closed(tx).await?;
    let told = |step: Step| {
        let reason = why_stuck(&step, able.iter().find(|able| able.step == step.id)?)?;
        let place = departments.iter().find(|row| Some(row.id) == step.department);
        let names = place.map_or(("县级", "the county"), |row| (row.name.as_str(), row.name_en.as_str()));
        let (remedy, remedy_en) = remedy(&step, reason, names);
        Some(Stuck { case: with_case(&cases, &step)?, step, reason, remedy, remedy_en })
    };
    Ok(steps.into_iter().filter_map(told).collect())
}
