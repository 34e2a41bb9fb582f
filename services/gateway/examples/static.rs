//! The same bytes for every request, for the bench to compare with: `static FILE ADDRESS`.

use axum::http::header;
use axum::routing::any;

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let body = std::fs::read(arguments.next().unwrap_or_default())?;
    let listener = tokio::net::TcpListener::bind(arguments.next().unwrap_or_default()).await?;
    let body: &'static [u8] = body.leak();
    let answer = any(move || async move { ([(header::CONTENT_TYPE, "application/json")], body) });
    axum::serve(listener, axum::Router::new().fallback(answer)).await
}
