//! I4: workers of the real binary are killed around a send, again and again; the sandbox's own log says what was really sent.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use platform::{Caller, Path};
use publishing::fault::Point;
use serde_json::{Value, json};

use crate::county::Fault;
use crate::desk::{Desk, filing, kill_at};

const ROUNDS: usize = 20;

/// A publication takes longer than a lease: whoever takes over from the dead still finds the draft in the box, and a second submit
/// of it would be a second publication. A doubt is settled later than that.
const PUBLISH_MS: i64 = 7000;

/// Kills a worker at every point, on an account of its own round. All but the last point are met by the first fresh send, so
/// those workers stop side by side; the last one is met only after a whole send, and its worker must not eat what they need.
async fn round(desk: &Desk, round: usize, pieces: &[content::Article]) -> Result<(), Fault> {
    let appid = format!("wxfault{round:02}");
    let account = desk.account(&appid, Some(filing()), None).await?;
    let slow = json!({ "appid": appid, "publish_delay_ms": PUBLISH_MS });
    desk.world.wechat().await.tell("accounts", &slow).await;
    for piece in pieces {
        desk.plan(piece, &[account]).await??;
    }
    let [first @ .., last] = &Point::ALL;
    kill_at(desk, first).await;
    kill_at(desk, &[*last]).await;
    Ok(())
}

async fn all_live(desk: &Desk, total: i64) -> Result<(), Fault> {
    let deadline = Instant::now() + Duration::from_secs(120);
    loop {
        let targets = desk.targets().await?;
        if targets.get("live") == Some(&total) {
            return Ok(());
        }
        assert!(Instant::now() < deadline, "something is lost: {targets:?} of {total}");
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i4_killed_at_seven_points_in_twenty_rounds_nothing_is_lost_and_nothing_sent_twice() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(2, 12).await?;
    let mut pieces = Vec::new();
    for point in Point::ALL {
        pieces.push(desk.piece(point.as_str()).await?);
    }
    for number in 0..ROUNDS {
        round(&desk, number, &pieces).await?;
    }
    let total = i64::try_from(ROUNDS * pieces.len())?;
    let rescuer = desk.worker(4, None);
    all_live(&desk, total).await?;
    drop(rescuer);

    for effect in ["publish_accepted", "published"] {
        let sent = desk.effects(effect).await;
        let once: HashSet<_> = sent.iter().collect();
        assert_eq!((sent.len(), once.len()), (ROUNDS * pieces.len(), ROUNDS * pieces.len()), "{effect}: once each");
    }
    every_doubt_was_settled_by_a_look(&desk).await?;
    nothing_is_left_behind(&desk, total).await
}

/// A kill before the submit was sent, and one after it, leave the same trace; a look tells them apart.
async fn every_doubt_was_settled_by_a_look(desk: &Desk) -> Result<(), Fault> {
    let rounds = i64::try_from(ROUNDS)?;
    let doubts =
        "select count(*) from audit_event where action = 'target.turn' and detail::jsonb ->> 'state' = 'unconfirmed'";
    let never_sent =
        "select count(*) from audit_event where action = 'target.look' and detail::jsonb ->> 'found' = 'draft'";
    let had_gone_out =
        "select count(*) from audit_event where action = 'target.live' and detail::jsonb ->> 'by' = 'look'";
    let by_a_person = "select count(*) from audit_event where action = 'target.resolve'";
    let [doubts, never_sent, had_gone_out] =
        [desk.number(doubts).await?, desk.number(never_sent).await?, desk.number(had_gone_out).await?];
    assert!(rounds <= never_sent && rounds <= had_gone_out, "{never_sent} never sent, {had_gone_out} had gone out");
    assert_eq!(doubts, never_sent + had_gone_out, "every doubt was settled");
    assert_eq!(desk.number(by_a_person).await?, 0, "no person was asked");
    Ok(())
}

/// No reservation, no draft, no job without a target; the ledger says what the sandbox says, and the audit chain holds.
async fn nothing_is_left_behind(desk: &Desk, total: i64) -> Result<(), Fault> {
    assert_eq!(desk.number("select sum(reserved)::bigint from quota").await?, 0);
    let submitted = desk.number("select sum(consumed)::bigint from quota where kind = 'submit'").await?;
    assert_eq!(submitted, total);
    for number in 0..ROUNDS {
        let state = desk.world.wechat().await.look(&format!("state?appid=wxfault{number:02}")).await;
        let drafts = state.get("drafts").and_then(Value::as_array);
        assert_eq!(drafts.map(Vec::len), Some(0), "a draft of round {number} is left");
    }
    let caller = Caller::system(desk.county.code, "核对", Path::Worker);
    assert_eq!(publishing::release::drift(&desk.county.database, &caller).await?.count(), 0, "I6");
    let audit = desk.world.run(&["audit", "verify"]);
    assert!(audit.status.success(), "I8: {}", String::from_utf8_lossy(&audit.stdout));
    Ok(())
}
