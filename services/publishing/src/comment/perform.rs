//! Do on the platform what somebody asked for about a comment. Each act may be told twice; an answer whose fate is unknown is looked for
//! instead.

use platform::audit::Entry;
use platform::jobs::{self, Failure, Job};
use platform::{Storage, TenantTx};
use serde_json::json;
use time::Duration;

use super::store::{self, Task};
use super::{IMPORT, Wanted};
use crate::CommentId;
use crate::account::{self, Credentials};
use crate::send::{Publisher, again, finish};
use crate::wechat::{CallError, Policy, Refused};

/// There is no reply to delete.
const NO_REPLY: i64 = 88009;
/// A reply stands already: ours, of which no answer came, or one of somebody at the platform.
const REPLIED: i64 = 88005;
/// Kind of the job; its key is the comment.
pub(crate) const PERFORM: &str = "wechat.comment";

pub(crate) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let id =
        job.key.parse().map(CommentId).map_err(|_| Failure(format!("the job's key is no comment: {}", job.key)))?;
    let mut tx = publisher.begin(job.county).await?;
    let Some(task) = store::task(&mut tx, id).await? else { return finish(tx, job).await };
    let Some(data_id) = task.data_id.clone() else {
        store::undone(&mut tx, id, Some("平台没有给出这篇文章的编号，请到公众平台处理")).await?;
        return finish(tx, job).await;
    };
    let credentials =
        account::credentials(&mut tx, &publisher.vault, task.account).await.map_err(|error| Failure::of(&error))?;
    drop(tx);
    let told = tell(publisher, &credentials, &task, &data_id).await;
    settle(publisher, job, id, &task, told).await
}

/// The platform keeps one reply under a comment: one that takes the place of another follows once that is gone.
async fn tell(publisher: &Publisher, credentials: &Credentials, task: &Task, data_id: &str) -> Result<(), CallError> {
    let (wechat, comment) = (publisher.wechat(), (data_id, task.place, task.outside_id.as_str()));
    if task.wanted == Wanted::Reply && task.replied {
        unless_gone(wechat.act_on_comment(credentials, comment, Wanted::Unreply, None).await)?;
    }
    let told = wechat.act_on_comment(credentials, comment, task.wanted, task.reply.as_deref()).await;
    if task.wanted == Wanted::Unreply { unless_gone(told) } else { told }
}

/// A reply that is not there is as good as deleted.
fn unless_gone(told: Result<(), CallError>) -> Result<(), CallError> {
    if told.as_ref().is_err_and(|error| error.errcode() == Some(NO_REPLY)) { Ok(()) } else { told }
}

async fn settle(
    publisher: &Publisher,
    job: &Job,
    id: CommentId,
    task: &Task,
    told: Result<(), CallError>,
) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    match told {
        Ok(()) => {
            store::done(&mut tx, id, task.wanted).await?;
            let entry = Entry::new("comment.done", "wechat_comment", id.0).of(task.department);
            tx.audit(entry.with("wanted", task.wanted.as_str()));
            finish(tx, job).await
        }
        Err(CallError::Refused(refused)) if matches!(refused.errcode, 88004 | 88008) => {
            store::undone(&mut tx, id, None).await?;
            finish(tx, job).await
        }
        Err(CallError::Refused(refused)) if refused.errcode == REPLIED => {
            look_again(&mut tx, id, task, "这条留言在公众平台已有回复，稍后自动取回").await?;
            finish(tx, job).await
        }
        Err(CallError::Refused(Refused { policy: Policy::Retry(seconds), .. })) => {
            let later = tx.now() + Duration::seconds(i64::from(seconds).max(5));
            again(tx, job, later).await
        }
        Err(CallError::Refused(refused)) => {
            store::undone(&mut tx, id, Some(refused.advice())).await?;
            finish(tx, job).await
        }
        // A reply may stand already: the next look says which.
        Err(CallError::Lost(_)) if task.wanted == Wanted::Reply => {
            look_again(&mut tx, id, task, "没有收到微信的答复，稍后自动核对回复是否已发出").await?;
            finish(tx, job).await
        }
        Err(CallError::Lost(_) | CallError::NotSent(_)) => {
            let later = tx.now() + Duration::seconds(30);
            again(tx, job, later).await
        }
    }
}

async fn look_again(tx: &mut TenantTx, id: CommentId, task: &Task, why: &str) -> Result<(), Storage> {
    store::undone(tx, id, Some(why)).await?;
    let now = tx.now();
    jobs::enqueue(tx, IMPORT, &task.target.to_string(), now, json!({})).await
}
