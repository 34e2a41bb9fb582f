//! `/console/package/{target}`: what a person pastes by hand, as one file: the text twice, and the pictures in their order.

use std::io::{Cursor, Write as _};

use axum::Router;
use axum::extract::{Path as Segments, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use platform::Path;
use publishing::TargetId;
use publishing::release::by_hand::{self, Package};
use uuid::Uuid;
use zip::write::SimpleFileOptions;

use super::cookie;
use crate::Services;
use crate::api_error::ApiError;
use crate::request::Request;

/// As many bytes of pictures as one file takes; more are taken away one by one.
const MOST: i64 = 200 << 20;

pub(super) fn routes() -> Router<Services> {
    Router::new().route("/console/package/{target}", get(serve))
}

/// Where the package of a target is taken away.
pub(crate) fn package_path(target: TargetId) -> String {
    format!("/console/package/{target}")
}

async fn serve(State(services): State<Services>, Segments(target): Segments<Uuid>, headers: HeaderMap) -> Response {
    match packed(&services, TargetId(target), &headers).await {
        Ok(bytes) => attachment(bytes),
        Err(error) => error.status().into_response(),
    }
}

async fn packed(services: &Services, target: TargetId, headers: &HeaderMap) -> Result<Vec<u8>, ApiError> {
    let token = cookie::token_of(headers).ok_or_else(ApiError::unauthenticated)?;
    let session = services.sessions.resume(&services.database, &token, Path::Console).await?;
    let session = session.ok_or_else(ApiError::unauthenticated)?;
    let request = Request::staff(services.clone(), session, Path::Console, false);
    let package = {
        let (mut tx, actor) = request.read().await?;
        by_hand::package(&mut tx, &actor, target).await?
    };
    if MOST < package.pictures.iter().map(|picture| picture.media.bytes).sum::<i64>() {
        let message = "图片太大，不能打包，请逐张下载";
        return Err(ApiError::new(platform::Code::Invalid, "PACKAGE_TOO_LARGE", message));
    }
    let mut files = texts(&package);
    for picture in &package.pictures {
        files.push((picture.file_name(), services.media.read(&picture.media).await?));
    }
    zipped(&files).map_err(|error| {
        tracing::error!(%error, "pack a release by hand");
        ApiError::new(platform::Code::Internal, "UNWRITABLE", "没有打包成功，请稍后重试")
    })
}

fn texts(package: &Package) -> Vec<(String, Vec<u8>)> {
    let text = format!("{}\n\n{}\n\n{}\n", package.title, package.summary, package.text);
    let page = format!("<!doctype html><meta charset=\"utf-8\">{}", package.html);
    vec![("正文.txt".to_owned(), text.into_bytes()), ("正文.html".to_owned(), page.into_bytes())]
}

/// Pictures are compressed already, and of texts there is little.
fn zipped(files: &[(String, Vec<u8>)]) -> zip::result::ZipResult<Vec<u8>> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, bytes) in files {
        archive.start_file(name.as_str(), stored)?;
        archive.write_all(bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

fn attachment(bytes: Vec<u8>) -> Response {
    let kept = HeaderValue::from_static("attachment; filename*=UTF-8''%E4%BA%BA%E5%B7%A5%E5%8F%91%E5%B8%83.zip");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/zip")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (header::CONTENT_DISPOSITION, kept),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use super::zipped;

    #[test]
    fn what_is_packed_is_found_under_its_name() {
        let packed = zipped(&[("01.jpg".to_owned(), b"picture".to_vec())]).unwrap();
        let mut archive = zip::ZipArchive::new(std::io::Cursor::new(packed)).unwrap();
        let mut text = String::new();
        std::io::Read::read_to_string(&mut archive.by_name("01.jpg").unwrap(), &mut text).unwrap();
        assert_eq!(text, "picture");
    }
}
