//! Do on the platform what somebody asked for about a menu. Each act may be told twice: the last that was told stands.

use platform::audit::Entry;
use platform::jobs::{Failure, Job};
use time::Duration;

use super::{Button, Wanted, store};
use crate::AccountId;
use crate::account::{self, Credentials};
use crate::send::{Publisher, again, finish};
use crate::wechat::{CallError, Policy, Refused};

/// Kind of the job; its key is the account.
pub(crate) const PERFORM: &str = "wechat.menu";

pub(crate) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let id =
        job.key.parse().map(AccountId).map_err(|_| Failure(format!("the job's key is no account: {}", job.key)))?;
    let mut tx = publisher.begin(job.county).await?;
    let Some(menu) = store::lock(&mut tx, id).await? else { return finish(tx, job).await };
    let Some(wanted) = menu.wanted else { return finish(tx, job).await };
    let credentials = account::credentials(&mut tx, &publisher.vault, id).await.map_err(|error| Failure::of(&error))?;
    drop(tx);
    let told = tell(publisher, &credentials, wanted, menu.draft).await;
    settle(publisher, job, (id, wanted), told).await
}

/// Gives back what the platform has then.
async fn tell(
    publisher: &Publisher,
    credentials: &Credentials,
    wanted: Wanted,
    draft: Vec<Button>,
) -> Result<Vec<Button>, CallError> {
    let wechat = publisher.wechat();
    match wanted {
        Wanted::Publish => wechat.create_menu(credentials, &draft).await.map(|()| draft),
        Wanted::Remove => wechat.delete_menu(credentials).await.map(|()| Vec::new()),
        Wanted::Read => wechat.menu(credentials).await,
    }
}

async fn settle(
    publisher: &Publisher,
    job: &Job,
    (id, wanted): (AccountId, Wanted),
    told: Result<Vec<Button>, CallError>,
) -> Result<(), Failure> {
    let mut tx = publisher.begin(job.county).await?;
    match told {
        Ok(live) => {
            let department = store::done(&mut tx, id, &live, wanted).await?;
            tx.audit(Entry::new("menu.done", "account", id.0).of(department).with("wanted", wanted.as_str()));
            finish(tx, job).await
        }
        Err(CallError::Refused(Refused { policy: Policy::Retry(seconds), .. })) => {
            let later = tx.now() + Duration::seconds(i64::from(seconds).max(5));
            again(tx, job, later).await
        }
        Err(CallError::Refused(refused)) => {
            let why = format!("{}（{}）", refused.advice(), refused.errcode);
            store::undone(&mut tx, id, &why).await?;
            finish(tx, job).await
        }
        Err(CallError::Lost(_) | CallError::NotSent(_)) => {
            let later = tx.now() + Duration::seconds(30);
            again(tx, job, later).await
        }
    }
}
