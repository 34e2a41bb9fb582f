//! Begin an upload: a pending row, and an address to which the browser sends the file itself.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};
use time::OffsetDateTime;

use super::objects::UPLOAD_TIME;
use super::{Media, MediaId, MediaKind, MediaState, MediaStore, ObjectError, sniff, store};
use crate::limits::MediaLimits;

/// What the uploader says of a file.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are those of the media")]
pub struct UploadInput {
    pub kind: MediaKind,
    pub mime: String,
    pub bytes: i64,
    pub file_name: String,
    pub alt: String,
}

/// Where the file goes: one PUT, with exactly these headers, in time.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "the fields are described by their names")]
pub struct Upload {
    pub media: Media,
    pub url: String,
    pub headers: Vec<(String, String)>,
    pub expires_at: OffsetDateTime,
}

/// Why an upload was not begun.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each variant is the refusal it holds")]
pub enum BeginError {
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Object(#[from] ObjectError),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(BeginError { Refused, Invalid, Object, Storage });

/// Begins an upload of the actor's department. Signing the address asks nothing of the object store.
///
/// # Errors
/// When the actor may not upload, or the file is of a type or size that is not taken.
pub async fn begin_upload(
    tx: &mut TenantTx,
    actor: &Actor,
    objects: &MediaStore,
    input: UploadInput,
) -> Result<Upload, BeginError> {
    let media = begin(tx, actor, input).await?;
    let signed = objects.sign_upload(&media).await?;
    Ok(Upload { media, url: signed.url, headers: signed.headers, expires_at: tx.now() + UPLOAD_TIME })
}

/// The pending row of a file that is about to be sent.
pub(super) async fn begin(tx: &mut TenantTx, actor: &Actor, input: UploadInput) -> Result<Media, BeginError> {
    let (Some(department), Some(uploaded_by)) = (actor.department(), actor.person()) else {
        return Err(Refused(Action::MediaUpload).into());
    };
    actor.require(Action::MediaUpload, Scope::Department(department))?;
    let limit = MediaLimits::SETTING.get(tx).await?.bytes(input.kind);
    let mime = check(&input, limit)?;
    let id = MediaId(tx.new_id());
    let media = Media {
        id,
        department,
        uploaded_by,
        kind: input.kind,
        mime: mime.to_owned(),
        bytes: input.bytes,
        sha256: None,
        object_key: format!("upload/{}/{id}", tx.county()),
        file_name: input.file_name.trim().to_owned(),
        alt: input.alt.trim().to_owned(),
        state: MediaState::Pending,
        refusal: None,
        created_at: tx.now(),
        public_at: None,
        blocks: Vec::new(),
        folder: None,
        tags: Vec::new(),
        size: None,
        holder: String::new(),
        licence_note: String::new(),
        licence_ends_on: None,
        rendered_at: None,
        deleted_at: None,
    };
    store::insert(tx, &media).await?;
    tx.audit(Entry::new("media.upload", "media", id.0).of(department).with("bytes", media.bytes));
    Ok(media)
}

fn check(input: &UploadInput, limit: i64) -> Result<&'static str, Invalid> {
    let mut faults = Invalid::default();
    let mime = sniff::accepted(input.kind, &input.mime);
    faults.check(mime.is_some(), "mime", "WRONG_TYPE", "不支持这种文件类型");
    faults.check(0 < input.bytes, "bytes", "EMPTY", "文件是空的");
    faults.check(input.bytes <= limit, "bytes", "TOO_LARGE", format!("文件不超过 {} MB", limit >> 20));
    let name = input.file_name.trim().chars().count();
    faults.check((1..=200).contains(&name), "fileName", "OUT_OF_RANGE", "文件名为 1 至 200 字");
    faults.check(input.alt.chars().count() <= 500, "alt", "TOO_LONG", "替代文字不超过 500 字");
    faults.into_result()?;
    Ok(mime.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::{UploadInput, check};
    use crate::MediaKind;
    use platform::Refusal as _;

    #[test]
    fn a_wrong_type_and_a_wrong_size_are_told_together() {
        let input = UploadInput {
            kind: MediaKind::Image,
            mime: "image/svg+xml".to_owned(),
            bytes: 11,
            file_name: "图.svg".to_owned(),
            alt: String::new(),
        };
        let faults = check(&input, 10).unwrap_err();
        let codes: Vec<&str> = faults.fields().iter().map(|fault| fault.code).collect();
        assert_eq!(codes, ["WRONG_TYPE", "TOO_LARGE"]);
        let good = UploadInput { mime: "image/png".to_owned(), bytes: 10, ..input };
        assert_eq!(check(&good, 10).unwrap(), "image/png");
    }
}
