//! 暂停发布: the brake holds for every worker at once, and nothing late goes out without a person.

use publishing::AccountId;
use publishing::release::pause::{self, Late, Over, Pause, PauseError, ResumeError};
use publishing::release::{self, SendMissedError, Target};
use serde_json::json;
use tenancy::{Actor, Role};
use tests::until;
use time::OffsetDateTime;
use time::format_description::well_known::Rfc3339;

use crate::county::Fault;
use crate::desk::{Desk, filing};

const PIECES: i64 = 24;
const KEPT_BACK: &str = "select count(*) from release_target where state = 'planned' and error_code = 'PAUSED'";
const WAITING: &str = "select count(*) from release_target where state in ('planned', 'sending')";
const SENDING: &str = "select count(*) from release_target where state = 'sending' and now() < lease_until";
const BEGUN: &str = "select count(*) from release_target where state not in ('planned', 'sending')";

async fn pause(desk: &Desk, actor: &Actor, over: Over) -> Result<Result<Pause, PauseError>, Fault> {
    let mut tx = desk.county.begin(actor).await?;
    let paused = pause::begin(&mut tx, actor, over, "等上级核实").await;
    if paused.is_ok() {
        tx.commit().await?;
    }
    Ok(paused)
}

async fn late(desk: &Desk, pause: &Pause) -> Result<Vec<Target>, Fault> {
    let mut tx = desk.county.begin(&desk.publisher).await?;
    Ok(pause::late(&mut tx, &desk.publisher, pause.id).await?)
}

async fn resume(desk: &Desk, pause: &Pause, all: &[Target], what: Late) -> Result<Result<Pause, ResumeError>, Fault> {
    let decided: Vec<_> = all.iter().map(|target| (target.id, what)).collect();
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let resumed = pause::resume(&mut tx, &desk.publisher, pause.id, &decided).await;
    if resumed.is_ok() {
        tx.commit().await?;
    }
    Ok(resumed)
}

/// Every target that still waits is kept back, and says so.
async fn all_kept_back(desk: &Desk) {
    until("what waits is kept back", async || {
        let (kept, waiting) = (desk.number(KEPT_BACK).await.ok()?, desk.number(WAITING).await.ok()?);
        (0 < waiting && kept == waiting).then_some(())
    })
    .await;
}

async fn stands(desk: &Desk, state: &str, count: i64) {
    until(&format!("{count} are {state}"), async || {
        (desk.targets().await.ok()?.get(state).copied().unwrap_or_default() == count).then_some(())
    })
    .await;
}

/// When the sandbox took each publication, by its own log.
async fn taken(desk: &Desk) -> Vec<OffsetDateTime> {
    let journal = desk.world.wechat().await.journal();
    let of_kind = journal.iter().filter(|line| line["kind"] == "effect" && line["effect"] == "publish_accepted");
    of_kind.filter_map(|line| OffsetDateTime::parse(line["at"].as_str()?, &Rfc3339).ok()).collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_pause_reaches_two_workers_within_a_second_while_sending() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxpaused", Some(filing()), None).await?;
    for number in 0..PIECES {
        let piece = desk.piece(&format!("暂停 {number}")).await?;
        desk.plan(&piece, &[account]).await??;
    }
    // Each has one in hand at a time, and none is quickly done: two that are being sent are of two workers.
    let slow = json!({ "kind": "delay", "ms": 400, "path": "freepublish/submit", "appid": "wxpaused", "count": 999 });
    desk.world.wechat().await.tell("faults", &slow).await;
    let workers = [desk.worker(1, None), desk.worker(1, None)];
    until("both workers send", async || {
        let both = desk.number(SENDING).await.ok()? == 2;
        (both && 3 <= taken(&desk).await.len()).then_some(())
    })
    .await;
    let paused = pause(&desk, &desk.publisher, Over::County).await??;
    let since = desk.county.database.clock().now();
    all_kept_back(&desk).await;
    let sent = taken(&desk).await;
    let last = sent.iter().max().ok_or("nothing was sent")?;
    assert!(*last <= since + time::Duration::SECOND, "sent at {last}, paused at {since}");
    assert_eq!(i64::try_from(sent.len())?, desk.number(BEGUN).await?, "what has not begun does not begin");

    let waiting = late(&desk, &paused).await?;
    assert_eq!(i64::try_from(waiting.len())?, PIECES - desk.number(BEGUN).await?);
    let [left_out, rest @ ..] = waiting.as_slice() else { panic!("everything was sent before the pause") };
    let undecided = resume(&desk, &paused, rest, Late::Now).await?;
    assert!(matches!(undecided, Err(ResumeError::Undecided)), "{undecided:?}");
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let mut decided: Vec<_> = rest.iter().map(|target| (target.id, Late::Now)).collect();
    decided.push((left_out.id, Late::Miss));
    pause::resume(&mut tx, &desk.publisher, paused.id, &decided).await?;
    tx.commit().await?;
    stands(&desk, "live", PIECES - 1).await;
    stands(&desk, "missed", 1).await;
    assert_eq!(i64::try_from(taken(&desk).await.len())?, PIECES - 1, "I4: each once, says the sandbox");
    drop(workers);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i4_a_push_in_doubt_stays_in_doubt_under_a_pause_and_ends_after_it() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 2).await?;
    desk.hear_names_after(1).await?;
    let account = desk.account("wxdoubt", Some(filing()), None).await?;
    let wechat = desk.world.wechat().await;
    wechat.tell("faults", &json!({ "kind": "drop_after", "path": "message/mass/sendall" })).await;
    wechat.tell("outcomes", &json!({ "kind": "mass", "hold": true })).await;
    desk.push(&desk.piece("存疑").await?, account).await?;
    let _worker = desk.worker(2, None);
    stands(&desk, "unconfirmed", 1).await;
    let paused = pause(&desk, &desk.publisher, Over::County).await??;
    wechat.tell("clock", &json!({ "advance_s": 61 })).await;
    let looked_after =
        "select count(*) from job where kind = 'publish.target' and now() + interval '50 seconds' < run_at";
    until("it is looked at under the pause", async || (desk.number(looked_after).await.ok()? == 1).then_some(())).await;
    assert_eq!(desk.targets().await?.get("unconfirmed"), Some(&1), "nobody knows yet whether it was sent");
    assert!(late(&desk, &paused).await?.is_empty(), "and nobody may say that it was not");
    resume(&desk, &paused, &[], Late::Now).await??;
    let mut conn = desk.county.all_seeing().await?;
    sqlx::query("update job set run_at = now() where kind = 'publish.target'").execute(&mut conn).await?;
    stands(&desk, "confirming", 1).await;
    wechat.tell("settle", &json!({ "appid": "wxdoubt" })).await;
    stands(&desk, "live", 1).await;
    assert_eq!((desk.effects("mass_accepted").await.len(), desk.effects("mass_sent").await.len()), (1, 1));
    Ok(())
}

/// A county with one piece planned on one account, and a worker that has a brake before it.
async fn kept_back(over: impl FnOnce(AccountId) -> Over) -> Result<(Desk, Pause, tests::Process), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxbrake", Some(filing()), None).await?;
    let piece = desk.piece("等一等").await?;
    let paused = pause(&desk, &desk.publisher, over(account)).await??;
    desk.plan(&piece, &[account]).await??;
    let worker = desk.worker(1, None);
    all_kept_back(&desk).await;
    Ok((desk, paused, worker))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_two_pauses_keep_back_is_decided_when_the_last_of_them_ends() -> Result<(), Fault> {
    let (desk, on_account, _worker) = kept_back(Over::Account).await?;
    let health = desk.county.department("health").await?;
    let on_department = pause(&desk, &desk.publisher, Over::Department(health)).await??;
    assert!(late(&desk, &on_account).await?.is_empty(), "the department's pause keeps it back still");
    resume(&desk, &on_account, &[], Late::Now).await??;
    let waiting = late(&desk, &on_department).await?;
    assert_eq!(waiting.len(), 1);
    let later = Late::At(desk.county.database.clock().now() + time::Duration::hours(2));
    resume(&desk, &on_department, &waiting, later).await??;
    let mut tx = desk.county.system().await?;
    let release = release::by_ids(&mut tx, &[waiting[0].release]).await?.pop().ok_or("no release")?;
    let moved = release::targets_of(&mut tx, &[release.id]).await?.pop().ok_or("no target")?;
    assert!(waiting[0].scheduled_at < moved.scheduled_at && moved.scheduled_at < release.whole_by);
    assert!(desk.effects("publish_accepted").await.is_empty());
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_a_person_left_out_goes_out_when_a_person_says_so() -> Result<(), Fault> {
    let (desk, paused, _worker) = kept_back(|_| Over::County).await?;
    let waiting = late(&desk, &paused).await?;
    resume(&desk, &paused, &waiting, Late::Miss).await??;
    stands(&desk, "missed", 1).await;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let now = tx.now();
    release::send_missed(&mut tx, &desk.publisher, waiting[0].id, now).await?;
    tx.commit().await?;
    stands(&desk, "live", 1).await;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let again = release::send_missed(&mut tx, &desk.publisher, waiting[0].id, now).await;
    assert!(matches!(again, Err(SendMissedError::NotMissed)), "{again:?}");
    Ok(())
}

#[tokio::test]
async fn a_department_pauses_what_is_its_own_and_nothing_wider() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let (health, education) = (desk.county.department("health").await?, desk.county.department("education").await?);
    let publisher = desk.county.staff("health.publisher", "health", &[Role::Publisher]).await?;
    pause(&desk, &publisher, Over::Department(health)).await??;
    let again = pause(&desk, &publisher, Over::Department(health)).await?;
    assert!(matches!(again, Err(PauseError::Paused)), "{again:?}");
    for wider in [Over::County, Over::Department(education)] {
        let refused = pause(&desk, &publisher, wider).await?;
        assert!(matches!(refused, Err(PauseError::Refused(_))), "{refused:?}");
    }
    let refused = pause(&desk, &desk.editor, Over::Department(health)).await?;
    assert!(matches!(refused, Err(PauseError::Refused(_))), "{refused:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_deployment_is_paused_and_resumed_at_the_server() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let account = desk.account("wxdeployment", Some(filing()), None).await?;
    let refused = pause(&desk, &desk.admin, Over::Deployment).await?;
    assert!(matches!(refused, Err(PauseError::Deployment)), "{refused:?}");
    let done = desk.world.run(&["releases", "pause", "--reason", "机房演练"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let piece = desk.piece("全平台").await?;
    desk.plan(&piece, &[account]).await??;
    let _worker = desk.worker(1, None);
    all_kept_back(&desk).await;
    let mut tx = desk.county.begin(&desk.publisher).await?;
    let open = pause::list(&mut tx, &desk.publisher).await?;
    assert_eq!((open[0].over, open[0].reason.as_str()), (Over::Deployment, "机房演练"));
    drop(tx);
    assert!(desk.world.run(&["releases", "resume"]).status.success());
    let told = "select count(*) from audit_event where action in ('release.pause', 'release.resume')";
    assert_eq!(desk.number(told).await?, 2, "I8: the county's trail tells of it");
    let verified = desk.world.run(&["audit", "verify"]);
    assert!(verified.status.success(), "{}", String::from_utf8_lossy(&verified.stdout));
    // The job comes back within a minute by itself; here it is brought forward.
    let mut conn = desk.county.all_seeing().await?;
    sqlx::query("update job set run_at = now() where kind = 'publish.target'").execute(&mut conn).await?;
    stands(&desk, "live", 1).await;
    Ok(())
}
