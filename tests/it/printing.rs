//! Printed forms and their verification: the file says what the review said, anyone can tell it from a changed one, and nobody
//! finds a form whose code they do not hold (C16, C17, C26).

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use content::Digest;
use review::print::{self, Form, PrintError, VerificationCode};
use review::{CaseId, debt};
use serde_json::{Value, json};
use tenancy::delegation::{self, Held, NewDelegation};
use tenancy::{Actor, Role};
use tests::{App, Surface, World};

use crate::county::{County, Fault, news};
use crate::story::reviewing::approve;
use crate::story::writing::{Piece, paragraphs};

/// A county with two people of the desk and an approved piece.
struct Stage {
    county: County,
    desk: Actor,
    editor: Actor,
    case: CaseId,
}

impl Stage {
    async fn set() -> Result<Self, Fault> {
        let county = County::open().await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
        let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
        let (_, _, case) = county.submit(&editor, news("流感防控", "正文一段。")).await?;
        let mut tx = county.begin(&desk).await?;
        let early = print::compose(&mut tx, &desk, case, Form::Review).await;
        assert!(matches!(early, Err(PrintError::NotApproved)), "{early:?}");
        drop(tx);
        county.pass(&reviewer, case).await?;
        county.pass(&desk, case).await?;
        Ok(Self { county, desk, editor, case })
    }

    /// Prints and issues a form, as the gateway does.
    async fn print(&self, actor: &Actor, form: Form, code: u128) -> Result<(VerificationCode, Vec<u8>), Fault> {
        let mut tx = self.county.begin(actor).await?;
        let composed = print::compose(&mut tx, actor, self.case, form).await?;
        let new = VerificationCode::from_uuid(uuid::Uuid::from_u128(code));
        let code = composed.standing.as_ref().map_or(new, |standing| standing.code);
        let pdf = print::typeset(form, &composed.under(code, "https://neixiang.example.cn", self.county.code.0))?;
        print::issue(&mut tx, actor, &composed, code, Digest::of(&pdf)).await?;
        tx.commit().await?;
        Ok((code, pdf))
    }

    async fn verify(&self, held: VerificationCode, asked: VerificationCode) -> Result<Option<print::Verified>, Fault> {
        let caller = platform::Caller::public(self.county.code).with_token(held.uuid());
        let mut tx = self.county.database.begin_read(&caller).await?;
        Ok(print::verify(&mut tx, asked, None).await?)
    }
}

#[tokio::test]
async fn c26_a_form_is_the_same_file_each_time_and_each_time_is_recorded() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    let (code, first) = stage.print(&stage.desk, Form::Review, 7).await?;
    let (again, second) = stage.print(&stage.editor, Form::Review, 8).await?;
    assert_eq!((code, &first), (again, &second));
    let (other, secrecy) = stage.print(&stage.desk, Form::Secrecy, 9).await?;
    assert!(other != code && secrecy != first);
    let mut tx = stage.county.begin(&stage.desk).await?;
    let trail = platform::audit::list(&mut tx, Some(stage.case.0), None, 50).await?;
    let printed: Vec<&str> =
        trail.iter().filter(|row| row.action == "review.print").map(|row| row.detail.as_str()).collect();
    assert_eq!(printed.len(), 3, "I8: {printed:?}");
    assert!(printed.iter().all(|detail| !detail.contains(&code.to_string())), "a code is its holder's");
    Ok(())
}

#[tokio::test]
async fn i1_a_form_is_found_by_exactly_its_code_in_its_county_and_listed_nowhere() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    let (code, _) = stage.print(&stage.desk, Form::Review, 7).await?;
    let other = VerificationCode::from_uuid(uuid::Uuid::from_u128(8));
    let found = stage.verify(code, code).await?.ok_or("not found")?;
    assert_eq!((found.form, found.title), (Form::Review, None), "what is not released keeps its title");
    assert!(stage.verify(other, other).await?.is_none() && stage.verify(other, code).await?.is_none());
    let neighbour = stage.county.neighbour().await?;
    let caller = platform::Caller::public(neighbour.code).with_token(code.uuid());
    let mut tx = neighbour.database.begin_read(&caller).await?;
    assert!(print::verify(&mut tx, code, None).await?.is_none());
    let caller = platform::Caller::public(stage.county.code);
    let mut tx = stage.county.database.begin_read(&caller).await?;
    let listed: i64 = sqlx::query_scalar("select count(*) from issued_form").fetch_one(tx.conn()).await?;
    assert_eq!(listed, 0);
    let education = stage.county.staff("other", "education", &[Role::DepartmentReviewer]).await?;
    let mut tx = stage.county.begin(&education).await?;
    let refused = print::compose(&mut tx, &education, stage.case, Form::Review).await;
    assert!(matches!(refused, Err(PrintError::NotFound)), "who may not read the case prints nothing: {refused:?}");
    Ok(())
}

const PRINT: &str =
    "mutation ($id: ID!, $form: ReviewForm!) { printReview(caseId: $id, form: $form) { fileName mime base64 } }";
const VERIFY: &str = "query ($code: String!, $sha256: String) { issuedForm(county: 411325, code: $code, sha256: $sha256) \
    { form title digest approvedAt issuedAt supersededAt fileMatches } }";

/// A sensitive piece through its whole chain, and seen by the public since: its title and its case.
async fn released(world: &World, app: &App) -> Result<(String, String), Fault> {
    let title = "全县流感疫苗接种点 #panic(\"x\") 今起开放";
    let sensitive = json!({ "sensitivity": "SENSITIVE" });
    Piece::submit(app, "health.editor", title, "卫生健康", paragraphs("正文"), sensitive).await?;
    approve(app, title, &["health.reviewer", "desk.reviewer", "principal"]).await?;
    let mut conn = world.all_seeing().await;
    sqlx::query("update revision set public_at = now() where title = $1").bind(title).execute(&mut conn).await?;
    let id: uuid::Uuid =
        sqlx::query_scalar("select id from review_case where state = 'approved'").fetch_one(&mut conn).await?;
    Ok((title.to_owned(), id.to_string()))
}

async fn verify(app: &App, code: &str, pdf: &[u8]) -> Value {
    let sha256 = Digest::of(pdf).to_string();
    let answer = app.anonymous(Surface::Public).gql(VERIFY, json!({ "code": code, "sha256": sha256 })).await;
    answer.at("/issuedForm")
}

#[tokio::test]
async fn c16_both_forms_of_a_released_piece_name_everyone_and_a_changed_byte_is_refused() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let desk = app.sign_in("desk.reviewer").await;
    let (title, case) = released(&world, &app).await?;
    let said = desk
        .gql("query ($id: ID!) { reviewCase(id: $id) { revision { digest } steps { name decisions { person { name } } verdicts { person { name } } } } }", json!({ "id": case }))
        .await;
    let digest = said.clone().text("/reviewCase/revision/digest");
    let steps = said.at("/reviewCase/steps").as_array().cloned().unwrap_or_default();
    let people: Vec<&str> = steps
        .iter()
        .flat_map(|step| ["decisions", "verdicts"].map(|kind| step.get(kind).and_then(Value::as_array)))
        .flatten()
        .flatten()
        .filter_map(|word| word.pointer("/person/name")?.as_str())
        .collect();
    assert!(6 < people.len(), "{people:?}");
    for form in ["REVIEW", "SECRECY"] {
        let file = desk.gql(PRINT, json!({ "id": case, "form": form })).await;
        assert!(file.clone().text("/printReview/fileName").ends_with(".pdf"));
        let mut pdf = STANDARD.decode(file.text("/printReview/base64"))?;
        let text: String = pdf_extract::extract_text_from_mem(&pdf)?.split_whitespace().collect();
        assert!(text.contains(&digest) && text.contains(&title.replace(' ', "")), "{text}");
        assert!(form == "SECRECY" || people.iter().all(|name| text.contains(name)), "{people:?}: {text}");
        let (_, after) = text.split_once("核验码").ok_or("no code")?;
        let code: String = after.chars().take(34).collect();
        let found = verify(&app, &code, &pdf).await;
        assert_eq!(
            (found.get("fileMatches"), found.get("title")),
            (Some(&json!(true)), Some(&json!(title))),
            "{found}"
        );
        assert!(people.iter().all(|name| !found.to_string().contains(name)), "no decider is named: {found}");
        let last = pdf.len() / 2;
        pdf[last] ^= 1;
        assert_eq!(
            verify(&app, &code, &pdf).await.get("fileMatches"),
            Some(&json!(false)),
            "a changed file is refused"
        );
        let wrong = code.replace(['A', '0'], "Z");
        assert!(wrong == code || verify(&app, &wrong, &pdf).await.is_null(), "an unknown code is told as unknown");
    }
    Ok(())
}

/// The form of a case as words, and who took it through.
async fn composed(county: &County, actor: &Actor, case: CaseId) -> Result<print::PrintedSheet, Fault> {
    let mut tx = county.begin(actor).await?;
    let composed = print::compose(&mut tx, actor, case, Form::Review).await?;
    Ok(composed.under(VerificationCode::from_uuid(uuid::Uuid::nil()), "https://neixiang.example.cn", county.code.0))
}

#[tokio::test]
async fn c3_a_form_tells_of_the_override_and_of_its_debt_until_a_second_has_looked() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let principal = county.staff("principal", "office", &[Role::Principal]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let (_, _, case) = county.submit(&editor, content::Draft { emergency: true, ..news("暴雨", "正文") }).await?;
    let mut tx = county.begin(&principal).await?;
    debt::take(&mut tx, &principal, case, "值班审核员失联，暴雨两小时内到达").await?;
    tx.commit().await?;
    county.pass(&principal, case).await?;
    county.pass(&principal, case).await?;
    let before = composed(&county, &desk, case).await?;
    let rights: Vec<&str> = before.steps.iter().flat_map(|step| &step.words).map(|word| word.right.as_str()).collect();
    assert_eq!(rights, ["紧急越步", "紧急越步"]);
    assert!(before.taken.as_ref().is_some_and(|taken| taken.debt.starts_with("待补审")), "{:?}", before.taken);
    let mut tx = county.begin(&desk).await?;
    debt::settle(&mut tx, &desk, case, debt::Settlement::Upheld, "事实清楚").await?;
    tx.commit().await?;
    let after = composed(&county, &desk, case).await?.taken.ok_or("no override")?;
    assert!(after.debt.starts_with("补审无异议：desk") && after.debt.ends_with("事实清楚"), "{after:?}");
    Ok(())
}

#[tokio::test]
async fn c17_a_form_names_the_delegate_and_in_whose_name() -> Result<(), Fault> {
    let county = County::open().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let principal = county.staff("principal", "office", &[Role::Principal]).await?;
    let deputy = county.staff("deputy", "office", &[Role::Publisher]).await?;
    let sensitive = content::Draft { sensitivity: content::Sensitivity::Sensitive, ..news("敏感", "正文") };
    let (_, _, case) = county.submit(&editor, sensitive).await?;
    county.pass(&reviewer, case).await?;
    county.pass(&desk, case).await?;
    let mut tx = county.begin(&principal).await?;
    let (now, to) = (tx.now(), deputy.person().ok_or("no person")?);
    let new = NewDelegation {
        delegate: to,
        department: None,
        reason: "赴外地参会".to_owned(),
        starts_at: now,
        ends_at: now + time::Duration::hours(8),
    };
    let id = delegation::give(&mut tx, &principal, new).await?;
    tx.commit().await?;
    let held = Held { id, principal: principal.person().ok_or("no person")?, department: None };
    county.pass(&deputy.carrying(vec![held]), case).await?;
    let sheet = composed(&county, &desk, case).await?;
    let signed = sheet.steps.iter().filter(|step| step.sign_off).flat_map(|step| &step.words);
    let signed: Vec<(&str, &str)> = signed.map(|word| (word.person.as_str(), word.right.as_str())).collect();
    assert_eq!(signed, [("deputy", "受principal委托")]);
    Ok(())
}

#[tokio::test]
async fn a_later_form_stands_when_more_was_said_and_the_earlier_one_says_so() -> Result<(), Fault> {
    let stage = Stage::set().await?;
    let (code, _) = stage.print(&stage.desk, Form::Review, 7).await?;
    // Someone's name was corrected since.
    let mut conn = stage.county.all_seeing().await?;
    sqlx::query("update person set name = '骆骉' where login = 'desk'").execute(&mut conn).await?;
    let mut tx = stage.county.begin(&stage.desk).await?;
    let composed = print::compose(&mut tx, &stage.desk, stage.case, Form::Review).await?;
    let next = VerificationCode::from_uuid(uuid::Uuid::from_u128(8));
    print::issue(&mut tx, &stage.desk, &composed, next, Digest([1; 32])).await?;
    tx.commit().await?;
    assert!(stage.verify(code, code).await?.is_some_and(|form| form.superseded_at.is_some()));
    assert!(stage.verify(next, next).await?.is_some_and(|form| form.superseded_at.is_none()));
    let mut tx = stage.county.begin(&stage.desk).await?;
    let late = print::issue(&mut tx, &stage.desk, &composed, code, Digest([2; 32])).await;
    assert!(late.is_err(), "the standing one was another's by then: {late:?}");
    Ok(())
}
