//! Every statement on `media_folder`.

use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{Folder, FolderId};

/// The folders of these ids that the caller sees, in no order, with how many files are in each.
///
/// # Errors
/// When the rows cannot be read.
pub async fn by_ids(tx: &mut TenantTx, ids: &[FolderId]) -> Result<Vec<Folder>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Folder,
        r#"select f.id as "id: FolderId", f.department_id as "department: DepartmentId", f.parent_id as "parent: FolderId", f.name,
             (select count(*) from media m where m.county_id = $1 and m.folder_id = f.id and m.state = 'ready') as "files!"
           from media_folder f where f.county_id = $1 and f.id = any($2)"#,
        county,
        &ids
    );
    rows.fetch_all(tx.conn()).await.map_err(Storage)
}

pub(super) async fn of_department(tx: &mut TenantTx, department: DepartmentId) -> Result<Vec<Folder>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Folder,
        r#"select f.id as "id: FolderId", f.department_id as "department: DepartmentId", f.parent_id as "parent: FolderId", f.name,
             coalesce(held.files, 0) as "files!"
           from media_folder f
           left join (select folder_id, count(*) as files from media where county_id = $1 and department_id = $2 and state = 'ready'
             and folder_id is not null group by folder_id) held on held.folder_id = f.id
           where f.county_id = $1 and f.department_id = $2 order by f.name, f.id"#,
        county,
        department.0
    );
    rows.fetch_all(tx.conn()).await.map_err(Storage)
}

/// Lets nobody else change the tree of a department until the transaction ends: two moves at once could make a ring.
pub(super) async fn hold_tree(tx: &mut TenantTx, department: DepartmentId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "select pg_advisory_xact_lock(hashtextextended('media_folder' || $2::text, $1::int))",
        county,
        department.0.to_string()
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn insert(tx: &mut TenantTx, folder: &Folder, person: PersonId) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "insert into media_folder (county_id, id, department_id, parent_id, name, created_by, created_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        folder.id.0,
        folder.department.0,
        folder.parent.map(|id| id.0),
        folder.name,
        person.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False where it is gone.
pub(super) async fn save(tx: &mut TenantTx, folder: &Folder) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update media_folder set name = $3, parent_id = $4 where county_id = $1 and id = $2",
        county,
        folder.id.0,
        folder.name,
        folder.parent.map(|id| id.0)
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// False while something is in it.
pub(super) async fn delete_empty(tx: &mut TenantTx, id: FolderId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "delete from media_folder where county_id = $1 and id = $2
           and not exists (select from media_folder f where f.county_id = $1 and f.parent_id = $2)
           and not exists (select from media m where m.county_id = $1 and m.folder_id = $2)",
        county,
        id.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
