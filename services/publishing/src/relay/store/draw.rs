//! Every statement on `relay_draw` and `relay_look`.

use platform::{PersonId, Storage, TenantTx};
use time::OffsetDateTime;
use uuid::Uuid;

use crate::relay::{Draw, Found, Look};
use crate::{AccountId, DrawId, RelayId};

struct Row {
    id: Uuid,
    task_id: Uuid,
    seed: Vec<u8>,
    pool: Vec<Uuid>,
    drawn: Vec<Uuid>,
    drawn_by: Uuid,
    drawn_at: OffsetDateTime,
}

impl From<Row> for Draw {
    fn from(row: Row) -> Self {
        Self {
            id: DrawId(row.id),
            task: RelayId(row.task_id),
            // The table checks that it is 32 bytes.
            seed: row.seed.try_into().unwrap_or_default(),
            pool: row.pool.into_iter().map(AccountId).collect(),
            drawn: row.drawn.into_iter().map(AccountId).collect(),
            drawn_by: PersonId(row.drawn_by),
            drawn_at: row.drawn_at,
        }
    }
}

pub(in crate::relay) async fn insert(tx: &mut TenantTx, draw: &Draw) -> Result<(), Storage> {
    let county = tx.county().0;
    let pool: Vec<Uuid> = draw.pool.iter().map(|id| id.0).collect();
    let drawn: Vec<Uuid> = draw.drawn.iter().map(|id| id.0).collect();
    sqlx::query!(
        "insert into relay_draw (county_id, id, task_id, seed, pool, drawn, drawn_by, drawn_at) values ($1, $2, $3, $4, $5, $6, $7, $8)",
        county,
        draw.id.0,
        draw.task.0,
        &draw.seed[..],
        &pool,
        &drawn,
        draw.drawn_by.0,
        draw.drawn_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in crate::relay) async fn find(tx: &mut TenantTx, id: DrawId) -> Result<Option<Draw>, Storage> {
    let county = tx.county().0;
    let row = sqlx::query_as!(
        Row,
        "select id, task_id, seed, pool, drawn, drawn_by, drawn_at from relay_draw where county_id = $1 and id = $2",
        county,
        id.0
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(Draw::from))
}

/// The draws of these tasks, the latest first.
pub(in crate::relay) async fn of_tasks(tx: &mut TenantTx, tasks: &[RelayId]) -> Result<Vec<Draw>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = tasks.iter().map(|id| id.0).collect();
    let rows = sqlx::query_as!(
        Row,
        "select id, task_id, seed, pool, drawn, drawn_by, drawn_at from relay_draw where county_id = $1 and task_id = any($2)
         order by drawn_at desc, id desc",
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(rows.into_iter().map(Draw::from).collect())
}

pub(in crate::relay) async fn insert_look(tx: &mut TenantTx, look: &Look) -> Result<(), Storage> {
    let county = tx.county().0;
    sqlx::query!(
        "insert into relay_look (county_id, draw_id, account_id, found, note, looked_by, looked_at) values ($1, $2, $3, $4, $5, $6, $7)",
        county,
        look.draw.0,
        look.account.0,
        look.found.as_str(),
        look.note,
        look.looked_by.0,
        look.looked_at
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

pub(in crate::relay) async fn looks_of(tx: &mut TenantTx, draws: &[DrawId]) -> Result<Vec<Look>, Storage> {
    let county = tx.county().0;
    let ids: Vec<Uuid> = draws.iter().map(|id| id.0).collect();
    let rows = sqlx::query!(
        r#"select draw_id as "draw: DrawId", account_id as "account: AccountId", found, note, looked_by as "looked_by: PersonId", looked_at
           from relay_look where county_id = $1 and draw_id = any($2) order by looked_at"#,
        county,
        &ids
    )
    .fetch_all(tx.conn())
    .await?;
    rows.into_iter()
        .map(|row| {
            let found = Found::try_from(row.found)?;
            let (draw, account, note) = (row.draw, row.account, row.note);
            Ok(Look { draw, account, found, note, looked_by: row.looked_by, looked_at: row.looked_at })
        })
        .collect()
}
