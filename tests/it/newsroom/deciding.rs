//! C16, C17, C21: the chain, gate by gate, with a warning that stands for a reason and a return that says why.

use serde_json::{Value, json};
use tests::Session;

use super::{Room, TITLE};
use crate::county::Fault;
use crate::story::reviewing::{DECIDE, VERDICT, decide};
use crate::story::writing::Piece;

const LATEST: &str = "query($id: ID!) { article(id: $id) { reviewCase { id state findings { id code severity acceptance { name reason } }
    currentStep { id coSign signOff gates mayDecide department { slug } } steps { name state coSign department { slug } } } } }";
const ACCEPT: &str =
    "mutation($id: ID!, $reason: String!) { acceptFinding(id: $id, reason: $reason) { acceptance { name reason } } }";
const RETURN: &str = "mutation($step: ID!) {
    verdict: giveVerdict(stepId: $step, gate: WORDING, verdict: RETURN, reason: \"“自愿”一句写明由谁选择\") { id }
    decided: decideStep(stepId: $step, decision: RETURN, reason: \"用语关：请写明由家长选择\") { state } }";

/// The latest case of the piece, as someone sees it.
async fn case(session: &Session, piece: &Piece) -> Value {
    session.gql(LATEST, json!({ "id": piece.id })).await.at("/article/reviewCase")
}

/// The desk's own department first, then the schools'; nobody of the desk signs for another.
pub(super) async fn a_department_that_is_touched_signs_before_the_desk(
    room: &Room,
    piece: &Piece,
) -> Result<(), Fault> {
    assert_eq!(decide(&room.app, "office.reviewer", TITLE).await?, "OPEN");
    let open = case(&room.as_of("desk.reviewer").await, piece).await["currentStep"].clone();
    assert_eq!((&open["coSign"], &open["department"]), (&json!(true), &json!({ "slug": "education" })), "C21");
    for login in ["desk.reviewer", "office.reviewer"] {
        let early = room.as_of(login).await.gql(DECIDE, json!({ "step": open["id"], "decision": "PASS" })).await;
        assert_ne!(early.code(), None, "I3: {login} signs for no other: {early:?}");
    }
    assert_eq!(decide(&room.app, "education.reviewer", TITLE).await?, "OPEN");
    Ok(())
}

/// The desk's reviewer lets the telephone number stand, and says why; without a word it does not.
pub(super) async fn a_warning_stands_only_for_a_reason(room: &Room, piece: &Piece) {
    let desk = room.as_of("desk.reviewer").await;
    let found = case(&desk, piece).await["findings"].clone();
    let of = |finding: &&Value| finding["code"] == "MOBILE_NUMBER" && finding["severity"] == "WARN";
    let number = found.as_array().unwrap().iter().find(|finding| of(finding)).unwrap();
    let bare = desk.gql(ACCEPT, json!({ "id": number["id"], "reason": " " })).await;
    assert_eq!(bare.code(), Some("INVALID"), "{bare:?}");
    let told = desk.gql(ACCEPT, json!({ "id": number["id"], "reason": "对外公布的值班电话" })).await;
    let acceptance = json!({ "name": "顾准", "reason": "对外公布的值班电话" });
    assert_eq!(told.at("/acceptFinding/acceptance"), acceptance);
}

/// Five gates pass and one does not: the piece goes back, and whoever passed it before passes it anew.
pub(super) async fn the_desk_returns_it_with_reasons(room: &Room, piece: &Piece) {
    let desk = room.as_of("desk.reviewer").await;
    let step = case(&desk, piece).await["currentStep"].clone();
    let gates: Vec<&str> = step["gates"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    assert_eq!(gates, ["POLITICAL", "POLICY", "LEGAL", "WORDING", "SECRECY", "OPINION"]);
    for gate in gates.iter().filter(|gate| **gate != "WORDING") {
        let judged = desk.gql(VERDICT, json!({ "step": step["id"], "gate": gate })).await;
        assert_eq!(judged.code(), None, "{gate}: {judged:?}");
    }
    let early = desk.gql(DECIDE, json!({ "step": step["id"], "decision": "PASS" })).await;
    assert_eq!(early.code(), Some("CONFLICT"), "a gate has no word yet: {early:?}");
    let back = desk.gql(RETURN, json!({ "step": step["id"] })).await;
    assert_eq!(back.at("/decided/state"), "RETURNED");
    let early = room.matrix.plan(&room.app, piece).await;
    assert_eq!(early.reason(), Some("NOT_APPROVED"), "C26");
}

/// The sheet of the second round: six gates with one person, and the principal who signed (C16, C17).
pub(super) async fn six_gates_stand_with_their_people(room: &Room) {
    let query = "{ reviewCases(first: 5, state: APPROVED) { nodes { ruleName ruleVersion article { title } steps {
        coSign verdicts { gate verdict person { name } } decisions { decision person { name } } } } } }";
    let cases = room.as_of("desk.reviewer").await.gql(query, json!({})).await.at("/reviewCases/nodes");
    let case = &cases[0];
    assert_eq!(
        (&case["article"]["title"], &case["ruleName"], &case["ruleVersion"]),
        (&json!(TITLE), &json!("重大敏感稿件"), &json!(2))
    );
    let signed: Vec<Value> = case["steps"].as_array().unwrap().iter().map(|step| step["decisions"].clone()).collect();
    let by = |decision: &str, name: &str| json!([{ "decision": decision, "person": { "name": name } }]);
    assert_eq!(signed, [by("PASS", "尚文"), by("PASS", "孟远"), by("PASS", "温良"), by("SIGN_OFF", "郑重")]);
    let verdicts = case["steps"][2]["verdicts"].as_array().unwrap();
    assert_eq!(verdicts.len(), 6);
    assert!(verdicts.iter().all(|said| said["verdict"] == "PASS" && said["person"]["name"] == "温良"), "{verdicts:?}");
}
