//! A piece taken back to write on, and the releases planned of it.

use content::ArticleState;
use platform::{Caller, Path, Refusal as _, jobs};
use publishing::fault::Point;
use publishing::release::{self, PlanError, TakeBackError};
use time::Duration;

use crate::county::Fault;
use crate::desk::{Desk, filing, kill_at};

#[tokio::test]
async fn a_piece_taken_back_takes_its_planned_releases_with_it() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxtakeback", Some(filing()), None).await?;
    let piece = desk.piece("撤回修改").await?;
    let planned = desk.plan_in(&piece, &[account], Duration::hours(3)).await??;
    let taken = desk.take_back(&piece).await??;
    assert_eq!(taken.state, ArticleState::Draft);
    assert_eq!(desk.targets().await?.into_iter().collect::<Vec<_>>(), [("withdrawn".to_owned(), 1)]);
    let mut tx = desk.county.system().await?;
    for kind in ["publish.target", "publish.whole"] {
        assert!(jobs::living(&mut tx, kind).await?.is_empty(), "{kind}");
    }
    let release = release::by_ids(&mut tx, &[planned.id]).await?.pop().ok_or("no release")?;
    assert_eq!(release.withdrawal_reason.as_deref(), Some("稿件已撤回修改"));
    drop(tx);
    let caller = Caller::system(desk.county.code, "核对", Path::Worker);
    assert_eq!(release::drift(&desk.county.database, &caller).await?.count(), 0, "I6");
    assert!(matches!(desk.plan(&piece, &[account]).await?, Err(PlanError::NotApproved)), "I2");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_piece_whose_send_has_begun_is_not_taken_back() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let account = desk.account("wxbegun", Some(filing()), None).await?;
    let piece = desk.piece("已在发送").await?;
    desk.plan(&piece, &[account]).await??;
    kill_at(&desk, &[Point::AfterClaim]).await;
    let refused = desk.take_back(&piece).await?.err().ok_or("it was taken back")?;
    assert!(matches!(refused, TakeBackError::Begun), "{refused}");
    assert_eq!(refused.reason(), "RELEASE_BEGUN");
    assert_eq!(desk.state(&piece).await?, ArticleState::Approved);
    assert_eq!(desk.targets().await?.get("sending"), Some(&1));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i2_planning_and_taking_back_at_once_leave_no_draft_planned() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let accounts = [desk.account("wxrace", Some(filing()), None).await?];
    for round in 0..20 {
        let piece = desk.piece(&format!("同时 {round}")).await?;
        let (planned, taken) = tokio::join!(desk.plan(&piece, &accounts), desk.take_back(&piece));
        let (planned, taken) = (planned?, taken?);
        let waits = desk.targets().await?.get("planned").copied().unwrap_or_default();
        match desk.state(&piece).await? {
            ArticleState::Draft => assert_eq!(waits, 0, "a draft is planned: {planned:?} {taken:?}"),
            state => assert_eq!((state, waits), (ArticleState::Approved, 1), "{planned:?} {taken:?}"),
        }
        if waits == 1 {
            desk.take_back(&piece).await??;
        }
    }
    Ok(())
}
