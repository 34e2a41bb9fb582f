//! 补审: a second person looks at what went out by override, and says whether it stands. Said once; the record keeps it.

use platform::audit::Entry;
use platform::{PersonId, Storage, TenantTx, jobs};
use tenancy::{Action, Actor, Refused, Scope};

use super::{DEBT, Debt, DebtState, store};
use crate::case::{self, Case, CaseId, StepDecision};

/// What the second person says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Settlement {
    /// It stands.
    Upheld,
    /// It should not have gone out so; whoever may withdraw it is told.
    Objected,
}

/// Why it is not settled.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum MayNotSettle {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error("the one who overrode, a writer or a decider of the case is no second person")]
    Involved,
    #[error("nothing is owed on the case")]
    NothingOwed,
}

/// Why it is not settled.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant's sentence says it")]
pub enum SettleError {
    #[error("no such case")]
    NotFound,
    #[error(transparent)]
    MayNot(#[from] MayNotSettle),
    #[error("an objection needs a reason")]
    ReasonMissing,
    #[error(transparent)]
    Storage(Storage),
}

impl platform::Refusal for MayNotSettle {
    fn code(&self) -> platform::Code {
        match self {
            Self::Refused(_) | Self::Involved => platform::Code::Forbidden,
            Self::NothingOwed => platform::Code::Conflict,
        }
    }
    fn reason(&self) -> &'static str {
        match self {
            Self::Refused(refused) => refused.reason(),
            Self::Involved => "SECOND_PERSON_REQUIRED",
            Self::NothingOwed => "NOTHING_OWED",
        }
    }
    fn message(&self) -> String {
        match self {
            Self::Refused(refused) => refused.message(),
            Self::Involved => "补审须由未参与本件撰写、审核和越步的另一人进行".to_owned(),
            Self::NothingOwed => "此件没有待补审的事项".to_owned(),
        }
    }
}

platform::refusal!(SettleError { MayNot, Storage;
    NotFound => NotFound, "CASE_NOT_FOUND", "没有这个审核件";
    ReasonMissing => Invalid, "REASON_REQUIRED", "有异议须写明理由" });

impl From<Storage> for SettleError {
    fn from(error: Storage) -> Self {
        match error.constraint() {
            Some("review_debt_second_person") => Self::MayNot(MayNotSettle::Involved),
            Some("review_debt_objection_reason") => Self::ReasonMissing,
            _ => Self::Storage(error),
        }
    }
}

/// Settles the debt of a case.
///
/// # Errors
/// When nothing is owed, the actor had a hand in it, or an objection gives no reason.
pub async fn settle(
    tx: &mut TenantTx,
    actor: &Actor,
    id: CaseId,
    settlement: Settlement,
    opinion: &str,
) -> Result<Case, SettleError> {
    let case = case::store::lock(tx, id).await?.ok_or(SettleError::NotFound)?;
    let mut debt = store::debts_of(tx, &[id]).await?.pop().ok_or(MayNotSettle::NothingOwed)?;
    let decisions = case::decisions_of(tx, &[id]).await?;
    let person = ask(actor, &debt, &decisions)?;
    let opinion = opinion.trim();
    if settlement == Settlement::Objected && opinion.is_empty() {
        return Err(SettleError::ReasonMissing);
    }
    debt.state = match settlement {
        Settlement::Upheld => DebtState::Upheld,
        Settlement::Objected => DebtState::Objected,
    };
    debt.settled_by = Some(person);
    opinion.clone_into(&mut debt.opinion);
    store::save_settlement(tx, &debt).await?;
    jobs::cancel(tx, DEBT, &debt.id.to_string()).await?;
    tx.audit(
        Entry::new("review.debt_settle", "review_case", id.0)
            .of(case.department)
            .with("state", debt.state.as_str())
            .with("opinion", opinion),
    );
    case::announce(tx, &case);
    Ok(case)
}

/// Whether the actor may settle it now.
#[must_use]
pub fn may_settle(actor: &Actor, debt: &Debt, decisions: &[StepDecision]) -> bool {
    ask(actor, debt, decisions).is_ok()
}

fn ask(actor: &Actor, debt: &Debt, decisions: &[StepDecision]) -> Result<PersonId, MayNotSettle> {
    actor.require(Action::ReviewSettle, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::ReviewSettle))?;
    let decided = decisions.iter().any(|said| said.person == person);
    if decided || person == debt.overrider || debt.writers.contains(&person) {
        return Err(MayNotSettle::Involved);
    }
    if debt.state == DebtState::Open { Ok(person) } else { Err(MayNotSettle::NothingOwed) }
}
