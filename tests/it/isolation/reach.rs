//! I1 below the operations: what each reach finds in the tables themselves, whatever a statement forgets to ask.

use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tests::{HENAN, NEIXIANG, World, XIXIA};

use super::planted::{HUBEI, Side, plant, plant_province, tables};

/// The rows of the county that a caller finds with a statement that asks for them outright, as `table: row`.
async fn found(world: &World, caller: (i32, &str, &str)) -> Vec<String> {
    let (mut conn, mut all) = (world.application().await, world.all_seeing().await);
    let mut tx = conn.begin().await.unwrap();
    let (county, reach, query_code) = caller;
    let context = [("county", county.to_string()), ("reach", reach.to_owned()), ("query_code", query_code.to_owned())];
    for (name, value) in context {
        let set = "select set_config('juzhen.' || $1, $2, true)";
        sqlx::query(set).bind(name).bind(value).execute(&mut *tx).await.unwrap();
    }
    let mut found = Vec::new();
    for table in tables(&mut all).await {
        let sql = format!("select t::text from {table} t where county_id = {NEIXIANG}");
        let rows: Vec<String> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&mut *tx).await.unwrap();
        found.extend(rows.into_iter().map(|row| format!("{table}: {row}")));
    }
    found
}

async fn full() -> (World, PgConnection) {
    let world = World::new().await;
    let mut conn = world.all_seeing().await;
    plant(&mut conn, NEIXIANG, "health").await;
    plant_province(&mut conn).await;
    (world, conn)
}

#[tokio::test]
async fn i1_a_statement_that_asks_for_another_countys_rows_finds_none() {
    let (world, _) = full().await;
    for reach in ["department", "county", "public", "outlet", "system"] {
        assert_eq!(found(&world, (XIXIA, reach, "4113250001")).await, Vec::<String>::new(), "{reach}");
    }
    assert_eq!(found(&world, (HUBEI, "oversight", "")).await, Vec::<String>::new());
    let at_home = found(&world, (NEIXIANG, "county", "")).await;
    assert!(20 < at_home.len(), "{at_home:?}");
}

#[tokio::test]
async fn i1_the_public_and_a_granted_province_find_no_row_that_is_not_released() {
    let (world, mut conn) = full().await;
    let side = Side::of(&mut conn, NEIXIANG).await;
    let hidden = ["draft", "reviewed", "approved", "media", "upload", "reply"].map(|row| side.id(row).to_string());
    for caller in [(NEIXIANG, "public", ""), (HENAN, "oversight", "")] {
        let found = found(&world, caller).await;
        assert!(found.iter().any(|row| row.starts_with("publication: ")), "{found:?}");
        let told = |row: &&String| {
            ["密", "信"].iter().any(|mark| row.contains(&format!("{mark}{NEIXIANG}")))
                || hidden.iter().any(|id| row.contains(id))
        };
        assert_eq!(found.iter().filter(told).collect::<Vec<_>>(), Vec::<&String>::new(), "{caller:?}");
    }
}
