//! 发布日历: what is kept of the county's rules when something is planned, moved and sent.

use std::time::Duration as Std;

use platform::{Caller, Path, Refusal as _, jobs};
use publishing::AccountId;
use publishing::release::schedule::{self, Numbers};
use publishing::release::{self, Plan, PlanError, Release, RescheduleError, Terms};
use publishing::spread::BlastLimit;
use serde_json::json;
use tests::until;
use time::{Duration, OffsetDateTime, Time};

use crate::county::{County, Fault};
use crate::desk::{Desk, filing};

const EMBARGOED: &str = "select count(*) from release_target where state = 'planned' and error_code = 'EMBARGO'";
const AT_ONCE: &str = "update job set run_at = now() where kind = 'publish.target'";

async fn stands(desk: &Desk, state: &str) {
    until(&format!("it is {state}"), async || desk.targets().await.ok()?.contains_key(state).then_some(())).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_embargo_holds_whatever_is_planned() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxembargo", Some(filing()), None).await?;
    let piece = desk.piece("限时").await?;
    desk.plan(&piece, &[account]).await??;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let until_then = tx.now() + Duration::hours(1);
    schedule::set_embargo(&mut tx, &desk.publisher, piece.id, until_then, "等全县统一发布").await?;
    tx.commit().await?;
    let _worker = desk.worker(1, None);
    until("it is kept back", async || (desk.number(EMBARGOED).await.ok()? == 1).then_some(())).await;
    let other = desk.account("wxearly", Some(filing()), None).await?;
    let Err(PlanError::Invalid(invalid)) = desk.plan(&piece, &[other]).await? else { panic!("it was planned") };
    assert_eq!((invalid.fields()[0].field.as_str(), invalid.fields()[0].code), ("scheduledAt", "EMBARGO"));
    assert!(desk.effects("publish_accepted").await.is_empty(), "says the sandbox");

    let mut tx = desk.county.begin(&desk.publisher).await?;
    schedule::lift_embargo(&mut tx, &desk.publisher, piece.id).await?;
    tx.commit().await?;
    // The job comes back within a minute by itself; here it is brought forward.
    sqlx::query(AT_ONCE).execute(&mut desk.county.all_seeing().await?).await?;
    stands(&desk, "live").await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i10_a_release_goes_down_at_its_end_with_the_reason_set_for_it() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxexpiry", Some(filing()), None).await?;
    let piece = desk.piece("招聘公告").await?;
    let id = desk.plan(&piece, &[account]).await??.id;
    let _worker = desk.worker(2, None);
    stands(&desk, "live").await;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let reasonless = Terms { expires_at: Some(tx.now() + Duration::SECOND), ..Terms::default() };
    let refused = release::edit_terms(&mut tx, &desk.publisher, id, reasonless.clone()).await.err().ok_or("it ends")?;
    assert_eq!(refused.fields()[0].field, "expiryReason");
    let terms = Terms { expiry_reason: Some("报名已经截止".to_owned()), ..reasonless };
    release::edit_terms(&mut tx, &desk.publisher, id, terms).await?;
    tx.commit().await?;
    stands(&desk, "withdrawn").await;
    assert_eq!(desk.effects("article_deleted").await.len(), 1, "says the sandbox");
    let mut tx = desk.county.system().await?;
    let release = release::by_ids(&mut tx, &[id]).await?.pop().ok_or("no release")?;
    assert_eq!(release.withdrawal_reason.as_deref(), Some("报名已经截止"));
    assert_eq!(desk.state(&piece).await?, content::ArticleState::Withdrawn);
    assert_eq!(desk.number("select count(*) from audit_event where action = 'release.expire'").await?, 1, "I8");
    Ok(())
}

async fn planned(desk: &Desk, accounts: &[AccountId]) -> Result<Vec<Release>, Fault> {
    let mut releases = Vec::new();
    for title in ["第一条", "第二条"] {
        let piece = desk.piece(title).await?;
        releases.push(desk.plan_in(&piece, accounts, Duration::hours(2)).await??);
    }
    Ok(releases)
}

async fn move_all(
    desk: &Desk,
    all: &[Release],
    at: OffsetDateTime,
    despite: bool,
) -> Result<Option<&'static str>, Fault> {
    let moves: Vec<_> = all.iter().map(|release| (release.id, at)).collect();
    let mut tx = desk.county.begin(&desk.publisher).await?;
    match release::reschedule_all(&mut tx, &desk.publisher, &moves, despite).await {
        Ok(_) => tx.commit().await?,
        Err(RescheduleError::Invalid(invalid)) => return Ok(invalid.fields().first().map(|field| field.code)),
        Err(other) => return Err(other.into()),
    }
    Ok(None)
}

#[tokio::test]
async fn a_blocked_day_is_passed_only_by_who_says_so_and_moves_are_all_or_none() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxcalendar", Some(filing()), Some(1)).await?;
    let releases = planned(&desk, &[account]).await?;
    let there = desk.county.database.clock().now() + Duration::days(3);
    let mut tx = desk.county.begin(&desk.admin).await?;
    schedule::block_date(&mut tx, &desk.admin, platform::Clock::day_of(there), None, "国家公祭日").await?;
    tx.commit().await?;
    assert_eq!(move_all(&desk, &releases, there, false).await?, Some("BLOCKED_DATE"));
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let kept = release::by_ids(&mut tx, &[releases[0].id, releases[1].id]).await?;
    assert!(kept.iter().all(|release| release.scheduled_at < there), "none was moved");
    let moves: Vec<_> = releases.iter().map(|release| (release.id, there)).collect();
    let told = schedule::of_moves(&mut tx, &desk.publisher, &moves).await?;
    let kinds: Vec<_> = told[0].1.iter().map(|conflict| conflict.kind).collect();
    assert_eq!(kinds, [schedule::Kind::BlockedDate, schedule::Kind::SameSlot, schedule::Kind::Quota]);
    drop(tx);
    assert_eq!(move_all(&desk, &releases, there, true).await?, None);
    let caller = Caller::system(desk.county.code, "核对", Path::Worker);
    assert_eq!(release::drift(&desk.county.database, &caller).await?.count(), 0, "I6");
    let due =
        desk.number("select count(*) from job where kind = 'publish.target' and now() + interval '2 days' < run_at");
    assert_eq!(due.await?, 2, "the jobs moved with them");
    Ok(())
}

#[tokio::test]
async fn windows_and_the_lead_hold_for_what_is_planned() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxwindow", Some(filing()), None).await?;
    let piece = desk.piece("时段").await?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    let at = tx.now() + Duration::hours(4);
    let hour = (at + Duration::hours(8 + 5)).hour();
    let elsewhere = (Time::from_hms(hour, 0, 0)?, Time::from_hms(hour, 59, 0)?);
    schedule::set_windows(&mut tx, &desk.admin, Some(account), vec![elsewhere]).await?;
    let blast = BlastLimit { accounts: 6, minutes: 10 };
    let numbers = Numbers { lead: 30, slot: 10, late_window: 60, whole_within: 30, blast };
    schedule::edit_numbers(&mut tx, &desk.admin, numbers).await?;
    tx.commit().await?;
    let Err(PlanError::Invalid(now)) = desk.plan(&piece, &[account]).await? else { panic!("it was planned") };
    let codes: Vec<_> = now.fields().iter().map(|field| field.code).collect();
    assert!(codes.contains(&"LEAD"), "{codes:?}");
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let plan = Plan::at(piece.id, vec![account], at);
    let refused = release::plan(&mut tx, &desk.publisher, plan.clone()).await.err().ok_or("it was planned")?;
    assert_eq!(refused.fields()[0].code, "OUTSIDE_WINDOW");
    release::plan(&mut tx, &desk.publisher, Plan { despite: true, ..plan }).await?;
    Ok(())
}

#[tokio::test]
async fn an_emergency_is_taken_before_everything_that_was_due_earlier() -> Result<(), Fault> {
    let county = County::open().await?;
    let mut tx = county.system().await?;
    let now = tx.now();
    for (key, minutes) in [("first", 3), ("second", 2), ("emergency", 1), ("not yet", -60)] {
        jobs::enqueue(&mut tx, "publish.target", key, now - Duration::minutes(minutes), json!({})).await?;
    }
    for key in ["emergency", "not yet"] {
        jobs::hasten(&mut tx, "publish.target", key).await?;
    }
    tx.commit().await?;
    let mut taken = Vec::new();
    for _ in 0..4 {
        taken.extend(jobs::claim(&county.database, 1, Std::from_secs(60)).await?.into_iter().map(|job| job.key));
    }
    assert_eq!(taken, ["emergency", "first", "second"]);
    Ok(())
}
