//! A correction goes live where an earlier version stood: that version leaves the account (I10). Our own channels show the new one
//! at once; a platform's copy is taken down by a job within the platform's daily budget.

use content::article::{self, AdvanceError};
use platform::{Storage, TenantTx, jobs};
use serde_json::json;

use super::target::{self, Held, Turn};
use super::{Release, TAKE_DOWN, TargetState};
use crate::send::outcome;

/// Why a target ended whose piece was corrected.
pub(crate) const REPLACED: &str = "REPLACED";
/// The same in words.
pub(crate) const BY_CORRECTION: &str = "已由更正版取代";

/// Ends what is live of earlier versions on the account of a target that goes live; gives their releases. A platform's copies stay
/// live until their job has taken them down.
pub(super) async fn end_earlier(tx: &mut TenantTx, held: &Held) -> Result<Vec<Release>, Storage> {
    let (mut replaced, now) = (Vec::new(), tx.now());
    for id in target::earlier(tx, held).await? {
        if held.target.channel.is_elsewhere() {
            jobs::enqueue(tx, TAKE_DOWN, &id.to_string(), now, json!({})).await?;
            continue;
        }
        let Some(earlier) = target::hold(tx, id).await? else { continue };
        outcome::turn_to(tx, &earlier, &Turn::because(TargetState::Withdrawn, REPLACED, BY_CORRECTION)).await?;
        replaced.push(earlier.release);
    }
    Ok(replaced)
}

/// Once nothing of a corrected version is out any more, the public does not see it by any way.
pub(crate) async fn settle_replacement(tx: &mut TenantTx, release: &Release) -> Result<(), AdvanceError> {
    if target::revision_is_out(tx, release.revision).await? {
        return Ok(());
    }
    article::mark_replaced(tx, release.article, release.revision).await
}
