//! The sign-off lent and the emergency taken through, over HTTP as the console does it.

use platform::Clock;
use serde_json::{Value, json};
use tests::{App, Session, World};
use time::Duration;
use time::format_description::well_known::Rfc3339;

use super::reviewing::decide;
use super::writing::{Piece, paragraphs};
use super::{STORM, VACCINES};
use crate::county::Fault;

const LEND: &str = "mutation($person: ID!, $from: DateTime!, $until: DateTime!) {
    delegateSignOff(personId: $person, startsAt: $from, endsAt: $until, reason: \"赴外地参会\") { id inForce mayRevoke } }";
const SETTLE: &str = "mutation($case: ID!) { settleOverride(caseId: $case, settlement: UPHELD, opinion: \"事实清楚\") {
    urgentOverride { debt { state settledBy { name } } } } }";

fn hours_from_now(hours: i64) -> String {
    (Clock::default().now() + Duration::hours(hours)).format(&Rfc3339).unwrap_or_default()
}

/// The latest case of the county, as someone sees it.
async fn case(session: &Session) -> Value {
    let query = "{ reviewCases(first: 1) { nodes { id state mayOverride
        steps { decisions { decision byOverride person { name } onBehalfOf { name } } }
        urgentOverride { person { name } debt { state overdue maySettle } } } } }";
    session.gql(query, json!({})).await.at("/reviewCases/nodes/0")
}

/// Kinds of work someone has on the piece.
async fn work(app: &App, login: &str, title: &str) -> Vec<String> {
    let work = app.sign_in(login).await.gql("{ myWork { kind title } }", json!({})).await.at("/myWork");
    let of_title = work.as_array().unwrap().iter().filter(|item| item["title"] == title);
    of_title.filter_map(|item| item["kind"].as_str().map(str::to_owned)).collect()
}

#[tokio::test]
async fn c17_a_principal_lends_the_sign_off_and_the_case_names_both() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let sensitive = json!({ "sensitivity": "SENSITIVE" });
    Piece::submit(&app, "health.editor", VACCINES, "卫生健康", paragraphs("正文"), sensitive).await?;
    for login in ["health.reviewer", "desk.reviewer"] {
        assert_eq!(decide(&app, login, VACCINES).await?, "OPEN");
    }
    let deputy = app.sign_in("publisher").await;
    assert!(work(&app, "publisher", VACCINES).await.is_empty());
    let principal = app.sign_in("principal").await;
    let people = principal.gql("{ people(search: \"publisher\") { nodes { id } } }", json!({})).await;
    let dates =
        json!({ "person": people.at("/people/nodes/0/id"), "from": hours_from_now(-1), "until": hours_from_now(8) });
    let lent = principal.gql(LEND, dates.clone()).await.at("/delegateSignOff");
    assert_eq!((&lent["inForce"], &lent["mayRevoke"]), (&json!(true), &json!(true)));
    // The deputy was signed in before: the next request carries it.
    assert!(deputy.gql("{ me { rights } }", json!({})).await.at("/me/rights").to_string().contains("review.sign_off"));
    assert_eq!(deputy.gql(LEND, dates).await.reason(), Some("ROLE_REQUIRED"), "what was lent is not lent on");
    assert_eq!(decide(&app, "publisher", VACCINES).await?, "APPROVED");
    let signed = case(&deputy).await["steps"][2]["decisions"].clone();
    let both = json!([{ "decision": "SIGN_OFF", "byOverride": false, "person": { "name": "白帆" }, "onBehalfOf": { "name": "郑重" } }]);
    assert_eq!(signed, both);

    let back = format!("mutation {{ revokeDelegation(id: {}) {{ inForce }} }}", lent["id"]);
    assert_eq!(principal.gql(&back, json!({})).await.at("/revokeDelegation/inForce"), false);
    assert!(!deputy.gql("{ me { rights } }", json!({})).await.at("/me/rights").to_string().contains("sign_off"));
    Ok(())
}

#[tokio::test]
async fn c3_an_emergency_taken_through_alone_owes_a_second_look_until_it_is_paid() -> Result<(), Fault> {
    let world = World::new().await;
    let app = world.serve().await;
    let urgent = json!({ "emergency": true });
    Piece::submit(&app, "emergency.editor", STORM, "应急管理", paragraphs("请远离沟谷河道。"), urgent).await?;
    let principal = app.sign_in("principal").await;
    assert!(work(&app, "principal", STORM).await.is_empty(), "it waits for the desk");
    let open = case(&principal).await;
    assert_eq!(open["mayOverride"], true);
    let take = format!(
        "mutation {{ overrideReview(caseId: {}, reason: \"值班审核员失联，暴雨两小时内到达\") {{ id }} }}",
        open["id"]
    );
    let refused = app.sign_in("desk.reviewer").await.gql(&take, json!({})).await;
    assert_eq!(refused.reason(), Some("ROLE_REQUIRED"));
    let asked = principal.gql(&take, json!({})).await;
    assert_eq!(asked.reason(), Some("SECOND_FACTOR_REQUIRED"), "C17: a session alone takes nothing through");
    principal.prove().await;
    assert_eq!(principal.gql(&take, json!({})).await.code(), None);
    assert_eq!(decide(&app, "principal", STORM).await?, "OPEN");
    assert_eq!(decide(&app, "principal", STORM).await?, "APPROVED");

    assert_eq!(work(&app, "desk.reviewer", STORM).await, ["OVERRIDE_DEBT"]);
    assert!(work(&app, "principal", STORM).await.is_empty());
    let owed =
        json!({ "person": { "name": "郑重" }, "debt": { "state": "OPEN", "overdue": false, "maySettle": false } });
    assert_eq!(case(&principal).await["urgentOverride"], owed);
    let own = principal.gql(SETTLE, json!({ "case": open["id"] })).await;
    assert_eq!(own.reason(), Some("SECOND_PERSON_REQUIRED"));
    let paid = app.sign_in("desk.reviewer").await.gql(SETTLE, json!({ "case": open["id"] })).await;
    let debt = json!({ "state": "UPHELD", "settledBy": { "name": "顾准" } });
    assert_eq!(paid.at("/settleOverride/urgentOverride/debt"), debt);
    assert!(work(&app, "desk.reviewer", STORM).await.is_empty());
    Ok(())
}
