//! What a department hands in: a text of its own, or an article it has.

use platform::{Invalid, PersonId, Storage, TenantTx};

use crate::article::{self, AiUse, Article, Draft, Kind, Origin, Provenance, Sensitivity};
use crate::block::Stage;
use crate::limits::Limits;
use crate::plan::{AssignmentId, AssignmentState, assignments_by_ids};
use crate::{ArticleId, Block, MediaId, MediaState, media};

/// The most files beside one text.
const FILES: usize = 30;

/// What is handed in.
#[derive(Clone, Debug)]
pub enum Text {
    /// Written for this.
    Written {
        /// Its title.
        title: String,
        /// The JSON of `Block`s, not yet looked at.
        blocks: serde_json::Value,
        /// What it is.
        kind: Kind,
    },
    /// An article of the department, as it stands now.
    Article(ArticleId),
}

/// A submission as the department fills it in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the submission")]
pub struct NewSubmission {
    pub text: Text,
    pub note: String,
    pub attachments: Vec<MediaId>,
    pub assignment: Option<AssignmentId>,
}

/// What was handed in, checked.
pub(super) struct Checked {
    pub(super) draft: Draft,
    pub(super) blocks: Vec<Block>,
    pub(super) article: Option<Article>,
    /// Who wrote the article it was made from.
    pub(super) writers: Vec<PersonId>,
    pub(super) note: String,
    pub(super) attachments: Vec<MediaId>,
}

/// Notes every fault of what is handed in. The article is found by the caller's own reach: one they do not see is unknown.
pub(super) async fn check(tx: &mut TenantTx, new: NewSubmission, faults: &mut Invalid) -> Result<Checked, Storage> {
    let (mut draft, article) = match new.text {
        Text::Written { title, blocks, kind } => (written(title, blocks, kind), None),
        Text::Article(id) => match article::whole(tx, id).await? {
            Some((article, blocks)) => (Draft::of(&article, &blocks), Some(article)),
            None => {
                faults.add("articleId", "UNKNOWN_ARTICLE", "稿件不存在");
                (written(String::new(), serde_json::Value::Array(Vec::new()), Kind::News), None)
            }
        },
    };
    draft = draft.tidied();
    faults.check(!draft.title.is_empty(), "title", "REQUIRED", "标题不能为空");
    let limits = Limits::SETTING.get(tx).await?;
    let blocks = draft.check(&limits, Stage::Draft, faults);
    let note = new.note.trim().to_owned();
    faults.check(note.chars().count() <= 1000, "note", "TOO_LONG", "说明不超过 1000 字");
    let attachments = files(tx, new.attachments, faults).await?;
    faults.check(!blocks.is_empty() || !attachments.is_empty(), "blocks", "REQUIRED", "正文与附件不能都为空");
    if let Some(id) = new.assignment {
        let owed = assignments_by_ids(tx, &[id]).await?.pop();
        let open = owed.is_some_and(|row| row.state != AssignmentState::Dropped);
        faults.check(open, "assignmentId", "UNKNOWN_ASSIGNMENT", "任务不存在或已取消");
    }
    let writers = article.as_ref().map(|article| article.writers.clone()).unwrap_or_default();
    Ok(Checked { draft, blocks, article, writers, note, attachments })
}

/// Each file once, and only what the caller sees and may use.
async fn files(tx: &mut TenantTx, mut ids: Vec<MediaId>, faults: &mut Invalid) -> Result<Vec<MediaId>, Storage> {
    ids.sort_unstable();
    ids.dedup();
    faults.check(ids.len() <= FILES, "attachmentIds", "TOO_MANY", format!("附件不超过 {FILES} 个"));
    if ids.is_empty() {
        return Ok(ids);
    }
    let found = media::by_ids(tx, &ids).await?;
    let ready = found.iter().filter(|file| file.state == MediaState::Ready).count();
    faults.check(ready == ids.len(), "attachmentIds", "UNKNOWN_MEDIA", "有附件不存在，或尚未上传完成");
    Ok(ids)
}

fn written(title: String, blocks: serde_json::Value, kind: Kind) -> Draft {
    Draft {
        title,
        summary: String::new(),
        blocks,
        kind,
        sensitivity: Sensitivity::Plain,
        origin: Origin::Original,
        emergency: false,
        ai: AiUse::None,
        column: None,
        topics: Vec::new(),
        touches: Vec::new(),
        source: None,
        source_url: None,
        provenance: Provenance::default(),
        cover: None,
        cover_focus: None,
        variants: crate::Variants::default(),
        policy: None,
        correction: String::new(),
    }
}
