//! Every statement on `plan_item`, `assignment` and `assignment_article`.

use platform::page::Cursor;
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use super::{Assignment, AssignmentId, AssignmentState, Cover, Coverage, Due, Filter, PlanItem, PlanItemId};
use crate::{ArticleId, ColumnId};

/// The columns of items, from where the rest of the statement says.
macro_rules! items {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            PlanItem,
            r#"select id as "id: PlanItemId", theme, starts_on, ends_on, column_id as "column: ColumnId", topic, note,
                 planned_by as "planned_by: PersonId", created_at, dropped_at, dropped_reason
               from plan_item i "# + $rest,
            $($value),+
        )
    };
}

/// The columns of assignments, from where the rest of the statement says.
macro_rules! assignments {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            Assignment,
            r#"select id as "id: AssignmentId", item_id as "item: PlanItemId", department_id as "department: DepartmentId",
                 person_id as "person: PersonId", due_at, note, state as "state: AssignmentState", remark,
                 assigned_by as "assigned_by: PersonId", created_at, state_at
               from assignment a "# + $rest,
            $($value),+
        )
    };
}

pub(super) async fn items_by_ids(tx: &mut TenantTx, ids: &[PlanItemId]) -> Result<Vec<PlanItem>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(items!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?)
}

pub(super) async fn lock_item(tx: &mut TenantTx, id: PlanItemId) -> Result<Option<PlanItem>, Storage> {
    let county = tx.county().0;
    let rows = items!("where county_id = $1 and id = $2 for no key update", county, id.0);
    Ok(rows.fetch_optional(tx.conn()).await?)
}

pub(super) async fn list_items(
    tx: &mut TenantTx,
    filter: &Filter,
    after: Option<Cursor>,
    limit: i64,
) -> Result<Vec<PlanItem>, Storage> {
    let county = tx.county().0;
    let rows = items!(
        "where county_id = $1 and $2 <= ends_on and ($3::date is null or starts_on <= $3)
           and ($4::uuid is null or exists (select from assignment a
             where a.county_id = i.county_id and a.item_id = i.id and a.department_id = $4))
           and case when $5::text is null then true
             when $5 = 'dropped' then dropped_at is not null
             when $5 = 'unassigned' then dropped_at is null and not exists (select from assignment a
               where a.county_id = i.county_id and a.item_id = i.id and a.state <> 'dropped')
             else dropped_at is null and exists (select from assignment a where a.county_id = i.county_id and a.item_id = i.id
               and a.state = $5 and ($4::uuid is null or a.department_id = $4)) end
           and ($6::date is null or (starts_on, id) > ($6, $7))
         order by starts_on, id limit $8",
        county,
        filter.from,
        filter.until,
        filter.department.map(|id| id.0),
        filter.state.map(Coverage::as_str),
        after.map(|cursor| cursor.at.date()),
        after.map(|cursor| cursor.id),
        limit
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert_item(tx: &mut TenantTx, item: &PlanItem) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into plan_item (county_id, id, theme, starts_on, ends_on, column_id, topic, note, planned_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        county,
        item.id.0,
        item.theme,
        item.starts_on,
        item.ends_on,
        item.column.map(|id| id.0),
        item.topic,
        item.note,
        item.planned_by.0,
        item.created_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves a locked item.
pub(super) async fn save_item(tx: &mut TenantTx, item: &PlanItem) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update plan_item set theme = $3, starts_on = $4, ends_on = $5, column_id = $6, topic = $7, note = $8, dropped_at = $9,
           dropped_reason = $10
         where county_id = $1 and id = $2",
        county,
        item.id.0,
        item.theme,
        item.starts_on,
        item.ends_on,
        item.column.map(|id| id.0),
        item.topic,
        item.note,
        item.dropped_at,
        item.dropped_reason
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

/// The assignments of these ids, in no order.
///
/// # Errors
/// When the rows cannot be read.
pub async fn assignments_by_ids(tx: &mut TenantTx, ids: &[AssignmentId]) -> Result<Vec<Assignment>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    Ok(assignments!("where county_id = $1 and id = any($2)", county, &ids).fetch_all(tx.conn()).await?)
}

/// The assignments of these items, in the order they were given.
///
/// # Errors
/// When the rows cannot be read.
pub async fn assignments_of(tx: &mut TenantTx, items: &[PlanItemId]) -> Result<Vec<Assignment>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = items.iter().map(|id| id.0).collect();
    let rows = assignments!("where county_id = $1 and item_id = any($2) order by created_at, id", county, &ids);
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// An assignment the caller may change, held until the transaction ends.
pub(crate) async fn lock_assignment(tx: &mut TenantTx, id: AssignmentId) -> Result<Option<Assignment>, Storage> {
    let county = tx.county().0;
    let rows = assignments!("where county_id = $1 and id = $2 for no key update", county, id.0);
    Ok(rows.fetch_optional(tx.conn()).await?)
}

pub(super) async fn lock_assignments(tx: &mut TenantTx, item: PlanItemId) -> Result<Vec<Assignment>, Storage> {
    let county = tx.county().0;
    let rows = assignments!("where county_id = $1 and item_id = $2 order by id for no key update", county, item.0);
    Ok(rows.fetch_all(tx.conn()).await?)
}

/// The assignments still open that a piece covers.
pub(super) async fn lock_covered_by(tx: &mut TenantTx, article: ArticleId) -> Result<Vec<Assignment>, Storage> {
    let county = tx.county().0;
    let rows = assignments!(
        "where county_id = $1 and state in ('assigned', 'in_progress', 'delivered') and exists (select from assignment_article c
           where c.county_id = a.county_id and c.assignment_id = a.id and c.article_id = $2)
         order by id for no key update",
        county,
        article.0
    );
    Ok(rows.fetch_all(tx.conn()).await?)
}

pub(super) async fn insert_assignment(tx: &mut TenantTx, assignment: &Assignment) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into assignment (county_id, id, item_id, department_id, person_id, due_at, note, state, assigned_by, created_at, state_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)",
        county,
        assignment.id.0,
        assignment.item.0,
        assignment.department.0,
        assignment.person.map(|id| id.0),
        assignment.due_at,
        assignment.note,
        assignment.state.as_str(),
        assignment.assigned_by.0,
        assignment.created_at,
        assignment.state_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Saves a locked assignment.
pub(super) async fn save_assignment(tx: &mut TenantTx, assignment: &Assignment) -> Result<(), Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update assignment set person_id = $3, due_at = $4, note = $5, state = $6, remark = $7, state_at = $8
         where county_id = $1 and id = $2",
        county,
        assignment.id.0,
        assignment.person.map(|id| id.0),
        assignment.due_at,
        assignment.note,
        assignment.state.as_str(),
        assignment.remark,
        assignment.state_at
    )
    .execute(tx.conn())
    .await?;
    one(done.rows_affected())
}

/// False when the piece covered it already.
pub(super) async fn insert_cover(
    tx: &mut TenantTx,
    assignment: &Assignment,
    article: ArticleId,
) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "insert into assignment_article (county_id, assignment_id, article_id, department_id, linked_at)
         values ($1, $2, $3, $4, $5) on conflict do nothing",
        county,
        assignment.id.0,
        article.0,
        assignment.department.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// The pieces that cover these assignments, in the order they were linked.
///
/// # Errors
/// When the rows cannot be read.
pub async fn articles_of(tx: &mut TenantTx, ids: &[AssignmentId]) -> Result<Vec<Cover>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Cover,
        r#"select assignment_id as "assignment: AssignmentId", article_id as "article: ArticleId" from assignment_article
           where county_id = $1 and assignment_id = any($2) order by linked_at, article_id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

struct DueRow {
    theme: String,
    id: Uuid,
    item_id: Uuid,
    department_id: Uuid,
    person_id: Option<Uuid>,
    due_at: OffsetDateTime,
    note: String,
    state: AssignmentState,
    remark: String,
    assigned_by: Uuid,
    created_at: OffsetDateTime,
    state_at: OffsetDateTime,
}

impl From<DueRow> for Due {
    fn from(row: DueRow) -> Self {
        let assignment = Assignment {
            id: AssignmentId(row.id),
            item: PlanItemId(row.item_id),
            department: DepartmentId(row.department_id),
            person: row.person_id.map(PersonId),
            due_at: row.due_at,
            note: row.note,
            state: row.state,
            remark: row.remark,
            assigned_by: PersonId(row.assigned_by),
            created_at: row.created_at,
            state_at: row.state_at,
        };
        Self { assignment, theme: row.theme }
    }
}

/// What is owed, with its theme, where the rest of the statement says.
macro_rules! owed {
    ($rest:literal, $($value:expr),+) => {
        sqlx::query_as!(
            DueRow,
            r#"select i.theme, a.id, a.item_id, a.department_id, a.person_id, a.due_at, a.note, a.state as "state: AssignmentState",
                 a.remark, a.assigned_by, a.created_at, a.state_at
               from assignment a join plan_item i on i.county_id = a.county_id and i.id = a.item_id
               where a.county_id = $1 and a.state in ('assigned', 'in_progress') "# + $rest,
            $($value),+
        )
    };
}

pub(super) async fn owed_by(
    tx: &mut TenantTx,
    department: DepartmentId,
    person: PersonId,
    limit: i64,
) -> Result<Vec<Due>, Storage> {
    let county = tx.county().0;
    let rows = owed!(
        "and a.department_id = $2 and (a.person_id is null or a.person_id = $3) order by a.due_at, a.id limit $4",
        county,
        department.0,
        person.0,
        limit
    );
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(Due::from).collect())
}

pub(super) async fn owed_until(tx: &mut TenantTx, until: OffsetDateTime, limit: i64) -> Result<Vec<Due>, Storage> {
    let county = tx.county().0;
    let rows = owed!("and a.due_at <= $2 order by a.due_at, a.id limit $3", county, until, limit);
    Ok(rows.fetch_all(tx.conn()).await?.into_iter().map(Due::from).collect())
}

/// Row security turns "not yours" into no row; a locked row that is not saved is a fault of ours.
fn one(rows: u64) -> Result<(), Storage> {
    if rows == 1 { Ok(()) } else { Err(Storage(sqlx::Error::RowNotFound)) }
}
