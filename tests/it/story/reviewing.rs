//! The chain: each person finds the piece among their work, passes its gates one by one and decides.

use serde_json::{Value, json};
use tests::App;

use crate::county::Fault;

pub(crate) const CASE: &str =
    "query($id: ID!) { reviewCase(id: $id) { currentStep { id gates signOff mayDecide proofNeeded } } }";
pub(crate) const VERDICT: &str = "mutation($step: ID!, $gate: Gate!) {
    giveVerdict(stepId: $step, gate: $gate, verdict: PASS, reason: \"\") { id } }";
/// Decides a step.
pub(crate) const DECIDE: &str = "mutation($step: ID!, $decision: Decision!) {
    decideStep(stepId: $step, decision: $decision, reason: \"\") { state } }";

/// Takes a piece through the hands of these people; the last of them ends its case.
pub(crate) async fn approve(app: &App, title: &str, chain: &[&str]) -> Result<(), Fault> {
    for (place, login) in (1..).zip(chain) {
        let wanted = if place == chain.len() { "APPROVED" } else { "OPEN" };
        assert_eq!(decide(app, login, title).await?, wanted, "{login} on {title}");
    }
    Ok(())
}

/// Finds the piece in someone's work, passes every gate of its step and decides it. Gives the case's state.
pub(crate) async fn decide(app: &App, login: &str, title: &str) -> Result<String, Fault> {
    let reviewer = app.sign_in(login).await;
    let work = reviewer.gql("{ myWork { kind subjectId title } }", json!({})).await.at("/myWork");
    let item = work.as_array().and_then(|items| items.iter().find(|item| item["title"] == title));
    let case = item.ok_or_else(|| format!("{login} does not find {title} in {work}"))?["subjectId"].clone();
    let step = reviewer.gql(CASE, json!({ "id": case })).await.at("/reviewCase/currentStep");
    assert_eq!(step["mayDecide"], true, "{step}");
    for gate in step["gates"].as_array().ok_or("no gates")? {
        let judged = reviewer.gql(VERDICT, json!({ "step": step["id"], "gate": gate })).await;
        assert_eq!(judged.code(), None, "{gate}: {judged:?}");
    }
    if step["proofNeeded"] == "CODE" {
        reviewer.prove().await;
    }
    let decision = if step["signOff"] == true { "SIGN_OFF" } else { "PASS" };
    let decided = reviewer.gql(DECIDE, json!({ "step": step["id"], "decision": decision })).await;
    Ok(decided.text("/decideStep/state"))
}

/// C16, C17: the sheet of a sensitive piece names a person for each of the six gates, and the principal who signed.
pub(crate) async fn six_gates_stand_with_their_people(app: &App, title: &str) {
    let query = "{ reviewCases(first: 20, state: APPROVED) { nodes { article { title } steps {
        gates verdicts { gate verdict person { name } } decisions { decision person { name } } } } } }";
    let cases = app.sign_in("desk.reviewer").await.gql(query, json!({})).await.at("/reviewCases/nodes");
    let case = cases.as_array().and_then(|rows| rows.iter().find(|row| row["article"]["title"] == title));
    let steps = &case.unwrap_or(&Value::Null)["steps"];
    let gates: Vec<&str> =
        steps[1]["verdicts"].as_array().unwrap().iter().filter_map(|said| said["gate"].as_str()).collect();
    assert_eq!(gates, ["POLITICAL", "POLICY", "LEGAL", "WORDING", "SECRECY", "OPINION"]);
    assert!(steps[1]["verdicts"].as_array().unwrap().iter().all(|said| said["person"]["name"] == "顾准"), "{steps}");
    let signed = json!([{ "decision": "SIGN_OFF", "person": { "name": "郑重" } }]);
    assert_eq!(steps[2]["decisions"], signed, "{steps}");
}
