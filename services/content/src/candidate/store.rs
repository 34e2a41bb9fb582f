//! Every statement on `candidate`.

use platform::page::Cursor;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{Candidate, CandidateId, CandidateState, Filter};
use crate::feed::ItemId;
use crate::{ArticleId, SourceId};

/// The columns of candidates, from where the rest of the statement says.
macro_rules! candidates {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Candidate,
            r#"select id as "id: CandidateId", department_id as "department: DepartmentId", group_id as "group: ItemId",
                 source_id as "source: SourceId", state as "state: CandidateState", found_at, settled_by as "settled_by: PersonId",
                 settled_at, article_id as "article: ArticleId"
               from candidate "# + $rest,
            $($value),+
        )
    };
}

pub(super) async fn lock(tx: &mut TenantTx, id: CandidateId) -> Result<Option<Candidate>, Storage> {
    let county = tx.county().0;
    let row = candidates!("where county_id = $1 and id = $2 for no key update", county, id.0);
    Ok(row.fetch_optional(tx.conn()).await?)
}

pub(super) async fn list(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<Candidate>, Storage> {
    let county = tx.county().0;
    let rows = candidates!(
        "where county_id = $1 and ($2::text is null or state = $2) and ($3::uuid is null or department_id = $3)
           and ($4::uuid is null or source_id = $4) and ($5::timestamptz is null or (found_at, id) < ($5, $6))
         order by found_at desc, id desc limit $7",
        county,
        filter.state.map(CandidateState::as_str),
        filter.department.map(|id| id.0),
        filter.source.map(|id| id.0),
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Offers groups to departments, once; gives how many are new.
pub(crate) async fn offer(
    tx: &mut TenantTx,
    source: SourceId,
    offered: &[(DepartmentId, ItemId)],
) -> Result<usize, Storage> {
    if offered.is_empty() {
        return Ok(0);
    }
    let (county, now) = (tx.county().0, tx.now());
    let ids: Vec<Uuid> = offered.iter().map(|_| tx.new_id()).collect();
    let departments: Vec<Uuid> = offered.iter().map(|(department, _)| department.0).collect();
    let groups: Vec<Uuid> = offered.iter().map(|(_, group)| group.0).collect();
    let done = sqlx::query!(
        "insert into candidate (county_id, id, department_id, group_id, source_id, found_at)
         select $1, id, department_id, group_id, $2, $3 from unnest($4::uuid[], $5::uuid[], $6::uuid[]) told (id, department_id, group_id)
         on conflict (county_id, department_id, group_id) do nothing",
        county,
        source.0,
        now,
        &ids,
        &departments,
        &groups
    )
    .execute(tx.conn())
    .await?;
    Ok(usize::try_from(done.rows_affected()).unwrap_or_default())
}

/// Saves where a locked candidate stands.
pub(super) async fn save(tx: &mut TenantTx, candidate: &Candidate) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update candidate set state = $3, settled_by = $4, settled_at = $5, article_id = $6 where county_id = $1 and id = $2",
        county,
        candidate.id.0,
        candidate.state.as_str(),
        candidate.settled_by.map(|id| id.0),
        candidate.settled_at,
        candidate.article.map(|id| id.0)
    )
    .execute(tx.conn())
    .await?;
    // Row security turns "not yours" into no row; a locked row that is not saved is a fault of ours.
    if done.rows_affected() == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}
