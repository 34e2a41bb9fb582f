//! Statements on `workday`, a table of no tenant, and on `county_workday`.

use platform::{Storage, TenantTx};
use sqlx::PgConnection;
use time::Date;

/// Writes days of a notice over what stood there. By the login that owns the table.
pub(super) async fn write(
    conn: &mut PgConnection,
    days: &[Date],
    works: &[bool],
    source: &str,
) -> Result<u64, Storage> {
    let done = sqlx::query!(
        "insert into workday (day, works, source) select day, works, $3 from unnest($1::date[], $2::boolean[]) as t (day, works)
         on conflict (day) do update set works = excluded.works, source = excluded.source",
        days,
        works,
        source
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected())
}

/// Writes days of the county's own over what stood there.
pub(super) async fn write_for_county(
    tx: &mut TenantTx,
    days: &[Date],
    works: &[bool],
    source: &str,
) -> Result<u64, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!(
        "insert into county_workday (county_id, day, works, source)
         select $1, day, works, $4 from unnest($2::date[], $3::boolean[]) as t (day, works)
         on conflict (county_id, day) do update set works = excluded.works, source = excluded.source",
        county,
        days,
        works,
        source
    )
    .execute(tx.conn())
    .await?;
    Ok(done.rows_affected())
}
