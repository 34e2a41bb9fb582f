//! Word lists of four levels, leaders, and findings that are fixed, accepted and looked at again (C15, C16, C27).

use std::time::Duration;

use checks::{Entry, Gate, Level, Severity, Usage};
use content::article::{self, Article};
use content::leader::{self, LeaderInput};
use content::word_list::{self, AddWordError, EndWordError, Filter, ImportError};
use content::{Checkers, Revision};
use platform::{Caller, CountyId, DepartmentId, Path};
use publishing::release::{self, PlanError};
use review::findings::{self, AcceptError, Accepted, Again, FixError, Fixed};
use review::{Verdict, VerdictError};
use tenancy::{Actor, Membership, Policy, Role};
use tests::until;
use time::macros::date;

use crate::county::{County, Fault, news};
use crate::desk::{Desk, filing};

fn word(word: &str, severity: Severity) -> Entry {
    Entry {
        word: word.to_owned(),
        usage: Usage::Deny,
        category: "规范表述".to_owned(),
        gate: Gate::Wording,
        severity,
        level: Level::County,
        from: None,
        until: None,
        suggestion: None,
        reason: "县里定的".to_owned(),
    }
}

/// The keeper of a list that is read from above.
async fn keeper(code: i32) -> Result<Actor, Fault> {
    let roles = vec![Membership { role: Role::CountyAdmin, department: None }];
    let caller = Caller::system(CountyId(code), "上级", Path::Command);
    Ok(Actor::new(caller, roles, Policy::load().await?.into()))
}

async fn add(county: &County, actor: &Actor, department: Option<DepartmentId>, entry: Entry) -> Result<(), Fault> {
    let mut tx = county.begin(actor).await?;
    word_list::add(&mut tx, actor, department, entry).await?;
    Ok(tx.commit().await?)
}

/// What the checks find in a draft of someone, by word.
async fn found(county: &County, checkers: &Checkers, actor: &Actor, text: &str) -> Result<Vec<String>, Fault> {
    let found = until("the lists are compiled", async || {
        let mut tx = county.begin(actor).await.ok()?;
        let checks = article::check(&mut tx, actor, checkers, news("标题", text)).await.ok()?;
        let words = checks.findings.into_iter().filter_map(|found| found.word.map(|word| word.word));
        checks.lists_current.then(|| words.collect::<Vec<String>>())
    })
    .await;
    Ok(found)
}

/// Drafts and submits with what the checks say, as the gateway does; nothing is kept where they refuse.
async fn submit(
    county: &County,
    checkers: &Checkers,
    editor: &Actor,
    text: &str,
    accepted: &[Accepted],
) -> Result<Result<(Article, Revision, review::CaseId), FixError>, Fault> {
    let mut tx = county.begin(editor).await?;
    let piece = article::create(&mut tx, editor, news("标题", text)).await?;
    let (piece, revision) = article::submit(&mut tx, editor, piece.id, piece.version).await?;
    if let Err(error) = findings::fix(&mut tx, editor, checkers, &revision, accepted).await {
        return Ok(Err(error));
    }
    let case = review::open(&mut tx, &revision).await?.id;
    tx.commit().await?;
    Ok(Ok((piece, revision, case)))
}

fn accepting(excerpt: &str, path: &str, (start, end): (usize, usize), reason: &str) -> Accepted {
    let place = Some(review::Place { path: path.to_owned(), start, end });
    Accepted { code: "STANDARD_TERM".to_owned(), excerpt: excerpt.to_owned(), place, reason: reason.to_owned() }
}

#[tokio::test]
async fn i1_c16_a_county_is_checked_by_the_lists_above_it_and_by_no_other() -> Result<(), Fault> {
    let county = County::open().await?;
    let neighbour = county.neighbour().await?;
    let health = county.staff("editor", "health", &[Role::Editor]).await?;
    let education = county.staff("teacher", "education", &[Role::Editor]).await?;
    let other = neighbour.staff("editor", "health", &[Role::Editor]).await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    for (code, text) in [(100_000, "平台词"), (410_000, "省级词"), (420_000, "外省词")] {
        if code == 420_000 {
            let mut owner = county.owner().await?;
            let sql = "insert into region (code, level, name, name_en) values (420000, 'province', '湖北省', 'Hubei')";
            sqlx::query(sql).execute(&mut owner).await?;
        }
        add(&county, &keeper(code).await?, None, word(text, Severity::Warn)).await?;
    }
    add(&county, &admin, None, word("本县词", Severity::Warn)).await?;
    add(&county, &admin, None, word("又一词", Severity::Warn)).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let department = county.department("health").await?;
    add(&county, &reviewer, Some(department), word("卫健词", Severity::Warn)).await?;
    let text = "平台词、省级词、外省词、本县词与卫健词。";
    let checkers = Checkers::new(county.database.clone());
    assert_eq!(found(&county, &checkers, &health, text).await?, ["平台词", "省级词", "本县词", "卫健词"]);
    assert_eq!(found(&county, &checkers, &education, text).await?, ["平台词", "省级词", "本县词"]);
    assert_eq!(found(&neighbour, &checkers, &other, text).await?, ["平台词", "省级词"]);
    Ok(())
}

#[tokio::test]
async fn i1_c16_a_list_is_changed_by_its_keepers_alone() -> Result<(), Fault> {
    let county = County::open().await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let province = keeper(410_000).await?;
    add(&county, &province, None, word("省级词", Severity::Warn)).await?;
    let education = county.department("education").await?;
    for (actor, department) in [(&reviewer, None), (&reviewer, Some(education)), (&editor, None)] {
        let mut tx = county.begin(actor).await?;
        let refused = word_list::add(&mut tx, actor, department, word("某词", Severity::Warn)).await;
        assert!(matches!(refused, Err(AddWordError::Refused(_))), "{refused:?}");
    }
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let mut tx = county.begin(&admin).await?;
    let above = word_list::list(&mut tx, &Filter::default(), None, 10).await?.rows;
    assert_eq!(above.iter().map(|word| word.entry.word.as_str()).collect::<Vec<_>>(), ["省级词"]);
    let ended = word_list::end(&mut tx, &admin, above[0].id).await;
    assert!(matches!(ended, Err(EndWordError::NotFound)), "{ended:?}");
    // Nor by a statement of its own.
    let forced = sqlx::query("update word set ended_at = now()").execute(tx.conn()).await?;
    assert_eq!(forced.rows_affected(), 0);
    let forced = "insert into word (county_id, id, word, folded, usage, gate, severity, added_name, added_at)
                  values (410000, gen_random_uuid(), 'x', 'x', 'allow', 'legal', 'note', '', now())";
    assert!(sqlx::query(forced).execute(tx.conn()).await.is_err());
    Ok(())
}

#[tokio::test]
async fn c16_an_import_shows_what_it_would_change_and_does_only_that() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    for text in ["留下", "改动", "消失"] {
        add(&county, &admin, None, word(text, Severity::Warn)).await?;
    }
    let file = "词语,用途,类别,关,程度,理由\n留下,禁用,规范表述,文字,警告,县里定的\n改动,禁用,规范表述,法律,警告,县里定的\n新增,,,,,\n,,坏行,,,\n";
    let mut tx = county.begin(&admin).await?;
    let seen = word_list::preview(&mut tx, &admin, None, word_list::read(file.as_bytes())?).await?;
    let told = &seen.preview;
    assert_eq!((told.added.len(), told.changed.len(), told.missing.len(), told.same), (1, 1, 1, 1));
    assert_eq!(seen.faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [5]);
    drop(tx);
    let read = || word_list::read(file.as_bytes());
    let mut tx = county.begin(&admin).await?;
    let stale = word_list::apply(&mut tx, &admin, None, ("词库.csv", read()?), seen.version - 1, true).await;
    assert!(matches!(stale, Err(ImportError::Stale)), "{stale:?}");
    drop(tx);
    let mut tx = county.begin(&admin).await?;
    word_list::apply(&mut tx, &admin, None, ("词库.csv", read()?), seen.version, true).await?;
    tx.commit().await?;
    let mut tx = county.begin(&admin).await?;
    let mut words: Vec<_> = word_list::all(&mut tx, None).await?.into_iter().map(|word| word.entry.word).collect();
    words.sort();
    assert_eq!(words, ["改动", "新增", "留下"]);
    let changed = word_list::all(&mut tx, None).await?.into_iter().find(|word| word.entry.word == "改动");
    let history = word_list::history(&mut tx, &changed.ok_or("it is gone")?).await?;
    let gates: Vec<_> = history.iter().map(|row| (row.entry.gate, row.ended_at.is_some())).collect();
    assert_eq!(gates, [(Gate::Legal, false), (Gate::Wording, true)]);
    Ok(())
}

#[tokio::test]
async fn c16_leaders_are_named_as_the_countys_table_has_them_on_that_day() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let mut tx = county.begin(&admin).await?;
    let line = |name: &str, post: &str, position| LeaderInput {
        name: name.to_owned(),
        posts: vec![post.to_owned()],
        position,
        starts_on: date!(2026 - 01 - 01),
        ends_on: None,
    };
    leader::add(&mut tx, &admin, line("张山河", "县委书记", 1)).await?;
    let second = leader::add(&mut tx, &admin, line("李水清", "县长", 2)).await?;
    tx.commit().await?;
    let checkers = Checkers::new(county.database.clone());
    let codes = async |text: &str| -> Result<Vec<String>, Fault> {
        let mut tx = county.begin(&editor).await?;
        let checks = article::check(&mut tx, &editor, &checkers, news("标题", text)).await?;
        Ok(checks.findings.into_iter().map(|found| found.code).filter(|code| code.starts_with("LEADER")).collect())
    };
    assert_eq!(codes("县长李水清、县委书记张山河出席。").await?, ["LEADER_ORDER"]);
    assert_eq!(codes("县长张山河出席。").await?, ["LEADER_POST"]);
    assert_eq!(codes("县委书记张山何出席。").await?, ["LEADER_NAME"]);
    assert!(codes("县委书记张山河、县长李水清出席。").await?.is_empty());
    let mut tx = county.begin(&admin).await?;
    leader::end(&mut tx, &admin, second.id, date!(2026 - 01 - 31)).await?;
    tx.commit().await?;
    assert!(codes("县长李水清、县委书记张山河出席。").await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn c16_a_block_refuses_the_submission_until_it_is_let_stand_with_a_reason() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    add(&county, &admin, None, word("旧县名", Severity::Block)).await?;
    let checkers = Checkers::new(county.database.clone());
    let text = "旧县名的由来。";
    let bare = submit(&county, &checkers, &editor, text, &[]).await?;
    assert!(matches!(bare, Err(FixError::Blocked)), "{bare:?}");
    let silent = [accepting("旧县名", "blocks/0", (0, 3), " ")];
    let silent = submit(&county, &checkers, &editor, text, &silent).await?;
    assert!(matches!(silent, Err(FixError::ReasonMissing)), "{silent:?}");
    let told = [accepting("旧县名", "blocks/0", (0, 3), "史料原文，不宜改动")];
    let (_, revision, case) = submit(&county, &checkers, &editor, text, &told).await??;

    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    county.pass(&reviewer, case).await?;
    let step = county.open_step(case).await?;
    let mut tx = county.begin(&desk).await?;
    review::verdict(&mut tx, &desk, step.id, Gate::Wording, Verdict::Pass, "").await?;
    let said = review::verdicts_of(&mut tx, &[case]).await?;
    let accepted = said[0].findings[0].accepted.as_ref().ok_or("the gate's person did not see it")?;
    assert_eq!((accepted.name.as_str(), accepted.reason.as_str()), ("editor", "史料原文，不宜改动"));
    let run = findings::standing(&mut tx, &[revision.id]).await?.pop().ok_or("nothing was fixed")?;
    assert_eq!(run.lists.iter().map(|list| (list.county, list.version)).collect::<Vec<_>>(), [(411_325, 1)]);
    Ok(())
}

#[tokio::test]
async fn c16_what_the_province_blocks_and_a_secret_mark_are_let_stand_by_nobody() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    add(&county, &keeper(410_000).await?, None, word("省禁词", Severity::Block)).await?;
    let checkers = Checkers::new(county.database.clone());
    let told = [accepting("省禁词", "blocks/0", (1, 4), "想留着")];
    let refused = submit(&county, &checkers, &editor, "有省禁词。", &told).await?;
    assert!(matches!(refused, Err(FixError::MayNotStand)), "{refused:?}");
    let secret = submit(&county, &checkers, &editor, "机密★一年", &[]).await?;
    assert!(matches!(secret, Err(FixError::Blocked)), "{secret:?}");
    // The table holds it too.
    let (_, revision, _) = submit(&county, &checkers, &editor, "平常的正文。", &[]).await??;
    let mut tx = county.begin(&desk).await?;
    let forced = "insert into check_finding (county_id, id, run_id, revision_id, department_id, position, gate, code, severity, acceptable,
                    finding, found_at, accepted_by, accepted_at, accept_reason)
                  select county_id, gen_random_uuid(), id, revision_id, department_id, 0, 'secrecy', 'SECRET_MARK', 'block', false, '{}', now(),
                    gen_random_uuid(), now(), '理由' from check_run where revision_id = $1";
    let forced = sqlx::query(forced).bind(revision.id.0).execute(tx.conn()).await.unwrap_err();
    assert!(forced.to_string().contains("check_finding_acceptable"), "{forced}");
    Ok(())
}

/// The findings that stop a revision now.
async fn stops(county: &County, checkers: &Checkers, revision: &Revision) -> Result<Vec<Fixed>, Fault> {
    let mut tx = county.system().await?;
    let again = findings::recheck(&mut tx, checkers, revision).await?;
    tx.commit().await?;
    match again {
        Again::Clear => Ok(Vec::new()),
        Again::Stopped(found) => Ok(found),
        Again::NotReady => Err("the lists are not ready".into()),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c27_a_word_of_today_stops_what_was_approved_before_it_and_a_person_decides() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let county = &desk.county;
    let account = desk.account("wxstopped", Some(filing()), None).await?;
    let piece = desk.piece("新词").await?;
    desk.plan(&piece, &[account]).await??;
    add(county, &desk.admin, None, word("正文一段", Severity::Block)).await?;
    let worker = desk.worker(1, None);
    until("the target is stopped", async || {
        desk.targets().await.ok().filter(|targets| targets.get("failed") == Some(&1))
    })
    .await;
    drop(worker);
    assert_eq!(desk.number("select count(*) from release_target where error_code = 'CHECK_BLOCKED'").await?, 1);
    assert!(desk.effects("publish_accepted").await.is_empty());
    // It waits for a person, and is planned by nobody until then.
    let mut tx = county.begin(&desk.chief).await?;
    assert_eq!(findings::stopped(&mut tx, &desk.chief, 10).await?.len(), 1);
    drop(tx);
    let planned = desk.plan(&piece, &[account]).await?;
    assert!(matches!(planned, Err(PlanError::Stopped)), "{planned:?}");
    accept_all(&desk, &piece).await?;
    desk.plan(&piece, &[account]).await??;
    Ok(())
}

/// The chief lets everything stand that stops a piece; its writer may not.
async fn accept_all(desk: &Desk, piece: &Article) -> Result<(), Fault> {
    let county = &desk.county;
    let checkers = Checkers::new(county.database.clone());
    let mut tx = county.system().await?;
    let revision = content::revision::latest_of(&mut tx, &[piece.id]).await?.pop().ok_or("no revision")?;
    drop(tx);
    for fixed in stops(county, &checkers, &revision).await? {
        let id = fixed.id.ok_or("it was not fixed")?;
        let mut tx = county.begin(&desk.editor).await?;
        let own = findings::accept(&mut tx, &desk.editor, id, "自己看过").await;
        assert!(matches!(own, Err(AcceptError::Refused(_) | AcceptError::Writer)), "{own:?}");
        drop(tx);
        let mut tx = county.begin(&desk.chief).await?;
        let bare = findings::accept(&mut tx, &desk.chief, id, "").await;
        assert!(matches!(bare, Err(AcceptError::ReasonMissing)), "{bare:?}");
        findings::accept(&mut tx, &desk.chief, id, "此处为引用，可以保留").await?;
        let twice = findings::accept(&mut tx, &desk.chief, id, "再来").await;
        assert!(matches!(twice, Err(AcceptError::Settled)), "{twice:?}");
        tx.commit().await?;
    }
    assert!(stops(county, &checkers, &revision).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn c16_a_plan_is_stopped_by_a_word_of_today_before_anything_is_queued() -> Result<(), Fault> {
    let desk = Desk::open().await?;
    let county = &desk.county;
    let piece = desk.piece("复检").await?;
    add(county, &desk.admin, None, word("正文一段", Severity::Block)).await?;
    let checkers = Checkers::new(county.database.clone());
    let mut tx = county.begin(&desk.publisher).await?;
    assert!(release::look_again(&mut tx, &desk.publisher, &checkers, piece.id).await?);
    tx.commit().await?;
    // The word is taken off again: nothing stops it any more.
    let mut tx = county.begin(&desk.admin).await?;
    let words = word_list::all(&mut tx, None).await?;
    word_list::end(&mut tx, &desk.admin, words[0].id).await?;
    tx.commit().await?;
    let mut tx = county.begin(&desk.publisher).await?;
    assert!(!release::look_again(&mut tx, &desk.publisher, &checkers, piece.id).await?);
    Ok(())
}

#[tokio::test]
async fn c16_a_word_that_is_never_acted_on_is_told_as_noise() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    for text in ["吵闹词", "有用词"] {
        add(&county, &admin, None, word(text, Severity::Warn)).await?;
    }
    let checkers = Checkers::new(county.database.clone());
    for _ in 0..3 {
        submit(&county, &checkers, &editor, "吵闹词在此。", &[]).await??;
    }
    let told = [accepting("有用词", "blocks/0", (0, 3), "专名")];
    submit(&county, &checkers, &editor, "有用词在此。", &told).await??;
    let mut tx = county.begin(&admin).await?;
    let hits = findings::hits(&mut tx, &admin, 30).await?;
    let told: Vec<_> = hits.iter().map(|hit| (hit.word.as_str(), hit.hits, hit.accepted, hit.noisy())).collect();
    assert_eq!(told, [("吵闹词", 3, 0, true), ("有用词", 1, 1, false)]);
    Ok(())
}

#[tokio::test]
async fn a_gate_is_not_passed_over_a_block_that_nobody_let_stand() -> Result<(), Fault> {
    let county = County::open().await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let checkers = Checkers::new(county.database.clone());
    let (_, revision, case) = submit(&county, &checkers, &editor, "新禁词在此。", &[]).await??;
    add(&county, &admin, None, word("新禁词", Severity::Block)).await?;
    tokio::time::timeout(Duration::from_secs(20), stops(&county, &checkers, &revision)).await??;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    county.pass(&reviewer, case).await?;
    let step = county.open_step(case).await?;
    let mut tx = county.begin(&desk).await?;
    let passed = review::verdict(&mut tx, &desk, step.id, Gate::Wording, Verdict::Pass, "").await;
    assert!(matches!(passed, Err(VerdictError::Blocked)), "{passed:?}");
    Ok(())
}
