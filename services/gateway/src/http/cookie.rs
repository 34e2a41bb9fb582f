//! The session cookie: HttpOnly, same site, the whole token and nothing else.

use axum::http::{HeaderMap, header};
use content::preview_link::PreviewToken;
use tenancy::session::Token;

const NAME: &str = "juzhen_session";
const PREVIEW: &str = "juzhen_preview";

/// The `Set-Cookie` that starts a session.
pub(crate) fn session_cookie(token: &Token, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{NAME}={}; Path=/; HttpOnly; SameSite=Strict{secure}", token.text())
}

/// The `Set-Cookie` that ends it.
pub(crate) fn ended_cookie(secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{NAME}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0{secure}")
}

/// The `Set-Cookie` that goes with the pictures of a previewed piece, for as long as one looks at it.
pub(crate) fn preview_cookie(token: &PreviewToken, secure: bool) -> String {
    let secure = if secure { "; Secure" } else { "" };
    format!("{PREVIEW}={}; Path=/media; Max-Age=3600; HttpOnly; SameSite=Strict{secure}", token.text())
}

/// The preview token a request carries.
pub(crate) fn preview_of(headers: &HeaderMap) -> Option<PreviewToken> {
    value_of(headers, PREVIEW).and_then(PreviewToken::parse)
}

/// The session token a request carries.
pub(crate) fn token_of(headers: &HeaderMap) -> Option<Token> {
    value_of(headers, NAME).and_then(Token::parse)
}

fn value_of<'a>(headers: &'a HeaderMap, wanted: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value)
}
