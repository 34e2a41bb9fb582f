//! Somebody left, came, or changed roles: every open step is looked at again, at once and in any case every ten minutes.

use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path, PersonId, Storage, TenantTx};
use serde_json::json;
use time::Duration;

use crate::case::{self, Case, CaseId};

/// The kind of the job; its key is the person who left or came, or the county's own round.
pub const WATCH: &str = "review.watch";

const ROBOT: &str = "审核守望机";
const ROUND: &str = "round";
const PAUSE: Duration = Duration::minutes(10);

/// Begins the county's own round. What is there is kept.
///
/// # Errors
/// When the database fails.
pub async fn begin(tx: &mut TenantTx) -> Result<(), Storage> {
    let now = tx.now();
    jobs::enqueue(tx, WATCH, ROUND, now, json!({})).await
}

/// Tells review that someone's roles changed or that they left, in the transaction of the change.
///
/// # Errors
/// When the database fails.
pub async fn people_changed(tx: &mut TenantTx, person: PersonId) -> Result<(), Storage> {
    let now = tx.now();
    jobs::enqueue(tx, WATCH, &person.to_string(), now, json!({})).await
}

/// Looks at every open step of the county again.
///
/// # Errors
/// When the database fails.
pub async fn reckon(database: &Database, job: &Job) -> Result<(), Failure> {
    let system = Caller::system(job.county, ROBOT, Path::Worker);
    let mut tx = database.begin(&system).await?;
    let steps = case::store::open_steps(&mut tx, case::store::Mark::Any).await?;
    let ids: Vec<CaseId> = steps.iter().map(|step| step.case).collect();
    let cases: Vec<Case> = case::by_ids(&mut tx, &ids).await?;
    drop(tx);
    for step in steps {
        let Some(case) = super::with_case(&cases, &step) else { continue };
        // A transaction each: one that is refused does not hold up the others.
        let mut tx = database.begin(&system).await?;
        match case::recount(&mut tx, &case, step.id).await {
            Ok(true) => tx.commit().await?,
            Ok(false) => {}
            Err(error) => tracing::error!(case.id = %case.id, %error, "recount a step"),
        }
    }
    let mut tx = database.begin(&system).await?;
    let kept = if job.key == ROUND {
        let again = tx.now() + PAUSE;
        jobs::postpone(&mut tx, job, again).await?
    } else {
        // Who may decide a step now may do so elsewhere.
        crate::bridge::look_at_all(&mut tx).await?;
        jobs::finish(&mut tx, job).await?
    };
    if kept {
        tx.commit().await?;
    }
    Ok(())
}
