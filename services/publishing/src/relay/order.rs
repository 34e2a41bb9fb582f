//! Order a task: the county's desk names a piece and the accounts that are to carry it.

use std::collections::HashSet;

use content::block::{self, Block, Paragraph, Span};
use content::limits::Limits;
use content::{
    AiUse, Article, ArticleId, ArticleState, Kind, Origin, Revision, Sensitivity, SourceId, article, revision, source,
};
use platform::{Clock, Invalid, PersonId, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::{Duration, OffsetDateTime};

use super::deal::lay;
use super::{PRESET, Task, Text};
use crate::account::{self, Account, AccountState, Channel};
use crate::publication;
use crate::release::{self, TargetState};
use crate::{AccountId, RelayId};

/// What the desk orders.
#[derive(Clone, Debug)]
pub struct NewTask {
    /// What is carried.
    pub what: What,
    /// By whom.
    pub among: Among,
    /// By when; the preset hours from now where nothing is said.
    pub due_at: Option<OffsetDateTime>,
    /// What is asked of those who carry it.
    pub note: String,
}

/// What is carried.
#[derive(Clone, Debug)]
pub enum What {
    /// A released piece of the county.
    Ours(ArticleId),
    /// A piece that stands elsewhere.
    Elsewhere(Elsewhere),
}

/// A piece that stands elsewhere, as the desk fills it in.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Elsewhere {
    pub title: String,
    /// One paragraph a line.
    pub body: String,
    pub source: SourceId,
    pub url: String,
    pub author: Option<String>,
    pub published_at: Option<OffsetDateTime>,
    pub licence: Option<String>,
}

/// Which accounts.
#[derive(Clone, Debug)]
pub enum Among {
    /// Every active account.
    All,
    /// Those of a channel.
    Channel(Channel),
    /// These.
    Chosen(Vec<AccountId>),
}

/// Why nothing was ordered.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum OrderError {
    #[error("no such article")]
    NotFound,
    /// What is not out cannot be relayed.
    #[error("the article is not released")]
    NotReleased,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(OrderError {
    Refused, Invalid, Storage
    ; NotFound => NotFound, "ARTICLE_NOT_FOUND", "稿件不存在"
    ; NotReleased => Conflict, "NOT_RELEASED", "稿件尚未发布，不能下达转载任务"
});

/// Orders a task. Every account concerned has its part from now on, with the piece ready to be taken. `site` is where the county's own
/// pieces are read.
///
/// # Errors
/// When the actor does not order for the county, the piece is not out, a field breaks a rule, or no account is left to carry it.
pub async fn order(tx: &mut TenantTx, actor: &Actor, site: &str, new: NewTask) -> Result<Task, OrderError> {
    actor.require(Action::RelayOrder, Scope::County)?;
    let person = actor.person().ok_or(Refused(Action::RelayOrder))?;
    let preset = PRESET.get(tx).await?;
    let now = tx.now();
    let due_at = new.due_at.unwrap_or(now + Duration::hours(preset.due_hours.into()));
    let mut faults = Invalid::default();
    let ahead = now < due_at && due_at <= now + Duration::days(60);
    faults.check(ahead, "dueAt", "OUT_OF_RANGE", "截止时间须在现在之后、60 天之内");
    faults.check(new.note.trim().chars().count() <= 300, "note", "TOO_LONG", "要求不超过 300 字");
    let (mut task, text) = match &new.what {
        What::Ours(id) => ours(tx, site, *id).await?,
        What::Elsewhere(piece) => elsewhere(tx, piece, &mut faults).await?,
    };
    let accounts = concerned(tx, &new.among, task.article, &mut faults).await?;
    faults.into_result()?;
    (task.note, task.due_at, task.ordered_by) = (new.note.trim().to_owned(), due_at, Some(person));
    task.issuer = issuer(tx, actor).await?;
    lay(tx, &task, &text, &accounts, preset).await?;
    Ok(task)
}

/// The desk's department, as people read it.
async fn issuer(tx: &mut TenantTx, actor: &Actor) -> Result<String, Storage> {
    let own = actor.department();
    let departments = tenancy::region::departments(tx).await?;
    Ok(departments.into_iter().find(|row| Some(row.id) == own).map(|row| row.name).unwrap_or_default())
}

/// A task without what the order says of it.
pub(super) fn blank(tx: &TenantTx, title: &str) -> Task {
    Task {
        id: RelayId(tx.new_id()),
        title: title.trim().to_owned(),
        article: None,
        source: None,
        source_name: String::new(),
        source_url: String::new(),
        source_author: None,
        source_published_at: None,
        source_licence: None,
        note: String::new(),
        issuer: String::new(),
        ordered_by: None,
        region: None,
        order: None,
        ordered_at: tx.now(),
        due_at: tx.now(),
        recalled_at: None,
        recalled_reason: None,
    }
}

/// A released piece of ours, as its newest public version shows it.
async fn ours(tx: &mut TenantTx, site: &str, id: ArticleId) -> Result<(Task, Text), OrderError> {
    let article = article::by_ids(tx, &[id]).await?.pop().ok_or(OrderError::NotFound)?;
    let versions = revision::list_of(tx, &[id]).await?;
    let public = versions.into_iter().find(|revision| revision.public_at.is_some());
    let revision = public.filter(|_| article.state == ArticleState::Released).ok_or(OrderError::NotReleased)?;
    let mut task = blank(tx, &revision.title);
    task.article = Some(id);
    task.source_author.clone_from(&revision.provenance.author);
    task.source_licence.clone_from(&revision.provenance.licence);
    match origin(&article, &revision) {
        Some((source, name, url)) => {
            (task.source, task.source_name, task.source_url) = (source, name, url);
            task.source_published_at = revision.provenance.published_at;
        }
        None => {
            let departments = tenancy::region::departments(tx).await?;
            let own = departments.into_iter().find(|row| row.id == article.department);
            task.source_name = own.map(|row| row.name).unwrap_or_default();
            task.source_url = publication::address(site, tx.county(), id);
            task.source_published_at = article.released_at;
        }
    }
    let text = Text {
        summary: revision.summary,
        blocks: revision.blocks,
        kind: revision.kind,
        sensitivity: revision.sensitivity,
        ai: revision.ai,
        cover: revision.cover,
        topics: revision.topics,
        writers: revision.writers,
    };
    Ok((task, text))
}

/// Where a piece of ours comes from itself, where it is a reprint: what carries it names the first, not us.
fn origin(article: &Article, revision: &Revision) -> Option<(Option<SourceId>, String, String)> {
    if revision.origin == Origin::Original {
        return None;
    }
    Some((article.source, revision.source_name.clone()?, revision.source_url.clone()?))
}

async fn elsewhere(tx: &mut TenantTx, piece: &Elsewhere, faults: &mut Invalid) -> Result<(Task, Text), Storage> {
    let mut task = blank(tx, &piece.title);
    let limits = Limits::SETTING.get(tx).await?;
    check_words(&piece.title, &piece.body, &limits, faults);
    let listed = source::by_ids(tx, &[piece.source]).await?.pop();
    let today = Clock::day_of(tx.now());
    match listed.filter(|source| source.is_in_force(today)) {
        Some(source) => {
            let own = source.owns(piece.url.trim());
            faults.check(own, "url", "NOT_OF_SOURCE", format!("原文链接不属于“{}”的网站", source.name));
            task.source_licence = Some(source.licence).filter(|text| !text.is_empty());
            (task.source, task.source_name) = (Some(source.id), source.name);
        }
        None => faults.add("sourceId", "SOURCE_NOT_LISTED", "转载须注明白名单内、今日有效的稿源"),
    }
    check_origin(&piece.url, piece.author.as_deref(), piece.published_at, tx.now(), faults);
    task.source_url = piece.url.trim().to_owned();
    task.source_author = tidy(piece.author.as_deref());
    task.source_published_at = piece.published_at;
    task.source_licence = tidy(piece.licence.as_deref()).or(task.source_licence);
    Ok((task, plain(&piece.body)))
}

/// The words as they are: a plain piece of news, one paragraph a line.
pub(super) fn plain(body: &str) -> Text {
    let span = |line: &str| Span { text: line.to_owned(), ..Span::default() };
    let paragraph = |line: &str| Block::Paragraph(Paragraph { spans: vec![span(line)] });
    let lines = body.lines().map(str::trim).filter(|line| !line.is_empty());
    Text {
        summary: String::new(),
        blocks: lines.map(paragraph).collect(),
        kind: Kind::News,
        sensitivity: Sensitivity::Plain,
        ai: AiUse::None,
        cover: None,
        topics: Vec::new(),
        writers: Vec::<PersonId>::new(),
    }
}

pub(super) fn tidy(text: Option<&str>) -> Option<String> {
    text.map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
}

/// Notes what of the words themselves breaks a rule.
pub(super) fn check_words(title: &str, body: &str, limits: &Limits, faults: &mut Invalid) {
    let length = title.trim().chars().count();
    faults.check(0 < length, "title", "REQUIRED", "标题不能为空");
    faults.check(length <= limits.title, "title", "TOO_LONG", format!("标题不超过 {} 字", limits.title));
    let lines = body.lines().filter(|line| !line.trim().is_empty());
    let (mut count, mut longest) = (0, 0);
    for line in lines {
        count += 1;
        longest = longest.max(line.trim().chars().count());
    }
    faults.check(0 < count, "body", "REQUIRED", "正文不能为空");
    let fits = count <= limits.blocks && longest <= limits.block_text;
    faults.check(fits, "body", "TOO_LONG", format!("正文不超过 {} 段", limits.blocks));
}

/// Notes what of the provenance breaks a rule.
pub(super) fn check_origin(
    url: &str,
    author: Option<&str>,
    published_at: Option<OffsetDateTime>,
    now: OffsetDateTime,
    faults: &mut Invalid,
) {
    let link = block::is_web_link(url.trim());
    faults.check(link, "url", "NOT_A_WEB_LINK", "原文链接需以 http:// 或 https:// 开头");
    let short = author.is_none_or(|author| author.trim().chars().count() <= 60);
    faults.check(short, "author", "TOO_LONG", "原作者不超过 60 字");
    let past = published_at.is_none_or(|at| at <= now);
    faults.check(past, "publishedAt", "FUTURE", "原发时间不能晚于现在");
}

/// The active accounts that are to carry it, without those on which the piece stands already.
pub(super) async fn concerned(
    tx: &mut TenantTx,
    among: &Among,
    piece: Option<ArticleId>,
    faults: &mut Invalid,
) -> Result<Vec<Account>, Storage> {
    let standing = match piece {
        Some(piece) => carriers(tx, piece).await?,
        None => HashSet::new(),
    };
    let mut accounts = account::list(tx).await?;
    accounts.retain(|account| account.state == AccountState::Active);
    if let Among::Chosen(chosen) = among {
        for (place, id) in chosen.iter().enumerate() {
            let active = accounts.iter().any(|account| account.id == *id);
            faults.check(active, format!("accountIds.{place}"), "NOT_ACTIVE", "所选账号不存在或未启用");
        }
    }
    accounts.retain(|account| match among {
        Among::All => true,
        Among::Channel(channel) => account.channel == *channel,
        Among::Chosen(chosen) => chosen.contains(&account.id),
    });
    accounts.retain(|account| !standing.contains(&account.id));
    let field = if matches!(among, Among::Chosen(_)) { "accountIds" } else { "channel" };
    faults.check(!accounts.is_empty(), field, "NO_ACCOUNTS", "没有需要转载的账号：所选范围内无启用账号，或都已发布");
    Ok(accounts)
}

/// The accounts on which a piece stands.
async fn carriers(tx: &mut TenantTx, piece: ArticleId) -> Result<HashSet<AccountId>, Storage> {
    let releases: Vec<_> = release::of_articles(tx, &[piece]).await?.into_iter().map(|row| row.id).collect();
    let targets = release::targets_of(tx, &releases).await?;
    Ok(targets.into_iter().filter(|target| target.state == TargetState::Live).map(|target| target.account).collect())
}
