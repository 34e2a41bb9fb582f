//! SQL on API tokens.

use platform::{PersonId, Storage, TenantTx};
use uuid::Uuid;

use super::{ApiToken, TokenHolder};
use crate::session::Token;
use crate::{Membership, Role};

/// The caller's own tokens, newest first.
///
/// # Errors
/// When the database fails.
pub async fn list(tx: &mut TenantTx) -> Result<Vec<ApiToken>, Storage> {
    let county = tx.county().0;
    let person = tx.caller().person().map(|person| person.0);
    let rows = sqlx::query_as!(
        ApiToken,
        "select id, name, scopes, created_at, expires_at, revoked_at from api_token
         where county_id = $1 and person_id = $2 order by created_at desc, id desc",
        county,
        person
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

pub(super) async fn insert(tx: &mut TenantTx, person: PersonId, token: &Token, row: &ApiToken) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into api_token (county_id, id, person_id, name, scopes, token_hash, created_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        row.id,
        person.0,
        row.name,
        &row.scopes,
        token.hash(),
        row.created_at,
        row.expires_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(super) async fn revoke(tx: &mut TenantTx, id: Uuid) -> Result<Option<ApiToken>, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let person = tx.caller().person().map(|person| person.0);
    let row = sqlx::query_as!(
        ApiToken,
        "update api_token set revoked_at = coalesce(revoked_at, $4) where county_id = $1 and id = $2 and person_id = $3
         returning id, name, scopes, created_at, expires_at, revoked_at",
        county,
        id,
        person,
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

pub(super) async fn holder(tx: &mut TenantTx, token: &Token) -> Result<Option<TokenHolder>, Storage> {
    let now = tx.now();
    let row = sqlx::query!(
        r#"select t.person_id, t.scopes, p.name,
             array(select m.role from membership m where m.county_id = t.county_id and m.person_id = t.person_id
                   and m.ended_at is null and m.department_id is null) as "roles!"
           from api_token t join person p on p.county_id = t.county_id and p.id = t.person_id
           where t.county_id = $1 and t.id = $2 and t.token_hash = $3 and t.revoked_at is null and $4 < t.expires_at and p.active"#,
        token.county.0,
        token.id,
        token.hash(),
        now
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| TokenHolder {
        county: token.county,
        person: PersonId(row.person_id),
        name: row.name,
        scopes: row.scopes,
        memberships: row
            .roles
            .iter()
            .filter_map(|role| Role::parse(role))
            .map(|role| Membership { role, department: None })
            .collect(),
    }))
}
