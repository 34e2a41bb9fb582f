//! Work to be done later or again: enqueued in the transaction that wants it, claimed under a lease by the runner.

mod bell;
mod run;

use std::time::Duration;

use serde_json::Value;
use time::OffsetDateTime;
use uuid::Uuid;

use crate::{CountyId, Database, Storage, TenantTx};

pub(crate) use bell::Bell;
pub use run::{RunnerConfig, run};

/// A job in a runner's hands until its lease ends.
#[derive(Clone, Debug)]
pub struct Job {
    /// The tenant it belongs to.
    pub county: CountyId,
    /// Its id.
    pub id: Uuid,
    /// Which use case runs it.
    pub kind: String,
    /// What it is about; with the kind, unique among living jobs of a county.
    pub key: String,
    /// Ids and numbers; never content.
    pub payload: Value,
    /// Attempts begun, this one included.
    pub attempts: i32,
    /// The lease.
    pub token: Uuid,
    /// The trace it continues.
    pub traceparent: Option<String>,
}

/// Enqueues a job in the caller's transaction. A living job of the same kind and key is moved to the earlier time instead.
///
/// # Errors
/// When the database fails.
pub async fn enqueue(
    tx: &mut TenantTx,
    kind: &'static str,
    key: &str,
    run_at: OffsetDateTime,
    payload: Value,
) -> Result<(), Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    let traceparent = crate::telemetry::current_traceparent();
    sqlx::query!(
        "insert into job (county_id, id, kind, key, payload, run_at, traceparent) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (county_id, kind, key) where dead_at is null do update set run_at = least(job.run_at, excluded.run_at), payload = excluded.payload",
        county,
        id,
        kind,
        key,
        payload,
        run_at,
        traceparent
    )
    .execute(tx.conn())
    .await?;
    tx.ring_at_commit(kind, run_at);
    Ok(())
}

/// Moves a living job to another time, later or earlier. False when there is none, or a runner has it in hand.
///
/// # Errors
/// When the database fails.
pub async fn reschedule(
    tx: &mut TenantTx,
    kind: &'static str,
    key: &str,
    run_at: OffsetDateTime,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let moved = sqlx::query!(
        "update job set run_at = $4 where county_id = $1 and kind = $2 and key = $3 and dead_at is null
           and (lease_until is null or lease_until < $5)",
        county,
        kind,
        key,
        run_at,
        now
    )
    .execute(tx.conn())
    .await?;
    tx.ring_at_commit(kind, run_at);
    Ok(moved.rows_affected() == 1)
}

/// Puts a living job into the lane of what is an emergency: once due, it is taken before everything that is not.
///
/// # Errors
/// When the database fails.
pub async fn hasten(tx: &mut TenantTx, kind: &'static str, key: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update job set urgent = true where county_id = $1 and kind = $2 and key = $3 and dead_at is null",
        county,
        kind,
        key
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Takes a living job out of the queue: what it was for is no longer wanted. A runner that has it in hand then cannot finish it.
///
/// # Errors
/// When the database fails.
pub async fn cancel(tx: &mut TenantTx, kind: &'static str, key: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "delete from job where county_id = $1 and kind = $2 and key = $3 and dead_at is null",
        county,
        kind,
        key
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The keys of a county's living jobs of a kind: one side of the comparison I6 asks for.
///
/// # Errors
/// When the database fails.
pub async fn living(tx: &mut TenantTx, kind: &'static str) -> Result<Vec<String>, Storage> {
    let county = tx.county().0;
    let rows =
        sqlx::query_scalar!("select key from job where county_id = $1 and kind = $2 and dead_at is null", county, kind)
            .fetch_all(tx.conn())
            .await?;
    Ok(rows)
}

/// Which kinds of job a runner takes. Jobs that wait for other people's servers have a lane of their own: one that hangs there holds no
/// place of the others.
#[derive(Clone, Copy, Debug)]
pub struct Lane {
    kinds: &'static [&'static str],
    within: bool,
}

impl Lane {
    /// Every kind.
    pub const EVERY: Self = Self { kinds: &[], within: false };

    /// These kinds alone.
    #[must_use]
    pub const fn of(kinds: &'static [&'static str]) -> Self {
        Self { kinds, within: true }
    }

    /// Every kind but these.
    #[must_use]
    pub const fn but(kinds: &'static [&'static str]) -> Self {
        Self { kinds, within: false }
    }

    fn takes(self, kind: &str) -> bool {
        self.kinds.contains(&kind) == self.within
    }
}

/// Claims due jobs of any county and kind, up to `limit`, each for `lease`: emergencies first, then the longest due.
///
/// # Errors
/// When the database fails.
pub async fn claim(database: &Database, limit: i64, lease: Duration) -> Result<Vec<Job>, Storage> {
    claim_in(database, Lane::EVERY, limit, lease).await
}

/// A claim is not waited for until it lasts: the first thing its job makes last makes the claim last too, and until then nothing was
/// done under it.
async fn claim_in(database: &Database, lane: Lane, limit: i64, lease: Duration) -> Result<Vec<Job>, Storage> {
    let kinds: Vec<String> = lane.kinds.iter().map(|kind| (*kind).to_owned()).collect();
    let mut tx = database.begin_system_soon().await?;
    let now = tx.now();
    let rows = sqlx::query!(
        "with urgent as (
           select county_id, id from job where urgent and dead_at is null and run_at <= $1 and (lease_until is null or lease_until < $1)
             and (kind = any ($4)) = $5
           order by run_at limit $3 for update skip locked),
         other as (
           select county_id, id from job where not urgent and dead_at is null and run_at <= $1 and (lease_until is null or lease_until < $1)
             and (kind = any ($4)) = $5
           order by run_at limit $3 - (select count(*) from urgent) for update skip locked)
         update job j set lease_until = $2, lease_token = gen_random_uuid(), attempts = attempts + 1
         from (select county_id, id from urgent union all select county_id, id from other) due
         where j.county_id = due.county_id and j.id = due.id
         returning j.county_id, j.id, j.kind, j.key, j.payload, j.attempts, j.lease_token, j.traceparent",
        now,
        now + lease,
        limit,
        &kinds,
        lane.within
    )
    .fetch_all(tx.conn())
    .await?;
    tx.commit().await?;
    Ok(rows
        .into_iter()
        .map(|row| Job {
            county: CountyId(row.county_id),
            id: row.id,
            kind: row.kind,
            key: row.key,
            payload: row.payload,
            attempts: row.attempts,
            token: row.lease_token.unwrap_or_default(),
            traceparent: row.traceparent,
        })
        .collect())
}

/// How long until the next job of any kind is due, if it is due within `most`.
async fn next_due(database: &Database, most: Duration) -> Result<Option<Duration>, Storage> {
    let mut tx = database.begin_system().await?;
    let now = tx.now();
    let next = sqlx::query_scalar!(
        "select run_at from job where dead_at is null and $1 < run_at and run_at < $2 order by run_at limit 1",
        now,
        now + most
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(next.map(|next| (next - now).try_into().unwrap_or_default()))
}

/// Ends a job that was done, in the transaction of what it did. False when the lease was lost: the caller must then not commit.
///
/// # Errors
/// When the database fails.
pub async fn finish(tx: &mut TenantTx, job: &Job) -> Result<bool, Storage> {
    let done = sqlx::query!(
        "delete from job where county_id = $1 and id = $2 and lease_token = $3",
        job.county.0,
        job.id,
        job.token
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Puts a job back for a later time without counting a failure. False when the lease was lost.
///
/// # Errors
/// When the database fails.
pub async fn postpone(tx: &mut TenantTx, job: &Job, run_at: OffsetDateTime) -> Result<bool, Storage> {
    let done = sqlx::query!(
        "update job set run_at = $4, lease_until = null, lease_token = null, attempts = 0 where county_id = $1 and id = $2 and lease_token = $3",
        job.county.0,
        job.id,
        job.token,
        run_at
    )
    .execute(tx.conn())
    .await?;
    tx.ring_at_commit(&job.kind, run_at);
    Ok(done.rows_affected() == 1)
}

/// Attempts after which a failing job is dead and waits for a person.
pub const MAX_ATTEMPTS: i32 = 12;

/// Notes a failed attempt: again after a doubling pause (2 s to about 1 h), or dead after the last. The text is for operators.
///
/// # Errors
/// When the database fails.
pub async fn fail(database: &Database, job: &Job, error: &str) -> Result<(), Storage> {
    let mut tx = database.begin_system().await?;
    let now = tx.now();
    let pause = Duration::from_secs(1 << job.attempts.clamp(1, 12));
    let dead_at = (MAX_ATTEMPTS <= job.attempts).then_some(now);
    sqlx::query!(
        "update job set run_at = $4, lease_until = null, lease_token = null, last_error = left($5, 500), dead_at = $6
         where county_id = $1 and id = $2 and lease_token = $3",
        job.county.0,
        job.id,
        job.token,
        now + pause,
        error,
        dead_at
    )
    .execute(tx.conn())
    .await?;
    tx.commit().await
}

/// Due and dead jobs of all counties: what the metrics and the alarm on I6 show.
///
/// # Errors
/// When the database fails.
pub async fn backlog(database: &Database) -> Result<(i64, i64), Storage> {
    let mut tx = database.begin_system().await?;
    let now = tx.now();
    let row = sqlx::query!(
        r#"select count(*) filter (where dead_at is null and run_at <= $1) as "due!", count(*) filter (where dead_at is not null) as "dead!" from job"#,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok((row.due, row.dead))
}

/// Why an attempt failed, for operators: no personal data, no secret.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Failure(pub String);

impl Failure {
    /// Keeps an error with every cause behind it.
    pub fn of(error: &(dyn std::error::Error + 'static)) -> Self {
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        Self(text)
    }
}

impl From<Storage> for Failure {
    fn from(error: Storage) -> Self {
        Self::of(&error)
    }
}
