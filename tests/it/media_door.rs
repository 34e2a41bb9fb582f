//! `/media` over HTTP: who gets a picture, and how much of it.

use content::article;
use content::{ArticleId, RevisionId};
use platform::{Caller, Clock, CountyId, Database, Path};
use reqwest::Response;
use serde_json::json;
use tests::{App, NEIXIANG, Session, Surface, World, XIXIA};

use crate::county::Fault;
use crate::story::matrix::TOPIC;
use crate::story::writing::{PICTURE, Piece, paragraphs};

/// A platform with a picture in a piece that waits for review.
struct Room {
    world: World,
    app: App,
    article: ArticleId,
    picture: String,
}

impl Room {
    async fn open() -> Result<Self, Fault> {
        let world = World::new().await;
        let app = world.serve().await;
        let article = Piece::submit(&app, "health.editor", "有图的一件", TOPIC, paragraphs("正文。"), json!({}))
            .await?
            .id
            .parse()?;
        let media: uuid::Uuid =
            sqlx::query_scalar("select id from media").fetch_one(&mut world.all_seeing().await).await?;
        let picture = app.url(&format!("/media/{NEIXIANG}/{media}"));
        Ok(Self { world, app, article, picture })
    }

    async fn ask(&self, who: &Session, headers: &[(&str, &str)]) -> Result<Response, Fault> {
        let mut request = self.app.client().get(&self.picture).header("cookie", &who.cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Ok(request.send().await?)
    }

    /// Releases the piece, or takes it back.
    async fn turn(&self, public: bool) -> Result<(), Fault> {
        let revision =
            sqlx::query_scalar("select id from revision").fetch_one(&mut self.world.all_seeing().await).await?;
        let database = Database::connect(&self.world.database().app_url(), 1, Clock::default()).await?;
        let mut tx = database.begin(&Caller::system(CountyId(NEIXIANG), "发布机", Path::Worker)).await?;
        if public {
            article::mark_released(&mut tx, self.article, RevisionId(revision)).await?;
        } else {
            article::mark_withdrawn(&mut tx, self.article, RevisionId(revision)).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}

fn header<'a>(answer: &'a Response, name: &str) -> &'a str {
    answer.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[tokio::test]
async fn a_picture_is_its_countys_staffs_until_it_is_released_and_then_everyones() -> Result<(), Fault> {
    let room = Room::open().await?;
    let nobody = room.app.anonymous(Surface::Public);
    let mut forged = nobody.clone();
    "juzhen_session=411325.018f0000-0000-7000-8000-000000000001.made-up".clone_into(&mut forged.cookie);
    let strangers = [
        room.app.anonymous(Surface::Console),
        room.app.sign_in_at(XIXIA, "principal").await,
        room.app.oversee().await,
        forged,
    ];
    let staff = [room.app.sign_in("health.editor").await, room.app.sign_in("desk.reviewer").await];
    for who in &strangers {
        let answer = room.ask(who, &[]).await?;
        assert_eq!((answer.status().as_u16(), answer.bytes().await?.len()), (404, 0), "{:?}", who.cookie);
    }
    for who in &staff {
        let answer = room.ask(who, &[]).await?;
        assert_eq!((answer.status().as_u16(), header(&answer, "cache-control")), (200, "private, max-age=300"));
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff");
        assert_eq!(header(&answer, "content-security-policy"), "default-src 'none'; sandbox");
        assert_eq!(header(&answer, "content-type"), "image/png");
        assert_eq!(answer.bytes().await?, PICTURE);
    }
    room.turn(true).await?;
    let answer = room.ask(&nobody, &[]).await?;
    assert_eq!(answer.status(), 200);
    assert!(header(&answer, "cache-control").starts_with("public"));
    room.turn(false).await?;
    assert_eq!(room.ask(&nobody, &[]).await?.status(), 404, "withdrawn with its piece");
    Ok(())
}

#[tokio::test]
async fn a_picture_is_given_in_parts_and_not_again_to_who_has_it() -> Result<(), Fault> {
    let room = Room::open().await?;
    let editor = room.app.sign_in("health.editor").await;
    let whole = room.ask(&editor, &[]).await?;
    let (etag, total) = (header(&whole, "etag").to_owned(), PICTURE.len());
    assert_eq!((header(&whole, "accept-ranges"), etag.len()), ("bytes", 66));

    let tail = format!("bytes {}-{}/{total}", total - 5, total - 1);
    for (range, place, bytes) in [
        ("bytes=0-3", format!("bytes 0-3/{total}"), &PICTURE[..4]),
        ("bytes=-5", tail.clone(), &PICTURE[total - 5..]),
        (&format!("bytes={}-", total - 5), tail, &PICTURE[total - 5..]),
    ] {
        let part = room.ask(&editor, &[("range", range)]).await?;
        assert_eq!((part.status().as_u16(), header(&part, "content-range")), (206, place.as_str()));
        assert_eq!((header(&part, "etag"), header(&part, "x-content-type-options")), (etag.as_str(), "nosniff"));
        assert_eq!(part.bytes().await?, bytes);
    }
    let beyond = room.ask(&editor, &[("range", &format!("bytes={total}-"))]).await?;
    assert_eq!(
        (beyond.status().as_u16(), header(&beyond, "content-range")),
        (416, format!("bytes */{total}").as_str())
    );
    let other = room.ask(&editor, &[("range", "bytes=0-3"), ("if-range", "\"of another version\"")]).await?;
    assert_eq!((other.status().as_u16(), other.bytes().await?.len()), (200, total));

    for known in [etag.clone(), format!("\"other\", W/{etag}"), "*".to_owned()] {
        let known = room.ask(&editor, &[("if-none-match", &known)]).await?;
        assert_eq!((known.status().as_u16(), header(&known, "etag")), (304, etag.as_str()));
        assert!(known.bytes().await?.is_empty());
    }
    let nobody = room.ask(&room.app.anonymous(Surface::Public), &[("if-none-match", &etag)]).await?;
    assert_eq!(nobody.status(), 404, "who knows the mark has no right by it");
    Ok(())
}
