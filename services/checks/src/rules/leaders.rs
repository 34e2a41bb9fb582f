//! 领导姓名与职务: against the table that a county keeps of its leaders, in the order they are named in.

use super::{Found, Reading};
use crate::line::Line;
use crate::{Gate, Severity};

/// The leaders of a county, in order.
#[derive(Clone, Debug, Default)]
pub struct Leaders(Vec<Leader>);

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leader {
    /// 姓名.
    pub name: String,
    /// Every post, as it is written before the name.
    pub posts: Vec<String>,
}

impl Leaders {
    /// The table, in the order they are named in.
    #[must_use]
    pub fn new(leaders: Vec<Leader>) -> Self {
        Self(leaders)
    }

    /// Their names.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|leader| leader.name.as_str())
    }

    /// The longest post of anyone that ends right before a place.
    fn post_before(&self, line: &Line<'_>, at: usize) -> Option<&str> {
        let before = line.slice(at.saturating_sub(20), at);
        let posts = self.0.iter().flat_map(|leader| &leader.posts).map(String::as_str);
        posts.filter(|post| !post.is_empty() && before.ends_with(post)).max_by_key(|post| post.len())
    }
}

/// A leader named in a text: which one, and where.
type Named = (usize, (usize, usize));

pub(super) fn check(reading: &Reading<'_>, found: &mut Vec<Found>) {
    if reading.leaders.0.is_empty() {
        return;
    }
    for (part, _, line) in reading.parts() {
        let named = named(reading.leaders, line);
        for mention in &named {
            post(reading.leaders, part, line, mention, found);
        }
        order(reading.leaders, part, line, &named, found);
        spelling(reading.leaders, part, line, found);
    }
}

fn named(leaders: &Leaders, line: &Line<'_>) -> Vec<Named> {
    let of = |(at, leader): (usize, &Leader)| line.find_all(&leader.name).into_iter().map(move |range| (at, range));
    let mut named: Vec<Named> = leaders.0.iter().enumerate().flat_map(of).collect();
    named.sort_by_key(|(_, range)| *range);
    named
}

/// A name right after somebody else's post.
fn post(leaders: &Leaders, part: usize, line: &Line<'_>, (at, range): &Named, found: &mut Vec<Found>) {
    let Some(leader) = leaders.0.get(*at) else { return };
    let Some(post) = leaders.post_before(line, range.0) else { return };
    if leader.posts.iter().any(|own| own == post || own.ends_with(post)) {
        return;
    }
    let posts = leader.posts.join("、");
    let start = range.0 - post.chars().count();
    found.push(Found::new(Gate::Political, "LEADER_POST", Severity::Warn, part, (start, range.1)).say(
        format!("“{}”的职务为“{posts}”，文中写作“{post}”", leader.name),
        format!("{}'s post is {posts}, not {post}", leader.name),
    ));
}

/// Leaders named one after another in one sentence stand in their order.
fn order(leaders: &Leaders, part: usize, line: &Line<'_>, named: &[Named], found: &mut Vec<Found>) {
    for pair in named.windows(2) {
        let [(first, before), (second, after)] = pair else { continue };
        let between = line.slice(before.1, after.0);
        let listed = between.chars().count() <= 20
            && between.contains(['、', '，', ' ', '和'])
            && !between.contains(['。', '；', '\n']);
        let names = (leaders.0.get(*first), leaders.0.get(*second));
        if let ((Some(one), Some(other)), true) = (names, listed && second < first) {
            let en = format!("{} is named before {}", other.name, one.name);
            found.push(
                Found::new(Gate::Political, "LEADER_ORDER", Severity::Warn, part, (before.0, after.1))
                    .say(format!("排序有误：“{}”应在“{}”之前", other.name, one.name), en),
            );
        }
    }
}

/// After a post that one person holds, a name one character off theirs.
fn spelling(leaders: &Leaders, part: usize, line: &Line<'_>, found: &mut Vec<Found>) {
    for leader in &leaders.0 {
        let name: Vec<char> = leader.name.chars().collect();
        for (_, at) in leader.posts.iter().flat_map(|post| line.find_all(post)) {
            let Some(written) = line.chars().get(at..at + name.len()) else { continue };
            let differing = written.iter().zip(&name).filter(|(a, b)| a != b).count();
            let one_off = 1 < name.len() && differing == 1 && written.iter().all(|c| c.is_alphanumeric());
            let range = (at, at + name.len());
            let known = leaders.0.iter().any(|other| other.name == line.slice(range.0, range.1));
            let told =
                found.iter().any(|found| matches!(found.at, super::At::Text(p, r, _) if p == part && r == range));
            if one_off && !known && !told {
                found.push(
                    Found::new(Gate::Political, "LEADER_NAME", Severity::Warn, part, range)
                        .say(
                            format!("职务之后的姓名与“{}”只差一字，请核对", leader.name),
                            format!("the name after this post is one character off {}", leader.name),
                        )
                        .instead(&*leader.name),
                );
            }
        }
    }
}
