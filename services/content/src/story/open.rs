//! Open a story, or change how it is named.

use platform::audit::Entry;
use platform::{Invalid, Storage, TenantTx};
use tenancy::{Action, Actor, Refused, Scope};

use super::{Story, StoryId, changed, store};

/// Why a story was not opened or changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "the holding variants are the refusals they hold")]
pub enum OpenError {
    #[error("no such story")]
    NotFound,
    #[error(transparent)]
    Refused(#[from] Refused),
    #[error(transparent)]
    Invalid(#[from] Invalid),
    #[error(transparent)]
    Storage(#[from] Storage),
}

platform::refusal!(OpenError { Refused, Invalid, Storage; NotFound => NotFound, "STORY_NOT_FOUND", "滚动报道不存在" });

/// Opens a story of the county.
///
/// # Errors
/// When the actor does not keep the county's stories, or a field breaks a rule.
pub async fn open(tx: &mut TenantTx, actor: &Actor, title: &str, summary: &str) -> Result<Story, OpenError> {
    actor.require(Action::StoryManage, Scope::County)?;
    let opened_by = actor.person().ok_or(Refused(Action::StoryManage))?;
    let (title, summary) = checked(title, summary)?;
    let story = Story { id: StoryId(tx.new_id()), title, summary, opened_by, opened_at: tx.now(), closed_at: None };
    store::insert(tx, &story).await?;
    tx.audit(Entry::new("story.open", "story", story.id.0).with("title", &story.title));
    tx.announce(changed(story.id));
    Ok(story)
}

/// Changes its title and summary; what readers see follows at once.
///
/// # Errors
/// When there is none, the actor does not keep the county's stories, or a field breaks a rule.
pub async fn edit(
    tx: &mut TenantTx,
    actor: &Actor,
    id: StoryId,
    title: &str,
    summary: &str,
) -> Result<Story, OpenError> {
    let mut story = store::lock(tx, id).await?.ok_or(OpenError::NotFound)?;
    actor.require(Action::StoryManage, Scope::County)?;
    (story.title, story.summary) = checked(title, summary)?;
    if !store::save(tx, &story).await? {
        return Err(OpenError::NotFound);
    }
    tx.audit(Entry::new("story.edit", "story", id.0).with("title", &story.title));
    tx.announce(changed(id));
    Ok(story)
}

fn checked(title: &str, summary: &str) -> Result<(String, String), Invalid> {
    let (title, summary) = (title.trim().to_owned(), summary.trim().to_owned());
    let mut faults = Invalid::default();
    faults.check(!title.is_empty(), "title", "REQUIRED", "标题不能为空");
    faults.check(title.chars().count() <= 60, "title", "TOO_LONG", "标题不超过 60 字");
    faults.check(summary.chars().count() <= 300, "summary", "TOO_LONG", "导语不超过 300 字");
    faults.into_result()?;
    Ok((title, summary))
}

#[cfg(test)]
mod tests {
    use super::checked;

    #[test]
    fn a_story_has_a_title_of_some_length() {
        assert_eq!(checked(" 防汛 ", " ").unwrap(), ("防汛".to_owned(), String::new()));
        assert!(checked("  ", "").is_err());
        assert!(checked(&"长".repeat(61), "").is_err());
    }
}
