//! The day of a debt has come and nobody has looked: the record says so, and it stands before the principals too.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path};
use uuid::Uuid;

use super::{DebtId, DebtState, store};
use crate::case;

/// The kind of the job; its key is the debt.
pub const DEBT: &str = "review.debt";

const ROBOT: &str = "补审催办机";

/// Raises the alarm once, unless it was settled meanwhile.
///
/// # Errors
/// When the database fails.
pub async fn escalate(database: &Database, job: &Job) -> Result<(), Failure> {
    let id = DebtId(job.key.parse::<Uuid>().map_err(|error| Failure::of(&error))?);
    let mut tx = database.begin(&Caller::system(job.county, ROBOT, Path::Worker)).await?;
    let found = store::lock_debt(&mut tx, id).await?.filter(|debt| debt.state == DebtState::Open);
    if let Some(debt) = found.filter(|debt| debt.overdue_at.is_none()) {
        store::mark_overdue(&mut tx, id).await?;
        tx.audit(Entry::new("review.debt_overdue", "review_case", debt.case.0).of(debt.department));
        if let Some(case) = case::find(&mut tx, debt.case).await? {
            case::announce(&mut tx, &case);
        }
    }
    if jobs::finish(&mut tx, job).await? {
        tx.commit().await?;
    }
    Ok(())
}
