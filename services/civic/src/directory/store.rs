//! Statements on `service_entry`.

use platform::{DepartmentId, Storage, TenantTx};

use super::{EntryId, NewEntry, ServiceEntry};

/// The county's places of service, by name.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<ServiceEntry>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        ServiceEntry,
        r#"select id as "id: EntryId", department_id as "department: DepartmentId", name, address, hours, phone from service_entry
           where county_id = $1 order by name, id"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn put(tx: &mut TenantTx, new: &NewEntry) -> Result<EntryId, Storage> {
    let (county, id) = (tx.county().0, tx.new_id());
    let id = sqlx::query_scalar!(
        r#"insert into service_entry (county_id, id, department_id, name, address, hours, phone) values ($1, $2, $3, $4, $5, $6, $7)
           on conflict (county_id, department_id, name) do update
             set address = excluded.address, hours = excluded.hours, phone = excluded.phone
           returning id as "id: EntryId""#,
        county,
        id,
        new.department.0,
        new.name.trim(),
        new.address.trim(),
        new.hours.trim(),
        new.phone.trim()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}
