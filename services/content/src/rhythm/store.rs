//! Every statement on `coverage_rhythm`.

use platform::{Storage, TenantTx};

use super::{Of, RhythmId, Standing};
use crate::ColumnId;

/// The rhythms of columns in use and of topics, each with its newest piece that is out.
pub(super) async fn standings(tx: &mut TenantTx) -> Result<Vec<Standing>, Storage> {
    let county = tx.county().0;
    let rows = sqlx::query!(
        r#"select r.id as "id: RhythmId", r.column_id as "column_id: ColumnId", r.topic, c.name as "name?", c.name_en as "name_en?", r.days,
             r.since, p.released_at as "released_at?"
           from coverage_rhythm r left join content_column c on c.county_id = r.county_id and c.id = r.column_id
             left join lateral (
               (select a.released_at from article a where r.column_id is not null and a.county_id = r.county_id and a.column_id = r.column_id
                  and a.released_at is not null and a.state <> 'withdrawn' order by a.released_at desc limit 1)
               union all
               (select max(a.released_at) from article a where r.topic is not null and a.county_id = r.county_id
                  and a.topics @> array[r.topic] and a.released_at is not null and a.state <> 'withdrawn' having max(a.released_at) is not null)
             ) p on true
           where r.county_id = $1 and (r.column_id is null or c.active)"#,
        county
    )
    .fetch_all(tx.conn())
    .await?;
    let standing = rows.into_iter().filter_map(|row| {
        let (of, names) = match (row.column_id, row.topic) {
            (Some(id), _) => (Of::Column(id), (row.name.unwrap_or_default(), row.name_en.unwrap_or_default())),
            (None, Some(topic)) => (Of::Topic(topic.clone()), (topic.clone(), topic)),
            (None, None) => return None,
        };
        Some(Standing { id: row.id, of, names, days: row.days, since: row.since, last: row.released_at })
    });
    Ok(standing.collect())
}

pub(super) async fn count(tx: &mut TenantTx) -> Result<i64, Storage> {
    let county = tx.county().0;
    let count = sqlx::query_scalar!(r#"select count(*) as "count!" from coverage_rhythm where county_id = $1"#, county);
    Ok(count.fetch_one(tx.conn()).await?)
}

/// Sets the days; the id is that of the rhythm which stands then.
pub(super) async fn save(tx: &mut TenantTx, of: &Of, days: i32) -> Result<RhythmId, Storage> {
    let (county, id, now) = (tx.county().0, tx.new_id(), tx.now());
    let (column, topic) = match of {
        Of::Column(column) => (Some(column.0), None),
        Of::Topic(topic) => (None, Some(topic.as_str())),
    };
    let id = sqlx::query_scalar!(
        r#"insert into coverage_rhythm (county_id, id, column_id, topic, days, since) values ($1, $2, $3, $4, $5, $6)
           on conflict on constraint coverage_rhythm_key do update set days = excluded.days returning id as "id: RhythmId""#,
        county,
        id,
        column,
        topic,
        days,
        now
    )
    .fetch_one(tx.conn())
    .await?;
    Ok(id)
}

/// False when there is none, or it is not the caller's to drop.
pub(super) async fn remove(tx: &mut TenantTx, id: RhythmId) -> Result<bool, Storage> {
    let county = tx.county().0;
    let done = sqlx::query!("delete from coverage_rhythm where county_id = $1 and id = $2", county, id.0);
    Ok(done.execute(tx.conn()).await?.rows_affected() == 1)
}
