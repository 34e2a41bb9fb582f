//! Oversight: figures are folded once, and a province sees what a county granted, for as long as it does.

use oversight::Level;
use oversight::{board, fold, standing};
use platform::facts::{self, Fact};
use platform::{Clock, CountyId, jobs};
use publishing::account::{self, AccountSettings, Channel, NewAccount, NewFiling};
use tenancy::grant::{self, NewGrant};
use tenancy::{Actor, Role};
use time::Duration;
use uuid::Uuid;

use crate::county::{County, Fault, news};

/// Grants the province a look at figures and released pieces.
async fn give(county: &County) -> Result<(Actor, Uuid), Fault> {
    let security = county.staff("security", "office", &[Role::SecurityAdmin]).await?;
    let mut tx = county.begin(&security).await?;
    let new = NewGrant {
        grantee: CountyId(410_000),
        scopes: vec!["figures".to_owned(), "released".to_owned()],
        reason: "全省监管".to_owned(),
        ends_at: tx.now() + Duration::days(30),
    };
    let id = grant::give(&mut tx, &security, new).await?;
    tx.commit().await?;
    Ok((security, id))
}

/// An account filed so many days ago that has published nothing since.
async fn idle_account(county: &County, name: &str, days: i64) -> Result<(), Fault> {
    let operator = county.operator();
    let department = county.department("office").await?;
    let mut tx = county.begin(&operator).await?;
    let filed_on = Clock::day_of(tx.now()) - Duration::days(days);
    let new = NewAccount {
        channel: Channel::Website,
        name: name.to_owned(),
        department,
        external_id: None,
        filing: Some(NewFiling { number: format!("豫{days}"), filed_on, approved_on: None }),
        settings: AccountSettings::default(),
        secret: None,
    };
    let vault = platform::secrets::Vault::new(&"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=".into())?;
    account::open(&mut tx, &operator, &vault, new).await?;
    tx.commit().await?;
    Ok(())
}

async fn record(county: &County, kind: &'static str, value: i64) -> Result<(), Fault> {
    let mut tx = county.system().await?;
    let department = Some(county.department("health").await?);
    facts::record(&mut tx, Fact { kind, account: None, department, subject: Uuid::nil(), value }).await?;
    tx.commit().await?;
    Ok(())
}

/// One run of the job that folds and judges.
async fn work(county: &County) -> Result<(), Fault> {
    let mut tx = county.system().await?;
    fold::fold(&mut tx).await?;
    standing::recompute(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

#[tokio::test]
async fn facts_are_folded_once_however_often_the_worker_starts() -> Result<(), Fault> {
    let county = County::open().await?;
    for days in [3, 6] {
        record(&county, "inquiry.answered", days).await?;
    }
    record(&county, "release.live", 1).await?;
    for _ in 0..3 {
        work(&county).await?;
    }
    let mut all = county.all_seeing().await?;
    let figures: Vec<(String, i64)> = sqlx::query_as(
        "select kind, value from daily_figure where owner_id = '00000000-0000-0000-0000-000000000000' and kind not like 'account.%' order by kind",
    )
    .fetch_all(&mut all)
    .await?;
    let expected = [("inquiry.answered", 2), ("inquiry.answered.days", 9), ("release.live", 1)];
    assert_eq!(figures, expected.map(|(kind, value)| (kind.to_owned(), value)));
    Ok(())
}

#[tokio::test]
async fn the_job_of_a_county_comes_again_and_there_is_one_of_it() -> Result<(), Fault> {
    let county = County::open().await?;
    for _ in 0..2 {
        let mut tx = county.system().await?;
        fold::schedule(&mut tx).await?;
        tx.commit().await?;
    }
    let claimed = jobs::claim(&county.database, 10, std::time::Duration::from_secs(60)).await?;
    assert_eq!(claimed.len(), 1);
    fold::run(&county.database, claimed.first().ok_or("no job")?).await?;
    assert!(jobs::claim(&county.database, 10, std::time::Duration::from_secs(60)).await?.is_empty());
    county.database.clock().advance(61);
    assert_eq!(jobs::claim(&county.database, 10, std::time::Duration::from_secs(60)).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn i1_without_a_grant_and_after_its_end_the_province_sees_nothing() -> Result<(), Fault> {
    let county = County::open().await?;
    idle_account(&county, "内乡发布", 20).await?;
    record(&county, "release.live", 1).await?;
    work(&county).await?;
    let overseer = county.overseer();
    let mut tx = county.begin(&overseer).await?;
    let seen = board::board(&mut tx, &overseer).await?;
    assert!(seen.counties.is_empty() && seen.accounts.is_empty() && seen.standings.is_empty());
    drop(tx);

    let (security, id) = give(&county).await?;
    let mut tx = county.begin(&overseer).await?;
    let seen = board::board(&mut tx, &overseer).await?;
    assert_eq!(seen.counties.iter().map(|row| (row.county.0, row.released)).collect::<Vec<_>>(), [(411_325, 1)]);
    tx.commit().await?;

    let mut tx = county.begin(&security).await?;
    assert_eq!(grant::list(&mut tx).await?.first().map(|grant| grant.uses), Some(1), "its use is recorded");
    grant::revoke(&mut tx, &security, id).await?;
    tx.commit().await?;
    let mut tx = county.begin(&overseer).await?;
    assert!(board::board(&mut tx, &overseer).await?.counties.is_empty());
    let figures: i64 = sqlx::query_scalar("select count(*) from daily_figure").fetch_one(tx.conn()).await?;
    assert_eq!(figures, 0, "row security says the same");
    Ok(())
}

#[tokio::test]
async fn i1_a_granted_province_never_sees_drafts_or_a_citizens_data() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    county.submit(&editor, news("未发布", "正文")).await?;
    give(&county).await?;
    let overseer = county.overseer();
    let mut tx = county.begin(&overseer).await?;
    for table in ["article", "revision", "review_case", "inquiry", "inquiry_private", "reply", "person", "audit_event"]
    {
        let count = sqlx::AssertSqlSafe(format!("select count(*) from {table} where county_id = 411325"));
        let rows: i64 = sqlx::query_scalar(count).fetch_one(tx.conn()).await?;
        assert_eq!(rows, 0, "{table}");
    }
    let counties = board::granted(&mut tx, "released").await?;
    assert_eq!(counties, [411_325]);
    assert!(publishing::publication::overseen(&mut tx, &counties, None, 20).await?.rows.is_empty());
    Ok(())
}

#[tokio::test]
async fn accounts_are_warned_before_the_breach_and_ranked_on_compliance() -> Result<(), Fault> {
    let county = County::open().await?;
    for days in [14, 2, 7, 13, 10] {
        idle_account(&county, &format!("账号{days}"), days).await?;
    }
    give(&county).await?;
    work(&county).await?;
    let overseer = county.overseer();
    let mut tx = county.begin(&overseer).await?;
    let seen = board::board(&mut tx, &overseer).await?;
    let ranked: Vec<(i32, i64, Level)> =
        seen.accounts.iter().map(|account| (account.rank, account.days_since_update, account.level)).collect();
    let expected = [
        (1, 2, Level::Met),
        (2, 7, Level::Notice),
        (3, 10, Level::Warning),
        (4, 13, Level::Urgent),
        (5, 14, Level::Breach),
    ];
    assert_eq!(ranked, expected);
    let row = seen.counties.first().ok_or("no county")?;
    assert_eq!((row.active_accounts, row.breaches, row.warnings, row.worst), (5, 1, 3, Level::Breach));
    assert_eq!(seen.standings.first().map(|standing| standing.level), Some(Level::Breach));
    Ok(())
}

#[tokio::test]
async fn only_an_overseer_reads_the_board() -> Result<(), Fault> {
    let county = County::open().await?;
    let clerk = county.staff("clerk", "office", &[Role::Clerk]).await?;
    let mut tx = county.begin(&clerk).await?;
    assert!(board::board(&mut tx, &clerk).await.is_err());
    Ok(())
}

#[tokio::test]
async fn the_citizen_who_waits_longest_decides_a_departments_standing() -> Result<(), Fault> {
    let desk = crate::interaction::Desk::open().await?;
    let letter = interaction::inquiry::Letter {
        kind: interaction::Kind::Complaint,
        title: "垃圾清运".to_owned(),
        body: "巷口垃圾三天没清运了".to_owned(),
        name: None,
        phone: None,
    };
    let now = desk.county.database.clock().now();
    // A Monday: the answer is due on the Monday after.
    desk.county.database.clock().advance((time::macros::datetime!(2026-03-09 01:00 UTC) - now).whole_seconds());
    let receipt = desk.receive(letter).await?;
    desk.assign(receipt.id).await?;
    give(&desk.county).await?;
    let mut levels = Vec::new();
    for _ in 0..9 {
        work(&desk.county).await?;
        let mut all = desk.county.all_seeing().await?;
        let level: String = sqlx::query_scalar("select level from indicator_standing where indicator = 'first_answer'")
            .fetch_one(&mut all)
            .await?;
        levels.push(level);
        desk.county.database.clock().advance(86_400);
    }
    assert_eq!(levels, ["met", "met", "met", "notice", "warning", "warning", "warning", "urgent", "breach"]);
    Ok(())
}
