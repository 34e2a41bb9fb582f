//! How a job ends: with what it did, and only while it is still ours.

use platform::TenantTx;
use platform::jobs::{self, Failure, Job};
use time::OffsetDateTime;

/// What becomes of the job.
pub(crate) enum End {
    /// It is done.
    Done,
    /// It is wanted again at this time.
    Again(OffsetDateTime),
}

/// Commits, unless the lease was lost: then another runner has the job, and what was done here is undone.
pub(crate) async fn end(mut tx: TenantTx, job: &Job, end: End) -> Result<(), Failure> {
    let ours = match end {
        End::Done => jobs::finish(&mut tx, job).await?,
        End::Again(at) => jobs::postpone(&mut tx, job, at).await?,
    };
    if ours {
        tx.commit().await?;
    }
    Ok(())
}
