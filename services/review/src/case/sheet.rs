//! 三审三校表: everything said on a piece in review, with names to be filled by id, for the page and for print.

use content::RevisionId;
use platform::{Storage, TenantTx};

use super::{Case, CaseId, GateVerdict, Step, StepDecision, store};
use crate::{Finding, Subject};

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
}

/// The review sheet of a case, if the caller sees it.
///
/// # Errors
/// When the database fails.
pub async fn sheet(tx: &mut TenantTx, id: CaseId) -> Result<Option<Sheet>, Storage> {
    let Some(case) = store::find(tx, id).await? else { return Ok(None) };
    let steps = store::steps_of(tx, &[id]).await?;
    let verdicts = store::verdicts_of(tx, &[id]).await?;
    let decisions = store::decisions_of(tx, &[id]).await?;
    Ok(Some(Sheet { case, steps, verdicts, decisions }))
}

/// What the automatic checks find in a revision.
///
/// # Errors
/// When the database fails.
pub async fn findings_of(tx: &mut TenantTx, revision: RevisionId) -> Result<Vec<Finding>, Storage> {
    let Some(revision) = content::revision::by_ids(tx, &[revision]).await?.pop() else { return Ok(Vec::new()) };
    let blocks = serde_json::to_value(&revision.blocks).unwrap_or_default();
    Ok(crate::findings(&Subject {
        title: &revision.title,
        summary: &revision.summary,
        blocks: &blocks,
        reprint: revision.origin == content::Origin::Reprint,
        source_name: revision.source_name.as_deref(),
        source_url: revision.source_url.as_deref(),
    }))
}
