//! Look again before a piece goes out: the lists of today may stop what passed some weeks ago.

use content::{Checkers, Revision};
use platform::audit::Entry;
use platform::{Storage, TenantTx};

use super::fix::{begun, examine};
use super::{Fixed, Seen, Stage, standing, store, unfixed};

/// What another look found.
#[derive(Clone, Debug)]
pub enum Again {
    /// Nothing that stops it.
    Clear,
    /// Lists are being made ready: look again in a moment.
    NotReady,
    /// These stop it; they are fixed beside the revision, for a person to decide on.
    Stopped(Vec<Fixed>),
}

/// Runs the checks again with the lists of today. What nobody saw yet is fixed beside the revision, and what was let stand before
/// still stands. The caller commits even where the piece is stopped, so that a person finds why.
///
/// # Errors
/// When the database fails.
pub async fn recheck(tx: &mut TenantTx, checkers: &Checkers, revision: &Revision) -> Result<Again, Storage> {
    let (compiled, found) = examine(tx, checkers, revision).await?;
    if !compiled.current {
        return Ok(Again::NotReady);
    }
    let known = standing(tx, &[revision.id]).await?.pop().map_or_else(|| unfixed(revision), |run| run.findings);
    let before = |seen: &Seen| known.iter().find(|fixed| fixed.seen.finding.same(&seen.finding));
    let mut run = begun(tx, revision, Stage::Release, &compiled);
    let (mut held, mut news) = (Vec::new(), 0);
    for finding in found {
        let mut seen = Seen::new(finding);
        match before(&seen).filter(|fixed| fixed.id.is_some()) {
            // It may weigh more today; what was let stand as a warning is then asked again.
            Some(fixed) if seen.finding.severity <= fixed.seen.finding.severity => {
                seen.accepted = fixed.seen.accepted.clone();
                held.push(fixed.clone());
            }
            _ => news += 1,
        }
        let id = Some(super::FindingId(tx.new_id()));
        run.findings.push(Fixed { id, revision: revision.id, seen });
    }
    let differs = 0 < news || run.findings.len() != known.len();
    if differs {
        store::insert(tx, &run).await?;
        tx.audit(
            Entry::new("finding.recheck", "revision", revision.id.0)
                .of(revision.department)
                .with("findings", run.findings.len())
                .with("new", news),
        );
    }
    let stops = if differs { run.findings } else { held };
    let stops: Vec<Fixed> = stops.into_iter().filter(|fixed| fixed.seen.stops()).collect();
    Ok(if stops.is_empty() { Again::Clear } else { Again::Stopped(stops) })
}
