//! SQL on second factors and recovery codes: a person's own, under row security.

use platform::{PersonId, Storage, TenantTx};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::SecondFactor;

/// What is kept of a factor.
pub(super) struct Kept {
    pub(super) secret: Option<Vec<u8>>,
    pub(super) pending: Option<Vec<u8>>,
    pub(super) last_step: i64,
    pub(super) locked_until: Option<OffsetDateTime>,
}

/// A person's factor in use, if the caller sees it.
///
/// # Errors
/// When the database fails.
pub async fn find(tx: &mut TenantTx, person: PersonId) -> Result<Option<SecondFactor>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query!(
        r#"select f.enrolled_at as "enrolled_at!", (select count(*) from recovery_code r
             where r.county_id = f.county_id and r.person_id = f.person_id and r.used_at is null) as "left!"
           from second_factor f where f.county_id = $1 and f.person_id = $2 and f.enrolled_at is not null"#,
        county,
        person.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| SecondFactor { enrolled_at: row.enrolled_at, recovery_left: row.left }))
}

/// Those of these people who have one, as far as the caller sees.
///
/// # Errors
/// When the database fails.
pub async fn enrolled(tx: &mut TenantTx, people: &[Uuid]) -> Result<Vec<PersonId>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query_scalar!(
        r#"select person_id as "id: PersonId" from second_factor
           where county_id = $1 and person_id = any($2) and enrolled_at is not null"#,
        county,
        people
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows)
}

/// Locks the factor, so that of two who give one code at once the second finds it used.
pub(super) async fn lock(tx: &mut TenantTx, person: PersonId) -> Result<Option<Kept>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Kept,
        "select secret, pending, last_step, locked_until from second_factor
         where county_id = $1 and person_id = $2 for update",
        county,
        person.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// Keeps a secret that waits for its first code.
pub(super) async fn offer(tx: &mut TenantTx, person: PersonId, sealed: &[u8]) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into second_factor (county_id, person_id, pending) values ($1, $2, $3)
         on conflict (county_id, person_id) do update set pending = excluded.pending",
        county,
        person.0,
        sealed
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The secret that waited is in use from now on.
pub(super) async fn enrol(tx: &mut TenantTx, person: PersonId, step: i64) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update second_factor set secret = pending, pending = null, enrolled_at = $3, last_step = $4, failures = 0, locked_until = null
         where county_id = $1 and person_id = $2",
        county,
        person.0,
        now,
        step
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The code of this step is used.
pub(super) async fn take(tx: &mut TenantTx, person: PersonId, step: i64) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update second_factor set last_step = $3, failures = 0, locked_until = null where county_id = $1 and person_id = $2",
        county,
        person.0,
        step
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Counts a wrong code, and locks from the `limit`th in a row on.
pub(super) async fn count_failure(
    tx: &mut TenantTx,
    person: PersonId,
    limit: i32,
    lock: Duration,
) -> Result<i32, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let failures = sqlx::query_scalar!(
        "update second_factor set failures = failures + 1,
           locked_until = case when $3 <= failures + 1 then $4::timestamptz else locked_until end
         where county_id = $1 and person_id = $2 returning failures",
        county,
        person.0,
        limit,
        now + lock
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(failures)
}

/// Keeps these codes in the place of all earlier ones.
pub(super) async fn replace_codes(tx: &mut TenantTx, person: PersonId, digests: &[Vec<u8>]) -> Result<(), Storage> {
    let county = tx.county().0;
    forget_codes(tx, person).await?;
    let ids: Vec<Uuid> = digests.iter().map(|_| tx.new_id()).collect();
    sqlx::query!(
        "insert into recovery_code (county_id, id, person_id, digest) select $1, id, $2, digest from unnest($3::uuid[], $4::bytea[]) c (id, digest)",
        county,
        person.0,
        &ids,
        digests
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

async fn forget_codes(tx: &mut TenantTx, person: PersonId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!("delete from recovery_code where county_id = $1 and person_id = $2", county, person.0)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Uses a recovery code; false where it is none of theirs, or was used.
pub(super) async fn use_code(tx: &mut TenantTx, person: PersonId, digest: &[u8]) -> Result<bool, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update recovery_code set used_at = $4 where county_id = $1 and person_id = $2 and digest = $3 and used_at is null",
        county,
        person.0,
        digest,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Notes on a session that a code was given now.
pub(super) async fn prove(tx: &mut TenantTx, session: Uuid) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!("update session set proved_at = $3 where county_id = $1 and id = $2", county, session, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

/// Takes a factor away with its codes, and what sessions had shown by it. False where there was none.
pub(super) async fn remove(tx: &mut TenantTx, person: PersonId) -> Result<bool, Storage> {
    let county = tx.county().0;
    forget_codes(tx, person).await?;
    let done = sqlx::query!("delete from second_factor where county_id = $1 and person_id = $2", county, person.0)
        .execute(tx.conn())
        .await?;
    sqlx::query!(
        "update session set proved_at = null where county_id = $1 and person_id = $2 and proved_at is not null",
        county,
        person.0
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected() == 1)
}
