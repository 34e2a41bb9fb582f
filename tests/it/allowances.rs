//! I5 and the push windows with everything at once: two workers of the real binary, hundreds of attempts, and the sandbox's log as judge.

use std::collections::BTreeMap;

use platform::{Clock, Refusal as _};
use publishing::AccountId;
use publishing::release::{self, Plan, schedule};
use serde_json::{Value, json};
use tests::until;
use time::format_description::well_known::Rfc3339;
use time::{Date, Duration, OffsetDateTime, Time, UtcOffset};

use crate::county::Fault;
use crate::desk::{Desk, filing};

const PIECES: usize = 20;
/// Accounts by their name, what limits them, and so many a day or a month.
const LIMITED: [(&str, &str, usize); 8] = [
    ("wxday1", "pushesPerDay", 1),
    ("wxday3", "pushesPerDay", 3),
    ("wxday7", "pushesPerDay", 7),
    ("wxsubmits2", "submitsPerDay", 2),
    ("wxsubmits5", "submitsPerDay", 5),
    ("wxmonth1", "pushesPerMonth", 1),
    ("wxmonth2", "pushesPerMonth", 2),
    ("wxmonth4", "pushesPerMonth", 4),
];
/// Accounts whose window ends while they are sent to.
const WINDOWED: [&str; 2] = ["wxwindow1", "wxwindow2"];
const SETTLED: &str =
    "select count(*) from release_target where state = 'live' or error_code in ('QUOTA_SPENT', 'OUTSIDE_WINDOW')";

fn china(at: OffsetDateTime) -> Result<OffsetDateTime, Fault> {
    Ok(at.to_offset(UtcOffset::from_hms(8, 0, 0)?))
}

/// Waits out the last minutes of a day, in which the day would end beneath the test.
async fn within_one_day(clock: &Clock) {
    until("the day is not about to end", async || {
        let now = clock.now();
        (Clock::day_of(now) == Clock::day_of(now + Duration::seconds(110))).then_some(())
    })
    .await;
}

impl Desk {
    async fn limited(&self, appid: &str, setting: &str, most: usize) -> Result<AccountId, Fault> {
        let account = self.account(appid, Some(filing()), None).await?;
        // What the sandbox allows by itself is not what is tried here.
        self.world.wechat().await.tell("accounts", &json!({ "appid": appid, "push_allowance": 1000 })).await;
        sqlx::query("update account set settings = settings || $2 where id = $1")
            .bind(account.0)
            .bind(json!({ setting: most }))
            .execute(&mut self.county.all_seeing().await?)
            .await?;
        Ok(account)
    }

    async fn plan_on(
        &self,
        piece: &content::Article,
        accounts: &[(AccountId, bool)],
        at: OffsetDateTime,
    ) -> Result<Option<&'static str>, Fault> {
        let mut tx = self.county.begin(&self.publisher).await?;
        let pushed = accounts.iter().filter(|(_, pushed)| *pushed).map(|(account, _)| *account).collect();
        let all = accounts.iter().map(|(account, _)| *account).collect();
        match release::plan(&mut tx, &self.publisher, Plan { pushed, ..Plan::at(piece.id, all, at) }).await {
            Ok(_) => tx.commit().await?,
            Err(release::PlanError::Invalid(invalid)) => return Ok(invalid.fields().first().map(|field| field.code)),
            Err(error) => return Err(error.into()),
        }
        Ok(None)
    }

    /// When the sandbox took what was sent to an account, by its own log: publications and pushes.
    async fn taken_by(&self, appid: &str) -> Vec<OffsetDateTime> {
        let journal = self.world.wechat().await.journal();
        let takes = |line: &&Value| {
            let effect = line["effect"].as_str().unwrap_or_default();
            line["appid"] == appid && ["publish_accepted", "mass_accepted"].contains(&effect)
        };
        let at = |line: &Value| OffsetDateTime::parse(line["at"].as_str()?, &Rfc3339).ok();
        journal.iter().filter(takes).filter_map(at).collect()
    }

    async fn taken_by_day(&self, appid: &str) -> BTreeMap<Date, usize> {
        let mut days = BTreeMap::new();
        for at in self.taken_by(appid).await {
            *days.entry(Clock::day_of(at)).or_default() += 1;
        }
        days
    }
}

/// Gives the accounts a window that ends soon, and plans pieces for now and for its last second. Gives its end.
async fn plan_into_windows(desk: &Desk, pieces: &[content::Article]) -> Result<OffsetDateTime, Fault> {
    let mut accounts = Vec::new();
    for appid in WINDOWED {
        accounts.push((desk.account(appid, Some(filing()), None).await?, false));
    }
    let now = desk.county.database.clock().now();
    let closes = (now + Duration::seconds(20)).replace_nanosecond(0)?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    for (account, _) in &accounts {
        let window = (Time::MIDNIGHT, china(closes)?.time());
        schedule::set_windows(&mut tx, &desk.admin, Some(*account), vec![window]).await?;
    }
    tx.commit().await?;
    let outside = desk.plan_on(pieces.first().ok_or("no piece")?, &accounts, closes + Duration::minutes(5)).await?;
    assert_eq!(outside, Some("OUTSIDE_WINDOW"));
    for (number, piece) in pieces.iter().enumerate() {
        let at = if number % 2 == 0 { now } else { closes - Duration::SECOND };
        assert_eq!(desk.plan_on(piece, &accounts, at).await?, None);
    }
    Ok(closes)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn i5_two_hundred_attempts_by_two_workers_keep_every_quota_and_every_window() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.hurry(1, 10).await?;
    let (mut pieces, mut accounts) = (Vec::new(), Vec::new());
    for number in 0..PIECES {
        pieces.push(desk.piece(&format!("限额 {number}")).await?);
    }
    for (appid, setting, most) in LIMITED {
        accounts.push((desk.limited(appid, setting, most).await?, setting == "pushesPerMonth"));
    }
    within_one_day(desk.county.database.clock()).await;
    for piece in &pieces {
        let now = desk.county.database.clock().now();
        assert_eq!(desk.plan_on(piece, &accounts, now).await?, None);
    }
    let workers = [desk.worker(16, None), desk.worker(16, None)];
    until("they send", async || (!desk.effects("publish_accepted").await.is_empty()).then_some(())).await;
    let closes = plan_into_windows(&desk, &pieces).await?;
    let all = i64::try_from(PIECES * (LIMITED.len() + WINDOWED.len()))?;
    assert_eq!(all, 200);
    until("each is live or kept back", async || (desk.number(SETTLED).await.ok()? == all).then_some(())).await;
    drop(workers);

    for (appid, setting, most) in LIMITED {
        let days = desk.taken_by_day(appid).await;
        assert_eq!(days.values().copied().collect::<Vec<_>>(), [most], "{appid}: {setting}, says the sandbox");
    }
    for appid in WINDOWED {
        let taken = desk.taken_by(appid).await;
        assert!((1..=PIECES / 2).contains(&taken.len()), "{appid}: {taken:?}");
        assert!(taken.iter().all(|at| *at < closes), "{appid}: the window ended at {closes}: {taken:?}");
    }
    assert_eq!(desk.number("select count(*) from quota where allowed < reserved + consumed").await?, 0);
    assert_eq!(desk.number("select sum(reserved)::bigint from quota where kind <> 'push_month'").await?, 0);
    Ok(())
}
