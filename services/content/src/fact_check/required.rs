//! Which kinds of pieces are checked outside before they are submitted.

use platform::audit::Entry;
use platform::settings::Setting;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{FactCheckState, round, store};
use crate::{Article, Kind};

/// The kinds that need an outside fact check, or a reason to go without, before submission.
pub const KINDS: Setting<Vec<String>> = Setting { key: "fact_check.kinds", default: Vec::new() };

/// Why the kinds were not set.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum KindsError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(KindsError { Refused, Storage });

/// Says which kinds need it from now on.
///
/// # Errors
/// When the actor does not set what holds for the county.
pub async fn keep_kinds(tx: &mut TenantTx, actor: &Actor, kinds: &[Kind]) -> Result<(), KindsError> {
    actor.require(Action::SettingManage, Scope::County)?;
    let kinds: Vec<String> =
        Kind::ALL.iter().filter(|kind| kinds.contains(kind)).map(|kind| kind.as_str().to_owned()).collect();
    KINDS.set(tx, &kinds).await?;
    tx.audit(Entry::new("fact_check.kinds", "setting", None).with("kinds", kinds));
    Ok(())
}

/// Notes where a piece of a kind that needs it has neither been confirmed nor skipped for the revision that it becomes now.
pub(crate) async fn check_required(tx: &mut TenantTx, article: &Article, faults: &mut Invalid) -> Result<(), Storage> {
    if !KINDS.get(tx).await?.iter().any(|kind| kind == article.kind.as_str()) {
        return Ok(());
    }
    let checks = store::of_articles(tx, &[article.id]).await?;
    let settled = |state| matches!(state, FactCheckState::Confirmed | FactCheckState::Skipped);
    let done = checks.iter().any(|check| check.round == round(article) && settled(check.state));
    faults.check(done, "factCheck", "FACT_CHECK_NEEDED", "这类稿件提交前须经外部核稿，或写明不送的理由");
    Ok(())
}
