//! Statements on `fact` and `daily_figure`.

use platform::{Storage, TenantTx};
use uuid::Uuid;

/// Takes a batch of facts and adds each to the figures of its account, its department and the county. The sum of the days
/// that answers took is kept beside their count.
pub(super) async fn fold_batch(tx: &mut TenantTx) -> Result<i64, Storage> {
    let (county, now) = (tx.county().0, tx.now());
    let taken = sqlx::query_scalar!(
        r#"with taken as (
             update fact set folded_at = $2 where county_id = $1 and id in (
               select id from fact where county_id = $1 and folded_at is null order by id limit $3 for update skip locked)
             returning day, kind, account_id, department_id, value),
           owned as (
             select day, kind, owner_id, value from taken, unnest(array[account_id, department_id, $4::uuid]) as owner_id
             where owner_id is not null),
           summed as (
             select day, kind, owner_id, count(*) as value from owned group by day, kind, owner_id
             union all
             select day, kind || '.days', owner_id, sum(value)::bigint from owned where kind = 'inquiry.answered' group by day, kind, owner_id),
           written as (
             insert into daily_figure (county_id, day, kind, owner_id, value) select $1, day, kind, owner_id, value from summed
             on conflict (county_id, day, kind, owner_id) do update set value = daily_figure.value + excluded.value returning 1)
           select count(*) as "taken!" from taken"#,
        county,
        now,
        super::BATCH,
        Uuid::nil()
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(taken)
}
