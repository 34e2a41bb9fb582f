//! Setting forms: it costs a core for a while, so few at once, off the threads that answer, and not for longer than anyone waits.

use std::sync::Arc;
use std::time::Duration;

use platform::Code;
use review::print::{Form, PrintedSheet, TypesetError, typeset};
use tokio::sync::Semaphore;

use crate::api_error::{ApiError, ApiResult};

/// Forms set at the same time; others wait their turn.
const AT_ONCE: usize = 2;
/// How long someone waits, the turn included.
const PATIENCE: Duration = Duration::from_secs(20);

/// The place where forms are set. Cloning shares it.
#[derive(Clone, Debug)]
pub(crate) struct Typesetting(Arc<Semaphore>);

impl Typesetting {
    pub(crate) fn new() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }

    /// Sets a form.
    ///
    /// # Errors
    /// When it takes too long, or cannot be set.
    pub(crate) async fn set(&self, form: Form, sheet: PrintedSheet) -> ApiResult<Vec<u8>> {
        let place = self.0.clone();
        let work = async move {
            let turn = place.acquire_owned().await;
            // Who gives up waiting leaves the work behind; it keeps its place until it ends.
            tokio::task::spawn_blocking(move || {
                let _turn = turn;
                typeset(form, &sheet)
            })
            .await
        };
        match tokio::time::timeout(PATIENCE, work).await {
            Ok(Ok(Ok(pdf))) => Ok(pdf),
            Ok(Ok(Err(failed))) => Err(refused(&failed)),
            Ok(Err(gone)) => Err(failure(&gone)),
            Err(_) => Err(ApiError::new(Code::RateLimited, "PRINTER_BUSY", "正在出具的表太多，请稍后再试")),
        }
    }
}

fn refused(failed: &TypesetError) -> ApiError {
    match failed {
        TypesetError::NoFonts => {
            ApiError::new(Code::Conflict, "FORMS_NOT_BUILT", "本系统没有装入表单字体，请联系管理员")
        }
        TypesetError::Address(_) | TypesetError::Template(_) => failure(failed),
    }
}

fn failure(error: &dyn std::error::Error) -> ApiError {
    tracing::error!(error = %error, "set a form");
    ApiError::new(Code::Internal, "PRINT_FAILED", "表单没有生成，请稍后再试")
}
