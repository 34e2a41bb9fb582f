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

pub(super) async fn of(tx: &mut TenantTx, id: InquiryId) -> Result<Vec<Event>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Event,
        r#"select at, kind, person_id as "person: PersonId", department_id as "department: DepartmentId", note from inquiry_event
           where county_id = $1 and inquiry_id = $2 order by at, id"#,
        county,
        id.0
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
