//! Rules are written as a whole, refused with the piece they fail, and never by two people over each other (C16).

use platform::Refusal as _;
use review::rule::{self, DraftError};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

async fn admins() -> Result<(County, Actor, Actor), Fault> {
    let county = County::open().await?;
    let one = county.staff("one", "office", &[Role::CountyAdmin]).await?;
    let two = county.staff("two", "office", &[Role::CountyAdmin]).await?;
    Ok((county, one, two))
}

#[tokio::test]
async fn i2_rules_that_would_let_a_piece_pass_undecided_are_kept_as_a_draft_and_never_published() -> Result<(), Fault> {
    let (county, one, _) = admins().await?;
    let mut tx = county.begin(&one).await?;
    let mut draft = rule::begin(&mut tx, &one).await?;
    let plain = draft.rules.iter_mut().find(|rule| rule.name == "plain").ok_or("no rule")?;
    plain.steps.clear();
    let saved = rule::save(&mut tx, &one, draft.version, draft.rules).await?;
    let told = saved.faults.iter().find(|fault| fault.code == "NO_CHAIN").ok_or("not told")?;
    assert!(told.message.contains("例如：") && told.example.is_some(), "{told:?}");
    let refused = rule::publish(&mut tx, &one, saved.version, "").await.unwrap_err();
    assert!(refused.fields().iter().any(|fault| fault.code == "NO_CHAIN"), "{refused:?}");
    tx.commit().await?;
    let mut tx = county.begin(&one).await?;
    assert_eq!(rule::draft(&mut tx, &one).await?.ok_or("the draft is gone")?.version, saved.version);
    let held = rule::in_force(&mut tx, &one).await?;
    assert!(held.iter().all(|version| version.version == 1), "the rules in force stay");
    Ok(())
}

#[tokio::test]
async fn c16_two_who_write_rules_do_not_write_over_each_other() -> Result<(), Fault> {
    let (county, one, two) = admins().await?;
    let mut tx = county.begin(&one).await?;
    let draft = rule::begin(&mut tx, &one).await?;
    rule::save(&mut tx, &one, draft.version, draft.rules.clone()).await?;
    tx.commit().await?;
    let mut tx = county.begin(&two).await?;
    let late = rule::save(&mut tx, &two, draft.version, draft.rules).await;
    assert!(matches!(late, Err(DraftError::Stale { current: 2 })), "{late:?}");
    let opened = rule::begin(&mut tx, &two).await?;
    assert_eq!((opened.version, Some(opened.edited_by)), (2, one.person()), "whoever opens it finds the other's");
    let same = rule::publish(&mut tx, &two, 2, "").await;
    assert!(matches!(same, Err(DraftError::Unchanged)), "{same:?}");
    drop(tx);
    // Rules that came another way put it out of date.
    let mut tx = county.begin(&two).await?;
    rule::replace_rules(&mut tx, &two, rule::DEFAULT).await?;
    let old = rule::publish(&mut tx, &two, 2, "").await;
    assert!(matches!(old, Err(DraftError::Outdated)), "{old:?}");
    Ok(())
}

#[tokio::test]
async fn i8_a_published_rule_is_a_new_version_with_who_wrote_it_and_nobody_else_may() -> Result<(), Fault> {
    let (county, one, _) = admins().await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let refused = rule::begin(&mut county.begin(&desk).await?, &desk).await;
    assert!(matches!(refused, Err(DraftError::Refused(_))), "{refused:?}");
    county.change_rules(&one, |rules| rules[0].title = "改过".to_owned()).await?;
    let mut tx = county.begin(&desk).await?;
    let held = rule::in_force(&mut tx, &desk).await?;
    let changed: Vec<_> = held.iter().filter(|version| version.version == 2).collect();
    assert_eq!(changed.len(), 1, "what says the same stays as it was");
    assert_eq!((changed[0].published_by, changed[0].note.as_str()), (one.person(), "试行"));
    drop(tx);
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    county.submit(&editor, news("还能提交", "正文")).await?;
    Ok(())
}
