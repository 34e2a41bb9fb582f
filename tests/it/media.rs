//! Media against a real object store: what is sent is looked into, and only what was looked into is shown.

use content::article;
use content::media::{self, CompleteError, UploadInput};
use content::{Digest, Draft, Media, MediaId, MediaKind, MediaState, MediaStore};
use embedded_s3::{EmbeddedS3, Keys};
use platform::{Caller, Path, Refusal as _, config, jobs};
use tenancy::{Actor, Role};

use crate::county::{County, Fault, news};

const PNG: &[u8] = crate::story::writing::PICTURE;
const PAGE: &[u8] = b"<html><script>alert(1)</script></html>";

pub(crate) struct Shelf {
    pub(crate) county: County,
    pub(crate) editor: Actor,
    pub(crate) objects: MediaStore,
    folder: std::path::PathBuf,
    client: reqwest::Client,
    _s3: EmbeddedS3,
}

impl Drop for Shelf {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

impl Shelf {
    pub(crate) async fn open(name: &str) -> Result<Self, Fault> {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let county = County::open().await?;
        let editor = county.staff("editor", "health", &[Role::Editor]).await?;
        let folder = std::env::temp_dir().join(format!("juzhen-media-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let keys = Keys { access: "juzhen", secret: "a-secret-of-the-tests" };
        let s3 = EmbeddedS3::start(&folder, "juzhen", 0, &keys).await?;
        let settings = config::S3 {
            endpoint: s3.endpoint(),
            region: "cn-north-1".to_owned(),
            bucket: "juzhen".to_owned(),
            access_key: keys.access.to_owned(),
            secret_key: keys.secret.into(),
            public_endpoint: String::new(),
        };
        let client = reqwest::Client::builder().timeout(std::time::Duration::from_secs(30)).build()?;
        Ok(Self { county, editor, objects: MediaStore::new(&settings), folder, client, _s3: s3 })
    }

    pub(crate) async fn begin(&self, mime: &str, bytes: usize) -> Result<media::Upload, Fault> {
        let input = UploadInput {
            kind: if mime.starts_with("application/") { MediaKind::Document } else { MediaKind::Image },
            mime: mime.to_owned(),
            bytes: i64::try_from(bytes)?,
            file_name: if mime.starts_with("application/") { "名单.xlsx" } else { "图.png" }.to_owned(),
            alt: "一张图".to_owned(),
        };
        let mut tx = self.county.begin(&self.editor).await?;
        let upload = media::begin_upload(&mut tx, &self.editor, &self.objects, input).await?;
        tx.commit().await?;
        Ok(upload)
    }

    /// Sends bytes to an upload's address, as a browser would.
    pub(crate) async fn send(&self, upload: &media::Upload, bytes: &[u8]) -> Result<u16, Fault> {
        let mut put = self.client.put(&upload.url).body(bytes.to_vec());
        for (name, value) in &upload.headers {
            put = put.header(name, value);
        }
        Ok(put.send().await?.status().as_u16())
    }

    async fn complete(&self, id: MediaId) -> Result<Media, CompleteError> {
        media::complete_upload(&self.county.database, &self.editor, &self.objects, id).await
    }

    pub(crate) async fn put(&self, mime: &str, bytes: &[u8]) -> Result<Media, Fault> {
        let upload = self.begin(mime, bytes.len()).await?;
        assert_eq!(self.send(&upload, bytes).await?, 200);
        Ok(self.complete(upload.media.id).await?)
    }

    /// Changes one byte of every file that lies in the store.
    pub(crate) fn spoil(&self) -> Result<(), Fault> {
        let mut folders = vec![self.folder.join("juzhen")];
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder)?.flatten() {
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let mut bytes = std::fs::read(&path)?;
                    if let Some(last) = bytes.last_mut() {
                        *last ^= 1;
                    }
                    std::fs::write(&path, bytes)?;
                }
            }
        }
        Ok(())
    }

    /// Files in the store, whatever their keys.
    pub(crate) fn kept(&self) -> usize {
        fn count(folder: &std::path::Path) -> usize {
            let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
            let paths = entries
                .map(|entry| entry.path())
                .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.')));
            paths.map(|path| if path.is_dir() { count(&path) } else { 1 }).sum()
        }
        count(&self.folder.join("juzhen"))
    }
}

pub(crate) fn illustrated(media: MediaId, alt: &str) -> Draft {
    let blocks = serde_json::json!([{ "type": "image", "mediaId": media, "alt": alt }]);
    Draft { blocks, cover: Some(media), ..news("有图", "") }
}

#[tokio::test]
async fn a_true_picture_is_taken_with_its_digest() -> Result<(), Fault> {
    let shelf = Shelf::open("true").await?;
    let early = shelf.begin("image/png", PNG.len()).await?;
    assert!(matches!(shelf.complete(early.media.id).await, Err(CompleteError::NotUploaded)));
    let media = shelf.put("image/png", PNG).await?;
    assert_eq!((media.state, media.sha256), (MediaState::Ready, Some(Digest::of(PNG))));
    assert_eq!(shelf.objects.read(&media).await?, PNG);
    assert_eq!(shelf.complete(media.id).await?.object_key, media.object_key);
    assert_eq!(shelf.kept(), 1);
    Ok(())
}

#[tokio::test]
async fn a_page_under_a_pictures_name_is_refused_and_deleted() -> Result<(), Fault> {
    let shelf = Shelf::open("page").await?;
    let media = shelf.put("image/png", PAGE).await?;
    assert_eq!((media.state, media.refusal.as_deref()), (MediaState::Refused, Some("WRONG_TYPE")));
    let media = shelf.put("image/jpeg", PNG).await?;
    assert_eq!((media.state, media.refusal.as_deref()), (MediaState::Refused, Some("NOT_AS_DECLARED")));
    assert_eq!(shelf.kept(), 0);
    Ok(())
}

#[tokio::test]
async fn a_file_of_another_size_or_type_than_was_signed_is_not_even_stored() -> Result<(), Fault> {
    let shelf = Shelf::open("size").await?;
    let upload = shelf.begin("image/png", PNG.len()).await?;
    let longer = [PNG, PNG].concat();
    assert!(400 <= shelf.send(&upload, &longer).await?);
    let mut lying = upload.clone();
    lying
        .headers
        .iter_mut()
        .filter(|(name, _)| name == "content-type")
        .for_each(|(_, value)| *value = "text/html".to_owned());
    assert_ne!(lying.headers, upload.headers);
    assert!(400 <= shelf.send(&lying, PNG).await?);
    assert_eq!(shelf.kept(), 0);
    Ok(())
}

#[tokio::test]
async fn what_is_sent_after_the_look_changes_nothing() -> Result<(), Fault> {
    let shelf = Shelf::open("after").await?;
    let upload = shelf.begin("image/png", PNG.len()).await?;
    shelf.send(&upload, PNG).await?;
    let media = shelf.complete(upload.media.id).await?;
    let mut other = PNG.to_vec();
    other.reverse();
    shelf.send(&upload, &other).await?;
    assert_eq!(shelf.objects.read(&media).await?, PNG);
    Ok(())
}

#[tokio::test]
async fn i2_a_picture_of_which_one_byte_changed_in_the_store_is_sent_nowhere() -> Result<(), Fault> {
    let shelf = Shelf::open("spoilt").await?;
    let media = shelf.put("image/png", PNG).await?;
    shelf.spoil()?;
    let refused = shelf.objects.read(&media).await.unwrap_err();
    assert_eq!(refused.to_string(), "object store: verify object");
    for range in [None, Some(media::Range { first: 7, last: 9 })] {
        let refused = shelf.objects.open(&media, range).await?.next().await.unwrap_err();
        assert_eq!(refused.to_string(), "object store: verify object");
    }
    Ok(())
}

#[tokio::test]
async fn only_a_ready_picture_with_its_words_is_submitted() -> Result<(), Fault> {
    let shelf = Shelf::open("submit").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let pending = shelf.begin("image/png", PNG.len()).await?.media.id;
    let ready = shelf.put("image/png", PNG).await?.id;
    let mut tx = county.begin(editor).await?;
    let article = article::create(&mut tx, editor, illustrated(pending, "")).await?;
    let refused = article::submit(&mut tx, editor, article.id, article.version).await.unwrap_err();
    let codes: Vec<&str> = refused.fields().iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["ALT_REQUIRED", "MEDIA_NOT_READY", "MEDIA_NOT_READY"]);
    let article = article::edit(&mut tx, editor, article.id, article.version, illustrated(ready, "一张图")).await?;
    let (_, revision) = article::submit(&mut tx, editor, article.id, article.version).await?;
    assert_eq!(content::revision::media_of(&mut tx, &[revision.id]).await?, [(revision.id, ready)]);
    Ok(())
}

#[tokio::test]
async fn a_picture_is_the_publics_only_while_a_released_revision_shows_it() -> Result<(), Fault> {
    let shelf = Shelf::open("public").await?;
    let county = &shelf.county;
    let media = shelf.put("image/png", PNG).await?.id;
    let (one, first, _) = county.submit(&shelf.editor, illustrated(media, "图")).await?;
    let (two, second, _) = county.submit(&shelf.editor, illustrated(media, "图")).await?;
    let robot = Caller::system(county.code, "发布机", Path::Worker);
    let seen = async || -> Result<usize, Fault> {
        let mut tx = county.database.begin(&Caller::public(county.code)).await?;
        Ok(media::by_ids(&mut tx, &[media]).await?.len())
    };
    assert_eq!(seen().await?, 0);
    for (article, revision) in [(one.id, first.id), (two.id, second.id)] {
        let mut tx = county.database.begin(&robot).await?;
        article::mark_released(&mut tx, article, revision).await?;
        tx.commit().await?;
    }
    for (article, revision, left) in [(one.id, first.id, 1), (two.id, second.id, 0)] {
        let mut tx = county.database.begin(&robot).await?;
        article::mark_withdrawn(&mut tx, article, revision).await?;
        tx.commit().await?;
        assert_eq!(seen().await?, left);
    }
    Ok(())
}

#[tokio::test]
async fn i1_another_departments_file_can_neither_be_completed_nor_used() -> Result<(), Fault> {
    let shelf = Shelf::open("other").await?;
    let upload = shelf.begin("image/png", PNG.len()).await?;
    shelf.send(&upload, PNG).await?;
    let other = shelf.county.staff("other", "education", &[Role::Editor]).await?;
    let id = upload.media.id;
    let refused = media::complete_upload(&shelf.county.database, &other, &shelf.objects, id).await;
    assert!(matches!(refused, Err(CompleteError::NotFound)), "{refused:?}");
    let mut tx = shelf.county.begin(&other).await?;
    let refused = article::create(&mut tx, &other, illustrated(id, "图")).await.unwrap_err();
    assert_eq!(refused.fields().first().map(|fault| fault.code), Some("UNKNOWN_MEDIA"));
    Ok(())
}

/// A turn of the sweep, as the worker runs it.
pub(crate) async fn sweep(shelf: &Shelf) -> Result<(), Fault> {
    let claimed = jobs::claim(&shelf.county.database, 10, std::time::Duration::from_secs(60)).await?;
    let job = claimed.into_iter().find(|job| job.kind == media::SWEEP).ok_or("no sweep is due")?;
    Ok(media::sweep(&shelf.county.database, &shelf.objects, &job).await?)
}

#[tokio::test]
async fn an_abandoned_upload_goes_with_its_object_and_what_was_completed_stays() -> Result<(), Fault> {
    let shelf = Shelf::open("sweep").await?;
    let mut tx = shelf.county.system().await?;
    media::schedule_sweep(&mut tx).await?;
    tx.commit().await?;
    let kept = shelf.put("image/png", PNG).await?;
    let sent = shelf.begin("image/png", PNG.len()).await?;
    assert_eq!(shelf.send(&sent, PNG).await?, 200);
    let bare = shelf.begin("image/png", PNG.len()).await?;
    assert_eq!(shelf.kept(), 2);
    sweep(&shelf).await?;
    assert_eq!(shelf.kept(), 2, "nothing was begun a day ago");

    shelf.county.database.clock().advance(25 * 3600);
    let fresh = shelf.begin("image/png", PNG.len()).await?;
    sweep(&shelf).await?;
    assert_eq!(shelf.kept(), 1, "the object of the abandoned one is gone");
    let ids = [kept.id, fresh.media.id, sent.media.id, bare.media.id];
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    let mut left: Vec<MediaId> = content::media::by_ids(&mut tx, &ids).await?.iter().map(|media| media.id).collect();
    left.sort();
    assert_eq!(left, [kept.id, fresh.media.id]);
    drop(tx);
    assert_eq!(shelf.objects.read(&kept).await?, PNG);
    assert!(matches!(shelf.complete(sent.media.id).await, Err(CompleteError::NotFound)));
    let mut tx = shelf.county.begin(&shelf.county.operator()).await?;
    let trail = platform::audit::list(&mut tx, Some(sent.media.id.0), None, 9).await?;
    assert_eq!(trail.first().map(|row| row.action.as_str()), Some("media.sweep"), "I8");
    Ok(())
}

#[tokio::test]
async fn an_abandoned_cover_stays_refused_while_a_draft_names_it() -> Result<(), Fault> {
    let shelf = Shelf::open("cover").await?;
    let mut tx = shelf.county.system().await?;
    media::schedule_sweep(&mut tx).await?;
    tx.commit().await?;
    let sent = shelf.begin("image/png", PNG.len()).await?;
    assert_eq!(shelf.send(&sent, PNG).await?, 200);
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    let draft = Draft { cover: Some(sent.media.id), ..news("有图", "") };
    let piece = article::create(&mut tx, &shelf.editor, draft).await?;
    tx.commit().await?;
    shelf.county.database.clock().advance(25 * 3600);
    sweep(&shelf).await?;
    assert_eq!(shelf.kept(), 0);
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    let left = content::media::by_ids(&mut tx, &[sent.media.id]).await?.pop().ok_or("no row")?;
    assert_eq!((left.state, left.refusal.as_deref()), (MediaState::Refused, Some("ABANDONED")));
    article::edit(&mut tx, &shelf.editor, piece.id, piece.version, news("无图", "")).await?;
    tx.commit().await?;
    shelf.county.database.clock().advance(2 * 3600);
    sweep(&shelf).await?;
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    assert!(content::media::by_ids(&mut tx, &[sent.media.id]).await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn no_statement_deletes_a_file_that_was_not_abandoned() -> Result<(), Fault> {
    let shelf = Shelf::open("hold").await?;
    let media = shelf.put("image/png", PNG).await?;
    let pending = shelf.begin("image/png", PNG.len()).await?;
    let mut tx = shelf.county.system().await?;
    let gone = sqlx::query("delete from media").execute(tx.conn()).await?.rows_affected();
    assert_eq!(gone, 0);
    assert_eq!(content::media::by_ids(&mut tx, &[media.id, pending.media.id]).await?.len(), 2);
    Ok(())
}

#[tokio::test]
async fn c27_what_an_attachment_says_is_checked_and_told_with_its_place() -> Result<(), Fault> {
    let shelf = Shelf::open("attachment").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let sheet = tables::Sheet::new("名单", &["姓名", "电话"])
        .row([tables::Cell::text("张三"), tables::Cell::text("13912345678")])
        .xlsx()?;
    let mime = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let file = shelf.put(mime, &sheet).await?;
    assert_eq!((file.state, file.kind), (MediaState::Ready, MediaKind::Document));
    let checkers = content::Checkers::new(county.database.clone());
    let blocks = serde_json::json!([{ "type": "paragraph", "spans": [{ "text": "名单见附件。" }] },
        { "type": "file", "mediaId": file.id, "title": "名单" }]);
    let draft = Draft { blocks, ..news("名单公布", "正文") };
    let mut tx = county.begin(editor).await?;
    let piece = article::create(&mut tx, editor, draft).await?;
    tx.commit().await?;
    let submit = async || -> Result<_, Fault> {
        let mut tx = county.begin(editor).await?;
        let (_, revision) = article::submit(&mut tx, editor, piece.id, piece.version).await?;
        Ok(review::findings::fix(&mut tx, editor, &checkers, &revision, &[]).await)
    };
    let early = submit().await?;
    assert!(matches!(early, Err(review::findings::FixError::AttachmentUnread)), "{early:?}");
    let jobs = platform::jobs::claim(&county.database, 50, std::time::Duration::from_secs(60)).await?;
    for job in jobs.iter().filter(|job| job.kind == media::READ) {
        media::read_text(&county.database, &shelf.objects, job).await?;
    }
    let run = submit().await??;
    let told =
        run.findings.iter().find(|found| found.seen.code == "MOBILE_NUMBER").ok_or("the number was not found")?;
    let place = told.seen.place.as_ref().ok_or("it has no place")?;
    assert_eq!(place.path, format!("files/{}/row/名单/2", file.id));
    assert!(told.seen.message.starts_with("附件“名单.xlsx”“名单”表第2行："), "{}", told.seen.message);
    Ok(())
}
