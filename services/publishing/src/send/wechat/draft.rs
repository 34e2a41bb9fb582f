//! The message in the platform's drafts box: its pictures first, then the draft, made or found again.

use content::media::MediaId;
use platform::jobs::Failure;

use super::{Send, Stop};
use crate::fault::{self, Point};
use crate::release::target;
use crate::send::outcome::Step;
use crate::wechat::page::mark;
use crate::wechat::{CallError, File, NewsArticle};

const UPLOAD: &str = "upload";
/// The act whose answer, if lost, leaves a draft that has to be found.
pub(super) const ACT: &str = "draft";
/// Key under which the draft's pieces are kept.
const MEMBERS: &str = "members";

fn prepared(error: CallError) -> Stop {
    Stop::Call(Step::Prepare, error)
}

impl Send<'_> {
    pub(super) async fn upload_all(&mut self) -> Result<(), Stop> {
        let mut wanted: Vec<_> = self.pieces.iter().flat_map(super::Piece::pictures).collect();
        wanted.retain(|(key, ..)| !self.uploads.contains_key(key));
        for (key, id, material) in wanted {
            if self.uploads.contains_key(&key) {
                continue;
            }
            self.begin(UPLOAD).await?;
            let held = self.upload(id, material).await?;
            self.keep(&key, held).await?;
        }
        Ok(())
    }

    async fn upload(&self, id: MediaId, material: bool) -> Result<String, Stop> {
        let media = self.pieces.iter().find_map(|piece| piece.page.media.get(&id));
        let media = media.ok_or_else(|| Failure("a picture of the piece is gone".to_owned()))?;
        let bytes = self.publisher.media.read(media).await.map_err(|error| Failure::of(&error))?;
        let name = if media.mime == "image/png" { "picture.png" } else { "picture.jpg" };
        let file = File { name, mime: &media.mime, bytes: &bytes };
        let wechat = &self.publisher.wechat;
        let held = if material {
            wechat.add_material(&self.credentials, &file).await
        } else {
            wechat.upload_image(&self.credentials, &file).await
        };
        held.map_err(prepared)
    }

    /// The draft of exactly these pieces: the one that is kept, the one an earlier lease made and did not hear of, or a new one. One
    /// that holds a piece which no longer goes out leaves the box.
    pub(super) async fn draft(&mut self) -> Result<String, Stop> {
        let members = self.pieces.iter().map(|piece| piece.target.to_string()).collect::<Vec<_>>().join(" ");
        let same = self.uploads.get(MEMBERS) == Some(&members);
        let earlier = match self.draft.take() {
            Some(draft) => Some(draft),
            None if self.draft_in_doubt => self.find().await?,
            None => None,
        };
        let draft = match earlier {
            // What is kept already is not kept again: the note of a push in doubt stays.
            Some(draft) if same && !self.draft_in_doubt => return Ok(draft),
            Some(draft) if same => draft,
            earlier => {
                if let Some(draft) = earlier {
                    self.publisher.wechat.delete_draft(&self.credentials, &draft).await.map_err(prepared)?;
                }
                self.begin_anew(members).await?;
                self.make().await?
            }
        };
        fault::reached(Point::AfterDraftAnswer);
        let mut tx = self.publisher.begin(self.job.county).await?;
        if !target::keep_draft(&mut tx, self.id, self.lease, &draft).await? {
            return Err(Stop::Lease);
        }
        tx.commit().await?;
        Ok(draft)
    }

    /// Forgets the draft that was, and keeps what the next one holds: both or neither.
    async fn begin_anew(&mut self, members: String) -> Result<(), Stop> {
        let mut tx = self.publisher.begin(self.job.county).await?;
        target::drop_draft(&mut tx, self.id).await?;
        if !target::keep_upload(&mut tx, self.id, self.lease, MEMBERS, &members).await? {
            return Err(Stop::Lease);
        }
        tx.commit().await?;
        self.uploads.insert(MEMBERS.to_owned(), members);
        Ok(())
    }

    async fn find(&self) -> Result<Option<String>, Stop> {
        let mark = mark(self.id);
        let drafts = self.publisher.wechat.drafts(&self.credentials).await.map_err(prepared)?;
        Ok(drafts.into_iter().find(|draft| draft.content.contains(&mark)).map(|draft| draft.id))
    }

    async fn make(&self) -> Result<String, Stop> {
        self.begin(ACT).await?;
        fault::reached(Point::BeforeDraft);
        let article = |piece: &super::Piece| {
            let thumb = self.uploads.get(&piece.cover_key).cloned().unwrap_or_default();
            let held = |id: MediaId| self.uploads.get(&piece.key_of(id)).cloned();
            let article = piece.page.article(piece.target, thumb, &held, piece.original.clone());
            NewsArticle { need_open_comment: i32::from(self.opens_comments), ..article }
        };
        let articles: Vec<_> = self.pieces.iter().map(article).collect();
        self.publisher.wechat.add_draft(&self.credentials, &articles).await.map_err(prepared)
    }
}
