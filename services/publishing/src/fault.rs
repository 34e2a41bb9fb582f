//! Named points at which a test may stop the process to kill it, to prove that nothing is lost and nothing is sent twice (I4), or have
//! it panic, to prove that what it holds is told nowhere (I7).

/// A point around a send. In a release build reaching one does nothing and costs nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// The target is claimed, nothing was called yet.
    AfterClaim,
    /// The act "draft" is written, not yet called.
    BeforeDraft,
    /// The draft is answered, its id not yet stored.
    AfterDraftAnswer,
    /// The act "submit" is written, not yet called.
    BeforeSubmit,
    /// The submit is answered, the answer not yet stored.
    AfterSubmitSent,
    /// The answer of the submit is stored.
    AfterAnswerStored,
    /// The platform's success is known, the target is not yet live.
    BeforeLive,
    /// Credentials are opened to be seen; no part of a send.
    Revealed,
}

impl Point {
    /// Every point of a send, in the order it meets them.
    pub const ALL: [Self; 7] = [
        Self::AfterClaim,
        Self::BeforeDraft,
        Self::AfterDraftAnswer,
        Self::BeforeSubmit,
        Self::AfterSubmitSent,
        Self::AfterAnswerStored,
        Self::BeforeLive,
    ];

    /// The name a test gives in `JUZHEN_FAULT_POINT`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AfterClaim => "after_claim",
            Self::BeforeDraft => "before_draft",
            Self::AfterDraftAnswer => "after_draft_answer",
            Self::BeforeSubmit => "before_submit",
            Self::AfterSubmitSent => "after_submit_sent",
            Self::AfterAnswerStored => "after_answer_stored",
            Self::BeforeLive => "before_live",
            Self::Revealed => "revealed",
        }
    }
}

/// Stops here for good, holding whatever is held, if the test asked for this point: the test then kills the process (-9). Or panics.
#[cfg(debug_assertions)]
pub(crate) fn reached(point: Point) {
    let asked = |name| std::env::var(name).is_ok_and(|wanted| wanted == point.as_str());
    assert!(!asked("JUZHEN_FAULT_PANIC"), "panicked at a fault point");
    if asked("JUZHEN_FAULT_POINT") {
        tracing::error!(point = point.as_str(), "stopped at a fault point");
        loop {
            std::thread::park();
        }
    }
}

/// Nothing, in a release build.
#[cfg(not(debug_assertions))]
pub(crate) fn reached(_: Point) {}
