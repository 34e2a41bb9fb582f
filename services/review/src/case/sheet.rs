//! 三审三校表: everything said on a piece in review, with names to be filled by id, for the page and for print.

use checks::Checker;
use content::media::Texts;
use platform::{Clock, Storage, TenantTx};
use tenancy::second_factor::MINUTES;

use super::{Case, CaseId, GateVerdict, Step, StepDecision, StepId, store};
use crate::Finding;
use crate::debt::{self, Debt, Override};
use crate::proof::{PROOF_FOR, ProofFor};

/// A case with all that belongs to it.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// The case.
    pub case: Case,
    /// Its steps, in order.
    pub steps: Vec<Step>,
    /// Words on its gates, in the order given.
    pub verdicts: Vec<GateVerdict>,
    /// Decisions on its steps, in the order made.
    pub decisions: Vec<StepDecision>,
    /// Who took it through, if someone did.
    pub taken: Option<Override>,
    /// And whether a second person has looked.
    pub debt: Option<Debt>,
    /// On an emergency, what asks for a code of the decider's phone.
    pub proof_for: ProofFor,
    /// For how many minutes a code is good.
    pub proof_minutes: i64,
}

/// The review sheets of these cases.
///
/// # Errors
/// When the database fails.
pub async fn sheets(tx: &mut TenantTx, cases: &[Case]) -> Result<Vec<Sheet>, Storage> {
    let ids: Vec<CaseId> = cases.iter().map(|case| case.id).collect();
    let steps = store::steps_of(tx, &ids).await?;
    let verdicts = store::verdicts_of(tx, &ids).await?;
    let decisions = store::decisions_of(tx, &ids).await?;
    let taken = debt::store::overrides_of(tx, &ids).await?;
    let debts = if taken.is_empty() { Vec::new() } else { debt::store::debts_of(tx, &ids).await? };
    let (proof_for, proof_minutes) = (PROOF_FOR.get(tx).await?, MINUTES.get(tx).await?);
    let sheet = |case: &Case| {
        let steps: Vec<Step> = steps.iter().filter(|step| step.case == case.id).cloned().collect();
        let of_case = |id: StepId| steps.iter().any(|step| step.id == id);
        Sheet {
            case: case.clone(),
            taken: taken.iter().find(|taken| taken.case == case.id).cloned(),
            debt: debts.iter().find(|debt| debt.case == case.id).cloned(),
            verdicts: verdicts.iter().filter(|said| of_case(said.step)).cloned().collect(),
            decisions: decisions.iter().filter(|said| of_case(said.step)).cloned().collect(),
            steps,
            proof_for,
            proof_minutes,
        }
    };
    Ok(cases.iter().map(sheet).collect())
}

/// What the checks find in a revision by the project's own list alone, as of the day it was submitted: they find the same on every
/// later day. For revisions that were submitted before findings were kept.
#[must_use]
pub fn findings_in(revision: &content::Revision) -> Vec<Finding> {
    let day = Clock::day_of(revision.submitted_at);
    Checker::own().check(&content::checking::revision(revision, &Texts::default()), day)
}
