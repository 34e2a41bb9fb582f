//! Comments under a piece: read by page, shown, answered and deleted by number.

use serde::Deserialize;
use serde_json::{Value, json};
use time::OffsetDateTime;

use super::api::text_or_number;
use super::client::{CallError, Client};
use crate::account::Credentials;
use crate::comment::Wanted;

/// A comment as the platform tells it.
#[derive(Clone, Debug)]
pub(crate) struct Read {
    pub(crate) id: String,
    pub(crate) openid: String,
    pub(crate) content: String,
    pub(crate) written_at: OffsetDateTime,
    pub(crate) elected: bool,
    pub(crate) reply: Option<(String, OffsetDateTime)>,
}

#[derive(Deserialize)]
struct ListAnswer {
    #[serde(default)]
    total: i64,
    #[serde(default)]
    comment: Vec<Told>,
}

#[derive(Deserialize)]
struct Told {
    #[serde(deserialize_with = "text_or_number")]
    user_comment_id: String,
    #[serde(default)]
    openid: String,
    #[serde(default)]
    create_time: i64,
    #[serde(default)]
    content: String,
    #[serde(default)]
    comment_type: i64,
    #[serde(default)]
    reply: Option<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    #[serde(default)]
    content: String,
    #[serde(default)]
    create_time: i64,
}

impl From<Told> for Read {
    fn from(told: Told) -> Self {
        let at = |seconds| OffsetDateTime::from_unix_timestamp(seconds).unwrap_or(OffsetDateTime::UNIX_EPOCH);
        let reply = told.reply.filter(|reply| !reply.content.is_empty());
        Self {
            id: told.user_comment_id,
            openid: told.openid,
            content: told.content,
            written_at: at(told.create_time),
            elected: told.comment_type == 1,
            reply: reply.map(|reply| (reply.content, at(reply.create_time))),
        }
    }
}

impl Client {
    /// Some comments under a piece, the latest first, and how many there are. The index counts from 0, and a page is below 50.
    pub(crate) async fn comments(
        &self,
        account: &Credentials,
        (data_id, place): (&str, i32),
        begin: usize,
        count: usize,
    ) -> Result<(Vec<Read>, usize), CallError> {
        let page = json!({ "msg_data_id": number(data_id), "index": place, "begin": begin, "count": count, "type": 0 });
        let answer: ListAnswer = self.post(account, "comment/list", &page).await?;
        Ok((answer.comment.into_iter().map(Read::from).collect(), usize::try_from(answer.total).unwrap_or_default()))
    }

    /// Does one thing about a comment.
    pub(crate) async fn act_on_comment(
        &self,
        account: &Credentials,
        (data_id, place, id): (&str, i32, &str),
        wanted: Wanted,
        reply: Option<&str>,
    ) -> Result<(), CallError> {
        let api = match wanted {
            Wanted::Elect => "comment/markelect",
            Wanted::Unelect => "comment/unmarkelect",
            Wanted::Reply => "comment/reply/add",
            Wanted::Unreply => "comment/reply/delete",
            Wanted::Delete => "comment/delete",
        };
        let mut named = json!({ "msg_data_id": number(data_id), "index": place, "user_comment_id": number(id) });
        if let (Value::Object(named), Some(reply)) = (&mut named, reply) {
            named.insert("content".to_owned(), reply.into());
        }
        let _: Value = self.post(account, api, &named).await?;
        Ok(())
    }
}

/// Numbers are sent as numbers; what is none, as it is.
fn number(id: &str) -> Value {
    id.parse::<u64>().map_or_else(|_| id.into(), Value::from)
}

#[cfg(test)]
mod tests {
    use super::{Read, Told};

    #[test]
    fn a_comment_is_read_with_and_without_an_answer() {
        let text = r#"{"user_comment_id":7,"openid":"o","create_time":1773000000,"content":"好","comment_type":1,
            "reply":{"content":"谢谢","create_time":1773000100}}"#;
        let read = Read::from(serde_json::from_str::<Told>(text).unwrap());
        assert_eq!(
            (read.id.as_str(), read.elected, read.reply.map(|(text, _)| text).as_deref()),
            ("7", true, Some("谢谢"))
        );
        let bare = Read::from(serde_json::from_str::<Told>(r#"{"user_comment_id":"8","content":"问"}"#).unwrap());
        assert!(!bare.elected && bare.reply.is_none());
    }
}
