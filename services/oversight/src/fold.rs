//! Fold facts into daily figures: each fact once, however often the worker starts.

mod store;

use platform::jobs::{self, Failure, Job};
use platform::outbox::Event;
use platform::settings::Setting;
use platform::{Caller, Database, Path, Storage, TenantTx};
use time::Duration;
use uuid::Uuid;

use crate::standing;

/// The kind of the job: one a county, always waiting for its next turn.
pub const FOLD: &str = "oversight.fold";
/// What listeners of the board hear.
pub const FIGURES_CHANGED: &str = "figures.changed";

const KEY: &str = "county";
const EVERY_SECONDS: Setting<i64> = Setting { key: "oversight.fold_seconds", default: 10 };
const ROBOT: &str = "监管统计机";

/// Facts taken in one statement.
pub(crate) const BATCH: i64 = 1000;

/// Sees that the county's figures are folded from now on; a county that is folded already stays so.
///
/// # Errors
/// When the database fails.
pub async fn schedule(tx: &mut TenantTx) -> Result<(), Storage> {
    let now = tx.now();
    jobs::enqueue(tx, FOLD, KEY, now, serde_json::json!({})).await
}

/// One turn of the job.
///
/// # Errors
/// When the database fails or an indicator cannot be read.
pub async fn run(database: &Database, job: &Job) -> Result<(), Failure> {
    let mut tx = database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    // Days pass without facts, so standings are also computed when they grew old.
    if 0 < fold(&mut tx).await? || standing::is_old(&mut tx).await? {
        standing::recompute(&mut tx).await.map_err(|error| Failure::of(&error))?;
    }
    let next = tx.now() + Duration::seconds(EVERY_SECONDS.get(&mut tx).await?.clamp(5, 86_400));
    if jobs::postpone(&mut tx, job, next).await? {
        tx.commit().await?;
    }
    Ok(())
}

/// Folds every fact that was not yet; returns how many.
///
/// # Errors
/// When the database fails.
pub async fn fold(tx: &mut TenantTx) -> Result<i64, Storage> {
    let mut folded = 0;
    loop {
        let taken = store::fold_batch(tx).await?;
        folded += taken;
        if taken < BATCH {
            break;
        }
    }
    if 0 < folded {
        tx.announce(Event { kind: FIGURES_CHANGED, subject: Uuid::nil(), department: None, person: None });
    }
    Ok(folded)
}
