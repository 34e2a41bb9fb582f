//! 滚动报道 (C3) and 更新周期 (C5), through the use cases: who gathers pieces, what the public meets, and what goes stale.

use content::rhythm::{self, Freshness, Of, RhythmError};
use content::story::{self, JoinError, OpenError, Story};
use content::{Article, ArticleId, Draft, article, column};
use platform::Caller;
use tenancy::{Actor, Role};
use time::Duration;

use crate::county::{County, Fault, news};

struct Room {
    county: County,
    desk: Actor,
    health: Actor,
    education: Actor,
}

impl Room {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        let desk = county.staff("desk.editor", "office", &[Role::Editor]).await?;
        let health = county.staff("health.editor", "health", &[Role::Editor]).await?;
        let education = county.staff("education.editor", "education", &[Role::Editor]).await?;
        Ok(Self { county, desk, health, education })
    }

    async fn story(&self) -> Result<Story, Fault> {
        let mut tx = self.county.begin(&self.desk).await?;
        let story = story::open(&mut tx, &self.desk, "湍河防汛", "今夏第一次洪峰过境。").await?;
        tx.commit().await?;
        Ok(story)
    }

    /// Released, in the eyes of content.
    async fn released(&self, editor: &Actor, draft: Draft) -> Result<Article, Fault> {
        let (article, revision, _) = self.county.submit(editor, draft).await?;
        let mut tx = self.county.system().await?;
        article::mark_approved(&mut tx, article.id, revision.id).await?;
        article::mark_released(&mut tx, article.id, revision.id).await?;
        tx.commit().await?;
        Ok(article)
    }

    async fn join(&self, actor: &Actor, story: &Story, piece: ArticleId) -> Result<(), Fault> {
        let mut tx = self.county.begin(actor).await?;
        story::join(&mut tx, actor, story.id, piece).await?;
        Ok(tx.commit().await?)
    }

    /// The pieces of a story as the public meets them; none where it knows no such story.
    async fn public(&self, story: &Story) -> Result<Option<Vec<ArticleId>>, Fault> {
        let mut tx = self.county.database.begin_read(&Caller::public(self.county.code)).await?;
        if story::by_ids(&mut tx, &[story.id]).await?.is_empty() {
            return Ok(None);
        }
        let members = story::members_of(&mut tx, &[story.id]).await?;
        Ok(Some(members.into_iter().map(|member| member.article).collect()))
    }

    /// Moves a release into the past.
    async fn came_out(&self, piece: ArticleId, days: i64) -> Result<(), Fault> {
        let at = self.county.database.clock().now() - Duration::days(days);
        let sql = "update article set released_at = $2 where id = $1";
        sqlx::query(sql).bind(piece.0).bind(at).execute(&mut self.county.all_seeing().await?).await?;
        Ok(())
    }

    async fn alarms(&self, actor: &Actor) -> Result<Vec<(String, Freshness)>, Fault> {
        let mut tx = self.county.begin(actor).await?;
        let now = tx.now();
        let warn = rhythm::WARN_DAYS.get(&mut tx).await?;
        let rows = rhythm::alarms(&mut tx, actor).await?;
        Ok(rows.into_iter().map(|row| (row.names.0.clone(), row.freshness(now, warn))).collect())
    }
}

#[tokio::test]
async fn c3_a_story_gathers_pieces_and_the_public_meets_those_that_are_out() -> Result<(), Fault> {
    let room = Room::open().await?;
    let story = room.story().await?;
    let out = room.released(&room.health, news("安置点防疫消杀", "正文。")).await?;
    let (waiting, ..) = room.county.submit(&room.education, news("学校停课通知", "正文。")).await?;
    room.join(&room.education, &story, waiting.id).await?;
    assert_eq!(room.public(&story).await?, None, "nothing of it is out");
    room.join(&room.health, &story, out.id).await?;
    assert_eq!(room.public(&story).await?, Some(vec![out.id]));
    let mut tx = room.county.begin(&room.desk).await?;
    assert_eq!(story::counts_of(&mut tx, &[story.id]).await?, [(story.id, 2)]);
    let newest: Vec<ArticleId> =
        story::members_of(&mut tx, &[story.id]).await?.into_iter().map(|member| member.article).collect();
    assert_eq!(newest, [out.id, waiting.id], "the latest joined first");
    story::leave(&mut tx, &room.desk, story.id, out.id).await?;
    tx.commit().await?;
    assert_eq!(room.public(&story).await?, None);
    Ok(())
}

#[tokio::test]
async fn i1_a_department_places_its_own_pieces_and_opens_no_story() -> Result<(), Fault> {
    let room = Room::open().await?;
    let story = room.story().await?;
    let mut tx = room.county.begin(&room.health).await?;
    let opened = story::open(&mut tx, &room.health, "自行开设", "").await;
    assert!(matches!(opened, Err(OpenError::Refused(_))), "{opened:?}");
    let (draft, ..) = room.county.submit(&room.education, news("别人的稿件", "正文。")).await?;
    let joined = story::join(&mut tx, &room.health, story.id, draft.id).await;
    assert!(matches!(joined, Err(JoinError::NotFound)), "a draft of another department is not there: {joined:?}");
    let out = room.released(&room.education, news("别人发布的", "正文。")).await?;
    let joined = story::join(&mut tx, &room.health, story.id, out.id).await;
    assert!(matches!(joined, Err(JoinError::Refused(_))), "{joined:?}");
    room.join(&room.education, &story, out.id).await?;
    let left = story::leave(&mut tx, &room.health, story.id, out.id).await;
    assert!(matches!(left, Err(JoinError::Refused(_))), "{left:?}");
    Ok(())
}

#[tokio::test]
async fn c3_nothing_joins_a_closed_story_until_it_is_opened_again() -> Result<(), Fault> {
    let room = Room::open().await?;
    let story = room.story().await?;
    let (piece, ..) = room.county.submit(&room.health, news("后续", "正文。")).await?;
    let mut tx = room.county.begin(&room.desk).await?;
    story::close(&mut tx, &room.desk, story.id).await?;
    let joined = story::join(&mut tx, &room.desk, story.id, piece.id).await;
    assert!(matches!(joined, Err(JoinError::Closed)), "{joined:?}");
    story::reopen(&mut tx, &room.desk, story.id).await?;
    story::join(&mut tx, &room.desk, story.id, piece.id).await?;
    story::join(&mut tx, &room.desk, story.id, piece.id).await?;
    assert_eq!(story::counts_of(&mut tx, &[story.id]).await?, [(story.id, 1)], "joining again changes nothing");
    Ok(())
}

#[tokio::test]
async fn c5_a_column_and_a_topic_alarm_the_desk_before_they_are_stale_and_after() -> Result<(), Fault> {
    let room = Room::open().await?;
    let admin = room.county.operator();
    let mut tx = room.county.begin(&admin).await?;
    let health = column::create(&mut tx, &admin, "health", "健康", "Health", 1).await?.id;
    rhythm::keep_rhythm(&mut tx, &admin, Of::Column(health), 7).await?;
    rhythm::keep_rhythm(&mut tx, &admin, Of::Topic("防汛".to_owned()), 30).await?;
    tx.commit().await?;
    assert_eq!(room.alarms(&room.desk).await?, [], "their time has only begun");
    sqlx::query("update coverage_rhythm set since = since - interval '100 days'")
        .execute(&mut room.county.all_seeing().await?)
        .await?;
    let stale = |name: &str| (name.to_owned(), Freshness::Stale);
    assert_eq!(room.alarms(&room.desk).await?, [stale("健康"), stale("防汛")], "the one that waits longest first");
    let draft = Draft { column: Some(health), topics: vec!["防汛".to_owned()], ..news("接种", "正文。") };
    let piece = room.released(&room.health, draft).await?;
    assert_eq!(room.alarms(&room.desk).await?, [], "both were fed by one piece");
    room.came_out(piece.id, 6).await?;
    assert_eq!(room.alarms(&room.desk).await?, [("健康".to_owned(), Freshness::Soon)]);
    room.came_out(piece.id, 8).await?;
    assert_eq!(room.alarms(&room.desk).await?, [stale("健康")]);
    assert_eq!(room.alarms(&room.health).await?, [], "it is the county desk's to look after");
    Ok(())
}

#[tokio::test]
async fn c5_only_who_manages_columns_sets_a_rhythm_and_setting_it_again_changes_its_days() -> Result<(), Fault> {
    let room = Room::open().await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let refused = rhythm::keep_rhythm(&mut tx, &room.desk, Of::Topic("防汛".to_owned()), 7).await;
    assert!(matches!(refused, Err(RhythmError::Refused(_))), "{refused:?}");
    let admin = room.county.operator();
    let mut tx = room.county.begin(&admin).await?;
    let first = rhythm::keep_rhythm(&mut tx, &admin, Of::Topic(" 防汛 ".to_owned()), 7).await?;
    let second = rhythm::keep_rhythm(&mut tx, &admin, Of::Topic("防汛".to_owned()), 14).await?;
    assert_eq!(first, second);
    let days: Vec<i32> = rhythm::standings(&mut tx).await?.into_iter().map(|row| row.days).collect();
    assert_eq!(days, [14]);
    let wrong = rhythm::keep_rhythm(&mut tx, &admin, Of::Topic("防汛".to_owned()), 0).await;
    assert!(matches!(wrong, Err(RhythmError::Invalid(_))), "{wrong:?}");
    rhythm::drop_rhythm(&mut tx, &admin, first).await?;
    assert!(rhythm::standings(&mut tx).await?.is_empty());
    Ok(())
}
