//! The pages: built by Vite, embedded in the binary, answered with lasting caches for hashed files.

use axum::Router;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use rust_embed::RustEmbed;

use crate::Services;

#[derive(RustEmbed)]
#[folder = "$CARGO_MANIFEST_DIR/../web/dist"]
#[allow_missing = true]
struct Pages;

const POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; \
    img-src 'self' data: blob: http: https:; media-src 'self' blob: http: https:; connect-src 'self' http: https: ws: wss:; \
    frame-ancestors 'none'; base-uri 'self'; form-action 'self'";

pub(super) fn routes() -> Router<Services> {
    Router::new().fallback(page)
}

/// A file of the build, or the page that draws every other address itself.
async fn page(uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path().trim_start_matches('/');
    if let Some(file) = Pages::get(path) {
        let lasting = path.starts_with("assets/");
        return file_response(
            path,
            &file,
            &headers,
            if lasting { "public, max-age=31536000, immutable" } else { "no-cache" },
        );
    }
    if path.starts_with("assets/") || path.rsplit('/').next().is_some_and(|name| name.contains('.')) {
        return StatusCode::NOT_FOUND.into_response();
    }
    match Pages::get("index.html") {
        Some(file) if path.ends_with("/preview") => unlisted(file_response("index.html", &file, &headers, "no-store")),
        Some(file) => file_response("index.html", &file, &headers, "no-cache"),
        None => (StatusCode::NOT_FOUND, "the pages are not built into this binary").into_response(),
    }
}

/// A page that is for the holder of its link alone.
fn unlisted(mut response: Response) -> Response {
    let robots = HeaderValue::from_static("noindex, nofollow, noarchive");
    response.headers_mut().insert("x-robots-tag", robots);
    response
}

fn file_response(path: &str, file: &rust_embed::EmbeddedFile, headers: &HeaderMap, cache: &'static str) -> Response {
    let etag = format!("\"{}\"", hex::encode(file.metadata.sha256_hash()));
    if headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()) == Some(etag.as_str()) {
        return StatusCode::NOT_MODIFIED.into_response();
    }
    let mut response = file.data.to_vec().into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_TYPE, HeaderValue::from_static(content_type(path)));
    out.insert(header::CACHE_CONTROL, HeaderValue::from_static(cache));
    out.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        out.insert(header::ETAG, etag);
    }
    response
}

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "ico" => "image/x-icon",
        "json" => "application/json",
        "woff2" => "font/woff2",
        "webmanifest" => "application/manifest+json",
        _ => "application/octet-stream",
    }
}
