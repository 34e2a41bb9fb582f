//! Every statement on tasks.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::Task;
use crate::release::target::Held;
use crate::{ReleaseId, TargetId, TaskId};

/// The columns of a task, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Task,
            r#"select id as "id: TaskId", target_id as "target: TargetId", release_id as "release: ReleaseId",
                 department_id as "department: DepartmentId", steps, opened_at, done_at, done_by as "done_by: PersonId", note
               from release_task "# + $rest,
            $($value),+
        )
    };
}

/// Enters a task. False: the target has one that waits.
pub(super) async fn insert(tx: &mut TenantTx, id: TaskId, held: &Held, steps: &[String]) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "insert into release_task (county_id, id, target_id, release_id, department_id, kind, steps, opened_at)
         values ($1, $2, $3, $4, $5, 'take_down', $6, $7)
         on conflict (county_id, target_id, kind) where done_at is null do nothing",
        county,
        id.0,
        held.target.id.0,
        held.release.id.0,
        held.release.department.0,
        steps,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Ends the task of a target that waits. False: none waits.
pub(crate) async fn done(
    tx: &mut TenantTx,
    target: TargetId,
    by: Option<PersonId>,
    note: Option<&str>,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update release_task set done_at = $3, done_by = $4, note = $5 where county_id = $1 and target_id = $2 and done_at is null",
        county,
        target.0,
        now,
        by.map(|person| person.0),
        note
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn find(tx: &mut TenantTx, id: TaskId) -> Result<Option<Task>, Storage> {
    let county = tx.county().0;
    Ok(select!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?)
}

pub(super) async fn waiting(tx: &mut TenantTx, limit: i64) -> Result<Vec<Task>, Storage> {
    let county = tx.county().0;
    let rows = select!("where county_id = $1 and done_at is null order by opened_at, id limit $2", county, limit)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows)
}

pub(super) async fn of_releases(tx: &mut TenantTx, releases: &[ReleaseId]) -> Result<Vec<Task>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = releases.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and release_id = any ($2) order by opened_at, id", county, &ids)
        .fetch_all(tx.conn())
        .await?;
    Ok(rows)
}
