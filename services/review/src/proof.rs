//! 二次验证 in review: which acts on an emergency ask for a code from the person's phone. To take one through alone always does.

use platform::audit::Entry;
use platform::settings::Setting;
use platform::{Storage, TenantTx};
use serde::{Deserialize, Serialize};
use tenancy::second_factor::{self, Unproved};
use tenancy::{Action, Actor, Refused, Scope};

use crate::Decision;
use crate::case::{Case, Step};

/// On an emergency, what asks for a code; each asks for those before it too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofFor {
    /// Taking it through alone.
    Override,
    /// Its sign-off.
    SignOff,
    /// Passing any of its steps.
    Decision,
}

/// The county's choice.
pub const PROOF_FOR: Setting<ProofFor> = Setting { key: "review.second_factor", default: ProofFor::SignOff };

/// Why it was not chosen.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum ProofError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ProofError { Refused, Storage });

/// Chooses it for the county.
///
/// # Errors
/// When the actor may not.
pub async fn ask_for(tx: &mut TenantTx, actor: &Actor, what: ProofFor) -> Result<ProofFor, ProofError> {
    actor.require(Action::SecondFactorManage, Scope::County)?;
    let before = PROOF_FOR.get(tx).await?;
    PROOF_FOR.set(tx, &what).await?;
    tx.audit(Entry::new("review.second_factor", "county_setting", None).with("from", before).with("to", what));
    Ok(what)
}

/// Whether passing a step of an emergency asks for a code.
#[must_use]
pub fn asks(chosen: ProofFor, step: &Step) -> bool {
    let act = if step.sign_off { ProofFor::SignOff } else { ProofFor::Decision };
    act <= chosen
}

/// Refuses to pass or sign off an emergency without the code that the county asks for. To send one back never needs one.
pub(crate) async fn before(
    tx: &mut TenantTx,
    actor: &Actor,
    case: &Case,
    step: &Step,
    decision: Decision,
) -> Result<(), Unproved> {
    if decision == Decision::Return || !asks(PROOF_FOR.get(tx).await?, step) {
        return Ok(());
    }
    let revision = content::revision::by_ids(tx, &[case.revision]).await?.pop();
    // A revision that cannot be seen is taken for the worse.
    if revision.is_none_or(|revision| revision.emergency) { second_factor::require(tx, actor).await } else { Ok(()) }
}
