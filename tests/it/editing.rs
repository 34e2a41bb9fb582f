//! Two people at one draft, templates, and what a machine wrote: the rules against the use cases.

use content::article::{self, AiUse, EditError, SubmitError};
use content::template::{self, SaveError, TemplateInput};
use content::{Draft, revision};
use platform::Refusal as _;
use serde_json::json;
use sqlx::AssertSqlSafe;
use tenancy::Role;

use crate::county::{County, Fault, news};

#[tokio::test]
async fn c15_a_second_person_does_not_write_until_they_take_over_and_both_are_its_writers() -> Result<(), Fault> {
    let county = County::open().await?;
    let first = county.staff("first", "health", &[Role::Editor]).await?;
    let second = county.staff("second", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&first).await?;
    let article = article::create(&mut tx, &first, news("一", "正文")).await?;
    let hold = article::hold(&mut tx, &first, article.id).await?;
    assert_eq!(Some(hold.person), first.person());
    tx.commit().await?;

    let mut tx = county.begin(&second).await?;
    let seen = article::hold(&mut tx, &second, article.id).await?;
    assert_eq!(Some(seen.person), first.person(), "who opens it second does not take it");
    let kept = article::edit(&mut tx, &second, article.id, 1, news("二", "正文")).await;
    assert!(matches!(kept, Err(EditError::HeldByOther)), "{kept:?}");
    let kept = article::submit(&mut tx, &second, article.id, 1).await;
    assert!(matches!(kept, Err(SubmitError::HeldByOther)), "{kept:?}");
    let taken = article::take_over(&mut tx, &second, article.id).await?;
    assert_eq!(Some(taken.person), second.person());
    let edited = article::edit(&mut tx, &second, article.id, 1, news("二", "正文")).await?;
    assert_eq!(edited.writers, [first.person(), second.person()].map(Option::unwrap));
    tx.commit().await?;

    let mut tx = county.begin(&first).await?;
    let told = article::hold(&mut tx, &first, article.id).await?;
    assert_eq!(Some(told.person), second.person(), "the first is told");
    article::let_go(&mut tx, &first, article.id).await?;
    assert!(article::holder(&mut tx, &first, article.id).await?.is_some(), "what another holds stays theirs");
    tx.commit().await?;
    let mut tx = county.begin(&second).await?;
    article::let_go(&mut tx, &second, article.id).await?;
    assert_eq!(article::holder(&mut tx, &second, article.id).await?, None);
    Ok(())
}

#[tokio::test]
async fn c15_a_closed_laptop_stops_nobody_and_an_old_version_is_still_refused() -> Result<(), Fault> {
    let county = County::open().await?;
    let first = county.staff("first", "health", &[Role::Editor]).await?;
    let second = county.staff("second", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&first).await?;
    let article = article::create(&mut tx, &first, news("一", "正文")).await?;
    article::hold(&mut tx, &first, article.id).await?;
    tx.commit().await?;
    let past = "update article_hold set since = since - interval '2 minutes', seen_at = seen_at - interval '2 minutes'";
    sqlx::query(AssertSqlSafe(past)).execute(&mut county.all_seeing().await?).await?;

    let mut tx = county.begin(&second).await?;
    assert_eq!(article::holder(&mut tx, &second, article.id).await?, None);
    article::edit(&mut tx, &second, article.id, 1, news("二", "正文")).await?;
    assert_eq!(Some(article::hold(&mut tx, &second, article.id).await?.person), second.person());
    article::let_go(&mut tx, &second, article.id).await?;
    let late = article::edit(&mut tx, &first, article.id, 1, news("三", "正文")).await;
    assert!(matches!(late, Err(EditError::Stale { current: 2 })), "{late:?}");
    Ok(())
}

#[tokio::test]
async fn c15_what_a_machine_wrote_is_in_the_revision_and_its_digest() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let (_, plain, _) = county.submit(&editor, news("题", "正文")).await?;
    let (_, declared, _) = county.submit(&editor, Draft { ai: AiUse::Generated, ..news("题", "正文") }).await?;
    assert_ne!(plain.digest, declared.digest);
    let mut tx = county.begin(&editor).await?;
    let kept = revision::by_ids(&mut tx, &[declared.id]).await?.remove(0);
    assert_eq!(kept.ai, AiUse::Generated);
    Ok(())
}

#[tokio::test]
async fn c4_a_policy_is_referred_to_only_once_it_is_released() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let draft = Draft { kind: content::Kind::Policy, ..news("办法", "正文") };
    let (policy, revision, _) = county.submit(&editor, draft).await?;
    let href = format!("https://example.gov.cn/411325/articles/{}", policy.id);
    let blocks = json!([{ "type": "policy", "articleId": policy.id, "title": "办法", "href": href }]);
    let naming = Draft { blocks, ..news("解读", "") };

    let mut tx = county.begin(&editor).await?;
    let article = article::create(&mut tx, &editor, naming.clone()).await?;
    let refused = article::submit(&mut tx, &editor, article.id, 1).await.unwrap_err();
    let fields: Vec<_> = refused.fields().iter().map(|fault| (fault.field.as_str(), fault.code)).collect();
    assert_eq!(fields, [("blocks.0.articleId", "POLICY_NOT_RELEASED")]);
    drop(tx);

    let mut tx = county.system().await?;
    article::mark_approved(&mut tx, policy.id, revision.id).await?;
    article::mark_released(&mut tx, policy.id, revision.id).await?;
    tx.commit().await?;
    county.submit(&editor, naming).await?;
    Ok(())
}

#[tokio::test]
async fn c15_a_template_is_its_departments_or_the_countys() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let other = county.staff("other", "education", &[Role::Editor]).await?;
    let input = |name: &str| {
        let blocks = json!([{ "type": "paragraph", "spans": [{ "text": "开头" }] }]);
        TemplateInput { name: name.to_owned(), blocks }
    };
    let mut tx = county.begin(&admin).await?;
    let whole = template::add(&mut tx, &admin, input("通知"), true).await?;
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    let own = template::add(&mut tx, &editor, input("义诊"), false).await?;
    assert!(matches!(template::add(&mut tx, &editor, input("全县"), true).await, Err(SaveError::Refused(_))));
    assert!(template::remove(&mut tx, &editor, whole.id).await.is_err(), "the county's is not a department's to drop");
    template::change(&mut tx, &editor, own.id, input("义诊预告")).await?;
    tx.commit().await?;
    let mut tx = county.begin(&editor).await?;
    let again = template::add(&mut tx, &editor, input("义诊预告"), false).await;
    assert!(matches!(again, Err(SaveError::NameTaken)), "{again:?}");
    drop(tx);

    let mut tx = county.begin(&other).await?;
    let seen: Vec<String> = template::list(&mut tx, &other).await?.into_iter().map(|template| template.name).collect();
    assert_eq!(seen, ["通知"]);
    let hidden = template::change(&mut tx, &other, own.id, input("改")).await;
    assert!(matches!(hidden, Err(SaveError::NotFound)), "{hidden:?}");
    Ok(())
}
