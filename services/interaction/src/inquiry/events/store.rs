//! Statements on `inquiry_event`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};

use super::Event;
use crate::inquiry::InquiryId;

pub(super) async fn insert(
    tx: &mut TenantTx,
    id: InquiryId,
    kind: &str,
    department: Option<DepartmentId>,
    note: &str,
) -> Result<(), Storage> {
    let (county, event, now) = (tx.county().0, tx.new_id(), tx.now());
    let person = tx.caller().person().map(|person| person.0);
    sqlx::query!(
        "insert into inquiry_event (county_id, id, inquiry_id, at, kind, person_id, department_id, note)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        event,
        id.0,
        now,
        kind,
        person,
        department.map(|department| department.0),
        note
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn of(tx: &mut TenantTx, ids: &[InquiryId]) -> Result<Vec<Event>, Storage> {
    let county = tx.county().0;
    let ids: Vec<uuid::Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Event,
        r#"select inquiry_id as "inquiry: InquiryId", at, kind, person_id as "person: PersonId", department_id as "department: DepartmentId", note from inquiry_event
           where county_id = $1 and inquiry_id = any($2) order by at, id"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
