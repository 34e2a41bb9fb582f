//! 数据: what the platform counted of an account and of its pieces, by day.
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use platform::{Clock, jobs};
use publishing::AccountId;
use publishing::figures::{self, Day, Piece};
use publishing::reading::{self, What};
use publishing::spread::{self, NodeKind};
use serde_json::json;
use tests::{Process, until};
use time::{Date, Duration};

use crate::county::Fault;
use crate::desk::{Desk, filing};

struct Counted {
    desk: Desk,
    account: AccountId,
    article: content::ArticleId,
    data_id: String,
    _worker: Process,
}

impl Counted {
    /// A piece is live on an account.
    async fn open() -> Result<Self, Fault> {
        let desk = Desk::open().await?;
        desk.hurry(1, 2).await?;
        let account = desk.account("wxcounted", Some(filing()), None).await?;
        let piece = desk.piece("读的人多").await?;
        desk.plan(&piece, &[account]).await??;
        let worker = desk.worker(2, None);
        until("it is live", async || desk.targets().await.ok()?.contains_key("live").then_some(())).await;
        let published = desk.world.wechat().await.look("effects?effect=published").await;
        let data_id = published[0]["msg_data_id"].as_str().ok_or("no data id")?.to_owned();
        Ok(Self { desk, account, article: piece.id, data_id, _worker: worker })
    }

    /// The last day that the platform tells: before eight in China it is the day before yesterday.
    async fn last(&self) -> Result<Date, Fault> {
        let now = self.desk.county.system().await?.now();
        Ok(Clock::day_of(now - Duration::hours(8)) - Duration::days(1))
    }

    async fn told(&self, day: Date, followers: i32, reads: i32) {
        let ours = json!({ "msg_data_id": self.data_id, "index": 1, "reads": reads, "shares": 2 });
        let foreign = json!({ "msg_data_id": "9", "index": 1, "reads": 100 });
        let figures = json!({ "appid": "wxcounted", "day": day.to_string(), "followers": followers, "gained": 3, "articles": [ours, foreign] });
        self.desk.world.wechat().await.tell("figures", &figures).await;
    }

    /// The job's time is now.
    async fn look(&self) -> Result<(), Fault> {
        let mut tx = self.desk.county.system().await?;
        let now = tx.now();
        jobs::enqueue(&mut tx, "wechat.figures", &self.account.to_string(), now, json!({})).await?;
        Ok(tx.commit().await?)
    }

    async fn known(&self) -> Result<(Vec<Day>, Vec<Piece>), Fault> {
        let mut tx = self.desk.county.begin(&self.desk.publisher).await?;
        let days = figures::days(&mut tx, &self.desk.publisher, self.account, 30).await?;
        Ok((days, figures::pieces(&mut tx, &self.desk.publisher, self.account, 30).await?))
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_counted_of_an_account_and_its_pieces_is_kept_by_day() -> Result<(), Fault> {
    let counted = Counted::open().await?;
    let last = counted.last().await?;
    counted.told(last - Duration::days(1), 100, 30).await;
    counted.told(last, 104, 40).await;
    counted.look().await?;
    until("seven days are known", async || (counted.known().await.ok()?.0.len() == 7).then_some(())).await;
    let (days, pieces) = counted.known().await?;
    let seen: Vec<_> = days[5..].iter().map(|day| (day.followers, day.gained, day.reads)).collect();
    assert_eq!(seen, [(100, 3, 130), (104, 3, 140)], "what others published on the account counts for it");
    assert_eq!(pieces.iter().map(|piece| (piece.reads, piece.shares)).collect::<Vec<_>>(), [(70, 4)]);
    let mut tx = counted.desk.county.begin(&counted.desk.publisher).await?;
    let picture = spread::spread(&mut tx, &counted.desk.publisher, counted.article).await?;
    let account = picture.nodes.iter().find(|node| node.kind == NodeKind::Account).ok_or("no account")?;
    assert_eq!(account.reads, Some(70));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_whose_figures_the_platform_withholds_says_why_and_still_publishes() -> Result<(), Fault> {
    let counted = Counted::open().await?;
    let denied = json!({ "appid": "wxcounted", "denied": ["datacube/getusercumulate"] });
    counted.desk.world.wechat().await.tell("accounts", &denied).await;
    counted.look().await?;
    let why = until("it is refused", async || {
        let mut tx = counted.desk.county.begin(&counted.desk.publisher).await.ok()?;
        reading::list(&mut tx, What::Figures).await.ok()?.pop()?.refused
    })
    .await;
    assert!(why.1.contains("48001"), "{}", why.1);
    let piece = counted.desk.piece("照样发布").await?;
    counted.desk.plan(&piece, &[counted.account]).await??;
    until("both are live", async || (counted.desk.targets().await.ok()?.get("live") == Some(&2)).then_some(())).await;
    Ok(())
}
