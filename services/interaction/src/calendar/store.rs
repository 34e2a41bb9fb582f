//! Statements on `workday`, a table of no tenant.

use platform::Storage;
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
