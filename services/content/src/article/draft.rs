//! What a writer fills in, and its checks.

use platform::{Clock, DepartmentId, Invalid, Storage, TenantTx};

use super::{AiUse, Article, ArticleId, Kind, Origin, Provenance, Sensitivity, store};
use crate::block::{self, Focus, Stage};
use crate::limits::Limits;
use crate::{Block, ColumnId, MediaId, SourceId, Variants, column, media, source, variant};

/// The most departments a piece may touch.
const MOST_TOUCHED: usize = 20;
/// The most characters of what the public is told of a correction.
const MOST_OF_CORRECTION: usize = 200;

/// A piece as its writer fills it in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the article")]
pub struct Draft {
    pub title: String,
    pub summary: String,
    /// As the writer's editor sent them: the JSON of `Block`s, not yet looked at.
    pub blocks: serde_json::Value,
    pub kind: Kind,
    pub sensitivity: Sensitivity,
    pub origin: Origin,
    pub emergency: bool,
    pub ai: AiUse,
    pub column: Option<ColumnId>,
    pub topics: Vec<String>,
    pub touches: Vec<DepartmentId>,
    pub source: Option<SourceId>,
    pub source_url: Option<String>,
    pub provenance: Provenance,
    pub cover: Option<MediaId>,
    /// What of the cover must stay in sight.
    pub cover_focus: Option<Focus>,
    /// What channels show in place of it.
    pub variants: Variants,
    /// The policy that an interpretation explains.
    pub policy: Option<ArticleId>,
    /// What the public is told that a correction puts right; nothing is asked before the first release.
    pub correction: String,
}

impl Draft {
    /// A plain piece of news of the department's own.
    pub(crate) fn news(title: String, blocks: Vec<Block>) -> Self {
        Self {
            title,
            summary: String::new(),
            blocks: serde_json::to_value(blocks).unwrap_or_default(),
            kind: Kind::News,
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
            variants: Variants::default(),
            policy: None,
            correction: String::new(),
        }
    }

    /// The draft that stands in an article.
    pub(crate) fn of(article: &Article, blocks: &[Block]) -> Self {
        Self {
            title: article.title.clone(),
            summary: article.summary.clone(),
            blocks: serde_json::to_value(blocks).unwrap_or_default(),
            kind: article.kind,
            sensitivity: article.sensitivity,
            origin: article.origin,
            emergency: article.emergency,
            ai: article.ai,
            column: article.column,
            topics: article.topics.clone(),
            touches: article.touches.clone(),
            source: article.source,
            source_url: article.source_url.clone(),
            provenance: article.provenance.clone(),
            cover: article.cover,
            cover_focus: article.cover_focus,
            variants: article.variants.clone(),
            policy: article.policy,
            correction: article.correction.clone(),
        }
    }

    /// The same without space around its words and without empty ones.
    pub(crate) fn tidied(mut self) -> Self {
        self.title = self.title.trim().to_owned();
        self.summary = self.summary.trim().to_owned();
        self.correction = self.correction.trim().to_owned();
        self.source_url = self.source_url.map(|url| url.trim().to_owned()).filter(|url| !url.is_empty());
        self.provenance = self.provenance.tidied();
        let mut topics: Vec<String> = Vec::new();
        for topic in self.topics {
            let topic = topic.trim().to_owned();
            if !topic.is_empty() && !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        self.topics = topics;
        self.touches.sort_unstable();
        self.touches.dedup();
        self.cover_focus = self.cover_focus.filter(|_| self.cover.is_some());
        self.variants = self.variants.tidied();
        self
    }

    /// Notes every fault of form. Says nothing of other rows. Returns the blocks that could be read.
    pub(crate) fn check(&mut self, limits: &Limits, stage: Stage, faults: &mut Invalid) -> Vec<Block> {
        let full = stage == Stage::Submission;
        let title = self.title.chars().count();
        faults.check(!full || 0 < title, "title", "REQUIRED", "标题不能为空");
        faults.check(title <= limits.title, "title", "TOO_LONG", format!("标题不超过 {} 字", limits.title));
        let summary = self.summary.chars().count();
        faults.check(summary <= limits.summary, "summary", "TOO_LONG", format!("摘要不超过 {} 字", limits.summary));
        let correction = self.correction.chars().count();
        let short = correction <= MOST_OF_CORRECTION;
        faults.check(short, "correction", "TOO_LONG", format!("更正说明不超过 {MOST_OF_CORRECTION} 字"));
        faults.check(self.topics.len() <= limits.topics, "topics", "TOO_MANY", "专题过多");
        let most = self.touches.len() <= MOST_TOUCHED;
        faults.check(most, "touches", "TOO_MANY", format!("涉及部门不超过 {MOST_TOUCHED} 个"));
        let short = self.topics.iter().all(|topic| topic.chars().count() <= 40);
        faults.check(short, "topics", "TOO_LONG", "专题名不超过 40 字");
        if let Some(url) = &self.source_url {
            faults.check(
                block::is_web_link(url),
                "sourceUrl",
                "NOT_A_WEB_LINK",
                "原文链接需以 http:// 或 https:// 开头",
            );
        }
        self.provenance.check(faults);
        let inside = self.cover_focus.is_none_or(|focus| focus.x <= 1000 && focus.y <= 1000);
        faults.check(inside, "coverFocus", "OUT_OF_RANGE", "焦点需在图片之内");
        variant::check(&self.variants, limits, self.blocks.as_array().map_or(0, Vec::len), faults);
        let blocks = block::parse(std::mem::take(&mut self.blocks), faults);
        block::check(blocks.iter().map(|(place, block)| (*place, block)), limits, stage, faults);
        blocks.into_iter().map(|(_, block)| block).collect()
    }

    /// Notes what the draft names and the writer cannot use.
    pub(super) async fn check_names(&self, tx: &mut TenantTx, faults: &mut Invalid) -> Result<(), Storage> {
        if let Some(id) = self.column {
            let usable = column::by_ids(tx, &[id]).await?.iter().any(|column| column.active);
            faults.check(usable, "columnId", "UNKNOWN_COLUMN", "栏目不存在或已停用");
        }
        self.check_touches(tx, faults).await?;
        if let Some(id) = self.source {
            let known = !source::by_ids(tx, &[id]).await?.is_empty();
            faults.check(known, "sourceId", "SOURCE_NOT_LISTED", "稿源不在白名单内");
        }
        self.provenance.check_time(tx.now(), faults);
        if let Some(id) = self.cover {
            let seen = !media::by_ids(tx, &[id]).await?.is_empty();
            faults.check(seen, "coverMediaId", "UNKNOWN_MEDIA", "封面图不存在");
        }
        variant::check_covers(tx, &self.variants, faults).await?;
        if let Some(id) = self.policy {
            let explains = self.kind == Kind::Interpretation;
            faults.check(explains, "policyId", "ONLY_FOR_INTERPRETATION", "只有政策解读填写所解读的政策");
            let found = store::by_ids(tx, &[id]).await?.pop();
            let policy = found.is_some_and(|article| article.kind == Kind::Policy);
            faults.check(policy, "policyId", "UNKNOWN_POLICY", "所解读的政策文件不存在");
        }
        Ok(())
    }

    /// Notes departments that are not there or no longer active: such a one could never co-sign.
    pub(super) async fn check_touches(&self, tx: &mut TenantTx, faults: &mut Invalid) -> Result<(), Storage> {
        if self.touches.is_empty() {
            return Ok(());
        }
        let active = tenancy::region::departments(tx).await?;
        let known = self.touches.iter().all(|id| active.iter().any(|department| department.id == *id));
        faults.check(known, "touches", "UNKNOWN_DEPARTMENT", "涉及的部门不存在或已停用，请重新选择");
        Ok(())
    }

    /// Notes where a reprint breaks the rule of the list (C14): a source in force today, and an address that is its own.
    /// Returns the source's name.
    pub(super) async fn check_source(
        &self,
        tx: &mut TenantTx,
        faults: &mut Invalid,
    ) -> Result<Option<String>, Storage> {
        if self.origin == Origin::Original {
            faults.check(self.source.is_none(), "sourceId", "ONLY_FOR_REPRINT", "原创稿件不填稿源");
            return Ok(None);
        }
        let today = Clock::day_of(tx.now());
        let named = match self.source {
            Some(id) => source::by_ids(tx, &[id]).await?.pop(),
            None => None,
        };
        let source = match named {
            Some(source) if source.is_in_force(today) => source,
            Some(source) => {
                let told = format!("“{}”今日不在白名单有效期内，不能转载", source.name);
                faults.add("sourceId", "SOURCE_NOT_LISTED", told);
                return Ok(None);
            }
            None => {
                faults.add("sourceId", "SOURCE_NOT_LISTED", "转载须注明白名单内、今日有效的稿源");
                return Ok(None);
            }
        };
        match &self.source_url {
            None => faults.add("sourceUrl", "REQUIRED", "转载须填写原文链接"),
            Some(url) => {
                let told = format!("原文链接不属于“{}”的网站", source.name);
                faults.check(source.owns(url), "sourceUrl", "NOT_OF_SOURCE", told);
            }
        }
        Ok(Some(source.name))
    }
}
