//! Send a test message, once; the log shows what was answered.

use platform::jobs::{Failure, Job};
use serde_json::Value;

use super::call::{Call, call, note};
use crate::ConnectorId;
use crate::connector::message;
use crate::connector::{Word, store};
use crate::send::{Publisher, finish};

pub(crate) async fn run(publisher: &Publisher, job: &Job) -> Result<(), Failure> {
    let id: ConnectorId =
        job.key.parse().map_err(|_| Failure(format!("the job's key is no connector: {}", job.key)))?;
    let mut tx = publisher.begin(job.county).await?;
    let (at, message) = (tx.now(), format!("msg_{}", tx.new_id().simple()));
    let Some(line) = store::line(&mut tx, id).await? else { return finish(tx, job).await };
    drop(tx);
    let body = message::ping(job.county, &publisher.public_url, id, at);
    let (line, silent) = (&line, Some(Word::Accepted));
    let noted_as = job.payload.get("call").and_then(Value::as_str).and_then(|id| id.parse().ok());
    let of = Call { line, kind: "ping", id: message, target: None, body: &body, at, silent, noted_as };
    let ended = call(publisher, job.county, &of).await?;
    let mut tx = publisher.begin(job.county).await?;
    note(&mut tx, &of, &ended).await?;
    finish(tx, job).await
}
