//! Read a Word document of the library into blocks, its pictures into the library, and begin a draft from them.

use platform::{Database, Storage};
use tenancy::{Action, Actor, Refused, Scope};

use super::{LeftOut, LeftOutKind, Manuscript, Part, Picture, Unreadable};
use crate::article::{self, Article, CreateError};
use crate::block::Image;
use crate::limits::{Limits, MediaLimits};
use crate::media::{self, Media, MediaStore, ObjectError, TakeInError};
use crate::{Block, Draft, MediaId, MediaState};

const DOCX: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// What a document gave, with its pictures in the library.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Read {
    pub title: String,
    pub blocks: Vec<Block>,
    pub left_out: Vec<LeftOut>,
}

/// A draft that was begun from a document.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Imported {
    pub article: Article,
    pub left_out: Vec<LeftOut>,
}

/// Why a document was not imported.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum ImportError {
    #[error("no such media")]
    NotFound,
    /// Another kind of file, or one whose upload was not completed.
    #[error("the file is no Word document")]
    NotWord,
    #[error("the document cannot be read")]
    Broken,
    #[error("the document unfolds to too much")]
    TooLarge,
    #[error("the document holds nothing to import")]
    Empty,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Object(#[from] ObjectError),
    #[error(transparent)]
    Picture(#[from] TakeInError),
    #[error(transparent)]
    Create(#[from] CreateError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(ImportError { Refused, Object, Picture, Create, Storage;
    NotFound => NotFound, "MEDIA_NOT_FOUND", "文件不存在";
    NotWord => Conflict, "NOT_A_DOCX", "请选择 Word 文档（.docx）；旧版 .doc 请另存为 .docx 后再导入";
    Broken => Invalid, "DOCX_BROKEN", "文档损坏、有密码，或不是 .docx，无法读取";
    TooLarge => Invalid, "DOCX_TOO_LARGE", "文档展开后过大，无法导入";
    Empty => Invalid, "DOCX_EMPTY", "文档里没有可以导入的文字或图片" });

impl From<Unreadable> for ImportError {
    fn from(why: Unreadable) -> Self {
        match why {
            Unreadable::Broken => Self::Broken,
            Unreadable::TooLarge => Self::TooLarge,
            Unreadable::Empty => Self::Empty,
        }
    }
}

/// Reads a document that was uploaded, for a draft that is already there. Its pictures join the library. It opens and ends its own
/// transactions: none is held while the document is read or a picture stored.
///
/// # Errors
/// When the file is not visible, no document or more than is read, or the actor may not draft.
pub async fn read_docx(
    database: &Database,
    actor: &Actor,
    objects: &MediaStore,
    id: MediaId,
) -> Result<Read, ImportError> {
    let department = actor.department().ok_or(Refused(Action::ArticleDraft))?;
    let mut tx = database.begin_read(actor.caller()).await?;
    let file = media::by_ids(&mut tx, &[id]).await?.pop().ok_or(ImportError::NotFound)?;
    actor.require(Action::ArticleDraft, Scope::Department(department))?;
    actor.require(Action::MediaUpload, Scope::Department(department))?;
    let limits = Limits::SETTING.get(&mut tx).await?;
    let most_picture = MediaLimits::SETTING.get(&mut tx).await?.image_bytes;
    drop(tx);
    if file.mime != DOCX || file.state != MediaState::Ready {
        return Err(ImportError::NotWord);
    }
    let manuscript = unfolded(objects.read(&file).await?, limits, most_picture).await?;
    settle(database, actor, objects, &file, manuscript).await
}

/// Begins a draft of the actor's department from a document that was uploaded.
///
/// # Errors
/// As for reading it; and when the draft breaks a rule, such as the most blocks of a piece.
pub async fn import_docx(
    database: &Database,
    actor: &Actor,
    objects: &MediaStore,
    id: MediaId,
) -> Result<Imported, ImportError> {
    let read = read_docx(database, actor, objects, id).await?;
    let draft = Draft::news(read.title, read.blocks);
    let mut tx = database.begin(actor.caller()).await?;
    let article = article::create(&mut tx, actor, draft).await?;
    tx.audit(
        platform::audit::Entry::new("article.import", "article", article.id.0).of(article.department).with("media", id),
    );
    tx.commit().await?;
    Ok(Imported { article, left_out: read.left_out })
}

/// Reads the bytes away from the threads that answer requests.
async fn unfolded(file: Vec<u8>, limits: Limits, most_picture: i64) -> Result<Manuscript, ImportError> {
    let most = u64::try_from(most_picture).unwrap_or(0);
    let reading = tokio::task::spawn_blocking(move || super::read(&file, &limits, most));
    Ok(reading.await.map_err(|_| Unreadable::Broken)??)
}

/// Brings the pictures into the library and puts the parts together.
async fn settle(
    database: &Database,
    actor: &Actor,
    objects: &MediaStore,
    file: &Media,
    manuscript: Manuscript,
) -> Result<Read, ImportError> {
    let Manuscript { title, parts, mut left_out } = manuscript;
    let (mut blocks, mut refused) = (Vec::new(), 0);
    for part in parts {
        match part {
            Part::Words(block) => blocks.push(block),
            Part::Picture(Picture { name, bytes, alt, caption }) => {
                match media::take_in(database, actor, objects, (name, bytes, alt.clone())).await? {
                    Some(taken) => {
                        blocks.push(Block::Image(Image { media_id: taken.id, alt, caption, focus: None }));
                    }
                    None => refused += 1,
                }
            }
        }
    }
    if 0 < refused {
        match left_out.iter_mut().find(|left| left.kind == LeftOutKind::Picture) {
            Some(left) => left.count += refused,
            None => left_out.push(LeftOut { kind: LeftOutKind::Picture, count: refused }),
        }
        left_out.sort_by_key(|left| left.kind);
    }
    if blocks.is_empty() && title.is_empty() {
        return Err(ImportError::Empty);
    }
    let named = || file.file_name.trim_end_matches(".docx").chars().take(60).collect();
    Ok(Read { title: if title.is_empty() { named() } else { title }, blocks, left_out })
}
