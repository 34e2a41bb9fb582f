//! 群发: a draft pushed to every follower. The platform keeps our name of a push, so that one told again is not sent again.

use platform::jobs::Failure;
use platform::{TenantTx, jobs};
use serde::Deserialize;
use serde_json::{Value, json};

use super::api::{Taken, maybe_number, text_or_number};
use super::client::{CallError, Client};
use crate::account::Credentials;
use crate::release::{SEND, target};
use crate::send::mass;
use crate::{AccountId, TargetId};

/// What became of a push.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MassStatus {
    /// It waits for the administrator, or is on its way.
    Running,
    /// It was sent; its articles stand at these addresses, if they were told.
    Sent(Vec<String>),
    /// It was not: the platform's word, such as `err(20001)`.
    Failed(String),
    /// It was sent, and deleted.
    Deleted,
}

impl MassStatus {
    /// Reads the word of an event.
    fn told(status: &str, urls: Vec<String>) -> Self {
        match status.to_ascii_lowercase().as_str() {
            "send success" | "sendsuccess" => Self::Sent(urls),
            _ => Self::Failed(status.to_owned()),
        }
    }

    /// Reads the answer of a look; one it does not document counts as still running, so that another look follows.
    fn seen(status: &str) -> Self {
        match status {
            "SEND_SUCCESS" => Self::Sent(Vec::new()),
            "SEND_FAIL" => Self::Failed(status.to_owned()),
            "DELETE" => Self::Deleted,
            _ => Self::Running,
        }
    }
}

/// Why a push was not sent, in Chinese.
pub(crate) fn why(word: &str) -> String {
    let number = word.trim_start_matches("err(").trim_end_matches(')');
    let known = match number {
        "10001" => "涉嫌广告",
        "20001" => "涉嫌政治",
        "20002" => "涉嫌色情",
        "20004" => "涉嫌社会",
        "20006" => "涉嫌违法犯罪",
        "20008" => "涉嫌欺诈",
        "20013" => "涉嫌版权",
        "21000" => "涉嫌其他",
        "22000" => "涉嫌互推",
        "30001" | "30002" | "30003" => "微信判定为转载，原创方不允许转载",
        "40001" => "公众号管理员拒绝了这次群发",
        "40002" => "公众号管理员 30 分钟内没有确认",
        _ => return format!("微信群发失败（{word}）"),
    };
    format!("微信群发失败：{known}（{number}）")
}

/// MASSSENDJOBFINISH, as the callback's receiver read it.
#[derive(Clone, Debug)]
pub struct MassEvent {
    /// The push's id, as text.
    pub msg_id: String,
    /// `send success`, `send fail` or `err(N)`.
    pub status: String,
    /// The addresses of its articles, once sent.
    pub urls: Vec<String>,
}

/// Applies the event to the target it belongs to. One of a push we do not know (its answer was lost, or a person made it by hand) changes
/// nothing by itself, but has every target in doubt of the account looked at now. Telling it again changes nothing.
///
/// # Errors
/// When what follows from it fails; the platform then tells it again.
pub async fn handle_mass_event(tx: &mut TenantTx, account: AccountId, event: &MassEvent) -> Result<(), Failure> {
    let Some(id) = target::of_publication(tx, account, &event.msg_id).await? else {
        let now = tx.now();
        for id in target::in_doubt(tx, account).await? {
            jobs::enqueue(tx, SEND, &id.to_string(), now, json!({})).await?;
        }
        return Ok(());
    };
    let status = MassStatus::told(&event.status, event.urls.clone());
    match target::hold(tx, id).await? {
        Some(held) => mass::apply(tx, &held, &status, "event").await,
        None => Ok(()),
    }
}

/// Our name of the push of a target: 32 characters, the most the platform takes.
pub(crate) fn name_of(target: TargetId) -> String {
    target.0.simple().to_string()
}

#[derive(Deserialize)]
struct SendAnswer {
    #[serde(deserialize_with = "text_or_number")]
    msg_id: String,
    #[serde(default, deserialize_with = "maybe_number")]
    msg_data_id: Option<String>,
}

#[derive(Deserialize)]
struct StatusAnswer {
    #[serde(default)]
    msg_status: String,
}

impl Client {
    /// Pushes a draft to every follower. A name that the platform knows gives the push that bears it.
    pub(crate) async fn send_all(
        &self,
        account: &Credentials,
        media_id: &str,
        name: &str,
        ignores_reprint: bool,
    ) -> Result<Taken, CallError> {
        let message = json!({
            "filter": { "is_to_all": true },
            "msgtype": "mpnews",
            "mpnews": { "media_id": media_id },
            "send_ignore_reprint": i32::from(ignores_reprint),
            "clientmsgid": name,
        });
        let answer: Result<SendAnswer, CallError> = self.post(account, "message/mass/sendall", &message).await;
        match answer {
            Ok(answer) => Ok(Taken { id: answer.msg_id, data_id: answer.msg_data_id }),
            Err(CallError::Refused(refused)) if refused.errcode == 45065 => {
                let id = refused.msg_id.clone().ok_or(CallError::Refused(refused))?;
                Ok(Taken { id, data_id: None })
            }
            Err(error) => Err(error),
        }
    }

    /// Looks at a push.
    pub(crate) async fn mass_status(&self, account: &Credentials, msg_id: &str) -> Result<MassStatus, CallError> {
        let answer: StatusAnswer = self.post(account, "message/mass/get", &json!({ "msg_id": msg_id })).await?;
        Ok(MassStatus::seen(&answer.msg_status))
    }

    /// Deletes the article at a place of a push. Followers keep the message, and find nothing behind it.
    pub(crate) async fn delete_mass(&self, account: &Credentials, msg_id: &str, place: usize) -> Result<(), CallError> {
        let named = json!({ "msg_id": msg_id, "article_idx": place + 1 });
        let _: Value = self.post(account, "message/mass/delete", &named).await?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{MassStatus, name_of, why};
    use crate::TargetId;
    use uuid::Uuid;

    #[test]
    fn every_word_of_the_platform_is_read() {
        assert_eq!(MassStatus::told("send success", vec!["u".into()]), MassStatus::Sent(vec!["u".into()]));
        assert_eq!(MassStatus::told("err(40002)", Vec::new()), MassStatus::Failed("err(40002)".into()));
        assert_eq!(MassStatus::seen("SENDING"), MassStatus::Running);
        assert_eq!(MassStatus::seen("DELETE"), MassStatus::Deleted);
    }

    #[test]
    fn a_clerk_reads_why_and_an_unknown_number_is_shown() {
        assert!(why("err(40002)").contains("30 分钟内没有确认"));
        assert!(why("err(31999)").contains("err(31999)"));
        assert_eq!(name_of(TargetId(Uuid::from_u128(7))).len(), 32);
    }
}
