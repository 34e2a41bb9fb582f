//! Every statement on `leader`.

use platform::{Storage, TenantTx};

use super::{Leader, LeaderId};

/// The county's table, in its order; those who left office are among them.
///
/// # Errors
/// When the rows cannot be read.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<Leader>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_as!(
        Leader,
        r#"select id as "id: LeaderId", name, posts, position, starts_on, ends_on from leader
           where county_id = $1 order by position, id limit 500"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn find(tx: &mut TenantTx, id: LeaderId) -> Result<Option<Leader>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Leader,
        r#"select id as "id: LeaderId", name, posts, position, starts_on, ends_on from leader
           where county_id = $1 and id = $2"#,
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

pub(super) async fn insert(tx: &mut TenantTx, leader: &Leader) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into leader (county_id, id, name, posts, position, starts_on, ends_on) values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        leader.id.0,
        leader.name,
        &leader.posts,
        leader.position,
        leader.starts_on,
        leader.ends_on
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// False when there is none, or the caller may not change it.
pub(super) async fn save(tx: &mut TenantTx, leader: &Leader) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "update leader set name = $3, posts = $4, position = $5, starts_on = $6, ends_on = $7 where county_id = $1 and id = $2",
        county,
        leader.id.0,
        leader.name,
        &leader.posts,
        leader.position,
        leader.starts_on,
        leader.ends_on
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
