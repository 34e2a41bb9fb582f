//! `juzhen calendar import`: a year for everyone, days of one county over it, each told before it is written and kept in the trail.

use std::path::PathBuf;

use sqlx::PgConnection;
use tests::{NEIXIANG, World, XIXIA};
use time::Duration;
use time::macros::date;

use crate::county::Fault;

/// 2027 with its first week free and all other Mondays to Fridays worked.
fn year() -> String {
    let days: Vec<String> = (0..365)
        .map(|offset| date!(2027 - 01 - 01) + Duration::days(offset))
        .map(|day| {
            let works = date!(2027 - 01 - 08) <= day && day.weekday().number_from_monday() < 6;
            format!("\"{day}\": {}", u8::from(works))
        })
        .collect();
    format!("{{{}}}", days.join(","))
}

fn file(world: &World, text: &str) -> Result<PathBuf, Fault> {
    let path = world.folder().join("calendar.json");
    std::fs::write(&path, text)?;
    Ok(path)
}

/// Runs the import; gives what it printed, or what it complained of.
fn import(world: &World, text: &str, more: &[&str]) -> Result<Result<String, String>, Fault> {
    let path = file(world, text)?;
    let words = ["calendar", "import", path.to_str().ok_or("no path")?];
    let output = world.run(&[&words, more].concat());
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Ok(if output.status.success() { Ok(said(&output.stdout)) } else { Err(said(&output.stderr)) })
}

async fn days(all: &mut PgConnection) -> Result<i64, Fault> {
    let query =
        "select (select count(*) from workday where '2027-01-01' <= day) + (select count(*) from county_workday)";
    Ok(sqlx::query_scalar(query).fetch_one(all).await?)
}

#[tokio::test]
async fn a_year_is_shown_then_written_and_stands_in_every_countys_trail() -> Result<(), Fault> {
    let world = World::new().await;
    let mut all = world.all_seeing().await;
    let shown = import(&world, &year(), &["--dry-run"])??;
    assert!(shown.contains("2027: 365 天 days; 新增 new 365 (上班 worked 256)"), "{shown}");
    assert_eq!(days(&mut all).await?, 0, "a dry run writes nothing");

    import(&world, &year(), &["--source", "国办发明电〔2026〕9号"])??;
    assert_eq!(days(&mut all).await?, 365);
    let trails: Vec<i32> = sqlx::query_scalar(
        "select county_id from audit_event where action = 'calendar.import' and detail like '%国办发明电〔2026〕9号%' order by 1",
    )
    .fetch_all(&mut all)
    .await?;
    assert_eq!(trails, [XIXIA, NEIXIANG], "I8");
    let again = import(&world, &year(), &["--dry-run"])??;
    assert!(again.contains("新增 new 0") && again.contains("改动 changed: 0"), "{again}");
    let audit = world.run(&["audit", "verify"]);
    assert!(audit.status.success(), "{}", String::from_utf8_lossy(&audit.stdout));
    Ok(())
}

#[tokio::test]
async fn a_county_keeps_days_of_its_own_and_a_bad_file_changes_nothing() -> Result<(), Fault> {
    let world = World::new().await;
    let mut all = world.all_seeing().await;
    for (text, wanted) in
        [("{\"2027-01-01\": 0}", "2027 has 1 days"), ("[]", "not a JSON object"), ("{\"2027-02-30\": 1}", "2027-02-30")]
    {
        let refused = import(&world, text, &[])?.err().ok_or("it was taken")?;
        assert!(refused.contains(wanted), "{refused}");
    }
    let local = "{\"2026-12-14\": 0}";
    let nowhere = import(&world, local, &["--county", "999999"])?.err().ok_or("it was taken")?;
    assert!(nowhere.contains("no such county"), "{nowhere}");
    assert_eq!(days(&mut all).await?, 0);

    let county = NEIXIANG.to_string();
    let said = import(&world, local, &["--county", &county])??;
    assert!(said.contains("2026-12-14: 上班 worked → 休息 free"), "{said}");
    let stands: Vec<(i32, bool)> =
        sqlx::query_as("select county_id, works from county_workday").fetch_all(&mut all).await?;
    assert_eq!(stands, [(NEIXIANG, false)], "the neighbour works that day");
    Ok(())
}
