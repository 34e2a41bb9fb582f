//! Cutting what has no words yet: pieces, files and submissions from before there was search.

use platform::jobs::{self, Failure, Job};
use platform::{Caller, Database, Path, Storage, TenantTx};
use time::Duration;

use crate::{article, media, submission};

/// The kind of the job: one a county, gone when everything has its words.
pub const INDEX: &str = "search.index";

const KEY: &str = "county";
const ROBOT: &str = "检索编目机";
const BATCH: i64 = 200;

/// Sees that everything in the county will have its words.
///
/// # Errors
/// When the database fails.
pub async fn schedule(tx: &mut TenantTx) -> Result<(), Storage> {
    let now = tx.now();
    jobs::enqueue(tx, INDEX, KEY, now, serde_json::json!({})).await
}

/// One turn: a batch, and again at once while there is more.
///
/// # Errors
/// When the database fails.
pub async fn run(database: &Database, job: &Job) -> Result<(), Failure> {
    let caller = Caller::system(job.county, ROBOT, Path::Worker);
    let mut tx = database.begin(&caller).await?;
    let done = cut(&mut tx).await?;
    let next = tx.now() + Duration::milliseconds(50);
    let held = if done == 0 { jobs::finish(&mut tx, job).await? } else { jobs::postpone(&mut tx, job, next).await? };
    if held {
        tx.commit().await?;
    }
    Ok(())
}

/// Cuts a batch of what has no words; gives how many there were.
///
/// # Errors
/// When the database fails.
pub async fn cut(tx: &mut TenantTx) -> Result<usize, Storage> {
    let cut = article::cut_words(tx, BATCH).await? + media::cut_words(tx, BATCH).await?;
    Ok(cut + submission::cut_words(tx, BATCH).await?)
}

/// Forgets the words of everything in the county, so that they are cut anew; until then nothing is found.
///
/// # Errors
/// When the database fails.
pub async fn forget_words(tx: &mut TenantTx) -> Result<(), Storage> {
    article::forget_words(tx).await?;
    media::forget_words(tx).await?;
    submission::forget_words(tx).await
}
