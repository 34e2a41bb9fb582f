//! The last look of the checks before a target is sent: what the lists stop today does not go out, and a person is asked (C27).

use platform::TenantTx;
use platform::jobs::{Failure, Job};
use review::findings::{Again, Fixed, recheck};
use time::Duration;

use super::{Publisher, again, finish, outcome};
use crate::release::TargetState;
use crate::release::target::{Held, Turn};

/// The reason of a target that the checks stopped.
pub(crate) const STOPPED: &str = "CHECK_BLOCKED";

/// Looks; gives the transaction back where nothing stops the target, and ends the turn otherwise.
pub(super) async fn look(
    publisher: &Publisher,
    job: &Job,
    mut tx: TenantTx,
    held: &Held,
) -> Result<Option<TenantTx>, Failure> {
    let revision = content::revision::by_ids(&mut tx, &[held.target.revision]).await?.pop();
    let Some(revision) = revision else { return Ok(Some(tx)) };
    match recheck(&mut tx, &publisher.checkers, &revision).await? {
        Again::Clear => Ok(Some(tx)),
        Again::NotReady => {
            let soon = tx.now() + Duration::seconds(3);
            again(tx, job, soon).await?;
            Ok(None)
        }
        Again::Stopped(found) => {
            metrics::counter!("juzhen_release_stopped_total").increment(1);
            let turn = Turn::because(TargetState::Failed, STOPPED, told(&found));
            outcome::end(&mut tx, held, &turn).await?;
            finish(tx, job).await?;
            Ok(None)
        }
    }
}

/// The first of what was found, and how many more there are.
fn told(found: &[Fixed]) -> String {
    let first = found.first().map_or("", |fixed| fixed.seen.finding.message.as_str());
    match found.len() {
        0 | 1 => format!("发布前复检有阻断问题，未发布：{first}"),
        more => format!("发布前复检有 {more} 项阻断问题，未发布：{first}……"),
    }
}
