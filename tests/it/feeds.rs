//! Feeds of listed sources, however their servers behave, and the candidates they bring (C13, C14).

mod server;

use std::time::Duration;

use content::candidate::{self, Candidate, CandidateState, Filter, SettleError};
use content::feed::{self, Feed, FeedState, Fetcher, NewFeed, NewRoute, POLL, TroubleKind};
use content::{Origin, SourceId, SourceList, article, source};
use platform::outbound::Networks;
use platform::{DepartmentId, Refusal as _, jobs};
use tenancy::{Actor, Role};
use time::macros::{date, datetime};

use crate::county::{County, Fault};
use server::{NEWS, Server};

/// A county with a listed source, a server for its feeds, and who looks after both.
struct Desk {
    county: County,
    server: Server,
    admin: Actor,
    source: SourceId,
    fetcher: Fetcher,
}

impl Desk {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
        let mut tx = county.begin(&admin).await?;
        let listed = source::add(&mut tx, &admin, "市日报", None, SourceList::City, date!(2020 - 01 - 01)).await?.id;
        source::edit(&mut tx, &admin, listed, None, SourceList::City, "协议转载").await?;
        tx.commit().await?;
        let fetcher = Fetcher::within(Networks::Any, Networks::Any, Duration::from_secs(5))?;
        Ok(Self { county, server: Server::start().await?, admin, source: listed, fetcher })
    }

    async fn add(&self, path: &str) -> Result<Feed, Fault> {
        let new = NewFeed { source: self.source, name: path.to_owned(), url: self.server.url(path), every_minutes: 60 };
        let mut tx = self.county.begin(&self.admin).await?;
        let added = feed::add(&mut tx, &self.admin, new).await?;
        // Only what a test asks is due.
        let later = tx.now() + time::Duration::days(1);
        jobs::reschedule(&mut tx, POLL, &added.id.to_string(), later).await?;
        tx.commit().await?;
        Ok(added)
    }

    async fn route(&self, feed: Option<&Feed>, department: DepartmentId, words: &[&str]) -> Result<(), Fault> {
        let words = words.iter().map(|word| (*word).to_owned()).collect();
        let new = NewRoute { feed: feed.map(|feed| feed.id), department, words, without: vec!["广告".to_owned()] };
        let mut tx = self.county.begin(&self.admin).await?;
        feed::set_route(&mut tx, &self.admin, new).await?;
        Ok(tx.commit().await?)
    }

    /// Has it asked now, as a worker would, and gives it as it then stands.
    async fn ask(&self, feed: &Feed) -> Result<Feed, Fault> {
        let mut tx = self.county.begin(&self.admin).await?;
        feed::ask_now(&mut tx, &self.admin, feed.id).await?;
        tx.commit().await?;
        let job = self.county.due(POLL).await?.ok_or("no feed is due")?;
        feed::poll(&self.county.database, &self.fetcher, &job).await?;
        let mut tx = self.county.begin(&self.admin).await?;
        Ok(feed::by_ids(&mut tx, &[feed.id]).await?.pop().ok_or("no such feed")?)
    }

    async fn count(&self, table: &str) -> Result<i64, Fault> {
        let sql = sqlx::AssertSqlSafe(format!("select count(*) from {table}"));
        Ok(sqlx::query_scalar(sql).fetch_one(&mut self.county.all_seeing().await?).await?)
    }

    async fn candidates(&self, actor: &Actor) -> Result<Vec<Candidate>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        Ok(candidate::list(&mut tx, actor, &Filter::default(), None, 50).await?.rows)
    }
}

fn kind(feed: &Feed) -> Option<TroubleKind> {
    feed.trouble.map(|trouble| trouble.kind)
}

#[tokio::test]
async fn c14_a_hostile_feed_is_one_clear_line_and_nothing_is_kept() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let hostile = [
        ("/promises", TroubleKind::CutShort),
        ("/keeps-back", TroubleKind::CutShort),
        ("/announces", TroubleKind::TooLarge),
        ("/endless", TroubleKind::TooLarge),
        ("/bomb", TroubleKind::TooLarge),
        ("/circle", TroubleKind::BadRedirect),
        ("/file", TroubleKind::BadRedirect),
        ("/page", TroubleKind::NotAFeed),
        ("/broken", TroubleKind::Malformed),
        ("/slow", TroubleKind::TooSlow),
        ("/wrong", TroubleKind::Status),
    ];
    for (path, expected) in hostile {
        let feed = desk.ask(&desk.add(path).await?).await?;
        assert_eq!(kind(&feed), Some(expected), "{path}");
        let (zh, en) = feed.trouble.unwrap().words();
        assert!(!zh.contains('\n') && !zh.is_empty() && !en.is_empty(), "{path}");
        assert_eq!((feed.failures, feed.answered_at, feed.state), (1, None, FeedState::Active), "{path}");
        assert!(time::Duration::hours(2) <= feed.next_at - feed.asked_at.unwrap(), "{path}");
    }
    assert_eq!((desk.count("feed_item").await?, desk.count("candidate").await?), (0, 0));
    Ok(())
}

#[tokio::test]
async fn c14_a_feed_never_leads_into_a_private_network() -> Result<(), Fault> {
    let mut desk = Desk::open().await?;
    let (direct, onward) = (desk.add("/feed").await?, desk.add("/inside").await?);
    desk.fetcher = Fetcher::within(Networks::Any, Networks::Public, Duration::from_secs(2))?;
    assert_eq!(kind(&desk.ask(&onward).await?), Some(TroubleKind::PrivateRedirect));
    assert_eq!(desk.server.asked(), 1);
    desk.fetcher = Fetcher::new(Networks::Public)?;
    assert_eq!(kind(&desk.ask(&direct).await?), Some(TroubleKind::Private));
    assert_eq!((desk.server.asked(), desk.count("feed_item").await?), (1, 0));
    Ok(())
}

#[tokio::test]
async fn c14_what_came_once_is_never_kept_twice() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    desk.route(None, desk.county.department("health").await?, &[]).await?;
    let feed = desk.add("/feed").await?;
    let first = desk.ask(&feed).await?;
    assert_eq!((kind(&first), first.etag.as_deref(), desk.count("feed_item").await?), (None, Some("\"one\""), 3));
    let again = desk.ask(&feed).await?;
    assert_eq!((kind(&again), again.failures, desk.count("feed_item").await?), (None, 0, 3));
    // The same items through another feed, and through one that is packed.
    for path in ["/packed", "/feed?again"] {
        let other = desk.add(path).await?;
        desk.ask(&other).await?;
        assert_eq!((desk.count("feed_item").await?, desk.count("candidate").await?), (3, 3), "{path}");
    }
    Ok(())
}

#[tokio::test]
async fn c14_ten_thousand_items_are_cut_to_the_newest_and_broken_dates_are_let_go() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let many = desk.ask(&desk.add("/many").await?).await?;
    let trouble = many.trouble.unwrap();
    assert_eq!((trouble.kind, trouble.number, trouble.is_failure()), (TroubleKind::TooMany, 9_500, false));
    assert_eq!((many.failures, desk.count("feed_item").await?), (0, 500));
    desk.ask(&many).await?;
    assert_eq!(desk.count("feed_item").await?, 500);
    let dates = desk.ask(&desk.add("/dates").await?).await?;
    assert_eq!(dates.trouble.map(|trouble| (trouble.kind, trouble.number)), Some((TroubleKind::NoTime, 3)));
    Ok(())
}

#[tokio::test]
async fn c14_a_server_that_asks_for_patience_gets_it_and_one_that_is_gone_is_left_alone() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let busy = desk.ask(&desk.add("/busy").await?).await?;
    assert_eq!(kind(&busy), Some(TroubleKind::Busy));
    assert!(time::Duration::hours(2) <= busy.next_at - busy.asked_at.unwrap());
    let gone = desk.ask(&desk.add("/gone").await?).await?;
    assert_eq!((kind(&gone), gone.state), (Some(TroubleKind::Gone), FeedState::Paused));
    let mut tx = desk.county.begin(&desk.admin).await?;
    let error = feed::ask_now(&mut tx, &desk.admin, gone.id).await.unwrap_err();
    assert_eq!(error.reason(), "FEED_PAUSED");
    assert_eq!(feed::resume(&mut tx, &desk.admin, gone.id).await?.trouble, None);
    Ok(())
}

#[tokio::test]
async fn c14_a_source_that_ends_is_no_longer_asked_nor_reprinted() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let editor = desk.county.staff("editor", "health", &[Role::Editor]).await?;
    desk.route(None, desk.county.department("health").await?, &[]).await?;
    let feed = desk.add("/feed").await?;
    desk.ask(&feed).await?;
    let mut tx = desk.county.begin(&desk.admin).await?;
    source::end(&mut tx, &desk.admin, desk.source, date!(2020 - 12 - 31)).await?;
    tx.commit().await?;
    let before = desk.server.asked();
    assert_eq!(kind(&desk.ask(&feed).await?), Some(TroubleKind::SourceEnded));
    assert_eq!(desk.server.asked(), before);
    let offered = desk.candidates(&editor).await?;
    let mut tx = desk.county.begin(&editor).await?;
    let error = candidate::take(&mut tx, &editor, offered[0].id, None).await.unwrap_err();
    assert!(matches!(error, SettleError::SourceEnded), "{error:?}");
    let mut tx = desk.county.begin(&desk.admin).await?;
    let new = NewFeed { source: desk.source, name: "又一".into(), url: desk.server.url("/other"), every_minutes: 60 };
    let error = feed::add(&mut tx, &desk.admin, new).await.unwrap_err();
    assert_eq!(error.fields()[0].code, "SOURCE_NOT_LISTED");
    Ok(())
}

#[tokio::test]
async fn c13_what_reads_alike_is_one_candidate_of_the_desk_its_words_lead_to() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let (health, education) = (desk.county.department("health").await?, desk.county.department("education").await?);
    let editor = desk.county.staff("editor", "health", &[Role::Editor]).await?;
    let teacher = desk.county.staff("teacher", "education", &[Role::Editor]).await?;
    let feed = desk.add("/like").await?;
    desk.route(Some(&feed), health, &["疫苗"]).await?;
    desk.route(None, education, &["暴雨"]).await?;
    desk.ask(&feed).await?;
    let offered = desk.candidates(&editor).await?;
    assert_eq!(offered.len(), 1);
    let mut tx = desk.county.begin(&editor).await?;
    let items = feed::of_groups(&mut tx, &[offered[0].group]).await?;
    let titles: Vec<&str> = items.iter().map(|item| item.title.as_str()).collect();
    assert!(titles.len() == 2 && titles.contains(&"老人免费接种疫苗"), "{titles:?}");
    // I1: the other desk sees its own alone.
    let theirs = desk.candidates(&teacher).await?;
    assert_eq!((theirs.len(), theirs[0].department), (1, education));
    let mut tx = desk.county.begin(&teacher).await?;
    let error = candidate::dismiss(&mut tx, &teacher, offered[0].id).await.unwrap_err();
    assert!(matches!(error, SettleError::NotFound), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn c14_a_candidate_becomes_a_draft_that_says_where_it_comes_from() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let editor = desk.county.staff("editor", "health", &[Role::Editor]).await?;
    let feed = desk.add("/like").await?;
    desk.route(Some(&feed), desk.county.department("health").await?, &["疫苗"]).await?;
    desk.ask(&feed).await?;
    let offered = desk.candidates(&editor).await?;
    let mut tx = desk.county.begin(&editor).await?;
    let items = feed::of_groups(&mut tx, &[offered[0].group]).await?;
    let chosen = items.iter().find(|item| item.url.ends_with("/11.html")).map(|item| item.id);
    let (taken, draft) = candidate::take(&mut tx, &editor, offered[0].id, chosen).await?;
    assert_eq!((taken.state, taken.article), (CandidateState::Taken, Some(draft.id)));
    assert_eq!(
        (draft.origin, draft.source, draft.source_url.as_deref()),
        (Origin::Reprint, Some(desk.source), Some("http://news.example/11.html"))
    );
    let known = &draft.provenance;
    assert_eq!((known.author.as_deref(), known.licence.as_deref()), (Some("记者甲"), Some("协议转载")));
    assert_eq!(known.published_at, Some(datetime!(2026-03-09 00:00 UTC)));
    let (_, blocks) = article::get(&mut tx, &editor, draft.id).await?;
    assert_eq!(content::render::text(&blocks).trim(), NEWS);
    // It may be submitted as it is, and is frozen with all of it.
    let (_, revision) = article::submit(&mut tx, &editor, draft.id, draft.version).await?;
    assert_eq!((revision.source_name.as_deref(), &revision.provenance), (Some("市日报"), known));
    let error = candidate::take(&mut tx, &editor, offered[0].id, None).await.unwrap_err();
    assert!(matches!(error, SettleError::Settled { state: CandidateState::Taken }), "{error:?}");
    Ok(())
}

#[tokio::test]
async fn c14_a_dismissed_candidate_stays_away_until_it_is_restored() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let editor = desk.county.staff("editor", "health", &[Role::Editor]).await?;
    let feed = desk.add("/like").await?;
    desk.route(Some(&feed), desk.county.department("health").await?, &["疫苗"]).await?;
    desk.ask(&feed).await?;
    let offered = desk.candidates(&editor).await?;
    let mut tx = desk.county.begin(&editor).await?;
    candidate::dismiss(&mut tx, &editor, offered[0].id).await?;
    tx.commit().await?;
    desk.ask(&desk.add("/like?again").await?).await?;
    let after = desk.candidates(&editor).await?;
    assert_eq!((after.len(), after[0].state), (1, CandidateState::Dismissed));
    let mut tx = desk.county.begin(&editor).await?;
    assert_eq!(candidate::restore(&mut tx, &editor, offered[0].id).await?.state, CandidateState::Waiting);
    Ok(())
}

#[tokio::test]
async fn c14_only_who_manages_sources_keeps_feeds() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let editor = desk.county.staff("editor", "health", &[Role::Editor]).await?;
    let known = desk.add("/feed").await?;
    let mut tx = desk.county.begin(&editor).await?;
    let new = NewFeed { source: desk.source, name: "新".into(), url: desk.server.url("/x"), every_minutes: 60 };
    assert_eq!(feed::add(&mut tx, &editor, new).await.unwrap_err().code(), platform::Code::Forbidden);
    assert_eq!(feed::list(&mut tx, &editor).await?.len(), 1);
    let neighbour = desk.county.neighbour().await?;
    let other = neighbour.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let mut tx = neighbour.begin(&other).await?;
    assert_eq!(feed::pause(&mut tx, &other, known.id).await.unwrap_err().reason(), "FEED_NOT_FOUND");
    Ok(())
}
