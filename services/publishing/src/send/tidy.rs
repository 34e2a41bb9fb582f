//! Remove what a target that never went live left in the platform's drafts box.

use platform::jobs::{Failure, Job};

use super::{Publisher, finish, target_of};
use crate::account;
use crate::release::TargetState;
use crate::release::target;

pub(super) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    let Some(held) = target::hold(&mut tx, target_of(job)?).await? else { return finish(tx, job).await };
    let ended = matches!(held.target.state, TargetState::Failed | TargetState::Missed | TargetState::Withdrawn);
    let Some(draft) = held.draft_id.clone().filter(|_| ended) else { return finish(tx, job).await };
    let credentials = account::credentials(&mut tx, &publisher.vault, held.target.account)
        .await
        .map_err(|error| Failure::of(&error))?;
    tx.commit().await?;
    publisher.wechat.delete_draft(&credentials, &draft).await.map_err(|error| Failure::of(&error))?;
    let mut tx = publisher.begin(job.county).await?;
    target::drop_draft(&mut tx, held.target.id).await?;
    finish(tx, job).await
}
