//! What became of a release: every change kept with its cause, the kinds of withdrawal, and what only a person can do.

use platform::Refusal as _;
use publishing::release::{self, Release, WithdrawError, Withdrawal, task};
use serde_json::json;
use tests::until;

use crate::county::Fault;
use crate::desk::{Desk, filing};

async fn stands(desk: &Desk, state: &str, count: i64) {
    until(&format!("{count} are {state}"), async || {
        (desk.targets().await.ok()?.get(state).copied().unwrap_or_default() == count).then_some(())
    })
    .await;
}

async fn withdraw(
    desk: &Desk,
    id: publishing::ReleaseId,
    kind: Withdrawal,
) -> Result<Result<Release, WithdrawError>, Fault> {
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let withdrawn = release::withdraw(&mut tx, &desk.publisher, id, kind, "数据有误").await;
    if withdrawn.is_ok() {
        tx.commit().await?;
    }
    Ok(withdrawn)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i8_every_change_of_a_target_is_kept_with_its_time_and_cause() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxcourse", Some(filing()), None).await?;
    desk.world.wechat().await.tell("faults", &json!({ "kind": "errcode", "path": "draft/add", "errcode": -1 })).await;
    let piece = desk.piece("经过").await?;
    let release = desk.plan(&piece, &[account]).await??;
    let _worker = desk.worker(1, None);
    stands(&desk, "live", 1).await;
    withdraw(&desk, release.id, Withdrawal::Notice).await??;
    stands(&desk, "withdrawn", 1).await;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let target = release::targets_of(&mut tx, &[release.id]).await?.pop().ok_or("no target")?;
    let changes = release::history(&mut tx, &[target.id]).await?;
    let course: Vec<&str> = changes.iter().map(|change| change.state.as_str()).collect();
    assert_eq!(course, ["planned", "sending", "planned", "sending", "accepted", "live", "withdrawn"]);
    let numbers: Vec<i32> = changes.iter().map(|change| change.seq).collect();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6, 7]);
    assert!(changes[2].cause.is_some() && changes[2].code.as_deref() == Some("WECHAT_-1"), "{:?}", changes[2]);
    assert_eq!(changes[0].person, desk.publisher.person(), "who planned it");
    assert_eq!(changes[5].person, None, "the worker");
    assert!(changes.is_sorted_by_key(|change| change.at));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i10_a_withdrawal_says_whether_it_was_wrong_or_says_where_to_read_on() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxkinds", Some(filing()), None).await?;
    let (merged, other) = (desk.piece("甲").await?, desk.piece("乙").await?);
    let draft = desk.piece("未发布").await?;
    let release = desk.plan(&merged, &[account]).await??;
    desk.plan(&other, &[account]).await??;
    let _worker = desk.worker(2, None);
    stands(&desk, "live", 2).await;
    for nowhere in [draft.id, merged.id] {
        let refused = withdraw(&desk, release.id, Withdrawal::Merged(nowhere)).await?;
        let Err(WithdrawError::Invalid(invalid)) = refused else { panic!("it was merged") };
        assert_eq!(invalid.fields()[0].field, "mergedIntoId");
    }
    let withdrawn = withdraw(&desk, release.id, Withdrawal::Merged(other.id)).await??;
    assert_eq!((withdrawn.withdrawal_kind.as_deref(), withdrawn.merged_into), (Some("merged"), Some(other.id)));
    stands(&desk, "withdrawn", 1).await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_platform_refuses_to_take_down_a_person_does_step_by_step() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxbyhand", Some(filing()), None).await?;
    let piece = desk.piece("人工删除").await?;
    let release = desk.plan(&piece, &[account]).await??;
    let _worker = desk.worker(1, None);
    stands(&desk, "live", 1).await;
    let refused = json!({ "kind": "errcode", "path": "freepublish/delete", "errcode": 53504, "count": 99 });
    desk.world.wechat().await.tell("faults", &refused).await;
    withdraw(&desk, release.id, Withdrawal::Error).await??;
    let asked = async || {
        let mut tx = desk.county.begin(&desk.publisher).await.ok()?;
        task::open_tasks(&mut tx, &desk.publisher, 10).await.ok()?.pop()
    };
    let task = until("a person is asked", asked).await;
    assert!(task.steps[0].contains("wxbyhand") && task.steps[2].contains("人工删除"), "{:?}", task.steps);
    let mut tx = desk.county.begin(&desk.publisher).await?;
    assert!(task::finish_task(&mut tx, &desk.publisher, task.id, " ").await.is_err(), "what was seen is not said");
    task::finish_task(&mut tx, &desk.publisher, task.id, "后台已删除，公众打不开").await?;
    tx.commit().await?;
    assert_eq!(desk.targets().await?.get("withdrawn"), Some(&1));
    assert_eq!(desk.state(&piece).await?, content::ArticleState::Withdrawn);
    assert_eq!(desk.number("select count(*) from release_task where done_at is null").await?, 0);
    Ok(())
}
