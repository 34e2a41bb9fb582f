//! SQL on people and the roles they hold.

use platform::page::{Cursor, Page};
use platform::{DepartmentId, PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{HeldRole, Person};
use crate::Role;

/// People of the county, newest first; those whose name or login holds `search`, if given.
///
/// # Errors
/// When the database fails.
pub async fn list(
    tx: &mut TenantTx,
    search: Option<&str>,
    after: Option<Cursor>,
    first: i32,
) -> Result<Page<Person>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Person,
        r#"select id as "id: PersonId", login, name, home_department_id as "department: DepartmentId", active, created_at
           from person where county_id = $1
             and ($2::text is null or strpos(name, $2) > 0 or strpos(login, lower($2)) > 0)
             and ($3::timestamptz is null or (created_at, id) < ($3, $4))
           order by created_at desc, id desc limit $5"#,
        county,
        search,
        after.map(|cursor| cursor.at),
        after.map(|cursor| cursor.id),
        i64::from(first) + 1
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(Page::cut(rows, first))
}

/// People by id, those that are there.
///
/// # Errors
/// When the database fails.
pub async fn find_many(tx: &mut TenantTx, ids: &[Uuid]) -> Result<Vec<Person>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Person,
        r#"select id as "id: PersonId", login, name, home_department_id as "department: DepartmentId", active, created_at
           from person where county_id = $1 and id = any($2)"#,
        county,
        ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert(tx: &mut TenantTx, person: &Person) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into person (county_id, id, login, name, home_department_id, created_at) values ($1, $2, $3, $4, $5, $6)",
        county,
        person.id.0,
        person.login,
        person.name,
        person.department.0,
        person.created_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn set_inactive(tx: &mut TenantTx, id: PersonId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!("update person set active = false where county_id = $1 and id = $2", county, id.0)
        .execute(tx.conn())
        .await?;
    Ok(done.rows_affected() == 1)
}

/// The open roles of these people.
///
/// # Errors
/// When the database fails.
pub async fn memberships_of(tx: &mut TenantTx, people: &[Uuid]) -> Result<Vec<HeldRole>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        "select id, person_id, role, department_id, granted_at from membership
         where county_id = $1 and person_id = any($2) and ended_at is null order by granted_at, id",
        county,
        people
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows
        .into_iter()
        .filter_map(|row| {
            Some(HeldRole {
                id: row.id,
                person: PersonId(row.person_id),
                role: Role::parse(&row.role)?,
                department: row.department_id.map(DepartmentId),
                granted_at: row.granted_at,
            })
        })
        .collect())
}

pub(super) async fn insert_membership(
    tx: &mut TenantTx,
    person: PersonId,
    role: Role,
    department: Option<DepartmentId>,
) -> Result<Uuid, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    let granted_by = tx.caller().person().map(|person| person.0);
    sqlx::query!(
        "insert into membership (county_id, id, person_id, department_id, role, granted_by, granted_at)
         values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        id,
        person.0,
        department.map(|department| department.0),
        role.as_str(),
        granted_by,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(id)
}

pub(super) async fn end_membership(tx: &mut TenantTx, id: Uuid) -> Result<Option<(PersonId, String)>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let row = sqlx::query!(
        "update membership set ended_at = $3 where county_id = $1 and id = $2 and ended_at is null returning person_id, role",
        county,
        id,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| (PersonId(row.person_id), row.role)))
}

/// The active people who hold a role in a department, or in the county where none is named. A county's role covers its
/// departments.
///
/// # Errors
/// When the database fails.
pub async fn holders(
    tx: &mut TenantTx,
    role: Role,
    department: Option<DepartmentId>,
) -> Result<Vec<PersonId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        r#"select distinct m.person_id as "id: PersonId" from membership m
           join person p on p.county_id = m.county_id and p.id = m.person_id and p.active
           where m.county_id = $1 and m.role = $2 and m.ended_at is null and (m.department_id is null or m.department_id = $3)"#,
        county,
        role.as_str(),
        department.map(|department| department.0)
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}
