//! Accounts, plans and quotas against the database: what is refused, and what holds under concurrency.

use std::sync::Arc;
use std::time::{Duration, Instant};

use platform::{Caller, Clock, Path, Refusal as _, jobs};
use publishing::quota::{self, Budget, Kind};
use publishing::release::{self, PlanError, WithdrawError, Withdrawal};
use serde_json::json;
use tenancy::Role;
use tests::until;
use tokio::task::JoinSet;

use crate::county::Fault;
use crate::desk::{Desk, filing};

const ATTEMPTS: usize = 50;
const SETTLED: &str = "select count(*) from release_target where state = 'live' or error_code = 'QUOTA_SPENT'";

#[tokio::test]
async fn c1_an_account_without_a_filing_cannot_be_released_to() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxunfiled", None, None).await?;
    let piece = desk.piece("未备案").await?;
    let Err(PlanError::Invalid(invalid)) = desk.plan(&piece, &[account]).await? else { panic!("it was planned") };
    assert_eq!(invalid.fields()[0].code, "ACCOUNT_UNFILED");
    let mut conn = desk.county.all_seeing().await?;
    let forced = sqlx::query("update account set state = 'active'").execute(&mut conn).await;
    assert!(forced.unwrap_err().to_string().contains("account_active_filed"));
    Ok(())
}

#[tokio::test]
async fn a_title_of_33_characters_is_refused_for_wechat_before_anything_is_stored() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxtitle", Some(filing()), None).await?;
    let piece = desk.piece(&"字".repeat(33)).await?;
    let Err(PlanError::Invalid(invalid)) = desk.plan(&piece, &[account]).await? else { panic!("it was planned") };
    assert_eq!((invalid.fields()[0].field.as_str(), invalid.fields()[0].code), ("title", "TOO_LONG_FOR_WECHAT"));
    assert!(desk.targets().await?.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i5_fifty_sends_at_once_on_a_daily_push_leave_exactly_one() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxpush", Some(filing()), Some(1)).await?;
    let mut pieces = Vec::new();
    for number in 0..ATTEMPTS {
        pieces.push(desk.piece(&format!("推送 {number}")).await?);
    }
    for piece in &pieces {
        desk.plan(piece, &[account]).await??;
    }
    let workers: Vec<_> = (0..5).map(|_| desk.worker(ATTEMPTS / 5, None)).collect();
    let deadline = Instant::now() + Duration::from_secs(60);
    // Those that found it spent are missed, or wait for the next day where that is near.
    while desk.number(SETTLED).await? < i64::try_from(ATTEMPTS)? {
        assert!(Instant::now() < deadline, "{:?}", desk.targets().await?);
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    drop(workers);
    for effect in ["publish_accepted", "published"] {
        assert_eq!(desk.effects(effect).await.len(), 1, "{effect}, says the sandbox");
    }
    assert_eq!(desk.targets().await?.get("live"), Some(&1));
    for kind in [Kind::Push, Kind::Submit] {
        let mut tx = desk.county.system().await?;
        let today = Clock::day_of(tx.now());
        assert_eq!(quota::used(&mut tx, kind, today).await?, [(account, 1)], "{kind:?}, says the ledger");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i5_fifty_reservations_at_once_leave_exactly_one() -> Result<(), Fault> {
    let desk = Arc::new(Desk::open().await?);
    let account = desk.account("wxledger", Some(filing()), Some(1)).await?;
    let mut attempts = JoinSet::new();
    for _ in 0..ATTEMPTS {
        let desk = desk.clone();
        attempts.spawn(async move {
            let mut tx = desk.county.system().await?;
            let budget = Budget::at(account, Kind::Push, tx.now());
            let taken = quota::reserve(&mut tx, budget, 1).await?;
            tx.commit().await?;
            Ok::<bool, Fault>(taken)
        });
    }
    let mut taken = 0;
    while let Some(attempt) = attempts.join_next().await {
        taken += usize::from(attempt??);
    }
    assert_eq!(taken, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i6_plan_and_queue_are_compared_both_ways_and_a_difference_is_alarmed() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxdrift", Some(filing()), None).await?;
    let piece = desk.piece("核对").await?;
    desk.plan(&piece, &[account]).await??;
    let caller = Caller::system(desk.county.code, "核对", Path::Worker);
    assert_eq!(release::drift(&desk.county.database, &caller).await?.count(), 0);
    let mut tx = desk.county.system().await?;
    let (stray, now) = (tx.new_id().to_string(), tx.now());
    let key = jobs::living(&mut tx, "publish.target").await?.pop().ok_or("no job")?;
    jobs::cancel(&mut tx, "publish.target", &key).await?;
    // Far away, so that the worker below leaves it alone.
    jobs::enqueue(&mut tx, "publish.target", &stray, now + time::Duration::days(1), json!({})).await?;
    jobs::enqueue(&mut tx, "publish.reconcile", "county", now, json!({})).await?;
    tx.commit().await?;
    let drift = release::drift(&desk.county.database, &caller).await?;
    assert_eq!(drift.without_job.iter().map(ToString::to_string).collect::<Vec<_>>(), [key]);
    assert_eq!(drift.without_target, [stray]);
    let worker = desk.worker(1, None);
    until("the difference is alarmed", async || {
        worker.said().contains("queued work differs from planned work").then_some(())
    })
    .await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i10_a_piece_withdrawn_is_taken_down_from_wechat() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxtakedown", Some(filing()), None).await?;
    let piece = desk.piece("撤下").await?;
    let id = desk.plan(&piece, &[account]).await??.id;
    let _worker = desk.worker(4, None);
    until("it is live", async || desk.targets().await.ok()?.contains_key("live").then_some(())).await;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    release::withdraw(&mut tx, &desk.publisher, id, Withdrawal::Error, "数据有误").await?;
    tx.commit().await?;
    until("it is withdrawn", async || desk.targets().await.ok()?.contains_key("withdrawn").then_some(())).await;
    assert_eq!(desk.effects("article_deleted").await.len(), 1, "says the sandbox");
    assert_eq!(desk.state(&piece).await?, content::ArticleState::Withdrawn);
    Ok(())
}

#[tokio::test]
async fn i10_a_withdrawal_needs_a_public_reason_and_happens_once() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxwithdraw", Some(filing()), None).await?;
    let piece = desk.piece("撤稿").await?;
    let id = desk.plan(&piece, &[account]).await??.id;
    let officer = desk.county.staff("duty", "office", &[Role::DutyOfficer]).await?;
    let mut tx = desk.county.begin(&officer).await?;
    let refused = release::withdraw(&mut tx, &officer, id, Withdrawal::Error, "  ").await;
    assert!(matches!(refused, Err(WithdrawError::Invalid(_))));
    release::withdraw(&mut tx, &officer, id, Withdrawal::Error, "数据有误").await?;
    tx.commit().await?;
    assert_eq!(desk.targets().await?.get("withdrawn"), Some(&1));
    let mut tx = desk.county.begin(&officer).await?;
    assert!(matches!(
        release::withdraw(&mut tx, &officer, id, Withdrawal::Error, "再撤").await,
        Err(WithdrawError::Withdrawn)
    ));
    Ok(())
}
