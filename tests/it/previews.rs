//! 预览链接 and 外部核稿: what a link's holder sees and says, and that nobody else sees or says it (I1, I7).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use content::fact_check::{self, Answer, AnswerError, Ask, AskError, FactCheckState, Sent};
use content::preview_link::{self, Looked, PreviewLink, PreviewToken};
use content::{Article, Kind, RevisionId, article, revision};
use platform::Caller;
use platform::secrets::Vault;
use serde_json::json;
use tenancy::{Actor, Role};
use tests::{NEIXIANG, Surface, World};

use crate::county::{County, Fault, news};
use crate::story::matrix::TOPIC;
use crate::story::writing::{PICTURE, Piece, paragraphs};

struct Room {
    county: County,
    vault: Vault,
    health: Actor,
    education: Actor,
    desk: Actor,
}

impl Room {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let vault = Vault::new(&STANDARD.encode([7_u8; 32]).into())?;
        let health = county.staff("health.editor", "health", &[Role::Editor]).await?;
        let education = county.staff("education.editor", "education", &[Role::Editor]).await?;
        let desk = county.staff("desk.reviewer", "office", &[Role::CountyReviewer]).await?;
        Ok(Self { county, vault, health, education, desk })
    }

    async fn draft(&self, title: &str) -> Result<Article, Fault> {
        let mut tx = self.county.begin(&self.health).await?;
        let article = article::create(&mut tx, &self.health, news(title, "正文。")).await?;
        tx.commit().await?;
        Ok(article)
    }

    async fn edit(&self, piece: &Article, title: &str) -> Result<Article, Fault> {
        let mut tx = self.county.begin(&self.health).await?;
        let article = article::edit(&mut tx, &self.health, piece.id, piece.version, news(title, "改过。")).await?;
        tx.commit().await?;
        Ok(article)
    }

    async fn link(&self, piece: &Article, of: Option<RevisionId>) -> Result<(PreviewLink, PreviewToken), Fault> {
        let mut tx = self.county.begin(&self.health).await?;
        let made = preview_link::make(&mut tx, &self.health, &self.vault, (piece.id, of), "气象局", 7).await?;
        tx.commit().await?;
        Ok(made)
    }

    fn holder(&self, token: PreviewToken) -> Caller {
        Caller::public(self.county.code).with_token(token.name())
    }

    async fn look(&self, token: PreviewToken) -> Result<Option<Looked>, Fault> {
        let mut tx = self.county.database.begin(&self.holder(token)).await?;
        let looked = preview_link::look(&mut tx).await?;
        tx.commit().await?;
        Ok(looked)
    }

    async fn ask(&self, piece: &Article, address: Option<&str>) -> Result<Sent, Fault> {
        let (asked_of, question) = ("王工（气象局）".to_owned(), "雨量对吗？".to_owned());
        let ask = Ask { asked_of, address: address.map(str::to_owned), question, days: 3 };
        let mut tx = self.county.begin(&self.health).await?;
        let sent = fact_check::ask(&mut tx, &self.health, &self.vault, piece.id, ask).await?;
        tx.commit().await?;
        Ok(sent)
    }

    async fn answer(&self, token: PreviewToken, said: Answer, text: &str) -> Result<Result<(), AnswerError>, Fault> {
        let mut tx = self.county.database.begin(&self.holder(token)).await?;
        let answered = fact_check::answer(&mut tx, said, text).await;
        if answered.is_ok() {
            tx.commit().await?;
        }
        Ok(answered.map(drop))
    }

    async fn states(&self, piece: &Article) -> Result<Vec<FactCheckState>, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        Ok(fact_check::of_articles(&mut tx, &[piece.id]).await?.into_iter().map(|check| check.state).collect())
    }
}

#[tokio::test]
async fn i1_a_link_shows_its_piece_to_its_holder_and_nothing_else() -> Result<(), Fault> {
    let room = Room::open().await?;
    let (piece, other) = (room.draft("未发布的一件").await?, room.draft("别的一件").await?);
    let (link, token) = room.link(&piece, None).await?;
    let looked = room.look(token).await?.ok_or("the link opens")?;
    assert_eq!((looked.title.as_str(), looked.looks.len(), looked.revision), ("未发布的一件", 3, None));
    room.edit(&piece, "改了标题").await?;
    assert_eq!(room.look(token).await?.ok_or("it still opens")?.title, "改了标题", "it shows the piece as it stands");
    let mut tx = room.county.begin(&room.health).await?;
    let seen = preview_link::by_ids(&mut tx, &[link.id]).await?.pop().ok_or("no link")?;
    assert_eq!((seen.opened, seen.opened_at.is_some()), (2, true));
    let mut tx = room.county.database.begin(&room.holder(token)).await?;
    let found = article::by_ids(&mut tx, &[piece.id, other.id]).await?;
    assert_eq!(found.iter().map(|row| row.id).collect::<Vec<_>>(), [piece.id]);
    assert_eq!(preview_link::of_articles(&mut tx, &[piece.id, other.id]).await?.len(), 1);
    let stranger = PreviewToken::draw(&room.vault)?;
    assert!(room.look(stranger).await?.is_none());
    let neighbour = room.county.neighbour().await?;
    let caller = Caller::public(neighbour.code).with_token(token.name());
    assert!(preview_link::look(&mut room.county.database.begin(&caller).await?).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn a_link_to_a_revision_shows_that_and_not_what_was_written_since() -> Result<(), Fault> {
    let room = Room::open().await?;
    let (piece, revision, _) = room.county.submit(&room.health, news("送审的一版", "正文。")).await?;
    let (_, token) = room.link(&piece, Some(revision.id)).await?;
    let mut tx = room.county.begin(&room.health).await?;
    let piece = publishing::release::take_back(&mut tx, &room.health, piece.id).await?;
    tx.commit().await?;
    room.edit(&piece, "后来写的").await?;
    let looked = room.look(token).await?.ok_or("the link opens")?;
    assert_eq!((looked.title.as_str(), looked.revision), ("送审的一版", Some(1)));
    let mut tx = room.county.database.begin(&room.holder(token)).await?;
    assert!(article::by_ids(&mut tx, &[piece.id]).await?.is_empty(), "the draft is not the link's");
    assert_eq!(revision::by_ids(&mut tx, &[revision.id]).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn a_link_ends_when_it_is_revoked_and_when_its_time_is_over() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft("一件").await?;
    let (link, token) = room.link(&piece, None).await?;
    let mut tx = room.county.begin(&room.education).await?;
    assert!(preview_link::revoke(&mut tx, &room.education, link.id).await.is_err(), "it is another department's");
    assert!(preview_link::make(&mut tx, &room.education, &room.vault, (piece.id, None), "我", 1).await.is_err());
    let mut tx = room.county.begin(&room.health).await?;
    preview_link::revoke(&mut tx, &room.health, link.id).await?;
    tx.commit().await?;
    assert!(room.look(token).await?.is_none());
    let (later, token) = room.link(&piece, None).await?;
    let over = "update preview_link set made_at = made_at - interval '9 days', expires_at = now() - interval '1 second' where id = $1";
    sqlx::query(over).bind(later.id.0).execute(&mut room.county.all_seeing().await?).await?;
    assert!(room.look(token).await?.is_none());
    Ok(())
}

#[tokio::test]
async fn i7_neither_the_token_nor_the_address_is_readable_in_a_dump() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft("一件").await?;
    let sent = room.ask(&piece, Some("wang@example.cn")).await?;
    assert_eq!(sent.address.as_deref(), Some("wang@example.cn"));
    let dump = "select string_agg(row, ' ') from (select l::text from preview_link l union all select f::text from fact_check f
      union all select e::text from audit_event e union all select o::text from outbox o) t (row)";
    let dump: String = sqlx::query_scalar(dump).fetch_one(&mut room.county.all_seeing().await?).await?;
    assert!(dump.contains("气象局"), "{dump}");
    let text = sent.token.text();
    for secret in [text.as_str(), &sent.token.name().to_string(), "wang@example.cn", &hex::encode("wang@example.cn")] {
        assert!(!dump.contains(secret), "{secret} in {dump}");
    }
    Ok(())
}

#[tokio::test]
async fn someone_outside_answers_once_and_the_writer_hears_of_it_until_the_text_changes() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft("雨量通报").await?;
    let sent = room.ask(&piece, None).await?;
    let mute = room.answer(sent.token, Answer::AsksForChanges, "  ").await?;
    assert!(matches!(mute, Err(AnswerError::Invalid(_))), "{mute:?}");
    room.answer(sent.token, Answer::AsksForChanges, "应为 52 毫米。").await??;
    let again = room.answer(sent.token, Answer::Confirms, "").await?;
    assert!(matches!(again, Err(AnswerError::Answered)), "{again:?}");
    let person = room.health.person().ok_or("no person")?;
    let mut tx = room.county.begin(&room.health).await?;
    let waiting = fact_check::wanting_changes(&mut tx, person, 50).await?;
    assert_eq!(waiting.iter().map(|check| check.answer.as_str()).collect::<Vec<_>>(), ["应为 52 毫米。"]);
    let changed = room.edit(&piece, "雨量通报（改）").await?;
    assert!(fact_check::wanting_changes(&mut tx, person, 50).await?.is_empty());
    let next = room.ask(&changed, None).await?;
    room.answer(next.token, Answer::Confirms, "").await??;
    assert_eq!(room.states(&piece).await?, [FactCheckState::Confirmed, FactCheckState::Changes], "the desk reads both");
    let mut tx = room.county.begin(&room.education).await?;
    assert!(fact_check::of_articles(&mut tx, &[piece.id]).await?.is_empty(), "another department reads neither");
    Ok(())
}

#[tokio::test]
async fn a_reminder_ends_the_link_before_and_a_recall_the_last() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft("一件").await?;
    let first = room.ask(&piece, Some("wang@example.cn")).await?;
    let mut tx = room.county.begin(&room.health).await?;
    let second = fact_check::remind(&mut tx, &room.health, &room.vault, first.check.id, 2).await?;
    tx.commit().await?;
    assert_eq!(second.address.as_deref(), Some("wang@example.cn"));
    assert!(room.look(first.token).await?.is_none() && room.look(second.token).await?.is_some());
    let late = room.answer(first.token, Answer::Confirms, "").await?;
    assert!(matches!(late, Err(AnswerError::NotFound)), "{late:?}");
    let mut tx = room.county.begin(&room.health).await?;
    fact_check::recall(&mut tx, &room.health, first.check.id).await?;
    tx.commit().await?;
    assert!(room.look(second.token).await?.is_none());
    let mut tx = room.county.begin(&room.health).await?;
    let again = fact_check::remind(&mut tx, &room.health, &room.vault, first.check.id, 2).await;
    assert!(matches!(again, Err(AskError::DoesNotFit)), "{again:?}");
    Ok(())
}

#[tokio::test]
async fn a_kind_that_needs_it_is_not_submitted_before_it_is_confirmed_or_skipped_with_a_reason() -> Result<(), Fault> {
    let room = Room::open().await?;
    let admin = room.county.operator();
    let mut tx = room.county.begin(&admin).await?;
    fact_check::keep_kinds(&mut tx, &admin, &[Kind::News]).await?;
    tx.commit().await?;
    let submit = async |piece: &Article| -> Result<bool, Fault> {
        let mut tx = room.county.begin(&room.health).await?;
        Ok(article::submit(&mut tx, &room.health, piece.id, piece.version).await.is_ok())
    };
    let (asked, skipped) = (room.draft("要核的").await?, room.draft("不核的").await?);
    assert!(!submit(&asked).await?);
    let sent = room.ask(&asked, None).await?;
    assert!(!submit(&asked).await?, "a question is no answer");
    room.answer(sent.token, Answer::Confirms, "").await??;
    assert!(submit(&asked).await?);
    let mut tx = room.county.begin(&room.health).await?;
    assert!(fact_check::skip(&mut tx, &room.health, skipped.id, " ").await.is_err(), "a reason is needed");
    fact_check::skip(&mut tx, &room.health, skipped.id, "会议消息，主办单位已核对。").await?;
    tx.commit().await?;
    assert!(submit(&skipped).await?);
    Ok(())
}

#[tokio::test]
async fn i7_over_http_a_preview_opens_by_its_token_with_its_pictures_and_tells_it_to_no_log() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let editor = app.sign_in("health.editor").await;
    let piece = Piece::submit(&app, "health.editor", "有图的一件", TOPIC, paragraphs("正文。"), json!({})).await?.id;
    let make = "mutation($id: ID!) { makePreviewLink(articleId: $id, label: \"王工\", days: 3) { url } }";
    let url = editor.gql(make, json!({ "id": piece })).await.text("/makePreviewLink/url");
    let (page, token) = url.split_once('#').ok_or("the token stands behind the hash")?;
    assert!(page.ends_with(&format!("/s/{NEIXIANG}/preview")), "{page}");
    let nobody = app.anonymous(Surface::Public);
    let open = "mutation($county: Int!, $token: String!) { openPreview(county: $county, token: $token) { title looks { channel html } } }";
    let request = nobody.request().json(&json!({ "query": open, "variables": { "county": NEIXIANG, "token": token } }));
    let answer = request.send().await?;
    let cookie = answer.headers().get("set-cookie").ok_or("no cookie")?.to_str()?.to_owned();
    assert!(cookie.contains("; Path=/media;") && cookie.contains("HttpOnly; SameSite=Strict"), "{cookie}");
    assert!(answer.headers().get("cache-control").is_none_or(|value| !value.as_bytes().starts_with(b"public")));
    assert!(answer.text().await?.contains("有图的一件"));
    let media: uuid::Uuid = sqlx::query_scalar("select id from media").fetch_one(&mut world.all_seeing().await).await?;
    let picture = app.url(&format!("/media/{NEIXIANG}/{media}"));
    assert_eq!(app.client().get(&picture).send().await?.status().as_u16(), 404);
    let held = cookie.split(';').next().unwrap_or_default();
    let shown = app.client().get(&picture).header("cookie", held).send().await?;
    assert_eq!(shown.status().as_u16(), 200);
    assert_eq!(shown.bytes().await?, PICTURE);
    assert!(!app.gateway.said().contains(token), "the log tells the token");
    let page = app.client().get(app.url(&format!("/s/{NEIXIANG}/preview"))).send().await?;
    if page.status().is_success() {
        let header = |name: &str| page.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        assert_eq!((header("x-robots-tag"), header("cache-control")), ("noindex, nofollow, noarchive", "no-store"));
    }
    Ok(())
}
