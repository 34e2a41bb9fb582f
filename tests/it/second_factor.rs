//! 二次验证: a code of the person's phone before what is urgent, and a way on for whoever has none (C17, C25).
#![expect(clippy::indexing_slicing, reason = "a piece of an answer that is missing fails the test")]

use platform::Clock;
use review::debt::{self, OverrideError};
use review::proof::{self, ProofFor};
use review::{DecideError, Decision};
use serde_json::{Value, json};
use tenancy::second_factor::{Proof, Secret, Unproved, step_of};
use tenancy::{Actor, Role};
use tests::{App, PASSWORD, Session, World};
use time::Duration;

use crate::county::{County, Fault, news};

const BEGIN: &str = "mutation($password: String!) { beginSecondFactor(password: $password) { secret address } }";
const CONFIRM: &str = "mutation($code: String!) { confirmSecondFactor(code: $code) }";
const PROVE: &str = "mutation($code: String!) { proveSecondFactor(code: $code) }";
const OWN: &str = "{ me { secondFactor { recoveryLeft provedUntil } } }";

fn now() -> i64 {
    step_of(Clock::default().now())
}

/// Someone who has just put a secret into their phone.
struct Phone {
    session: Session,
    secret: Secret,
    codes: Vec<String>,
}

impl Phone {
    /// Enrols by the code of the step before, so that those of now and of the next are still good.
    async fn enrol(app: &App, login: &str) -> Result<Self, Fault> {
        let session = app.sign_in(login).await;
        let offer = session.gql(BEGIN, json!({ "password": PASSWORD })).await.at("/beginSecondFactor");
        let text = offer["secret"].as_str().ok_or("no secret")?;
        assert!(offer["address"].as_str().is_some_and(|address| address.contains(text)), "{offer}");
        let secret = Secret::parse(text).ok_or("no base32")?;
        let codes = session.gql(CONFIRM, json!({ "code": secret.code(now() - 1) })).await.at("/confirmSecondFactor");
        let codes = codes.as_array().ok_or("no recovery codes")?.iter().filter_map(Value::as_str).map(str::to_owned);
        Ok(Self { session, secret, codes: codes.collect() })
    }

    async fn prove(&self, code: &str) -> Option<String> {
        self.session.gql(PROVE, json!({ "code": code })).await.reason().map(str::to_owned)
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c25_a_phone_is_enrolled_with_the_password_and_each_of_its_codes_is_taken_once() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let open = app.sign_in("desk.reviewer").await;
    let refused = open.gql(BEGIN, json!({ "password": "guessed" })).await;
    assert_eq!(refused.reason(), Some("INVALID_INPUT"), "a session left open enrols nobody's phone");
    assert_eq!(open.gql(PROVE, json!({ "code": "000000" })).await.reason(), Some("ENROL_FIRST"));
    let phone = Phone::enrol(&app, "desk.reviewer").await?;
    assert_eq!(phone.codes.len(), 10);
    let own = phone.session.gql(OWN, json!({})).await.at("/me/secondFactor");
    assert!(own["recoveryLeft"] == 10 && own["provedUntil"].is_string(), "{own}");
    let code = phone.secret.code(now());
    assert_eq!(phone.prove(&code).await, None);
    assert_eq!(phone.prove(&code).await.as_deref(), Some("WRONG_CODE"), "a code is good once");
    assert_eq!(phone.prove(&phone.codes[0].to_lowercase()).await, None);
    assert_eq!(phone.prove(&phone.codes[0]).await.as_deref(), Some("WRONG_CODE"), "a recovery code too");
    let other = open.gql(OWN, json!({})).await.at("/me/secondFactor");
    assert!(
        other["provedUntil"].is_null() && other["recoveryLeft"] == 9,
        "another session of theirs gave no code: {other}"
    );
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c25_after_five_wrong_codes_none_is_taken_for_a_while_and_every_try_is_in_the_audit() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let phone = Phone::enrol(&app, "desk.reviewer").await?;
    for _ in 0..4 {
        assert_eq!(phone.prove("000000").await.as_deref(), Some("WRONG_CODE"));
    }
    assert_eq!(phone.prove("000000").await.as_deref(), Some("SECOND_FACTOR_LOCKED"));
    assert_eq!(phone.prove(&phone.secret.code(now())).await.as_deref(), Some("SECOND_FACTOR_LOCKED"));
    let trail: (i64, i64) = sqlx::query_as(
        "select count(*) filter (where action = 'second_factor.refuse'), count(*) filter (where action = 'second_factor.enrol' and actor_id is not null)
         from audit_event where county_id = 411325 and subject_kind = 'person'",
    )
    .fetch_one(&mut world.all_seeing().await)
    .await?;
    assert_eq!(trail, (5, 1), "I8");
    let dump: String = sqlx::query_scalar("select coalesce(string_agg(secret::text || digest::text, ''), '') from second_factor join recovery_code using (county_id, person_id)")
        .fetch_one(&mut world.all_seeing().await)
        .await?;
    assert!(!dump.contains(&hex::encode(phone.codes[0].replace('-', ""))), "I7: nothing readable is kept");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn c25_a_lost_phone_is_taken_away_by_the_security_administrator_alone_and_enrolled_anew() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let phone = Phone::enrol(&app, "desk.reviewer").await?;
    let person = phone.session.gql("{ me { person { id } } }", json!({})).await.at("/me/person/id");
    let remove =
        "mutation($id: ID!, $reason: String!) { removeSecondFactor(personId: $id, reason: $reason) { secondFactor } }";
    let lost = json!({ "id": person, "reason": "手机遗失" });
    assert_eq!(phone.session.gql(remove, lost.clone()).await.reason(), Some("ROLE_REQUIRED"));
    assert_eq!(app.sign_in("admin").await.gql(remove, lost.clone()).await.reason(), Some("ROLE_REQUIRED"));
    let security = app.sign_in("security").await;
    let bare = security.gql(remove, json!({ "id": person, "reason": " " })).await;
    assert_eq!(bare.reason(), Some("REASON_REQUIRED"));
    assert_eq!(security.gql(remove, lost.clone()).await.code(), None);
    assert_eq!(security.gql(remove, lost).await.reason(), Some("SECOND_FACTOR_NOT_FOUND"));
    assert_eq!(phone.prove(&phone.codes[0]).await.as_deref(), Some("ENROL_FIRST"));
    let again = Phone::enrol(&app, "desk.reviewer").await?;
    assert_eq!(again.prove(&phone.codes[0]).await.as_deref(), Some("WRONG_CODE"), "old recovery codes are gone");
    Ok(())
}

/// An emergency before its sign-off.
async fn before_sign_off(county: &County) -> Result<(Actor, review::CaseId), Fault> {
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?;
    let principal = county.staff("principal", "office", &[Role::Principal]).await?;
    let (_, _, case) = county.submit(&editor, content::Draft { emergency: true, ..news("暴雨", "正文") }).await?;
    county.pass(&desk, case).await?;
    Ok((principal, case))
}

#[tokio::test]
async fn c17_an_emergency_is_signed_off_with_a_code_given_within_five_minutes() -> Result<(), Fault> {
    let county = County::open().await?;
    let (principal, case) = before_sign_off(&county).await?;
    let step = county.open_step(case).await?;
    let at = county.database.clock().now();
    for (proof, asked) in [
        (Proof::NotEnrolled, "ENROL_FIRST"),
        (Proof::Enrolled, "SECOND_FACTOR_REQUIRED"),
        (Proof::Given(at - Duration::minutes(6)), "SECOND_FACTOR_REQUIRED"),
    ] {
        let bare = principal.clone().proving(proof);
        let mut tx = county.begin(&bare).await?;
        let refused = review::decide(&mut tx, &bare, step.id, Decision::SignOff, "").await;
        let reason = refused.as_ref().err().map(platform::Refusal::reason);
        assert_eq!(reason, Some(asked), "{proof:?}");
    }
    // To send it back asks for nothing, so that no chain ever hangs on a phone.
    let bare = principal.clone().proving(Proof::NotEnrolled);
    let mut tx = county.begin(&bare).await?;
    assert!(review::decide(&mut tx, &bare, step.id, Decision::Return, "数字有误").await.is_ok());
    drop(tx);
    let proved = principal.proving(Proof::Given(at - Duration::minutes(4)));
    county.pass(&proved, case).await
}

#[tokio::test]
async fn c17_someone_else_with_a_phone_signs_off_where_one_has_none() -> Result<(), Fault> {
    let county = County::open().await?;
    let (principal, case) = before_sign_off(&county).await?;
    let bare = principal.proving(Proof::NotEnrolled);
    let refused = county.pass(&bare, case).await.err().map(|fault| fault.to_string());
    assert_eq!(refused.as_deref(), Some("no second factor is enrolled"));
    let other = county.staff("vice", "office", &[Role::Principal]).await?;
    county.pass(&other, case).await
}

#[tokio::test]
async fn c3_nobody_takes_an_emergency_through_alone_without_a_code_whatever_the_county_chose() -> Result<(), Fault> {
    let county = County::open().await?;
    let security = county.staff("security", "office", &[Role::SecurityAdmin]).await?;
    let admin = county.staff("admin", "office", &[Role::CountyAdmin]).await?;
    let mut tx = county.begin(&admin).await?;
    assert!(proof::ask_for(&mut tx, &admin, ProofFor::Override).await.is_err(), "the security administrator's alone");
    drop(tx);
    let mut tx = county.begin(&security).await?;
    proof::ask_for(&mut tx, &security, ProofFor::Override).await?;
    tx.commit().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let principal = county.staff("principal", "office", &[Role::Principal]).await?.proving(Proof::Enrolled);
    let (_, _, case) = county.submit(&editor, content::Draft { emergency: true, ..news("暴雨", "正文") }).await?;
    let mut tx = county.begin(&principal).await?;
    let refused = debt::take(&mut tx, &principal, case, "值班审核员失联").await;
    assert!(matches!(refused, Err(OverrideError::Unproved(Unproved::CodeRequired))), "{refused:?}");
    drop(tx);
    // Its sign-off then needs none.
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?.proving(Proof::NotEnrolled);
    county.pass(&desk, case).await?;
    county.pass(&principal, case).await
}

#[tokio::test]
async fn c17_a_county_may_ask_a_code_of_every_decision_on_an_emergency_and_of_no_other_piece() -> Result<(), Fault> {
    let county = County::open().await?;
    let security = county.staff("security", "office", &[Role::SecurityAdmin]).await?;
    let mut tx = county.begin(&security).await?;
    proof::ask_for(&mut tx, &security, ProofFor::Decision).await?;
    tx.commit().await?;
    let editor = county.staff("editor", "health", &[Role::Editor]).await?;
    let reviewer = county.staff("reviewer", "health", &[Role::DepartmentReviewer]).await?.proving(Proof::Enrolled);
    let desk = county.staff("desk", "office", &[Role::CountyReviewer]).await?.proving(Proof::Enrolled);
    let (_, _, urgent) = county.submit(&editor, content::Draft { emergency: true, ..news("暴雨", "正文") }).await?;
    let step = county.open_step(urgent).await?;
    county.judge(&desk, &step, &step.gates).await?;
    let mut tx = county.begin(&desk).await?;
    let refused = review::decide(&mut tx, &desk, step.id, Decision::Pass, "").await;
    assert!(matches!(refused, Err(DecideError::Unproved(Unproved::CodeRequired))), "{refused:?}");
    drop(tx);
    let (_, _, plain) = county.submit(&editor, news("义诊", "正文")).await?;
    county.pass(&reviewer, plain).await
}
