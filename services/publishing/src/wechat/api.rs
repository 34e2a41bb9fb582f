//! The calls the connector makes, typed. Ids travel now as numbers, now as text; both are read, text is kept.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::client::{CallError, Client, File};
use crate::account::Credentials;

/// An article as a draft takes it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewsArticle {
    /// `newspic` for a picture message; none is an article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub article_type: Option<&'static str>,
    /// The pictures of a picture message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_info: Option<ImageInfo>,
    /// At most 32 characters.
    pub title: String,
    /// At most 16 characters.
    pub author: String,
    /// At most 128 characters.
    pub digest: String,
    /// HTML whose images are all the platform's own; of a picture message, plain text.
    pub content: String,
    /// Where "read the original" leads.
    pub content_source_url: String,
    /// The cover: permanent material; a picture message has none.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub thumb_media_id: String,
    /// 1 where readers may write under it.
    pub need_open_comment: i32,
    /// The part of it shown large, in shares of its width and height; none lets the platform choose.
    #[serde(rename = "pic_crop_235_1", skip_serializing_if = "Option::is_none")]
    pub wide_crop: Option<String>,
    /// The part of it shown small.
    #[serde(rename = "pic_crop_1_1", skip_serializing_if = "Option::is_none")]
    pub square_crop: Option<String>,
}

/// The pictures of a picture message, in their order.
#[derive(Clone, Debug, Serialize)]
pub struct ImageInfo {
    /// Each by its id as permanent material.
    pub image_list: Vec<ListedImage>,
}

/// One of them.
#[derive(Clone, Debug, Serialize)]
pub struct ListedImage {
    /// Its id as permanent material.
    pub image_media_id: String,
}

/// An entry of the drafts box or of the list of published pieces.
#[derive(Clone, Debug)]
pub struct Item {
    /// The draft's or the published piece's id.
    pub id: String,
    /// Title of its first article.
    pub title: String,
    /// Content of its first article.
    pub content: String,
    /// The addresses of its articles, once published.
    pub urls: Vec<String>,
    /// Taken down again.
    pub deleted: bool,
}

/// What became of a submitted publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PublishStatus {
    /// It is live.
    Live,
    /// The platform is still at it.
    Running,
    /// The claim of original work was refused.
    OriginalRefused,
    /// It failed.
    Failed,
    /// The platform's audit refused it.
    AuditRefused,
    /// It was live, and its owner took it down.
    DeletedAfter,
    /// It was live, and the platform banned it.
    BannedAfter,
}

impl PublishStatus {
    /// Reads the platform's number; one it does not document counts as still running, so that another look follows.
    #[must_use]
    pub fn of(number: i64) -> Self {
        match number {
            0 => Self::Live,
            2 => Self::OriginalRefused,
            3 => Self::Failed,
            4 => Self::AuditRefused,
            5 => Self::DeletedAfter,
            6 => Self::BannedAfter,
            _ => Self::Running,
        }
    }
}

/// The state of one publication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publication {
    /// What became of it.
    pub status: PublishStatus,
    /// Its id once live.
    pub article_id: Option<String>,
    /// The addresses of its articles, once live.
    pub urls: Vec<String>,
    /// The numbers of the articles that were refused, from 1.
    pub refused: Vec<i64>,
}

impl Publication {
    /// Where the article at a place stands.
    pub(crate) fn url_at(&self, place: i32) -> Option<String> {
        self.urls.get(usize::try_from(place).ok()?).cloned()
    }

    /// Why the article at a place is not live: its own fault, or another's in the same message.
    pub(crate) fn blame(&self, place: i32, text: &str) -> String {
        let others: Vec<String> = self.refused.iter().map(ToString::to_string).collect();
        if self.refused.is_empty() || self.refused.contains(&i64::from(place + 1)) {
            return text.to_owned();
        }
        format!("{text}：是同一条消息的第 {} 篇，整条没有发布", others.join("、"))
    }
}

#[derive(Deserialize)]
struct MediaAnswer {
    #[serde(default)]
    media_id: String,
    #[serde(default)]
    url: String,
}

#[derive(Deserialize)]
struct SubmitAnswer {
    #[serde(deserialize_with = "text_or_number")]
    publish_id: String,
    /// The number of the pieces' data, by which their comments are read.
    #[serde(default, deserialize_with = "maybe_number")]
    msg_data_id: Option<String>,
}

/// A message that the platform took, by its id, and the number of its data where that was told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Taken {
    pub(crate) id: String,
    pub(crate) data_id: Option<String>,
}

#[derive(Deserialize)]
struct PublicationAnswer {
    publish_status: i64,
    #[serde(default)]
    article_id: Option<String>,
    #[serde(default)]
    article_detail: Option<Detail>,
    #[serde(default)]
    fail_idx: Vec<i64>,
}

#[derive(Deserialize)]
struct Detail {
    #[serde(default)]
    item: Vec<DetailItem>,
}

#[derive(Deserialize)]
struct DetailItem {
    article_url: String,
}

#[derive(Deserialize)]
struct ListAnswer {
    #[serde(default)]
    item: Vec<ListItem>,
}

#[derive(Deserialize)]
struct ListItem {
    #[serde(alias = "media_id", alias = "article_id")]
    id: String,
    content: ListContent,
}

#[derive(Deserialize)]
struct ListContent {
    #[serde(default)]
    news_item: Vec<NewsItem>,
}

#[derive(Default, Deserialize)]
struct NewsItem {
    #[serde(default)]
    title: String,
    #[serde(default)]
    content: String,
    #[serde(default)]
    url: Option<String>,
    #[serde(default)]
    is_deleted: bool,
}

impl Client {
    /// Uploads an image for the body of a draft; returns its address, the only kind that survives there.
    pub(crate) async fn upload_image(&self, account: &Credentials, file: &File<'_>) -> Result<String, CallError> {
        let answer: MediaAnswer = self.upload(account, "media/uploadimg", "", file).await?;
        Ok(answer.url)
    }

    /// Uploads an image as permanent material; returns its id.
    pub(crate) async fn add_material(&self, account: &Credentials, file: &File<'_>) -> Result<String, CallError> {
        let answer: MediaAnswer = self.upload(account, "material/add_material", "&type=image", file).await?;
        Ok(answer.media_id)
    }

    /// Puts a message of one to eight articles into the drafts box; returns the draft's id.
    pub(crate) async fn add_draft(&self, account: &Credentials, articles: &[NewsArticle]) -> Result<String, CallError> {
        let answer: MediaAnswer = self.post(account, "draft/add", &json!({ "articles": articles })).await?;
        Ok(answer.media_id)
    }

    /// The newest drafts.
    pub(crate) async fn drafts(&self, account: &Credentials) -> Result<Vec<Item>, CallError> {
        self.list(account, "draft/batchget").await
    }

    /// The newest published pieces.
    pub(crate) async fn published(&self, account: &Credentials) -> Result<Vec<Item>, CallError> {
        self.list(account, "freepublish/batchget").await
    }

    async fn list(&self, account: &Credentials, api: &str) -> Result<Vec<Item>, CallError> {
        let page = json!({ "offset": 0, "count": 20, "no_content": 0 });
        let answer: ListAnswer = self.post(account, api, &page).await?;
        Ok(answer.item.into_iter().map(Item::from).collect())
    }

    /// True while the draft is in the box: it leaves it when published or deleted.
    pub(crate) async fn has_draft(&self, account: &Credentials, media_id: &str) -> Result<bool, CallError> {
        let answer: Result<Value, CallError> = self.post(account, "draft/get", &json!({ "media_id": media_id })).await;
        unless(answer.map(|_| true), 40007, false)
    }

    /// Takes a draft out of the box; one that is gone already is well.
    pub(crate) async fn delete_draft(&self, account: &Credentials, media_id: &str) -> Result<(), CallError> {
        let answer: Result<Value, CallError> =
            self.post(account, "draft/delete", &json!({ "media_id": media_id })).await;
        unless(answer.map(drop), 40007, ())
    }

    /// Submits a draft for publication. Not idempotent: twice is published twice.
    pub(crate) async fn submit(&self, account: &Credentials, media_id: &str) -> Result<Taken, CallError> {
        let answer: SubmitAnswer = self.post(account, "freepublish/submit", &json!({ "media_id": media_id })).await?;
        Ok(Taken { id: answer.publish_id, data_id: answer.msg_data_id })
    }

    /// Looks at a publication.
    pub(crate) async fn publication(&self, account: &Credentials, id: &str) -> Result<Publication, CallError> {
        let answer: PublicationAnswer = self.post(account, "freepublish/get", &json!({ "publish_id": id })).await?;
        let items = answer.article_detail.map(|detail| detail.item).unwrap_or_default();
        Ok(Publication {
            status: PublishStatus::of(answer.publish_status),
            article_id: answer.article_id,
            urls: items.into_iter().map(|item| item.article_url).collect(),
            refused: answer.fail_idx,
        })
    }

    /// True while the article at a place of a published piece stands; false when it was taken down or never was.
    pub(crate) async fn stands(
        &self,
        account: &Credentials,
        article_id: &str,
        place: usize,
    ) -> Result<bool, CallError> {
        let answer: Result<ListContent, CallError> =
            self.post(account, "freepublish/getarticle", &json!({ "article_id": article_id })).await;
        unless(answer.map(|content| content.news_item.get(place).is_some_and(|item| !item.is_deleted)), 53600, false)
    }

    /// Takes down the article at a place of a published piece (the platform counts from 1, and 0 is all). Cannot be undone.
    pub(crate) async fn delete_article(
        &self,
        account: &Credentials,
        article_id: &str,
        place: usize,
    ) -> Result<(), CallError> {
        let named = json!({ "article_id": article_id, "index": place + 1 });
        let _: Value = self.post(account, "freepublish/delete", &named).await?;
        Ok(())
    }

    /// The article at a place of a published piece; none where the platform does not know it.
    pub(crate) async fn article(
        &self,
        account: &Credentials,
        article_id: &str,
        place: usize,
    ) -> Result<Option<Item>, CallError> {
        let answer: Result<ListContent, CallError> =
            self.post(account, "freepublish/getarticle", &json!({ "article_id": article_id })).await;
        let item = |content: ListContent| {
            let item = content.news_item.into_iter().nth(place)?;
            let (title, content, deleted) = (item.title, item.content, item.is_deleted);
            Some(Item { id: article_id.to_owned(), title, content, urls: item.url.into_iter().collect(), deleted })
        };
        unless(answer.map(item), 53600, None)
    }

    /// Sends a text to one citizen, inside the window their own message opened.
    ///
    /// # Errors
    /// `Refused` with a quota policy when the window is closed or used up; `Lost` when it may have been sent.
    pub async fn send_text(&self, account: &Credentials, openid: &str, text: &str) -> Result<(), CallError> {
        let message = json!({ "touser": openid, "msgtype": "text", "text": { "content": text } });
        let _: Value = self.post(account, "message/custom/send", &message).await?;
        Ok(())
    }
}

impl From<ListItem> for Item {
    fn from(item: ListItem) -> Self {
        let mut articles = item.content.news_item;
        let urls = articles.iter_mut().filter_map(|article| article.url.take()).collect();
        let deleted = !articles.is_empty() && articles.iter().all(|article| article.is_deleted);
        let first = articles.into_iter().next().unwrap_or_default();
        Self { id: item.id, title: first.title, content: first.content, urls, deleted }
    }
}

/// An answer in which one error number is an answer too.
fn unless<T>(answer: Result<T, CallError>, errcode: i64, means: T) -> Result<T, CallError> {
    match answer {
        Err(error) if error.errcode() == Some(errcode) => Ok(means),
        other => other,
    }
}

pub(super) fn maybe_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(match Value::deserialize(deserializer)? {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    })
}

pub(super) fn text_or_number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::String(text) => Ok(text),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(serde::de::Error::custom("neither text nor number")),
    }
}

#[cfg(test)]
mod tests {
    use super::SubmitAnswer;

    #[test]
    fn a_publication_id_is_read_as_number_and_as_text() {
        for text in [r#"{"publish_id": 100000001}"#, r#"{"publish_id": "100000001"}"#] {
            assert_eq!(serde_json::from_str::<SubmitAnswer>(text).unwrap().publish_id, "100000001");
        }
    }
}
