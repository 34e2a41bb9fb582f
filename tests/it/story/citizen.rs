//! A citizen writes to the WeChat account, gets a query code at once, and the reviewed answer of the right bureau.

use serde_json::{Value, json};
use tests::{App, NEIXIANG, Session, Surface, World, until};

use super::matrix::APPID;
use crate::county::Fault;
use crate::wechat_journey::delivered;

const LOOK_UP: &str = "query($county: Int!, $code: String!) {
    inquiryByCode(county: $county, queryCode: $code) { state replies { body departmentName } } }";
const ANSWER: &str = "周六、周日上午八点至十一点半均可接种。";

/// From the message to the answer in the chat and on the query page.
pub(super) async fn writes_and_is_answered(world: &World, app: &App) -> Result<(), Fault> {
    let wechat = world.wechat().await;
    let words = json!({ "appid": APPID, "name": "李玉兰", "content": "接种点周末开放吗" });
    let said = wechat.tell("citizens/say", &words).await["answer"].to_string();
    let code = code_in(&said).ok_or_else(|| format!("no query code in {said}"))?;
    let id = to_the_bureau(app).await?;
    let reply = answered(app, &id).await;
    approved_by_another(app, &id, &reply).await;
    delivered(app, &id).await;
    let sent = wechat.look("effects?effect=custom_message").await;
    assert!(sent.as_array().is_some_and(|sent| sent.len() == 1) && sent.to_string().contains(ANSWER), "{sent}");
    let variables = json!({ "county": NEIXIANG, "code": code });
    let page = app.anonymous(Surface::Public).gql(LOOK_UP, variables).await.at("/inquiryByCode");
    let replies = json!([{ "body": ANSWER, "departmentName": "卫生健康委员会" }]);
    assert_eq!((&page["state"], &page["replies"]), (&json!("delivered"), &replies));
    Ok(())
}

/// The ten digits that follow the words for a query code.
fn code_in(said: &str) -> Option<String> {
    let digits = said.split_once("查询码")?.1.split(|c: char| !c.is_ascii_digit()).find(|run| run.len() == 10)?;
    Some(digits.to_owned())
}

/// The desk takes the message on and gives it to the health bureau; another bureau does not find it.
async fn to_the_bureau(app: &App) -> Result<String, Fault> {
    let desk = app.sign_in("clerk").await;
    let row = until("the message is an inquiry", async || {
        let rows = desk.gql("{ inquiries(first: 2) { nodes { id version state origin } } }", json!({})).await;
        rows.at("/inquiries/nodes").get(0).cloned()
    })
    .await;
    assert_eq!((&row["state"], &row["origin"]), (&json!("RECEIVED"), &json!("wechat")));
    let id = row["id"].as_str().ok_or("no id")?.to_owned();
    let departments = desk.gql("{ departments { id slug } }", json!({})).await.at("/departments");
    let health = departments.as_array().and_then(|rows| rows.iter().find(|row| row["slug"] == "health"));
    act(&desk, &id, "acceptInquiry", "").await;
    let to = format!(", departmentId: {}, note: \"请办理\"", health.ok_or("no bureau")?["id"]);
    assert_eq!(act(&desk, &id, "assignInquiry", &to).await["state"], "ASSIGNED");
    let elsewhere = app.sign_in("agriculture.reviewer").await;
    let look = format!("{{ inquiry(id: \"{id}\") {{ id }} }}");
    assert!(elsewhere.gql(&look, json!({})).await.at("/inquiry").is_null());
    Ok(id)
}

/// The bureau's clerk answers; gives the reply's id.
async fn answered(app: &App, id: &str) -> String {
    let bureau = app.sign_in("health.clerk").await;
    let written = act(&bureau, id, "replyInquiry", &format!(", body: \"{ANSWER}\"")).await;
    written["replies"][0]["id"].as_str().unwrap_or_default().to_owned()
}

/// C10: the bureau's reviewer lets it out, and never the one who wrote it.
async fn approved_by_another(app: &App, id: &str, reply: &str) {
    let approve = format!("mutation {{ approveReply(id: \"{reply}\") {{ id state }} }}");
    let own = app.sign_in("health.clerk").await.gql(&approve, json!({})).await;
    assert_eq!(own.reason(), Some("AUTHOR_MAY_NOT_DECIDE"));
    let approved = app.sign_in("health.reviewer").await.gql(&approve, json!({})).await.at("/approveReply");
    assert_eq!(approved, json!({ "id": id, "state": "ANSWERED" }));
}

/// Does an act on the inquiry, with the version it has.
async fn act(session: &Session, id: &str, field: &str, more: &str) -> Value {
    let version = format!("{{ inquiry(id: \"{id}\") {{ version }} }}");
    let version = session.gql(&version, json!({})).await.at("/inquiry/version");
    let query = format!("mutation {{ {field}(id: \"{id}\", version: {version}{more}) {{ state replies {{ id }} }} }}");
    session.gql(&query, json!({})).await.at(&format!("/{field}"))
}
