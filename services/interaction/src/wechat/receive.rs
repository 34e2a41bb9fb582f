//! What a message or an event asks of us, once per delivery however often it comes.

use platform::secrets::Vault;
use platform::settings::Setting;
use platform::{CountyId, TenantTx};
use publishing::AccountId;
use publishing::wechat::{MassEvent, PublishEvent, handle_mass_event, handle_publish_event};

use super::callback::CallbackError;
use super::message::{Message, MessageError};
use super::store;
use crate::inquiry::{self, QueryCode};

const DEFAULT_GREETING: &str = "您好，欢迎关注。直接发送文字即可留言，我们会回复您一个查询码，凭码可查办理进展。";
const TEXT_ONLY: &str = "目前只受理文字留言，请用文字说明您的问题。";

/// What a county tells a new follower; empty stands for the default.
const GREETING: Setting<String> = Setting { key: "wechat.greeting", default: String::new() };

/// Takes a message; returns what the citizen is to read, if anything.
pub(super) async fn receive(
    tx: &mut TenantTx,
    vault: &Vault,
    public_url: &str,
    account: AccountId,
    message: &Message,
) -> Result<Option<String>, CallbackError> {
    let openid = message.get("FromUserName").filter(|openid| !openid.is_empty()).ok_or(MessageError("no sender"))?;
    let kind = message.get("MsgType").ok_or(MessageError("no type"))?;
    let key = key(vault, openid, kind, message)?;
    if let Some(answer) = store::first(tx, account, &key).await? {
        return Ok(Some(answer).filter(|answer| !answer.is_empty()));
    }
    let said = match kind {
        "text" => Some(letter(tx, vault, public_url, account, openid, message).await?),
        "event" => event(tx, account, message).await?,
        _ => Some(TEXT_ONLY.to_owned()),
    };
    if kind != "event" {
        store::open_window(tx, account, &vault.mac(openid)).await?;
    }
    if let Some(said) = &said {
        store::keep_answer(tx, account, &key, said).await?;
    }
    Ok(said)
}

/// Messages repeat by their id, events by sender, time and name; the sender is kept as a keyed digest alone (I7).
fn key(vault: &Vault, openid: &str, kind: &str, message: &Message) -> Result<String, MessageError> {
    if kind != "event" {
        let id = message.get("MsgId").filter(|id| !id.is_empty()).ok_or(MessageError("no id"))?;
        return Ok(format!("message:{id}"));
    }
    let [at, event] = ["CreateTime", "Event"].map(|name| message.get(name).unwrap_or_default());
    let about = message.get("PublishEventInfo/publish_id").or(message.get("MsgID")).unwrap_or_default();
    Ok(format!("event:{}", hex::encode(vault.mac(&format!("{openid} {at} {} {about}", event.to_lowercase())))))
}

/// A first message becomes an inquiry; while it waits, further ones are added to it.
async fn letter(
    tx: &mut TenantTx,
    vault: &Vault,
    public_url: &str,
    account: AccountId,
    openid: &str,
    message: &Message,
) -> Result<String, CallbackError> {
    let text = message.get("Content").map(str::trim).filter(|text| !text.is_empty()).ok_or(MessageError("no text"))?;
    if let Some(open) = inquiry::thread(tx, vault, account, openid).await? {
        inquiry::supplement(tx, vault, &open, text).await?;
        return Ok(format!("已补充到您的留言，查询码 {}。", open.query_code));
    }
    let receipt = inquiry::from_wechat(tx, vault, account, openid, text).await?;
    Ok(acknowledged(public_url, tx.county(), &receipt.query_code))
}

fn acknowledged(public_url: &str, county: CountyId, code: &QueryCode) -> String {
    format!(
        "您的留言已收到，查询码 {code}。办理进展和答复可在 {page} 凭码查询。",
        code = code.as_str(),
        page = crate::query_page(public_url, county)
    )
}

async fn event(tx: &mut TenantTx, account: AccountId, message: &Message) -> Result<Option<String>, CallbackError> {
    let event = message.get("Event").unwrap_or_default().to_ascii_lowercase();
    match event.as_str() {
        "subscribe" => {
            let greeting = GREETING.get(tx).await?;
            Ok(Some(if greeting.is_empty() { DEFAULT_GREETING.to_owned() } else { greeting }))
        }
        "publishjobfinish" => {
            publish(tx, account, message).await?;
            Ok(None)
        }
        "masssendjobfinish" => {
            pushed(tx, account, message).await?;
            Ok(None)
        }
        _ => Ok(None),
    }
}

/// The platform finished a publication: publishing knows what that means for its target.
async fn publish(tx: &mut TenantTx, account: AccountId, message: &Message) -> Result<(), CallbackError> {
    let told = |name: &str| message.get(&format!("PublishEventInfo/{name}")).filter(|text| !text.is_empty());
    let publish_id = told("publish_id").ok_or(MessageError("no publication"))?.to_owned();
    let status = told("publish_status").and_then(|text| text.parse().ok()).ok_or(MessageError("no status"))?;
    let article_id = told("article_id").map(str::to_owned);
    let urls = message.all("PublishEventInfo/article_detail/item/article_url").map(str::to_owned).collect();
    let refused = message.all("PublishEventInfo/fail_idx").filter_map(|text| text.parse().ok()).collect();
    let event = PublishEvent { publish_id, status, article_id, urls, refused };
    handle_publish_event(tx, account, &event).await.map_err(|failure| CallbackError::Publish(failure.0))
}

/// The platform finished a push.
async fn pushed(tx: &mut TenantTx, account: AccountId, message: &Message) -> Result<(), CallbackError> {
    let told = |name: &str| message.get(name).filter(|text| !text.is_empty()).map(str::to_owned);
    let event = MassEvent {
        msg_id: told("MsgID").ok_or(MessageError("no push"))?,
        status: told("Status").ok_or(MessageError("no status"))?,
        urls: message.all("ArticleUrlResult/ResultList/item/ArticleUrl").map(str::to_owned).collect(),
    };
    handle_mass_event(tx, account, &event).await.map_err(|failure| CallbackError::Publish(failure.0))
}
