//! 素材库: what goes out of a picture and what does not, where a file is used, how another takes its place, and what is deleted.

use std::io::Cursor;

use content::article::{self, ArticleState};
use content::media::replacement::{self, Kept};
use content::media::{self, DeleteError, Place};
use content::{Digest, Draft, Media, MediaId, MediaState, revision};
use image::{DynamicImage, ImageFormat, RgbImage};
use platform::jobs::{self, Job};
use tenancy::Role;

use crate::county::{Fault, news};
use crate::media::{Shelf, illustrated, sweep};

/// A photograph of some width, with the place where it was taken and how the camera was held, as a telephone writes them.
fn photograph(width: u32, height: u32) -> Result<Vec<u8>, Fault> {
    let light = |x: u32, y: u32| u8::try_from((x * 31 + y * 17) % 251).unwrap_or_default();
    let picture = RgbImage::from_fn(width, height, |x, y| image::Rgb([light(x, y), light(y, x), 90]));
    let mut bytes = Cursor::new(Vec::new());
    DynamicImage::ImageRgb8(picture).write_to(&mut bytes, ImageFormat::Jpeg)?;
    let bytes = bytes.into_inner();
    let mut told = b"Exif\0\0II\x2a\0\x08\0\0\0\x02\0".to_vec();
    told.extend(b"\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\x25\x88\x04\0\x01\0\0\0\x26\0\0\0\0\0\0\0GPS 33.046N 111.843E");
    let length = u16::try_from(told.len() + 2)?.to_be_bytes();
    let (start, rest) = bytes.split_at(2);
    Ok([start, &[0xff, 0xe1], &length, &told, rest].concat())
}

fn tells(bytes: &[u8]) -> bool {
    [b"GPS ".as_slice(), b"Exif"].iter().any(|told| bytes.windows(told.len()).any(|window| window == *told))
}

/// The job that waits for a picture.
async fn waiting(shelf: &Shelf, id: MediaId) -> Result<Job, Fault> {
    let claimed = jobs::claim(&shelf.county.database, 50, std::time::Duration::from_secs(60)).await?;
    let job = claimed.into_iter().find(|job| job.kind == media::RENDER && job.key == id.to_string());
    Ok(job.ok_or("no rendition waits to be made")?)
}

async fn file(shelf: &Shelf, id: MediaId) -> Result<Media, Fault> {
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    Ok(media::by_ids(&mut tx, &[id]).await?.pop().ok_or("no file")?)
}

#[tokio::test]
async fn c15_no_byte_that_goes_out_tells_where_a_picture_was_taken() -> Result<(), Fault> {
    let shelf = Shelf::open("gps").await?;
    let camera = photograph(900, 700)?;
    assert!(tells(&camera));
    let media = shelf.put("image/jpeg", &camera).await?;
    assert_eq!((media.state, media.size), (MediaState::Ready, Some((700, 900))), "it stands upright");
    let kept = shelf.objects.read(&media).await?;
    assert!(!tells(&kept));
    assert_eq!(media.sha256, Some(Digest::of(&kept)), "approvals are of the bytes that go out");
    assert!(media.object_key.ends_with(&Digest::of(&kept).to_string()));
    media::render(&shelf.county.database, &shelf.objects, &waiting(&shelf, media.id).await?).await?;
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    let made = media::renditions_of(&mut tx, &[media.id]).await?;
    assert_eq!(made.iter().map(|one| (one.width, one.height)).collect::<Vec<_>>(), [(320, 411), (640, 822)]);
    for one in &made {
        let bytes = shelf.objects.open_rendition(one).await?;
        assert!(!tells(&bytes) && Digest::of(&bytes) == one.sha256);
    }
    Ok(())
}

#[tokio::test]
async fn c15_two_workers_make_a_pictures_renditions_once() -> Result<(), Fault> {
    let shelf = Shelf::open("twice").await?;
    let media = shelf.put("image/jpeg", &photograph(700, 700)?).await?;
    assert_eq!(shelf.kept(), 1, "no upload waits for them");
    let job = waiting(&shelf, media.id).await?;
    let (one, two) = tokio::join!(
        media::render(&shelf.county.database, &shelf.objects, &job),
        media::render(&shelf.county.database, &shelf.objects, &job)
    );
    one?;
    two?;
    let mut tx = shelf.county.begin(&shelf.editor).await?;
    assert_eq!(media::renditions_of(&mut tx, &[media.id]).await?.len(), 2);
    drop(tx);
    assert_eq!(shelf.kept(), 3);
    assert!(file(&shelf, media.id).await?.rendered_at.is_some());
    media::render(&shelf.county.database, &shelf.objects, &job).await?;
    assert_eq!(shelf.kept(), 3, "told again, it changes nothing");
    Ok(())
}

#[tokio::test]
async fn c15_a_pixel_bomb_is_refused_with_one_reason_and_nothing_of_it_is_kept() -> Result<(), Fault> {
    let shelf = Shelf::open("bomb").await?;
    let mut bomb = Cursor::new(Vec::new());
    // Eight thousand by eight thousand of one colour: some 60 KB that would fill 250 MB.
    image::GrayImage::new(8_000, 8_000).write_to(&mut bomb, ImageFormat::Png)?;
    let bomb = bomb.into_inner();
    assert!(bomb.len() < 1 << 20);
    let media = shelf.put("image/png", &bomb).await?;
    assert_eq!((media.state, media.refusal.as_deref()), (MediaState::Refused, Some("TOO_MANY_PIXELS")));
    let half = crate::story::writing::PICTURE;
    let media = shelf.put("image/png", &half[..half.len() / 2]).await?;
    assert_eq!(media.refusal.as_deref(), Some("BROKEN_PICTURE"));
    assert_eq!(shelf.kept(), 0);
    Ok(())
}

#[tokio::test]
async fn i2_a_replaced_file_leaves_drafts_alone_and_what_was_submitted_keeps_its_own() -> Result<(), Fault> {
    let shelf = Shelf::open("replace").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let old = shelf.put("image/jpeg", &photograph(60, 40)?).await?.id;
    let new = shelf.put("image/jpeg", &photograph(40, 60)?).await?.id;
    let (reviewed, frozen, _) = county.submit(editor, illustrated(old, "旧图")).await?;
    let mut tx = county.begin(editor).await?;
    let draft = article::create(&mut tx, editor, illustrated(old, "旧图")).await?;
    let plan = replacement::plan(&mut tx, editor, old, new).await?;
    assert_eq!((plan.changes.len(), plan.kept.len(), plan.unseen), (1, 1, 0));
    assert_eq!(plan.changes[0].fields, ["blocks.0.mediaId", "coverMediaId"]);
    assert_eq!((plan.kept[0].0.id, plan.kept[0].1), (reviewed.id, Kept::UnderReview));
    let done = replacement::replace(&mut tx, editor, old, new).await?;
    tx.commit().await?;
    let mut tx = county.begin(editor).await?;
    let now = article::by_ids(&mut tx, &[draft.id]).await?.pop().ok_or("no draft")?;
    assert_eq!((now.cover, now.version), (Some(new), draft.version + 1));
    assert!(format!("{:?}", article::bodies(&mut tx, &[draft.id]).await?).contains(&new.to_string()));
    let kept = revision::by_ids(&mut tx, &[frozen.id]).await?.pop().ok_or("no revision")?;
    assert_eq!((kept.digest, kept.cover, &kept.blocks), (frozen.digest, Some(old), &frozen.blocks));
    assert_eq!(revision::media_of(&mut tx, &[frozen.id]).await?, [(frozen.id, old)]);
    let undone = replacement::undo(&mut tx, editor, done.id.ok_or("no id")?).await?;
    assert_eq!(undone.changes.len(), 1);
    let now = article::by_ids(&mut tx, &[draft.id]).await?.pop().ok_or("no draft")?;
    assert_eq!(now.cover, Some(old));
    assert!(replacement::undo(&mut tx, editor, done.id.ok_or("no id")?).await.is_err(), "once");
    Ok(())
}

#[tokio::test]
async fn c15_a_draft_written_on_since_keeps_what_it_has_when_a_replacement_is_undone() -> Result<(), Fault> {
    let shelf = Shelf::open("undo").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let old = shelf.put("image/jpeg", &photograph(60, 40)?).await?.id;
    let new = shelf.put("image/jpeg", &photograph(40, 60)?).await?.id;
    let mut tx = county.begin(editor).await?;
    let draft = article::create(&mut tx, editor, illustrated(old, "图")).await?;
    let done = replacement::replace(&mut tx, editor, old, new).await?.id.ok_or("no id")?;
    let edited = Draft { title: "改过".to_owned(), ..illustrated(new, "图") };
    article::edit(&mut tx, editor, draft.id, draft.version + 1, edited).await?;
    let undone = replacement::undo(&mut tx, editor, done).await?;
    assert_eq!((undone.changes.len(), undone.kept[0].1), (0, Kept::Changed));
    let other = shelf.county.staff("other", "education", &[Role::Editor]).await?;
    let mut tx = county.begin(&other).await?;
    assert!(replacement::plan(&mut tx, &other, old, new).await.is_err(), "another department's library");
    Ok(())
}

#[tokio::test]
async fn c15_a_file_tells_where_it_is_used_and_only_what_nothing_uses_is_deleted() -> Result<(), Fault> {
    let shelf = Shelf::open("used").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let used = shelf.put("image/jpeg", &photograph(60, 40)?).await?.id;
    let idle = shelf.put("image/jpeg", &photograph(40, 60)?).await?.id;
    let (piece, frozen, _) = county.submit(editor, illustrated(used, "图")).await?;
    let mut tx = county.begin(editor).await?;
    let uses = media::uses_of(&mut tx, &[used, idle]).await?;
    let told: Vec<_> = uses.iter().map(|one| (one.place, one.subject, one.number, one.released)).collect();
    assert_eq!(told, [(Place::Article, piece.id.0, None, false), (Place::Revision, piece.id.0, Some(1), false)]);
    assert_eq!(uses[0].state.as_deref(), Some(ArticleState::InReview.as_str()));
    let refused = media::delete(&mut tx, editor, used).await;
    assert!(matches!(refused, Err(DeleteError::InUse { places: 2 })), "{refused:?}");
    assert_eq!(media::delete(&mut tx, editor, idle).await?.state, MediaState::Deleted);
    assert_eq!(media::restore(&mut tx, editor, idle).await?.state, MediaState::Ready);
    media::delete(&mut tx, editor, idle).await?;
    tx.commit().await?;
    let mut tx = county.system().await?;
    media::schedule_sweep(&mut tx).await?;
    tx.commit().await?;
    sweep(&shelf).await?;
    assert_eq!(shelf.kept(), 2, "it can be had back for days");
    county.database.clock().advance(8 * 24 * 3600);
    sweep(&shelf).await?;
    assert_eq!(shelf.kept(), 1);
    let mut tx = county.begin(editor).await?;
    assert_eq!(media::by_ids(&mut tx, &[used, idle]).await?.iter().map(|one| one.id).collect::<Vec<_>>(), [used]);
    assert_eq!(revision::media_of(&mut tx, &[frozen.id]).await?.len(), 1);
    Ok(())
}

#[tokio::test]
async fn i1_a_use_in_anothers_draft_counts_and_tells_nothing_of_it() -> Result<(), Fault> {
    let shelf = Shelf::open("unseen").await?;
    let (county, editor) = (&shelf.county, &shelf.editor);
    let desk = county.staff("desk", "office", &[Role::Editor]).await?;
    let media = shelf.put("image/jpeg", &photograph(60, 40)?).await?.id;
    let mut tx = county.begin(&desk).await?;
    article::create(&mut tx, &desk, Draft { title: "不外传".to_owned(), ..illustrated(media, "图") }).await?;
    tx.commit().await?;
    let mut tx = county.begin(editor).await?;
    let uses = media::uses_of(&mut tx, &[media]).await?;
    assert_eq!(uses.iter().map(|one| (one.place, one.title.as_deref())).collect::<Vec<_>>(), [(Place::Article, None)]);
    assert!(matches!(media::delete(&mut tx, editor, media).await, Err(DeleteError::InUse { places: 1 })));
    let other = shelf.put("image/jpeg", &photograph(40, 60)?).await?.id;
    let plan = replacement::plan(&mut tx, editor, media, other).await?;
    assert_eq!((plan.changes.len(), plan.kept.len(), plan.unseen), (0, 0, 1));
    article::create(&mut tx, editor, news("无图", "正文")).await?;
    Ok(())
}
