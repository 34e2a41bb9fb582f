//! The closed set of error codes, and the form in which a use case refuses.

use serde::Serialize;

/// What a client may act on. Stable: they are the `extensions.code` of every GraphQL error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Code {
    /// Absent, or not visible to the caller: the two are never told apart.
    NotFound,
    /// Visible, but the caller's roles do not allow the act.
    Forbidden,
    /// The state or version moved on.
    Conflict,
    /// Input that breaks a rule; the fields say which.
    Invalid,
    /// No session, or one that ended.
    Unauthenticated,
    /// Too often, or a quota is spent.
    RateLimited,
    /// Ours to mend; the log has it.
    Internal,
}

impl Code {
    /// The code as clients see it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotFound => "NOT_FOUND",
            Self::Forbidden => "FORBIDDEN",
            Self::Conflict => "CONFLICT",
            Self::Invalid => "INVALID",
            Self::Unauthenticated => "UNAUTHENTICATED",
            Self::RateLimited => "RATE_LIMITED",
            Self::Internal => "INTERNAL",
        }
    }
}

/// One broken rule of one input field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// Path of the input field, camelCase as in GraphQL, such as `input.title` or `blocks.3.alt`.
    pub field: String,
    /// Stable reason, such as `TOO_LONG`.
    pub code: &'static str,
    /// For people, in Chinese.
    pub message: String,
}

/// An error a use case returns: it knows its code, a stable reason, and a sentence for the user.
pub trait Refusal: std::error::Error + Send + Sync + 'static {
    /// Which of the closed set.
    fn code(&self) -> Code;
    /// Stable reason inside the code, such as `AUTHOR_MAY_NOT_DECIDE`; sent as `extensions.reason`.
    fn reason(&self) -> &'static str;
    /// The sentence shown to the user, in Chinese. Never holds personal data or operator detail.
    fn message(&self) -> String;
    /// Broken fields, all at once.
    fn fields(&self) -> &[FieldError] {
        &[]
    }
}

/// Writes `Refusal` for a use case's error: variants before the first semicolon hold a refusal of their own and pass it on;
/// each after it says its code, its stable reason and its sentence.
///
/// ```ignore
/// platform::refusal!(SubmitError { Refused, Invalid, Storage; NotFound => NotFound, "ARTICLE_NOT_FOUND", "没有这篇稿件" });
/// ```
#[macro_export]
macro_rules! refusal {
    ($error:ty { $($inner:ident),* $(; $own:ident => $code:ident, $reason:literal, $message:literal)* $(;)? }) => {
        impl $crate::Refusal for $error {
            fn code(&self) -> $crate::Code {
                match self {
                    $(Self::$inner(inner) => $crate::Refusal::code(inner),)*
                    $(Self::$own { .. } => $crate::Code::$code,)*
                }
            }
            fn reason(&self) -> &'static str {
                match self {
                    $(Self::$inner(inner) => $crate::Refusal::reason(inner),)*
                    $(Self::$own { .. } => $reason,)*
                }
            }
            fn message(&self) -> String {
                match self {
                    $(Self::$inner(inner) => $crate::Refusal::message(inner),)*
                    $(Self::$own { .. } => $message.to_owned(),)*
                }
            }
            fn fields(&self) -> &[$crate::FieldError] {
                match self {
                    $(Self::$inner(inner) => $crate::Refusal::fields(inner),)*
                    $(Self::$own { .. } => &[],)*
                }
            }
        }
    };
}

/// The database failed. Its text is for the log, never for a client.
#[derive(Debug, thiserror::Error)]
#[error("storage failed")]
pub struct Storage(#[source] pub sqlx::Error);

impl From<sqlx::Error> for Storage {
    fn from(error: sqlx::Error) -> Self {
        Self(error)
    }
}

impl Storage {
    /// The name of the constraint a statement broke, if that is why it failed.
    #[must_use]
    pub fn constraint(&self) -> Option<&str> {
        self.0.as_database_error().and_then(sqlx::error::DatabaseError::constraint)
    }
}

impl Refusal for Storage {
    fn code(&self) -> Code {
        Code::Internal
    }
    fn reason(&self) -> &'static str {
        "STORAGE"
    }
    fn message(&self) -> String {
        "系统繁忙，请稍后重试".to_owned()
    }
}

/// Collects broken fields, to refuse them all at once.
#[derive(Debug, Default, thiserror::Error)]
#[error("invalid input")]
pub struct Invalid(Vec<FieldError>);

impl Invalid {
    /// Notes one broken rule.
    pub fn add(&mut self, field: impl Into<String>, code: &'static str, message: impl Into<String>) {
        self.0.push(FieldError { field: field.into(), code, message: message.into() });
    }

    /// Notes a broken rule unless the condition holds.
    pub fn check(&mut self, holds: bool, field: impl Into<String>, code: &'static str, message: impl Into<String>) {
        if !holds {
            self.add(field, code, message);
        }
    }

    /// Refuses if anything was noted.
    ///
    /// # Errors
    /// Itself, with every broken field.
    pub fn into_result(self) -> Result<(), Self> {
        if self.0.is_empty() { Ok(()) } else { Err(self) }
    }
}

impl Refusal for Invalid {
    fn code(&self) -> Code {
        Code::Invalid
    }
    fn reason(&self) -> &'static str {
        "INVALID_INPUT"
    }
    fn message(&self) -> String {
        self.0.first().map_or_else(|| "输入有误".to_owned(), |first| first.message.clone())
    }
    fn fields(&self) -> &[FieldError] {
        &self.0
    }
}
