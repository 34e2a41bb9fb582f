//! What the arguments of the operations name. An argument that could name a row of some county and is not listed here fails
//! the test, so that every new operation gets its wrong-tenant case.

use super::document::{Argument, Operation, Sdl};
use super::planted::Side;

/// What an argument stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// A planted row, by its name in `county.sql`.
    Row(&'static str),
    /// A county's code, where naming another's would be reaching for it.
    Place,
    /// The code of the county whose site is asked: on the public surface everyone may ask at every county's.
    Site,
    /// The ten digits of a letter.
    QueryCode,
    /// The verification code of a printed form.
    FormCode,
    /// The token of a preview link, by the name of the row that is derived from it.
    Token(&'static str),
}

use Named::{FormCode, Place, QueryCode, Row, Site, Token};

/// Operation, argument, and what it names. To add one: the argument's path as the failing test gives it, and a row of
/// `county.sql` on which some caller of the own county comes through.
const NAMES: &[(&str, &str, Named)] = &[
    ("signIn", "county", Place),
    ("signIn", "region", Place),
    ("createPerson", "departmentId", Row("department")),
    ("deactivatePerson", "id", Row("leaver")),
    ("grantRole", "personId", Row("person")),
    ("grantRole", "departmentId", Row("department")),
    ("endRole", "membershipId", Row("membership")),
    ("endSessions", "personId", Row("person")),
    ("grantOversight", "granteeCode", Place),
    ("revokeOversight", "id", Row("grant")),
    ("delegateSignOff", "personId", Row("person")),
    ("delegateSignOff", "departmentId", Row("department")),
    ("revokeDelegation", "id", Row("delegation")),
    ("editColumn", "id", Row("column")),
    ("keepRhythm", "columnId", Row("column")),
    ("dropRhythm", "id", Row("rhythm")),
    ("editStory", "id", Row("story")),
    ("closeStory", "id", Row("story")),
    ("reopenStory", "id", Row("story")),
    ("joinStory", "id", Row("story")),
    ("joinStory", "articleId", Row("draft")),
    ("leaveStory", "id", Row("story")),
    ("leaveStory", "articleId", Row("draft")),
    ("story", "id", Row("story")),
    ("story", "county", Site),
    ("runningStories", "county", Site),
    ("endSource", "id", Row("source")),
    ("editSource", "id", Row("source")),
    ("addFeed", "sourceId", Row("source")),
    ("editFeed", "id", Row("feed")),
    ("pauseFeed", "id", Row("feed")),
    ("resumeFeed", "id", Row("feed")),
    ("askFeed", "id", Row("feed")),
    ("setFeedRoute", "input.feedId", Row("feed")),
    ("setFeedRoute", "input.departmentId", Row("department")),
    ("removeFeedRoute", "id", Row("route")),
    ("candidates", "filter.departmentId", Row("department")),
    ("candidates", "filter.sourceId", Row("source")),
    ("takeCandidate", "id", Row("candidate")),
    ("takeCandidate", "itemId", Row("item")),
    ("dismissCandidate", "id", Row("candidate")),
    ("restoreCandidate", "id", Row("dismissed candidate")),
    ("completeUpload", "id", Row("upload")),
    ("importDocx", "mediaId", Row("media")),
    ("readDocx", "mediaId", Row("media")),
    ("beginUpload", "folderId", Row("folder")),
    ("mediaLibrary", "filter.departmentId", Row("department")),
    ("mediaLibrary", "filter.folderId", Row("folder")),
    ("mediaFile", "id", Row("media")),
    ("mediaExchange", "id", Row("media")),
    ("mediaExchange", "withId", Row("spare media")),
    ("mediaReplacements", "id", Row("media")),
    ("editMedia", "id", Row("media")),
    ("editMedia", "input.folderId", Row("folder")),
    ("fileMedia", "ids", Row("media")),
    ("fileMedia", "folderId", Row("folder")),
    ("deleteMedia", "id", Row("unused media")),
    ("restoreMedia", "id", Row("put away")),
    ("addMediaFolder", "parentId", Row("folder")),
    ("changeMediaFolder", "id", Row("folder")),
    ("changeMediaFolder", "parentId", Row("empty folder")),
    ("removeMediaFolder", "id", Row("empty folder")),
    ("replaceMedia", "id", Row("media")),
    ("replaceMedia", "withId", Row("spare media")),
    ("undoMediaReplacement", "id", Row("replacement")),
    ("addWord", "departmentId", Row("department")),
    ("changeWord", "id", Row("word")),
    ("endWord", "id", Row("ending word")),
    ("previewWords", "departmentId", Row("department")),
    ("importWords", "departmentId", Row("department")),
    ("words", "filter.departmentId", Row("department")),
    ("wordHistory", "id", Row("word")),
    ("wordFile", "departmentId", Row("department")),
    ("editLeader", "id", Row("leader")),
    ("endLeader", "id", Row("leader")),
    ("acceptFinding", "id", Row("finding")),
    ("draftArticle", "input.columnId", Row("column")),
    ("draftArticle", "input.sourceId", Row("source")),
    ("draftArticle", "input.coverMediaId", Row("media")),
    ("draftArticle", "input.variants.coverMediaId", Row("media")),
    ("draftArticle", "input.policyId", Row("policy")),
    ("editArticle", "id", Row("draft")),
    ("editArticle", "input.columnId", Row("column")),
    ("editArticle", "input.sourceId", Row("source")),
    ("editArticle", "input.coverMediaId", Row("media")),
    ("editArticle", "input.variants.coverMediaId", Row("media")),
    ("editArticle", "input.policyId", Row("policy")),
    ("copyArticle", "id", Row("draft")),
    ("draftArticle", "input.touches", Row("department")),
    ("editArticle", "input.touches", Row("department")),
    ("checkArticle", "input.touches", Row("department")),
    ("simulateReview", "input.departmentId", Row("department")),
    ("simulateReview", "input.touches", Row("department")),
    ("simulateReview", "input.articleId", Row("draft")),
    ("simulateReview", "input.columnId", Row("column")),
    ("forgetSearch", "id", Row("search")),
    ("holdArticle", "id", Row("draft")),
    ("takeOverArticle", "id", Row("draft")),
    ("letArticleGo", "id", Row("draft")),
    ("articleHold", "id", Row("draft")),
    ("changeTemplate", "id", Row("template")),
    ("removeTemplate", "id", Row("template")),
    ("revision", "id", Row("revision reviewed")),
    ("submitArticle", "id", Row("draft")),
    ("withdrawSubmission", "id", Row("reviewed")),
    ("addPlanItem", "input.columnId", Row("column")),
    ("editPlanItem", "id", Row("plan item")),
    ("editPlanItem", "input.columnId", Row("column")),
    ("dropPlanItem", "id", Row("plan item")),
    ("assignPlanItem", "id", Row("plan item")),
    ("assignPlanItem", "departmentId", Row("department")),
    ("assignPlanItem", "personId", Row("writer")),
    ("changeAssignment", "id", Row("assignment")),
    ("changeAssignment", "personId", Row("writer")),
    ("advanceAssignment", "id", Row("assignment")),
    ("linkCoverage", "assignmentId", Row("assignment")),
    ("linkCoverage", "articleId", Row("draft")),
    ("sendSubmission", "input.articleId", Row("draft")),
    ("sendSubmission", "input.attachmentIds", Row("media")),
    ("sendSubmission", "input.assignmentId", Row("assignment")),
    ("answerSubmission", "id", Row("asked submission")),
    ("answerSubmission", "input.articleId", Row("draft")),
    ("answerSubmission", "input.attachmentIds", Row("media")),
    ("answerSubmission", "input.assignmentId", Row("assignment")),
    ("recallSubmission", "id", Row("submission")),
    ("askSubmission", "id", Row("submission")),
    ("declineSubmission", "id", Row("submission")),
    ("adoptSubmission", "id", Row("submission")),
    ("noteReprint", "id", Row("adopted submission")),
    ("planItems", "departmentId", Row("department")),
    ("planItem", "id", Row("plan item")),
    ("assignablePeople", "departmentId", Row("department")),
    ("submissions", "filter.departmentId", Row("department")),
    ("submission", "id", Row("submission")),
    ("editOutlet", "id", Row("outlet")),
    ("pauseOutlet", "id", Row("outlet")),
    ("resumeOutlet", "id", Row("outlet")),
    ("rotateOutletSecret", "id", Row("outlet")),
    ("replayDeliveries", "outletId", Row("outlet")),
    ("createOaBridge", "input.routes.departmentId", Row("department")),
    ("editOaBridge", "id", Row("oa bridge")),
    ("editOaBridge", "input.routes.departmentId", Row("department")),
    ("pauseOaBridge", "id", Row("oa bridge")),
    ("resumeOaBridge", "id", Row("oa bridge")),
    ("pingOaBridge", "id", Row("oa bridge")),
    ("issueOaSecret", "id", Row("oa bridge")),
    ("linkOaAccount", "bridgeId", Row("oa bridge")),
    ("linkOaAccount", "personId", Row("person")),
    ("unlinkOaAccount", "bridgeId", Row("oa bridge")),
    ("replayOaMessages", "bridgeId", Row("oa bridge")),
    ("editConnector", "id", Row("connector")),
    ("pauseConnector", "id", Row("connector")),
    ("resumeConnector", "id", Row("connector")),
    ("rotateConnectorSecret", "id", Row("connector")),
    ("pingConnector", "id", Row("connector")),
    ("linkConnectorAccount", "connectorId", Row("connector")),
    ("linkConnectorAccount", "accountId", Row("other account")),
    ("unlinkConnectorAccount", "accountId", Row("other account")),
    ("giveVerdict", "stepId", Row("step reviewed")),
    ("decideStep", "stepId", Row("step reviewed")),
    ("overrideReview", "caseId", Row("case reviewed")),
    ("commentOnCase", "caseId", Row("case reviewed")),
    ("replyToComment", "id", Row("comment")),
    ("resolveComment", "id", Row("comment")),
    ("reopenComment", "id", Row("settled comment")),
    ("passSteps", "stepIds", Row("step reviewed")),
    ("reviewNumbers", "departmentId", Row("department")),
    ("reviewNumbersFile", "departmentId", Row("department")),
    ("removeSecondFactor", "personId", Row("person")),
    ("printReview", "caseId", Row("case released")),
    ("settleOverride", "caseId", Row("case approved")),
    ("acceptInquiry", "id", Row("inquiry")),
    ("assignInquiry", "id", Row("letter")),
    ("assignInquiry", "departmentId", Row("department")),
    ("returnInquiry", "id", Row("inquiry")),
    ("declineInquiry", "id", Row("inquiry")),
    ("replyInquiry", "id", Row("inquiry")),
    ("approveReply", "id", Row("reply")),
    ("returnReply", "id", Row("reply")),
    ("closeInquiry", "id", Row("inquiry")),
    ("revealContact", "id", Row("inquiry")),
    ("openAccount", "input.departmentId", Row("department")),
    ("pauseAccount", "id", Row("account")),
    ("resumeAccount", "id", Row("account")),
    ("changeEncodingAesKey", "id", Row("account")),
    ("planRelease", "articleId", Row("approved")),
    ("planRelease", "accountIds", Row("account")),
    ("planRelease", "pushTo", Row("account")),
    ("bundlePieces", "accountId", Row("account")),
    ("bundlePieces", "articleIds", Row("draft")),
    ("rescheduleRelease", "id", Row("release")),
    ("withdrawRelease", "id", Row("release")),
    ("resolveTarget", "id", Row("target")),
    ("sendMissedTarget", "id", Row("target")),
    ("rescheduleReleases", "moves.releaseId", Row("release")),
    ("moveConflicts", "moves.releaseId", Row("release")),
    ("planConflicts", "articleId", Row("approved")),
    ("planConflicts", "accountIds", Row("account")),
    ("editReleaseTerms", "id", Row("release")),
    ("setEmbargo", "articleId", Row("draft")),
    ("liftEmbargo", "articleId", Row("released")),
    ("setPushWindows", "accountId", Row("account")),
    ("blockDate", "accountId", Row("account")),
    ("unblockDate", "id", Row("blocked date")),
    ("pauseDepartmentReleases", "departmentId", Row("department")),
    ("pauseAccountReleases", "accountId", Row("account")),
    ("resumeReleases", "id", Row("pause")),
    ("resumeReleases", "late.targetId", Row("late target")),
    ("lateUnderPause", "id", Row("pause")),
    ("auditTrail", "subjectId", Row("draft")),
    ("articles", "filter.departmentId", Row("department")),
    ("articles", "filter.columnId", Row("column")),
    ("checkArticle", "input.columnId", Row("column")),
    ("checkArticle", "input.sourceId", Row("source")),
    ("checkArticle", "input.coverMediaId", Row("media")),
    ("checkArticle", "input.variants.coverMediaId", Row("media")),
    ("checkArticle", "input.policyId", Row("policy")),
    ("article", "id", Row("draft")),
    ("articleChanged", "id", Row("draft")),
    ("previews", "articleId", Row("draft")),
    ("deliveries", "outletId", Row("outlet")),
    ("oaMessages", "bridgeId", Row("oa bridge")),
    ("oaReceipts", "bridgeId", Row("oa bridge")),
    ("connectorCalls", "connectorId", Row("connector")),
    ("connectorResults", "connectorId", Row("connector")),
    ("reviewCase", "id", Row("case reviewed")),
    ("inquiries", "filter.departmentId", Row("department")),
    ("inquiry", "id", Row("inquiry")),
    ("release", "id", Row("release")),
    ("site", "county", Site),
    ("limitArticle", "id", Row("draft")),
    ("limitArticle", "departmentIds", Row("department")),
    ("limitArticle", "personIds", Row("person")),
    ("liftArticleLimit", "id", Row("draft")),
    ("makePreviewLink", "articleId", Row("reviewed")),
    ("makePreviewLink", "revisionId", Row("revision reviewed")),
    ("revokePreviewLink", "id", Row("preview link")),
    ("askFactCheck", "articleId", Row("draft")),
    ("remindFactCheck", "id", Row("fact check")),
    ("recallFactCheck", "id", Row("fact check")),
    ("skipFactCheck", "articleId", Row("draft")),
    ("openPreview", "county", Site),
    ("openPreview", "token", Token("preview token")),
    ("answerFactCheck", "county", Site),
    ("answerFactCheck", "token", Token("asking token")),
    ("pieces", "county", Site),
    ("pieces", "story", Row("story")),
    ("piece", "county", Site),
    ("piece", "id", Row("released")),
    ("inquiryByCode", "county", Site),
    ("inquiryByCode", "queryCode", QueryCode),
    ("submitInquiry", "county", Site),
    ("issuedForm", "county", Site),
    ("issuedForm", "code", FormCode),
    ("released", "county", Site),
    ("releasedPieces", "county", Place),
    ("revokeToken", "id", Row("api_token")),
    ("relayTask", "id", Row("relay task")),
    ("offerArticle", "id", Row("released")),
    ("offerArticle", "departmentIds", Row("department")),
    ("askForArticle", "id", Row("released")),
    ("agreeToShare", "id", Row("asked share")),
    ("refuseShare", "id", Row("asked share")),
    ("takeShare", "id", Row("share")),
    ("declineShare", "id", Row("share")),
    ("recallShare", "id", Row("share")),
    ("articleSpread", "id", Row("released")),
    ("blastWarning", "articleId", Row("released")),
    ("blastWarning", "accountIds", Row("account")),
    ("columnAccounts", "columnId", Row("column")),
    ("shareColumn", "columnId", Row("column")),
    ("shareColumn", "accountIds", Row("account")),
    ("relayTaskFile", "id", Row("relay task")),
    ("orderRelay", "articleId", Row("released")),
    ("orderRelay", "terms.accountIds", Row("account")),
    ("orderRelayElsewhere", "piece.sourceId", Row("source")),
    ("orderRelayElsewhere", "terms.accountIds", Row("account")),
    ("takeRelay", "id", Row("relay task")),
    ("declineRelay", "id", Row("relay task")),
    ("declineRelay", "accountId", Row("account")),
    ("insistOnRelay", "id", Row("relay task")),
    ("insistOnRelay", "accountId", Row("account")),
    ("recallRelay", "id", Row("relay task")),
    ("drawRelay", "id", Row("relay task")),
    ("recordRelayLook", "drawId", Row("relay draw")),
    ("recordRelayLook", "accountId", Row("account")),
    ("recallRelayOrder", "id", Row("relay order")),
];

/// What a person types from their own phone: it names no row.
const OWN_CODES: [&str; 2] = ["confirmSecondFactor", "proveSecondFactor"];

/// The operation's arguments that name something.
///
/// # Panics
/// When one of them could, and nobody has said what.
pub(super) fn of(operation: &Operation, sdl: &Sdl) -> Vec<(Argument, Named)> {
    let named = |argument: Argument| {
        let listed = NAMES.iter().find(|(name, path, _)| *name == operation.name && *path == argument.path);
        assert!(
            listed.is_some() || !could_name(&argument) || OWN_CODES.contains(&operation.name.as_str()),
            "the wrong-tenant case of {0} is missing: add (\"{0}\", \"{1}\", …) to NAMES in tests/it/isolation/names.rs",
            operation.name,
            argument.path
        );
        listed.map(|(_, _, named)| (argument, *named))
    };
    sdl.arguments(operation).into_iter().filter_map(named).collect()
}

/// An id, or the code of a county or of a letter.
fn could_name(argument: &Argument) -> bool {
    let last = argument.path.rsplit('.').next().unwrap_or_default().to_lowercase();
    let codes = ["county", "region", "code"].iter().any(|word| last.ends_with(word));
    argument.ty == "ID" || (codes && matches!(argument.ty.as_str(), "Int" | "String"))
}

impl Named {
    /// Whether it reaches for rows, and so can reach for those of another.
    pub(super) fn reaches(self) -> bool {
        self != Site
    }

    /// The name as a GraphQL value: `own` asks, `other` is whose it would be.
    pub(super) fn literal(self, own: &Side, other: &Side) -> String {
        match self {
            Row(name) => format!("\"{}\"", other.id(name)),
            Place => other.place.to_string(),
            Site => own.place.to_string(),
            QueryCode => format!("\"{}0001\"", other.place),
            Token(name) => format!("\"{}\"", other.id(name).simple()),
            FormCode => format!("\"{}\"", review::print::VerificationCode::from_uuid(other.id("form code"))),
        }
    }
}

/// What is listed and no schema has any more.
pub(super) fn stale(schemas: &[Sdl]) -> Vec<String> {
    let known = |name: &str, path: &str| {
        schemas.iter().any(|sdl| {
            let named = |operation: &Operation| operation.name == name;
            let has = |operation| sdl.arguments(operation).iter().any(|argument| argument.path == path);
            sdl.operations().iter().filter(|operation| named(operation)).any(has)
        })
    };
    NAMES.iter().filter(|(name, path, _)| !known(name, path)).map(|(name, path, _)| format!("{name} {path}")).collect()
}

/// Every row that is named.
pub(super) fn rows() -> Vec<&'static str> {
    let row = |named: &Named| match named {
        Row(name) | Token(name) => Some(*name),
        FormCode => Some("form code"),
        Place | Site | QueryCode => None,
    };
    NAMES.iter().filter_map(|(_, _, named)| row(named)).collect()
}
