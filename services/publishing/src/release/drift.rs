//! 队列核对: what is planned and what is queued must be the same; the difference is measured and alarmed (I6).

use std::collections::HashSet;

use platform::{Caller, Database, Storage, jobs};

use super::{SEND, target};
use crate::TargetId;

/// Where plan and queue differ in one county.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drift {
    /// Targets that wait and that no job will ever reach.
    pub without_job: Vec<TargetId>,
    /// Keys of jobs whose target waits for nothing.
    pub without_target: Vec<String>,
}

impl Drift {
    /// How many differences there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.without_job.len() + self.without_target.len()
    }
}

/// Compares the county's waiting targets with its queued jobs, in one snapshot of both.
///
/// # Errors
/// When the database fails.
pub async fn drift(database: &Database, caller: &Caller) -> Result<Drift, Storage> {
    let mut tx = database.begin(caller).await?;
    target::one_snapshot(&mut tx).await?;
    let waiting: HashSet<TargetId> = target::waiting(&mut tx).await?.into_iter().collect();
    let mut without_target = Vec::new();
    let mut queued = HashSet::new();
    for key in jobs::living(&mut tx, SEND).await? {
        match key.parse::<TargetId>() {
            Ok(id) if waiting.contains(&id) => {
                queued.insert(id);
            }
            _ => without_target.push(key),
        }
    }
    let without_job = waiting.into_iter().filter(|id| !queued.contains(id)).collect();
    Ok(Drift { without_job, without_target })
}
