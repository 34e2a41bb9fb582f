//! When the runner of jobs looks: a look between is so far apart here that no test could wait for it.

use std::time::{Duration, Instant};

use platform::jobs::{self, Lane, RunnerConfig};
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::JoinHandle;

use crate::county::{County, Fault};

/// A runner with an hour between its looks, which tells what it took.
fn running(county: &County, lane: Lane) -> (JoinHandle<()>, mpsc::UnboundedReceiver<String>) {
    let (tell, told) = mpsc::unbounded_channel();
    let (poll, lease) = (Duration::from_secs(3600), Duration::from_secs(60));
    let runner = RunnerConfig { concurrency: 1, poll, lease, lane };
    let database = county.database.clone();
    let running = jobs::run(county.database.clone(), runner, std::future::pending(), move |job| {
        let (database, tell) = (database.clone(), tell.clone());
        async move {
            let caller = platform::Caller::system(job.county, "机器", platform::Path::Worker);
            let mut tx = database.begin(&caller).await?;
            jobs::finish(&mut tx, &job).await?;
            tx.commit().await?;
            drop(tell.send(job.key));
            Ok(())
        }
    });
    (tokio::spawn(running), told)
}

async fn enqueue(county: &County, kind: &'static str, key: &str, after: Duration) -> Result<(), Fault> {
    let mut tx = county.system().await?;
    let at = tx.now() + after;
    jobs::enqueue(&mut tx, kind, key, at, json!({})).await?;
    Ok(tx.commit().await?)
}

#[tokio::test]
async fn what_this_process_enqueues_is_taken_without_waiting_for_a_look() -> Result<(), Fault> {
    let county = County::open().await?;
    let (running, mut told) = running(&county, Lane::of(&["test.now"]));
    enqueue(&county, "test.other", "other", Duration::ZERO).await?;
    for key in ["one", "two", "three"] {
        enqueue(&county, "test.now", key, Duration::ZERO).await?;
        assert_eq!(told.recv().await.as_deref(), Some(key));
    }
    running.abort();
    Ok(())
}

#[tokio::test]
async fn a_job_is_taken_as_it_comes_due() -> Result<(), Fault> {
    let county = County::open().await?;
    let begun = Instant::now();
    enqueue(&county, "test.soon", "soon", Duration::from_millis(900)).await?;
    let (running, mut told) = running(&county, Lane::EVERY);
    assert_eq!(told.recv().await.as_deref(), Some("soon"));
    assert!(Duration::from_millis(900) <= begun.elapsed(), "not before");
    running.abort();
    Ok(())
}

#[tokio::test]
async fn what_is_rolled_back_rings_for_nobody() -> Result<(), Fault> {
    let county = County::open().await?;
    let (running, mut told) = running(&county, Lane::of(&["test.now"]));
    let mut tx = county.system().await?;
    let now = tx.now();
    jobs::enqueue(&mut tx, "test.now", "never", now, json!({})).await?;
    drop(tx);
    enqueue(&county, "test.now", "last", Duration::ZERO).await?;
    assert_eq!(told.recv().await.as_deref(), Some("last"));
    running.abort();
    Ok(())
}
