//! Pieces hold their rules against the use cases and against SQL itself.

use content::article::{self, ArticleState, EditError, Filter, GetError, SubmitError};
use content::{Draft, Origin, SourceList, column, revision, source};
use platform::{Caller, FieldError, Refusal as _};
use sqlx::AssertSqlSafe;
use tenancy::{Actor, Role};
use time::macros::date;

use crate::county::{County, Fault, news};

fn codes(faults: &[FieldError]) -> Vec<(&str, &str)> {
    faults.iter().map(|fault| (fault.field.as_str(), fault.code)).collect()
}

fn reprint(source: Option<content::SourceId>, url: &str) -> Draft {
    Draft { origin: Origin::Reprint, source, source_url: Some(url.to_owned()), ..news("转载", "正文") }
}

/// Drafts and submits, and gives back what was refused.
async fn refused(county: &County, editor: &Actor, draft: Draft) -> Result<Vec<(String, String)>, Fault> {
    let mut tx = county.begin(editor).await?;
    let article = article::create(&mut tx, editor, draft).await?;
    let error = match article::submit(&mut tx, editor, article.id, article.version).await {
        Ok(_) => return Ok(Vec::new()),
        Err(error) => error,
    };
    Ok(codes(error.fields()).into_iter().map(|(field, code)| (field.to_owned(), code.to_owned())).collect())
}

fn one(field: &str, code: &str) -> Vec<(String, String)> {
    vec![(field.to_owned(), code.to_owned())]
}

#[tokio::test]
async fn c14_a_reprint_names_a_listed_source_in_force_and_an_address_of_its_own() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&admin).await?;
    let add = async |tx: &mut platform::TenantTx, name: &str, from| {
        source::add(tx, &admin, name, Some("news.cn"), SourceList::National, from).await
    };
    let listed = add(&mut tx, "新华网", date!(2020 - 01 - 01)).await?.id;
    let later = add(&mut tx, "未生效", date!(2999 - 01 - 01)).await?.id;
    let ended = add(&mut tx, "已停用", date!(2020 - 01 - 01)).await?.id;
    source::end(&mut tx, &admin, ended, date!(2020 - 12 - 31)).await?;
    tx.commit().await?;

    let own = "https://www.news.cn/a";
    assert_eq!(refused(&county, &editor, reprint(Some(listed), own)).await?, []);
    for not in [None, Some(later), Some(ended)] {
        assert_eq!(refused(&county, &editor, reprint(not, own)).await?, one("sourceId", "SOURCE_NOT_LISTED"));
    }
    let foreign = reprint(Some(listed), "https://example.com/news.cn");
    assert_eq!(refused(&county, &editor, foreign).await?, one("sourceUrl", "NOT_OF_SOURCE"));
    let nowhere = Draft { source_url: None, ..reprint(Some(listed), own) };
    assert_eq!(refused(&county, &editor, nowhere).await?, one("sourceUrl", "REQUIRED"));
    Ok(())
}

#[tokio::test]
async fn c14_an_unlisted_source_is_not_even_saved() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&editor).await?;
    let unknown = content::SourceId(tx.new_id());
    let error = article::create(&mut tx, &editor, reprint(Some(unknown), "https://news.cn/")).await.unwrap_err();
    assert_eq!(codes(error.fields()), [("sourceId", "SOURCE_NOT_LISTED")]);
    Ok(())
}

#[tokio::test]
async fn every_fault_of_a_submission_is_told_at_once() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let missing = uuid::Uuid::from_u128(5);
    let blocks = serde_json::json!([
        { "type": "heading", "level": 2, "text": "" },
        { "type": "image", "mediaId": missing, "alt": "" },
    ]);
    let told = refused(&county, &editor, Draft { blocks, ..news("", "") }).await?;
    let told: Vec<(&str, &str)> = told.iter().map(|(field, code)| (field.as_str(), code.as_str())).collect();
    let all = [
        ("title", "REQUIRED"),
        ("blocks.0.text", "REQUIRED"),
        ("blocks.1.alt", "ALT_REQUIRED"),
        ("blocks.1.mediaId", "UNKNOWN_MEDIA"),
    ];
    assert_eq!(told, all);
    Ok(())
}

#[tokio::test]
async fn an_edit_from_an_older_version_is_refused_with_the_current_one() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&editor).await?;
    let first = article::create(&mut tx, &editor, news("一", "正文")).await?;
    let second = article::edit(&mut tx, &editor, first.id, first.version, news("二", "正文")).await?;
    let late = article::edit(&mut tx, &editor, first.id, first.version, news("三", "正文")).await;
    assert!(matches!(late, Err(EditError::Stale { current }) if current == second.version), "{late:?}");
    let late = article::submit(&mut tx, &editor, first.id, first.version).await;
    assert!(matches!(late, Err(SubmitError::Stale { current }) if current == second.version), "{late:?}");
    Ok(())
}

#[tokio::test]
async fn i1_another_departments_draft_is_not_found_by_any_act() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let other = county.staff("other", "education", &[Role::Editor]).await?;
    let neighbour = county.neighbour().await?.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&editor).await?;
    let id = article::create(&mut tx, &editor, news("草稿", "正文")).await?.id;
    tx.commit().await?;
    for stranger in [other, neighbour] {
        let mut tx = county.begin(&stranger).await?;
        let acts = [
            article::edit(&mut tx, &stranger, id, 1, news("改", "正文")).await.unwrap_err().code(),
            article::submit(&mut tx, &stranger, id, 1).await.unwrap_err().code(),
            article::withdraw(&mut tx, &stranger, id).await.unwrap_err().code(),
            article::copy(&mut tx, &stranger, id).await.unwrap_err().code(),
            article::get(&mut tx, &stranger, id).await.unwrap_err().code(),
        ];
        assert_eq!(acts, [platform::Code::NotFound; 5]);
        assert!(article::list(&mut tx, &stranger, &Filter::default(), None, 20).await?.rows.is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn a_revision_cannot_be_changed_or_deleted_even_in_sql() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let (_, revision, _) = county.submit(&editor, news("定稿", "正文")).await?;
    let place = format!("where county_id = 411325 and id = '{}'", revision.id);
    for act in [
        format!("update revision set title = 'x' {place}"),
        format!("update revision set blocks = '[]' {place}"),
        format!("update revision set digest = sha256('x') {place}"),
        format!("update revision set number = 9 {place}"),
        format!("delete from revision {place}"),
        "delete from revision_media".to_owned(),
        "update revision_media set media_id = media_id".to_owned(),
    ] {
        let mut tx = county.database.begin(&Caller::system(county.code, "试验机", platform::Path::Worker)).await?;
        let refused = sqlx::query(AssertSqlSafe(act.clone())).execute(tx.conn()).await.unwrap_err().to_string();
        assert!(refused.contains("permission denied"), "{act}: {refused}");
    }
    Ok(())
}

#[tokio::test]
async fn writing_on_after_a_return_makes_another_revision_and_carries_nothing_over() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let second = county.staff("second", "health", &[Role::Editor]).await?;
    let (article, first, _) = county.submit(&editor, news("一稿", "正文")).await?;

    let mut tx = county.begin(&editor).await?;
    let early = article::edit(&mut tx, &editor, article.id, article.version, news("二稿", "正文")).await;
    assert!(matches!(early, Err(EditError::NotEditable)), "{early:?}");
    let article = review::withdraw(&mut tx, &editor, article.id).await?;
    tx.commit().await?;

    let mut tx = county.begin(&second).await?;
    let article = article::edit(&mut tx, &second, article.id, article.version, news("二稿", "正文")).await?;
    let (article, again) = article::submit(&mut tx, &second, article.id, article.version).await?;
    assert_eq!((again.number, article.revision_count, article.state), (2, 2, ArticleState::InReview));
    assert_ne!(again.digest, first.digest);
    assert_eq!(again.author, first.author);
    assert!(again.writers.contains(&again.author) && again.writers.contains(&again.submitted_by));
    let late = article::mark_approved(&mut tx, article.id, first.id).await;
    assert!(matches!(late, Err(article::AdvanceError::MovedOn)), "{late:?}");
    let kept = revision::by_ids(&mut tx, &[first.id]).await?.pop().unwrap();
    assert_eq!((kept.title.as_str(), kept.digest), ("一稿", first.digest));
    Ok(())
}

#[tokio::test]
async fn the_public_sees_a_revision_from_its_release_to_its_withdrawal() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let other = county.staff("other", "education", &[Role::Editor]).await?;
    let (article, revision, _) = county.submit(&editor, news("公开", "正文")).await?;
    let robot = Caller::system(county.code, "发布机", platform::Path::Worker);
    let seen = async || -> Result<(usize, bool), Fault> {
        let mut public = county.database.begin(&Caller::public(county.code)).await?;
        let pieces = revision::by_ids(&mut public, &[revision.id]).await?.len();
        let mut staff = county.begin(&other).await?;
        let shared = article::get(&mut staff, &other, article.id).await;
        Ok((pieces, !matches!(shared, Err(GetError::NotFound))))
    };
    assert_eq!(seen().await?, (0, false));
    let mut tx = county.database.begin(&robot).await?;
    article::mark_approved(&mut tx, article.id, revision.id).await?;
    article::mark_released(&mut tx, article.id, revision.id).await?;
    article::mark_released(&mut tx, article.id, revision.id).await?;
    tx.commit().await?;
    assert_eq!(seen().await?, (1, true));
    let mut tx = county.database.begin(&robot).await?;
    article::mark_withdrawn(&mut tx, article.id, revision.id).await?;
    tx.commit().await?;
    assert_eq!(seen().await?, (0, false));
    Ok(())
}

#[tokio::test]
async fn a_release_does_not_make_the_draft_of_its_correction_stale() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let (article, revision, _) = county.submit(&editor, news("原文", "正文")).await?;
    let mut tx = county.begin(&county.operator()).await?;
    article::mark_approved(&mut tx, article.id, revision.id).await?;
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    let draft = review::withdraw(&mut tx, &editor, article.id).await?;
    tx.commit().await?;
    let mut tx = county.begin(&county.operator()).await?;
    article::mark_released(&mut tx, article.id, revision.id).await?;
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    let edited = article::edit(&mut tx, &editor, article.id, draft.version, news("更正", "正文")).await?;
    assert_eq!(edited.state, ArticleState::Draft);
    assert!(edited.released_at.is_some());
    Ok(())
}

#[tokio::test]
async fn a_list_takes_the_same_statements_however_long_it_is() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut spent = Vec::new();
    for more in [1, 30] {
        let mut tx = county.begin(&editor).await?;
        for number in 0..more {
            article::create(&mut tx, &editor, news(&format!("稿件 {more}-{number}"), "正文")).await?;
        }
        tx.commit().await?;
        let before = editor.caller().statements();
        let mut tx = county.begin(&editor).await?;
        let page = article::list(&mut tx, &editor, &Filter::default(), None, 20).await?;
        assert_eq!((page.rows.len(), page.more), if more == 1 { (1, false) } else { (20, true) });
        spent.push(editor.caller().statements() - before);
    }
    assert_eq!(spent, [2, 2]);
    Ok(())
}

#[tokio::test]
async fn a_list_is_walked_without_a_gap_and_narrowed_by_its_filter() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&editor).await?;
    for number in 0..7 {
        article::create(&mut tx, &editor, news(&format!("第{number}篇 100%"), "正文")).await?;
    }
    article::create(&mut tx, &editor, news("别的 1000", "正文")).await?;
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    let filter = Filter { search: Some("100%".to_owned()), state: Some(ArticleState::Draft), ..Filter::default() };
    let (mut after, mut seen) = (None, Vec::new());
    loop {
        let page = article::list(&mut tx, &editor, &filter, after, 3).await?;
        let last = page.rows.last().map(|row| platform::page::Cursor { at: row.updated_at, id: row.id.0 });
        seen.extend(page.rows.into_iter().map(|row| row.id));
        if !page.more {
            break;
        }
        after = last;
    }
    let distinct: std::collections::HashSet<_> = seen.iter().collect();
    assert_eq!((seen.len(), distinct.len()), (7, 7));
    let none = Filter { state: Some(ArticleState::Released), ..Filter::default() };
    assert!(article::list(&mut tx, &editor, &none, None, 3).await?.rows.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_preview_says_what_wechat_would_refuse() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&editor).await?;
    let id = article::create(&mut tx, &editor, news(&"字".repeat(33), "正文")).await?.id;
    let looks = article::preview(&mut tx, &editor, id).await?;
    let told: Vec<Vec<(&str, &str)>> = looks.iter().map(|look| codes(&look.faults)).collect();
    let wechat = vec![("title", "TOO_LONG_FOR_WECHAT"), ("coverMediaId", "REQUIRED_BY_WECHAT")];
    assert_eq!(told, [vec![], vec![], wechat]);
    Ok(())
}

#[tokio::test]
async fn columns_and_sources_are_the_county_administrators() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&admin).await?;
    let news_column = column::create(&mut tx, &admin, "news", "要闻", "News", 1).await?;
    column::edit(&mut tx, &admin, news_column.id, "要闻", "News", 1, false).await?;
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    let refused = column::create(&mut tx, &editor, "mine", "我的", "Mine", 1).await.unwrap_err();
    assert_eq!(refused.reason(), "ROLE_REQUIRED");
    let refused =
        source::add(&mut tx, &editor, "某网", None, SourceList::Local, date!(2026 - 01 - 01)).await.unwrap_err();
    assert_eq!(refused.reason(), "ROLE_REQUIRED");
    let draft = Draft { column: Some(news_column.id), ..news("停用栏目", "正文") };
    let refused = article::create(&mut tx, &editor, draft).await.unwrap_err();
    assert_eq!(codes(refused.fields()), [("columnId", "UNKNOWN_COLUMN")]);
    Ok(())
}
