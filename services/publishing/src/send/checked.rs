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

/// What the checks of today say of a target.
pub(super) enum Checked {
    Clear,
    /// The lists are being read anew.
    NotReady,
    /// It does not go out, and why.
    Stopped(Turn),
}

/// Asks them.
pub(super) async fn ask(publisher: &Publisher, tx: &mut TenantTx, held: &Held) -> Result<Checked, Failure> {
    let revision = content::revision::by_ids(tx, &[held.target.revision]).await?.pop();
    let Some(revision) = revision else { return Ok(Checked::Clear) };
    Ok(match recheck(tx, &publisher.checkers, &revision).await? {
        Again::Clear => Checked::Clear,
        Again::NotReady => Checked::NotReady,
        Again::Stopped(found) => {
            metrics::counter!("juzhen_release_stopped_total").increment(1);
            Checked::Stopped(Turn::because(TargetState::Failed, STOPPED, told(&found)))
        }
    })
}

/// Looks; gives the transaction back where nothing stops the target, and ends the turn otherwise.
pub(super) async fn look(
    publisher: &Publisher,
    job: &Job,
    mut tx: TenantTx,
    held: &Held,
) -> Result<Option<TenantTx>, Failure> {
    match ask(publisher, &mut tx, held).await? {
        Checked::Clear => Ok(Some(tx)),
        Checked::NotReady => {
            let soon = tx.now() + Duration::seconds(3);
            again(tx, job, soon).await?;
            Ok(None)
        }
        Checked::Stopped(turn) => {
            outcome::hand_over(&mut tx, held).await?;
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
