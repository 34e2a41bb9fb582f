//! 检索: what is found, by whom, and by which way.

use std::time::Duration;

use content::article::{self, ArticleState, Filter};
use content::search::{self, ForgetError, List, SaveError};
use platform::jobs;
use serde_json::json;
use sqlx::Row as _;
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

async fn titles(county: &County, actor: &Actor, asked: &str) -> Result<Vec<String>, Fault> {
    let filter = Filter { search: Some(asked.to_owned()), ..Filter::default() };
    let mut tx = county.begin(actor).await?;
    let page = article::list(&mut tx, actor, &filter, None, 20).await?;
    Ok(page.rows.into_iter().map(|row| row.title).collect())
}

async fn write(county: &County, editor: &Actor, title: &str, body: &str) -> Result<article::Article, Fault> {
    let mut tx = county.begin(editor).await?;
    let article = article::create(&mut tx, editor, news(title, body)).await?;
    tx.commit().await?;
    Ok(article)
}

#[tokio::test]
async fn a_piece_is_found_by_words_of_its_title_and_text_that_all_stand_in_it() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    write(&county, &editor, "全县小麦春管", "农技人员深入田间指导群众做好冬小麦管理。").await?;
    write(&county, &editor, "疫苗接种提醒", "六十岁以上老年人到卫生院接种疫苗，小麦地头也设了点。").await?;
    assert_eq!(titles(&county, &editor, "小麦").await?, ["疫苗接种提醒", "全县小麦春管"]);
    assert_eq!(titles(&county, &editor, "小麦 疫苗").await?, ["疫苗接种提醒"]);
    assert_eq!(titles(&county, &editor, "农技人员的小麦").await?, ["全县小麦春管"]);
    assert_eq!(titles(&county, &editor, "水库").await?, [""; 0]);
    assert_eq!(titles(&county, &editor, "，。").await?, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn an_edit_is_found_at_once_and_what_it_took_out_no_more() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let article = write(&county, &editor, "道路养护", "修补坑槽。").await?;
    let mut tx = county.begin(&editor).await?;
    article::edit(&mut tx, &editor, article.id, article.version, news("道路养护", "更换护栏。")).await?;
    tx.commit().await?;
    assert_eq!(titles(&county, &editor, "护栏").await?, ["道路养护"]);
    assert_eq!(titles(&county, &editor, "坑槽").await?, [""; 0]);
    Ok(())
}

#[tokio::test]
async fn i1_no_search_finds_another_departments_draft_or_another_countys_piece() -> Result<(), Fault> {
    let county = County::open().await?;
    let neighbour = county.neighbour().await?;
    let health = county.staff("editor", "health", &[Role::Editor]).await?;
    let school = county.staff("school", "education", &[Role::Editor]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let other = neighbour.staff("editor", "health", &[Role::Editor]).await?;
    write(&county, &health, "秘密的猕猴桃", "正文。").await?;
    assert_eq!(titles(&county, &health, "猕猴桃").await?.len(), 1);
    assert_eq!(titles(&county, &desk, "猕猴桃").await?.len(), 1);
    for stranger in [(&county, &school), (&neighbour, &other)] {
        assert_eq!(titles(stranger.0, stranger.1, "猕猴桃").await?, [""; 0]);
    }
    Ok(())
}

#[tokio::test]
async fn full_text_uses_its_index_under_row_security() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    write(&county, &editor, "小麦", "一次。").await?;
    let many = "insert into article (county_id, id, department_id, author_id, title, kind, created_at, updated_at, words)
         select county_id, gen_random_uuid(), department_id, author_id, 'n', kind, now(), now(), to_tsvector('simple', 'w' || n)
         from article, generate_series(1, 4000) n";
    let mut all_seeing = county.all_seeing().await?;
    sqlx::raw_sql(many).execute(&mut all_seeing).await?;
    sqlx::raw_sql("analyze article").execute(&mut all_seeing).await?;
    let mut tx = county.begin(&editor).await?;
    let asked = "explain select id from article where county_id = 411325 and words @@ '小麦'::tsquery";
    let plan = sqlx::query(asked).fetch_all(tx.conn()).await?;
    let plan: Vec<String> = plan.iter().map(|line| line.get(0)).collect();
    assert!(plan.join("\n").contains("article_words_idx"), "{plan:#?}");
    Ok(())
}

#[tokio::test]
async fn pieces_from_before_there_was_search_get_their_words_by_a_job() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    write(&county, &editor, "空气质量", "优良天数增加。").await?;
    let mut tx = county.begin(&county.operator()).await?;
    sqlx::raw_sql("update article set words = null where county_id = 411325").execute(tx.conn()).await?;
    search::schedule_index(&mut tx).await?;
    tx.commit().await?;
    assert_eq!(titles(&county, &editor, "优良").await?, [""; 0]);
    for job in jobs::claim(&county.database, 10, Duration::from_secs(30)).await? {
        if job.kind == search::INDEX {
            search::index(&county.database, &job).await?;
        }
    }
    assert_eq!(titles(&county, &editor, "优良").await?, ["空气质量"]);
    Ok(())
}

#[tokio::test]
async fn a_person_keeps_searches_of_their_own_and_nobody_elses() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let colleague = county.staff("colleague", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&editor).await?;
    let saved = search::save(&mut tx, &editor, List::Articles, " 小麦 ", json!({"q": "小麦"})).await?;
    assert_eq!(search::saved(&mut tx, List::Articles).await?[0].name, "小麦");
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    search::save(&mut tx, &editor, List::Media, "小麦", json!({})).await?;
    let again = search::save(&mut tx, &editor, List::Articles, "小麦", json!({})).await;
    assert!(matches!(again, Err(SaveError::NameTaken)), "{again:?}");
    drop(tx);
    let mut tx = county.begin(&colleague).await?;
    assert!(search::saved(&mut tx, List::Articles).await?.is_empty());
    assert!(matches!(search::forget(&mut tx, saved.id).await, Err(ForgetError::NotFound)));
    assert!(matches!(
        search::save(&mut tx, &colleague, List::Articles, "x", json!([1])).await,
        Err(SaveError::Invalid(_))
    ));
    drop(tx);
    let mut tx = county.begin(&editor).await?;
    search::forget(&mut tx, saved.id).await?;
    assert!(search::saved(&mut tx, List::Articles).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn filters_narrow_a_search_and_pages_follow_each_other() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    for number in 0..5 {
        write(&county, &editor, &format!("防汛第{number}期"), "水库巡查。").await?;
    }
    let filter = Filter { search: Some("水库".to_owned()), state: Some(ArticleState::Draft), ..Filter::default() };
    let mut tx = county.begin(&editor).await?;
    let first = article::list(&mut tx, &editor, &filter, None, 3).await?;
    let last = first.rows.last().unwrap();
    let after = platform::page::Cursor { at: last.updated_at, id: last.id.0 };
    let second = article::list(&mut tx, &editor, &filter, Some(after), 3).await?;
    assert_eq!((first.rows.len(), second.rows.len(), second.more), (3, 2, false));
    let none = Filter { state: Some(ArticleState::Released), ..filter };
    assert!(article::list(&mut tx, &editor, &none, None, 3).await?.rows.is_empty());
    Ok(())
}
