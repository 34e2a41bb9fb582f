//! The session cookie: HttpOnly, same site, the whole token and nothing else.

use axum::http::{HeaderMap, header};
use tenancy::session::Token;

const NAME: &str = "juzhen_session";

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

/// The session token a request carries.
pub(crate) fn token_of(headers: &HeaderMap) -> Option<Token> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == NAME)
        .and_then(|(_, value)| Token::parse(value))
}
