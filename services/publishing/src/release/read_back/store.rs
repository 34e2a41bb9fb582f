//! Every statement on looks at what is live.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use sqlx::types::Json;
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Difference, ReadBack, Verdict};
use crate::release::target::Held;
use crate::{ReadBackId, ReleaseId, TargetId};

struct Row {
    id: Uuid,
    target_id: Uuid,
    release_id: Uuid,
    department_id: Uuid,
    looked_at: OffsetDateTime,
    verdict: String,
    differences: Json<Vec<Difference>>,
    settled_at: Option<OffsetDateTime>,
    settled_by: Option<Uuid>,
    note: Option<String>,
}

impl TryFrom<Row> for ReadBack {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            id: ReadBackId(row.id),
            target: TargetId(row.target_id),
            release: ReleaseId(row.release_id),
            department: DepartmentId(row.department_id),
            looked_at: row.looked_at,
            verdict: Verdict::try_from(row.verdict)?,
            differences: row.differences,
            settled_at: row.settled_at,
            settled_by: row.settled_by.map(PersonId),
            note: row.note,
        })
    }
}

/// The columns of a look, from where the rest of the statement says.
macro_rules! select {
    ($rest:literal, $($value:expr),+ $(,)?) => {
        sqlx::query_as!(
            Row,
            r#"select id, target_id, release_id, department_id, looked_at, verdict,
                 differences as "differences: Json<Vec<Difference>>", settled_at, settled_by, note
               from read_back "# + $rest,
            $($value),+
        )
    };
}

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: ReadBackId,
    held: &Held,
    verdict: Verdict,
    differences: &[Difference],
) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into read_back (county_id, id, target_id, release_id, department_id, looked_at, verdict, differences)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        id.0,
        held.target.id.0,
        held.release.id.0,
        held.release.department.0,
        now,
        verdict.as_str(),
        Json(differences) as _
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// How often a target was looked at.
pub(super) async fn count(tx: &mut TenantTx, target: TargetId) -> Result<i64, Storage> {
    let county = tx.county().0;
    let count = sqlx::query_scalar!(
        r#"select count(*) as "count!" from read_back where county_id = $1 and target_id = $2"#,
        county,
        target.0
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(count)
}

pub(super) async fn find(tx: &mut TenantTx, id: ReadBackId) -> Result<Option<ReadBack>, Storage> {
    let county = tx.county().0;
    let row = select!("where county_id = $1 and id = $2", county, id.0).fetch_optional(tx.conn()).await?;
    row.map(ReadBack::try_from).transpose()
}

/// Settles a finding. False: it is none, or it is settled.
pub(super) async fn settle(tx: &mut TenantTx, id: ReadBackId, by: PersonId, note: &str) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update read_back set settled_at = $3, settled_by = $4, note = $5
         where county_id = $1 and id = $2 and settled_at is null and verdict in ('different', 'gone')",
        county,
        id.0,
        now,
        by.0,
        note
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

pub(super) async fn of_targets(tx: &mut TenantTx, targets: &[TargetId]) -> Result<Vec<ReadBack>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = targets.iter().map(|id| id.0).collect();
    let rows = select!("where county_id = $1 and target_id = any ($2) order by looked_at desc, id desc", county, &ids)
        .fetch_all(tx.conn())
        .await?;
    rows.into_iter().map(ReadBack::try_from).collect()
}

pub(super) async fn waiting(tx: &mut TenantTx, limit: i64) -> Result<Vec<ReadBack>, Storage> {
    let county = tx.county().0;
    let rows = select!(
        "where county_id = $1 and verdict in ('different', 'gone') and settled_at is null
           and not exists (select from read_back l where l.county_id = $1 and l.target_id = read_back.target_id and read_back.looked_at < l.looked_at)
         order by looked_at, id limit $2",
        county,
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(ReadBack::try_from).collect()
}
