//! 转载任务 (C22), through the use cases: who orders, what each account is given, how far it is, what shows it, and what was drawn.

mod province;
pub(crate) mod room;

use content::article::{self, EditError};
use content::{Draft, Origin};
use platform::Refusal as _;
use publishing::relay::{self, Among, Counts, DeclineError, Mark, OrderError, Stage, TakeError};
use review::rule;

use crate::county::{Fault, news};
use room::Room;

#[tokio::test]
async fn c22_every_active_account_is_given_the_piece_with_where_it_comes_from() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("流感疫苗接种安排").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let copies = room.coverage(&room.desk, task.id).await?;
    let named: Vec<&str> = copies.iter().map(|row| row.copy.account_name.as_str()).collect();
    assert_eq!(named, ["卫健网站", "信息办网站", "教体网站"], "an account that is paused is not asked");
    assert!((task.due_at - task.ordered_at).whole_hours() == 24, "the preset");
    let draft = room.take(&room.education, task.id).await??;
    assert_eq!((draft.origin, draft.title.as_str()), (Origin::Reprint, "流感疫苗接种安排"));
    assert_eq!(draft.carried.name.as_deref(), Some("卫生健康委员会"));
    assert_eq!(draft.carried.from, Some(piece.id));
    let address = format!("https://gov.example/411325/articles/{}", piece.id);
    assert_eq!(draft.source_url.as_deref(), Some(address.as_str()));
    assert_eq!(room.take(&room.education, task.id).await??.id, draft.id, "taken again, the same draft");
    Ok(())
}

#[tokio::test]
async fn c22_who_orders_names_accounts_without_the_right_to_read_them_all() -> Result<(), Fault> {
    let room = Room::open().await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let found = relay::accounts(&mut tx, &room.desk).await?;
    let mut named: Vec<&str> = found.iter().map(|account| account.name.as_str()).collect();
    named.sort_unstable();
    assert_eq!(named, ["信息办网站", "卫健网站", "教体网站"], "one that is paused cannot be named");
    drop(tx);
    let mut tx = room.county.begin(&room.education_reviewer).await?;
    let refused = relay::accounts(&mut tx, &room.education_reviewer).await.err().ok_or("they were told")?;
    assert_eq!(refused.code(), platform::Code::Forbidden);
    Ok(())
}

#[tokio::test]
async fn c22_a_relay_takes_the_short_chain_while_its_words_stand_as_ordered() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("接种门诊名单").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let draft = room.take(&room.education, task.id).await??;
    let (revision, case) = room.submit(&room.education, &draft).await?;
    assert!(revision.relay);
    assert_eq!(revision.source_name.as_deref(), Some("卫生健康委员会"), "C14: it names whose piece it is");
    assert_eq!(room.chain(case).await?, ["部门审核（六关，核对与下达原文一致）"]);
    room.county.pass(&room.education_reviewer, case).await?;
    let copies = room.coverage(&room.desk, task.id).await?;
    let stages: Vec<Stage> = copies.iter().map(|row| row.stage).collect();
    assert_eq!(
        stages,
        [Stage::Approved, Stage::Waiting, Stage::Approved],
        "the first is of the department whose piece it is"
    );
    Ok(())
}

#[tokio::test]
async fn c22_a_relay_that_was_rewritten_takes_the_chain_of_a_reprint() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("接种门诊名单").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let draft = room.take(&room.education, task.id).await??;
    let reworded = Draft {
        origin: Origin::Reprint,
        source_url: draft.source_url.clone(),
        ..news("接种门诊名单", "改写过的正文。")
    };
    let edited = room.edit(&room.education, &draft, reworded).await??;
    let (revision, case) = room.submit(&room.education, &edited).await?;
    assert!(!revision.relay);
    assert_eq!(room.chain(case).await?, ["县级审核（六关，核对稿源）"]);
    Ok(())
}

#[tokio::test]
async fn c14_what_is_carried_is_never_called_ones_own() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let draft = room.take(&room.education, task.id).await??;
    let Err(EditError::Invalid(faults)) = room.edit(&room.education, &draft, news("科普", "正文一段。")).await?
    else {
        panic!("it was called original")
    };
    assert_eq!((faults.fields()[0].field.as_str(), faults.fields()[0].code), ("origin", "CARRIED"));
    let mut tx = room.county.begin(&room.education).await?;
    let copied = article::copy(&mut tx, &room.education, draft.id).await?;
    assert_eq!(copied.carried.name, draft.carried.name, "a copy keeps whose piece it is");
    assert_eq!(copied.carried.ordered, None, "and is ordered by nobody");
    Ok(())
}

#[tokio::test]
async fn i3_who_wrote_the_piece_decides_on_none_of_its_relays() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let draft = room.take(&room.education, task.id).await??;
    let both = [room.education.person().unwrap(), room.health.person().unwrap()];
    assert_eq!(draft.writers, both);
    Ok(())
}

#[tokio::test]
async fn c14_what_stands_elsewhere_is_ordered_only_of_a_listed_source_and_its_own_site() -> Result<(), Fault> {
    let room = Room::open().await?;
    let source = room.source("国务院网", "gov.example").await?;
    let wrong = room.order(room.elsewhere(source, "https://other.example/1", Among::All)).await?;
    let Err(OrderError::Invalid(faults)) = wrong else { panic!("{wrong:?}") };
    assert_eq!((faults.fields()[0].field.as_str(), faults.fields()[0].code), ("url", "NOT_OF_SOURCE"));
    let task = room.order(room.elsewhere(source, "https://www.gov.example/1", Among::All)).await??;
    let draft = room.take(&room.education, task.id).await??;
    assert_eq!((draft.source, draft.carried.name), (Some(source), None));
    room.end_source(source).await?;
    let refused = room.take(&room.office, task.id).await?;
    assert!(matches!(refused, Err(TakeError::SourceNotListed)), "it left the list since: {refused:?}");
    Ok(())
}

#[tokio::test]
async fn c22_only_the_desk_orders_and_only_what_is_out() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let new = room.ours(&piece, Among::All);
    let mut tx = room.county.begin(&room.health).await?;
    let refused = relay::order(&mut tx, &room.health, room::SITE, new).await;
    assert!(matches!(refused, Err(OrderError::Refused(_))), "{refused:?}");
    let (waiting, ..) = room.county.submit(&room.health, news("未发布", "正文。")).await?;
    let refused = room.order(room.ours(&waiting, Among::All)).await?;
    assert!(matches!(refused, Err(OrderError::NotReleased)), "{refused:?}");
    let none = room.order(room.ours(&piece, Among::Chosen(vec![room.paused]))).await?;
    let Err(OrderError::Invalid(faults)) = none else { panic!("{none:?}") };
    assert_eq!(faults.fields()[0].code, "NOT_ACTIVE");
    Ok(())
}

#[tokio::test]
async fn i1_a_department_sees_its_own_part_of_a_task_alone() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let own = room.coverage(&room.education, task.id).await?;
    assert_eq!(own.iter().map(|row| row.copy.account_name.as_str()).collect::<Vec<_>>(), ["教体网站"]);
    let mut tx = room.county.begin(&room.education).await?;
    let other = own[0].copy.account;
    let declined = relay::decline(&mut tx, &room.education, task.id, room.accounts[0], "与本部门无关").await;
    assert!(matches!(declined, Err(DeclineError::NotFound)), "{declined:?}");
    relay::decline(&mut tx, &room.education, task.id, other, "与本部门无关").await?;
    assert!(relay::draws_of(&mut tx, &[task.id]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn c22_a_department_declines_with_a_reason_and_the_desk_may_ask_again() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let account = room.coverage(&room.education, task.id).await?[0].copy.account;
    let mut tx = room.county.begin(&room.education).await?;
    let silent = relay::decline(&mut tx, &room.education, task.id, account, "不").await;
    assert_eq!(silent.unwrap_err().fields()[0].code, "REASON_LENGTH");
    relay::decline(&mut tx, &room.education, task.id, account, "账号正在迁移").await?;
    tx.commit().await?;
    let marks = Counts::of(&room.coverage(&room.desk, task.id).await?);
    assert_eq!((marks.declined, marks.missing), (1, 0));
    let mut tx = room.county.begin(&room.desk).await?;
    assert!(relay::owed(&mut tx, &room.education, 9).await?.is_empty(), "nothing is owed of what was declined");
    relay::insist(&mut tx, &room.desk, task.id, account, "迁移已完成，请转载").await?;
    let again = relay::insist(&mut tx, &room.desk, task.id, account, "再次催促").await;
    assert!(matches!(again, Err(DeclineError::DoesNotFit)), "{again:?}");
    assert_eq!(relay::owed(&mut tx, &room.education, 9).await?.len(), 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c22_what_goes_live_is_kept_as_evidence_and_counts_in_time_or_late() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("接种门诊名单").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let draft = room.take(&room.education, task.id).await??;
    let (revision, case) = room.submit(&room.education, &draft).await?;
    room.county.pass(&room.education_reviewer, case).await?;
    room.put_out(draft.id, 2).await?;
    let copy = room.coverage(&room.desk, task.id).await?.remove(2);
    assert_eq!((copy.stage, copy.mark), (Stage::Released, Mark::InTime));
    assert_eq!(copy.copy.digest, Some(revision.digest), "of exactly what was approved");
    assert!(copy.copy.target.is_some() && copy.copy.live_at.is_some());
    room.shift(task.id, 25).await?;
    room.put_out(piece.id, 0).await?;
    let copies = room.coverage(&room.desk, task.id).await?;
    let marks: Vec<Mark> = copies.iter().map(|row| row.mark).collect();
    assert_eq!(marks, [Mark::Late, Mark::Missing, Mark::InTime]);
    let counts = Counts::of(&copies);
    assert_eq!((counts.in_time, counts.late, counts.missing, counts.total), (1, 1, 1, 3));
    Ok(())
}

#[tokio::test]
async fn c22_departments_are_reminded_before_and_named_after() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    assert!(room.for_desk().await?.is_empty(), "there is time");
    room.shift(task.id, 23).await?;
    room.remind().await?;
    let copies = room.coverage(&room.desk, task.id).await?;
    assert!(copies.iter().all(|row| row.copy.reminded_at.is_some() && row.mark == Mark::Open));
    assert_eq!(room.for_desk().await?.len(), 3, "due soon");
    room.shift(task.id, 2).await?;
    room.remind().await?;
    let named: Vec<String> = room.told("relay.missing").await?;
    assert_eq!(named.len(), 1, "once, in the county's chain");
    let missing: i64 = room.number("select count(*) from fact where kind = 'relay.missing'").await?;
    assert_eq!(missing, 3);
    let named: Vec<String> = room.for_desk().await?.into_iter().map(|owed| owed.accounts).collect();
    assert_eq!(named, ["教体网站", "卫健网站", "信息办网站"]);
    Ok(())
}

#[tokio::test]
async fn c22_the_ledger_sets_departments_side_by_side() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let recalled = room.order(room.ours(&piece, Among::All)).await??;
    let account = room.coverage(&room.education, task.id).await?[0].copy.account;
    let mut tx = room.county.begin(&room.education).await?;
    relay::decline(&mut tx, &room.education, task.id, account, "账号正在迁移").await?;
    tx.commit().await?;
    let mut tx = room.county.begin(&room.desk).await?;
    relay::recall(&mut tx, &room.desk, recalled.id, "重复下达").await?;
    tx.commit().await?;
    room.shift(task.id, 25).await?;
    let lines = room.ledger(&room.desk).await?;
    let told: Vec<_> =
        lines.iter().map(|line| (line.name.as_str(), line.ordered, line.missing, line.declined)).collect();
    let expected = [("卫生健康委员会", 1, 1, 0), ("县政府信息办", 1, 1, 0), ("教育体育局", 1, 0, 1)];
    assert_eq!(told, expected, "what was recalled is owed by nobody");
    assert_eq!(room.ledger(&room.education).await?.len(), 1, "its own line");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c22_what_is_drawn_is_recorded_repeats_from_its_seed_and_is_looked_at_once() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let early = room.draw(task.id).await?;
    assert!(matches!(early, Err(relay::DrawError::Nothing)), "{early:?}");
    room.put_out(piece.id, 0).await?;
    let draw = room.draw(task.id).await??;
    assert_eq!((draw.pool.as_slice(), draw.drawn.as_slice()), (&room.accounts[..1], &room.accounts[..1]));
    assert_eq!(relay::drawn(&draw.seed, &draw.pool, 3), draw.drawn);
    let mut tx = room.county.begin(&room.desk).await?;
    let (account, found) = (room.accounts[0], relay::Found::Altered);
    let silent = relay::look(&mut tx, &room.desk, draw.id, account, (found, " ")).await;
    assert_eq!(silent.unwrap_err().fields()[0].code, "REQUIRED");
    relay::look(&mut tx, &room.desk, draw.id, account, (found, "少了附件")).await?;
    tx.commit().await?;
    let mut tx = room.county.begin(&room.desk).await?;
    let again = relay::look(&mut tx, &room.desk, draw.id, account, (relay::Found::AsOrdered, "")).await;
    assert!(matches!(again, Err(relay::LookError::Looked)), "{again:?}");
    let mut tx = room.county.begin(&room.desk).await?;
    let stray = relay::look(&mut tx, &room.desk, draw.id, room.accounts[1], (relay::Found::AsOrdered, "")).await;
    assert!(matches!(stray, Err(relay::LookError::NotFound)), "{stray:?}");
    assert_eq!(relay::looks_of(&mut tx, &[draw.id]).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn c22_the_rules_a_county_begins_with_leave_no_piece_without_a_chain() -> Result<(), Fault> {
    let rules = rule::parse(rule::DEFAULT)?;
    assert!(rule::check(&rules).is_ok() && rule::idle(&rules).is_empty());
    let without: Vec<_> = rules.into_iter().filter(|rule| rule.name != "relay").collect();
    assert!(rule::check(&without).is_ok(), "a county whose rules know of no relay judges it as a reprint");
    Ok(())
}

#[tokio::test]
async fn c22_a_recalled_task_asks_nothing_of_anyone() -> Result<(), Fault> {
    let room = Room::open().await?;
    let piece = room.released("科普").await?;
    let task = room.order(room.ours(&piece, Among::All)).await??;
    let mut tx = room.county.begin(&room.desk).await?;
    relay::recall(&mut tx, &room.desk, task.id, "内容有变").await?;
    tx.commit().await?;
    let refused = room.take(&room.education, task.id).await?;
    assert!(matches!(refused, Err(TakeError::Recalled)), "{refused:?}");
    let mut tx = room.county.begin(&room.desk).await?;
    let again = relay::recall(&mut tx, &room.desk, task.id, "内容有变").await;
    assert!(matches!(again, Err(relay::RecallError::Recalled)), "{again:?}");
    assert!(relay::owed(&mut tx, &room.education, 9).await?.is_empty());
    Ok(())
}
