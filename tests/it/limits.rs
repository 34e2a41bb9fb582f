//! 限阅: a limited draft is there for who is named, who decides on it and the county's administrators, and for nobody else in any
//! list, search, work list, preview or trail (I1); its release ends that.

use content::access::{self, LimitError};
use content::article::{self, Filter, GetError};
use content::{Article, ArticleId, revision};
use platform::{DepartmentId, PersonId, Reach, audit};
use sqlx::{AssertSqlSafe, Connection as _, PgConnection};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

const TITLE: &str = "干部任前公示方案";

struct Room {
    county: County,
    writer: Actor,
    colleague: Actor,
    reviewer: Actor,
    education: Actor,
    desk: Actor,
    decider: Actor,
    admin: Actor,
    auditor: Actor,
}

impl Room {
    async fn open() -> Result<Self, Fault> {
        let county = County::open().await?;
        Ok(Self {
            writer: county.staff("writer", "health", &[Role::Editor]).await?,
            colleague: county.staff("colleague", "health", &[Role::Editor]).await?,
            reviewer: county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?,
            education: county.staff("education", "education", &[Role::Editor]).await?,
            desk: county.staff("desk", "office", &[Role::Editor]).await?,
            decider: county.staff("decider", "office", &[Role::CountyReviewer]).await?,
            admin: county.staff("admin", "office", &[Role::CountyAdmin]).await?,
            auditor: county.staff("auditor", "office", &[Role::Auditor]).await?,
            county,
        })
    }

    async fn draft(&self) -> Result<Article, Fault> {
        let mut tx = self.county.begin(&self.writer).await?;
        let piece = article::create(&mut tx, &self.writer, news(TITLE, "方案正文。")).await?;
        tx.commit().await?;
        Ok(piece)
    }

    async fn limit(&self, piece: ArticleId, departments: &[DepartmentId], people: &[PersonId]) -> Result<(), Fault> {
        let mut tx = self.county.begin(&self.writer).await?;
        access::limit(&mut tx, &self.writer, piece, departments, people).await?;
        Ok(tx.commit().await?)
    }

    async fn sees(&self, actor: &Actor, piece: ArticleId) -> Result<bool, Fault> {
        let mut tx = self.county.begin(actor).await?;
        Ok(!article::by_ids(&mut tx, &[piece]).await?.is_empty())
    }

    async fn submit(&self, piece: &Article) -> Result<(), Fault> {
        let mut tx = self.county.begin(&self.writer).await?;
        let (_, revision) = article::submit(&mut tx, &self.writer, piece.id, piece.version).await?;
        review::open(&mut tx, &revision).await?;
        Ok(tx.commit().await?)
    }

    /// The rows, of any table, in which someone finds the piece's title.
    async fn told(&self, actor: &Actor) -> Result<Vec<String>, Fault> {
        let mut all = self.county.all_seeing().await?;
        let tables = "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'county_id'
          where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and not a.attisdropped and c.relname <> 'outbox' order by 1";
        let tables: Vec<String> = sqlx::query_scalar(tables).fetch_all(&mut all).await?;
        let mut conn = PgConnection::connect(&self.county.base().app_url()).await?;
        let mut tx = conn.begin().await?;
        let caller = actor.caller();
        let reach = if caller.reach() == Reach::County { "county" } else { "department" };
        let id = |id: Option<uuid::Uuid>| id.map(|id| id.to_string()).unwrap_or_default();
        let (department, person) = (id(caller.department().map(|id| id.0)), id(caller.person().map(|id| id.0)));
        let context = [("county", self.county.code.to_string()), ("reach", reach.to_owned())];
        for (name, value) in context.into_iter().chain([("department", department), ("person", person)]) {
            let set = "select set_config('juzhen.' || $1, $2, true)";
            sqlx::query(set).bind(name).bind(value).execute(&mut *tx).await?;
        }
        let mut told = Vec::new();
        for table in tables {
            let sql = format!("select count(*) from {table} t where t::text like '%{TITLE}%'");
            let rows: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *tx).await?;
            if 0 < rows {
                told.push(table);
            }
        }
        Ok(told)
    }
}

#[tokio::test]
async fn i1_a_limited_draft_is_there_for_who_is_named_and_for_nobody_else() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft().await?;
    assert!(room.sees(&room.colleague, piece.id).await? && room.sees(&room.desk, piece.id).await?);
    let guest = room.education.person().ok_or("no person")?;
    room.limit(piece.id, &[], &[guest]).await?;
    for (name, actor, expected) in [
        ("the writer", &room.writer, true),
        ("who is named", &room.education, true),
        ("the administrator", &room.admin, true),
        ("a colleague", &room.colleague, false),
        ("the desk", &room.desk, false),
        ("a reviewer before it is submitted", &room.reviewer, false),
        ("the county's reviewer before it is submitted", &room.decider, false),
        ("the auditor", &room.auditor, false),
    ] {
        assert_eq!(room.sees(actor, piece.id).await?, expected, "{name}");
    }
    let mut tx = room.county.begin(&room.education).await?;
    let edited = article::edit(&mut tx, &room.education, piece.id, piece.version, news("改", "改。")).await;
    assert!(edited.is_err(), "to be shown it is not to write on it: {edited:?}");
    Ok(())
}

#[tokio::test]
async fn i1_an_outsider_finds_it_in_no_list_search_preview_count_or_trail() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft().await?;
    let own = room.writer.person().ok_or("no person")?;
    room.limit(piece.id, &[], &[own]).await?;
    room.submit(&piece).await?;
    for outsider in [&room.colleague, &room.desk, &room.education] {
        let mut tx = room.county.begin(outsider).await?;
        let searched = Filter { search: Some("公示".to_owned()), ..Filter::default() };
        for filter in [Filter::default(), searched] {
            assert!(article::list(&mut tx, outsider, &filter, None, 20).await?.rows.is_empty());
        }
        assert!(article::bodies(&mut tx, &[piece.id]).await?.is_empty());
        assert!(revision::latest_of(&mut tx, &[piece.id]).await?.is_empty());
        assert!(review::latest_of_articles(&mut tx, &[piece.id]).await?.is_empty());
        assert!(access::of_articles(&mut tx, &[piece.id]).await?.is_empty());
        let look = article::preview(&mut tx, outsider, piece.id).await;
        assert!(matches!(look, Err(GetError::NotFound)), "{look:?}");
        let lifted = access::lift(&mut tx, outsider, piece.id).await;
        assert!(lifted.is_err(), "who does not see it does not open it: {lifted:?}");
        assert_eq!(room.told(outsider).await?, Vec::<String>::new());
    }
    assert!(room.told(&room.writer).await?.contains(&"article".to_owned()), "the writer does find it");
    let mut tx = room.county.begin(&room.auditor).await?;
    let acts = audit::list(&mut tx, Some(piece.id.0), None, 50).await?;
    assert!(
        acts.iter().any(|act| act.action == "article.limit"),
        "who audits reads each act, and none of its text: {acts:?}"
    );
    let mut tx = room.county.begin(&room.desk).await?;
    assert!(
        audit::list(&mut tx, Some(piece.id.0), None, 50).await?.is_empty(),
        "no other page of the trail tells of it"
    );
    Ok(())
}

#[tokio::test]
async fn its_reviewers_decide_on_it_and_its_release_shows_it_to_everyone() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft().await?;
    let own = room.writer.person().ok_or("no person")?;
    room.limit(piece.id, &[], &[own]).await?;
    room.submit(&piece).await?;
    assert!(room.sees(&room.reviewer, piece.id).await? && room.sees(&room.decider, piece.id).await?);
    let mut tx = room.county.begin(&room.decider).await?;
    let case = review::latest_of_articles(&mut tx, &[piece.id]).await?.pop().ok_or("no case")?;
    room.county.pass(&room.reviewer, case.id).await?;
    assert!(!room.sees(&room.colleague, piece.id).await?);
    room.county.pass(&room.decider, case.id).await?;
    let mut tx = room.county.system().await?;
    article::mark_released(&mut tx, piece.id, case.revision).await?;
    tx.commit().await?;
    for actor in [&room.colleague, &room.education, &room.desk] {
        assert!(room.sees(actor, piece.id).await?);
    }
    let mut tx = room.county.begin(&room.writer).await?;
    assert!(access::of_articles(&mut tx, &[piece.id]).await?.is_empty(), "the limit is gone");
    let again = access::limit(&mut tx, &room.writer, piece.id, &[], &[own]).await;
    assert!(matches!(again, Err(LimitError::Released)), "{again:?}");
    Ok(())
}

#[tokio::test]
async fn a_department_that_is_named_sees_it_whole_and_lifting_shows_it_to_the_rest() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.draft().await?;
    let education = room.county.department("education").await?;
    room.limit(piece.id, &[education], &[]).await?;
    assert!(room.sees(&room.education, piece.id).await? && room.sees(&room.writer, piece.id).await?);
    assert!(!room.sees(&room.colleague, piece.id).await?);
    let mut tx = room.county.begin(&room.colleague).await?;
    let other = access::limit(&mut tx, &room.colleague, piece.id, &[], &[]).await;
    assert!(matches!(other, Err(LimitError::NotFound)), "{other:?}");
    let unknown = PersonId(uuid::Uuid::from_u128(7));
    let mut tx = room.county.begin(&room.writer).await?;
    let faulty = access::limit(&mut tx, &room.writer, piece.id, &[], &[unknown]).await;
    assert!(matches!(faulty, Err(LimitError::Invalid(_))), "{faulty:?}");
    access::lift(&mut tx, &room.writer, piece.id).await?;
    tx.commit().await?;
    assert!(room.sees(&room.colleague, piece.id).await? && room.sees(&room.desk, piece.id).await?);
    assert!(!room.sees(&room.education, piece.id).await?, "and no longer to who was only named");
    Ok(())
}
