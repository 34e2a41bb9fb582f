//! What is owed, as work: to those who may settle it; once its day has passed to the principals too; and what was objected to,
//! to those who can withdraw it.

use platform::{Storage, TenantTx};
use tenancy::{Action, Actor, Scope};

use super::{Debt, DebtState, Override, may_settle, store};
use crate::case::{self, Case, CaseId};

/// A debt that concerns someone.
#[derive(Clone, Debug)]
pub struct Owed {
    /// The debt.
    pub debt: Debt,
    /// Of which override.
    pub taken: Override,
    /// Of which case.
    pub case: Case,
}

/// Debts that concern the actor, soonest due first: the open ones, and those objected to.
///
/// # Errors
/// When the database fails.
pub async fn list_owed(tx: &mut TenantTx, actor: &Actor, limit: i64) -> Result<Vec<Owed>, Storage> {
    let settles = actor.may(Action::ReviewSettle, Scope::County);
    let overrides = actor.may(Action::ReviewOverride, Scope::County);
    let withdraws = actor.may(Action::ReleaseWithdraw, Scope::County);
    if !(settles || overrides || withdraws) {
        return Ok(Vec::new());
    }
    let mut debts = store::unpaid(tx, limit).await?;
    let ids: Vec<CaseId> = debts.iter().map(|debt| debt.case).collect();
    let decisions = case::decisions_of(tx, &ids).await?;
    let steps = case::steps_of(tx, &ids).await?;
    let now = tx.now();
    debts.retain(|debt| {
        let of_case: Vec<_> = decisions
            .iter()
            .filter(|said| steps.iter().any(|step| step.id == said.step && step.case == debt.case))
            .cloned()
            .collect();
        match debt.state {
            DebtState::Open => may_settle(actor, debt, &of_case) || (overrides && debt.overdue(now)),
            DebtState::Objected => withdraws,
            DebtState::Upheld => false,
        }
    });
    let ids: Vec<CaseId> = debts.iter().map(|debt| debt.case).collect();
    let (cases, taken) = (case::by_ids(tx, &ids).await?, store::overrides_of(tx, &ids).await?);
    let owed = |debt: Debt| {
        let case = cases.iter().find(|case| case.id == debt.case)?.clone();
        let taken = taken.iter().find(|taken| taken.case == debt.case)?.clone();
        Some(Owed { debt, taken, case })
    };
    Ok(debts.into_iter().filter_map(owed).collect())
}
