//! SQL on sessions and credentials, under system reach.

use platform::{CountyId, DepartmentId, PersonId, Storage, TenantTx};
use time::{Duration, OffsetDateTime};
use uuid::Uuid;

use super::{Session, Token};
use crate::delegation::{DelegationId, Held};
use crate::second_factor::Proof;
use crate::{Membership, Role};

pub(crate) struct Credential {
    pub(crate) person: PersonId,
    pub(crate) active: bool,
    pub(crate) password_hash: String,
    pub(crate) failures: i32,
    pub(crate) locked_until: Option<OffsetDateTime>,
}

pub(crate) async fn credential(tx: &mut TenantTx, login: &str) -> Result<Option<Credential>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Credential,
        r#"select p.id as "person: PersonId", p.active, c.password_hash, c.failures, c.locked_until
           from person p join credential c on c.county_id = p.county_id and c.person_id = p.id
           where p.county_id = $1 and p.login = lower($2)"#,
        county,
        login
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

pub(crate) async fn credential_of(tx: &mut TenantTx, person: PersonId) -> Result<Option<Credential>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Credential,
        r#"select p.id as "person: PersonId", p.active, c.password_hash, c.failures, c.locked_until
           from person p join credential c on c.county_id = p.county_id and c.person_id = p.id
           where p.county_id = $1 and p.id = $2"#,
        county,
        person.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row)
}

/// The administrator's transaction writes a first credential; only the platform reads it again.
pub(crate) async fn insert_credential(tx: &mut TenantTx, person: PersonId, hash: &str) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into credential (county_id, person_id, password_hash, must_change) values ($1, $2, $3, true)",
        county,
        person.0,
        hash
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn set_password(tx: &mut TenantTx, person: PersonId, hash: &str) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update credential set password_hash = $3, password_changed_at = $4, must_change = false, failures = 0, locked_until = null
         where county_id = $1 and person_id = $2",
        county,
        person.0,
        hash,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// Counts a failure, and locks from the `limit`th in a row on.
pub(crate) async fn count_failure(
    tx: &mut TenantTx,
    person: PersonId,
    limit: i32,
    lock: Duration,
) -> Result<i32, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let failures = sqlx::query_scalar!(
        "update credential set failures = failures + 1,
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

pub(crate) async fn clear_failures(tx: &mut TenantTx, person: PersonId) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "update credential set failures = 0, locked_until = null where county_id = $1 and person_id = $2",
        county,
        person.0
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn insert(
    tx: &mut TenantTx,
    token: &Token,
    person: PersonId,
    csrf: &str,
    expires_at: OffsetDateTime,
) -> Result<(), Storage> {
    let now = tx.now();
    sqlx::query!(
        "insert into session (county_id, id, person_id, token_hash, csrf_token, created_at, last_seen_at, expires_at)
         values ($1, $2, $3, $4, $5, $6, $6, $7)",
        token.county.0,
        token.id,
        person.0,
        token.hash(),
        csrf,
        now,
        expires_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The session of a token with its person and roles, in one statement; none when it is unknown, ended, expired or idle too long.
pub(crate) async fn resume(
    tx: &mut TenantTx,
    token: &Token,
    default_idle: i64,
    max_age_days: i64,
) -> Result<Option<(Session, OffsetDateTime)>, Storage> {
    let now = tx.now();
    let row = sqlx::query!(
        r#"select s.person_id, s.csrf_token, s.expires_at, s.last_seen_at, p.name, p.home_department_id,
             c.must_change or c.password_changed_at < $3::timestamptz - make_interval(days => $6::int) as "must_change!",
             coalesce((select (value #>> '{}')::bigint from county_setting where county_id = $1 and key = 'session.idle_seconds'), $5) as "idle!",
             array(select m.role || ':' || coalesce(m.department_id::text, '') from membership m
                   where m.county_id = s.county_id and m.person_id = s.person_id and m.ended_at is null) as "roles!",
             array(select d.id || ':' || d.principal_id || ':' || coalesce(d.department_id::text, '') from delegation d
                   where d.county_id = s.county_id and d.delegate_id = s.person_id and $3 < d.ends_at and delegation_holds(d, $3)) as "delegations!",
             s.proved_at, exists (select from second_factor f
               where f.county_id = s.county_id and f.person_id = s.person_id and f.enrolled_at is not null) as "enrolled!"
           from session s
             join person p on p.county_id = s.county_id and p.id = s.person_id
             join credential c on c.county_id = s.county_id and c.person_id = s.person_id
           where s.county_id = $1 and s.id = $2 and s.token_hash = $4 and s.ended_at is null and $3 < s.expires_at and p.active"#,
        token.county.0,
        token.id,
        now,
        token.hash(),
        default_idle,
        i32::try_from(max_age_days).unwrap_or(i32::MAX)
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.filter(|row| now - row.last_seen_at <= Duration::seconds(row.idle)).map(|row| {
        let session = Session {
            id: token.id,
            county: token.county,
            person: PersonId(row.person_id),
            name: row.name,
            department: DepartmentId(row.home_department_id),
            memberships: row.roles.iter().filter_map(|role| membership(role)).collect(),
            delegations: row.delegations.iter().filter_map(|text| delegation(text)).collect(),
            csrf_token: row.csrf_token,
            expires_at: row.expires_at,
            idle_seconds: row.idle,
            must_change_password: row.must_change,
            proof: proof(row.enrolled, row.proved_at),
        };
        (session, row.last_seen_at)
    }))
}

fn proof(enrolled: bool, proved_at: Option<OffsetDateTime>) -> Proof {
    match proved_at {
        Some(at) if enrolled => Proof::Given(at),
        None if enrolled => Proof::Enrolled,
        _ => Proof::NotEnrolled,
    }
}

fn membership(text: &str) -> Option<Membership> {
    let (role, department) = text.split_once(':')?;
    let department = if department.is_empty() { None } else { Some(department.parse().ok()?) };
    Some(Membership { role: Role::parse(role)?, department })
}

fn delegation(text: &str) -> Option<Held> {
    let mut parts = text.splitn(3, ':');
    let (id, principal) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let department = parts.next().filter(|text| !text.is_empty()).map(str::parse).transpose().ok()?;
    Some(Held { id: DelegationId(id), principal: PersonId(principal), department })
}

pub(crate) async fn touch(tx: &mut TenantTx, county: CountyId, id: Uuid) -> Result<(), Storage> {
    let now = tx.now();
    sqlx::query!("update session set last_seen_at = $3 where county_id = $1 and id = $2", county.0, id, now)
        .execute(tx.conn())
        .await?;
    Ok(())
}

pub(crate) async fn end(tx: &mut TenantTx, id: Uuid) -> Result<(), Storage> {
    let (county, now) = (tx.county().0, tx.now());
    sqlx::query!(
        "update session set ended_at = $3 where county_id = $1 and id = $2 and ended_at is null",
        county,
        id,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(crate) async fn end_all(tx: &mut TenantTx, person: PersonId) -> Result<u64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let done = sqlx::query!(
        "update session set ended_at = $3 where county_id = $1 and person_id = $2 and ended_at is null",
        county,
        person.0,
        now
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
