//! How a refusal reaches a client: a code of the closed set, a stable reason, a sentence, and the fields.

use async_graphql::{Error, ErrorExtensionValues};
use axum::http::StatusCode;
use platform::jobs::Failure;
use platform::{Code, FieldError, Refusal};

/// An error of a resolver. Made from any `Refusal` by `?`.
#[derive(Clone, Debug)]
pub struct ApiError {
    code: Code,
    reason: &'static str,
    message: String,
    fields: Vec<FieldError>,
}

impl ApiError {
    /// An error of the gateway's own.
    pub fn new(code: Code, reason: &'static str, message: impl Into<String>) -> Self {
        Self { code, reason, message: message.into(), fields: Vec::new() }
    }

    /// One wrong argument.
    pub fn field(field: &str, reason: &'static str, message: impl Into<String>) -> Self {
        let message = message.into();
        let fields = vec![FieldError { field: field.to_owned(), code: reason, message: message.clone() }];
        Self { code: Code::Invalid, reason: "INVALID_INPUT", message, fields }
    }

    /// The HTTP status of the code, for what is not GraphQL.
    pub(crate) fn status(&self) -> StatusCode {
        status_of(self.code.as_str())
    }

    /// Nobody is signed in.
    pub fn unauthenticated() -> Self {
        Self::new(Code::Unauthenticated, "NO_SESSION", "请先登录")
    }

    /// Absent, or not the caller's to see.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "NOT_FOUND", "没有找到")
    }
}

impl<E: Refusal> From<E> for ApiError {
    fn from(error: E) -> Self {
        if error.code() == Code::Internal {
            tracing::error!(error = %Failure::of(&error), "request failed");
        }
        Self { code: error.code(), reason: error.reason(), message: error.message(), fields: error.fields().to_vec() }
    }
}

impl From<ApiError> for Error {
    fn from(error: ApiError) -> Self {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", error.code.as_str());
        extensions.set("reason", error.reason);
        if !error.fields.is_empty() {
            let fields = serde_json::to_value(&error.fields).unwrap_or_default();
            extensions.set("fields", async_graphql::Value::from_json(fields).unwrap_or_default());
        }
        Self { message: error.message, source: None, extensions: Some(extensions) }
    }
}

/// The HTTP status of a code as clients see it.
pub(crate) fn status_of(code: &str) -> StatusCode {
    match code {
        "NOT_FOUND" => StatusCode::NOT_FOUND,
        "FORBIDDEN" => StatusCode::FORBIDDEN,
        "CONFLICT" => StatusCode::CONFLICT,
        "INVALID" => StatusCode::BAD_REQUEST,
        "UNAUTHENTICATED" => StatusCode::UNAUTHORIZED,
        "RATE_LIMITED" => StatusCode::TOO_MANY_REQUESTS,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// What resolvers return.
pub(crate) type ApiResult<T> = Result<T, ApiError>;
