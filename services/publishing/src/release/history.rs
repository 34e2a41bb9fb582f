//! 经过: every change of a target with its time and cause. The table writes it itself, so no change goes without its row.

use platform::{PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::TargetState;
use crate::TargetId;

/// One change of a target.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are the columns, described by their names")]
pub struct Change {
    pub target: TargetId,
    pub seq: i32,
    pub at: OffsetDateTime,
    pub state: TargetState,
    pub scheduled_at: OffsetDateTime,
    pub attempts: i32,
    pub code: Option<String>,
    pub cause: Option<String>,
    /// Who did it; none: the worker, or the platform.
    pub person: Option<PersonId>,
}

struct Row {
    target_id: Uuid,
    seq: i32,
    at: OffsetDateTime,
    state: String,
    scheduled_at: OffsetDateTime,
    attempts: i32,
    code: Option<String>,
    cause: Option<String>,
    person_id: Option<Uuid>,
}

impl TryFrom<Row> for Change {
    type Error = Storage;

    fn try_from(row: Row) -> Result<Self, Storage> {
        Ok(Self {
            target: TargetId(row.target_id),
            seq: row.seq,
            at: row.at,
            state: TargetState::try_from(row.state)?,
            scheduled_at: row.scheduled_at,
            attempts: row.attempts,
            code: row.code,
            cause: row.cause,
            person: row.person_id.map(PersonId),
        })
    }
}

/// The changes of these targets that the caller sees, the first first; of each the last two hundred.
///
/// # Errors
/// When the database fails.
pub async fn history(tx: &mut TenantTx, targets: &[TargetId]) -> Result<Vec<Change>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = targets.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        "select h.target_id, h.seq, h.at, h.state, h.scheduled_at, h.attempts, h.code, h.cause, h.person_id
         from target_history h
         where h.county_id = $1 and h.target_id = any ($2)
           and h.seq > (select max(l.seq) - 200 from target_history l where l.county_id = $1 and l.target_id = h.target_id)
         order by h.target_id, h.seq",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter().map(Change::try_from).collect()
}
