//! A small model of Chinese: how rare each word is, and which characters are taken for one another.
//!
//! A run of characters costs as much as the cheapest way to read it as words. A character is suspect when one that sounds
//! or looks like it would make a word there and the whole run so much cheaper that a slip is the better explanation.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};
use std::io::Read;
use std::sync::LazyLock;

/// Costs in tenths, a word a place; see `lists/make.py`.
const COSTS: &[u8] = include_bytes!("../lists/characters.gz");
const HOMOPHONES: &str = include_str!("../lists/homophones.txt");
/// Words the dictionary is too old for, and what each costs: as much as one that is not rare.
const OFFICIAL: &str = include_str!("../lists/official.txt");
const NOT_RARE: u32 = 100;
const SHAPES: &str = include_str!("../lists/shapes.txt");

/// The longest word the model knows, in characters.
const LONGEST: usize = 4;
/// What a character outside the model costs.
const UNKNOWN: u32 = 160;
/// What a slip costs: to another character of the same sound, and more for one that only looks or sounds alike.
const SLIP: u32 = 60;
const LOOKS_ALIKE: u32 = 10;
const SOUNDS_NEAR: u32 = 15;
/// How much cheaper the run must become beyond the slip.
const GAIN: u32 = 20;

/// A character that may be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Suspect {
    /// Which character of the run.
    pub(crate) at: usize,
    /// What it may have been meant to be.
    pub(crate) instead: char,
    /// The word it would make.
    pub(crate) word: (usize, usize),
}

struct Model {
    costs: HashMap<u64, u32, Plain>,
    /// Words of three and four with one character left out: what makes no word with any character is soon passed over.
    gaps: HashSet<u64, Plain>,
    alike: HashMap<char, Vec<(char, u32)>>,
}

static MODEL: LazyLock<Model> = LazyLock::new(Model::load);

/// The characters of a run of Chinese that may be wrong, from left to right.
pub(crate) fn suspects(run: &[char]) -> Vec<Suspect> {
    if run.len() < 2 {
        return Vec::new();
    }
    let model = &*MODEL;
    let paths = Paths::of(model, run);
    let mut found: Vec<(u32, Suspect)> = Vec::new();
    for start in 0..run.len() {
        for length in 2..=LONGEST.min(run.len() - start) {
            model.slips(run, &paths, start, length, &mut found);
        }
    }
    // The best explanations first; of those that overlap only one can be true.
    found.sort_by(|(a, one), (b, other)| (b, one.at).cmp(&(a, other.at)));
    let mut chosen: Vec<Suspect> = Vec::new();
    for (_, suspect) in found {
        if chosen.iter().all(|other| suspect.word.1 <= other.word.0 || other.word.1 <= suspect.word.0) {
            chosen.push(suspect);
        }
    }
    chosen.sort_by_key(|suspect| suspect.at);
    chosen
}

impl Model {
    fn load() -> Self {
        let mut text = String::new();
        // The file is part of the program; were it unreadable the model would know no word and suspect nothing.
        let read = flate2::read::GzDecoder::new(COSTS).read_to_string(&mut text);
        debug_assert!(read.is_ok(), "{read:?}");
        let mut model = Self { costs: HashMap::default(), gaps: HashSet::default(), alike: alike() };
        lines(OFFICIAL).flat_map(str::split_whitespace).for_each(|word| model.learn(word, NOT_RARE));
        for line in text.lines() {
            let mut fields = line.split(' ');
            let Some(cost) = fields.next().and_then(|cost| cost.parse().ok()) else { continue };
            fields.for_each(|word| model.learn(word, cost));
        }
        model
    }

    fn learn(&mut self, word: &str, cost: u32) {
        let length = word.chars().count();
        let word = word.chars().fold(0, key);
        self.costs.insert(word, cost);
        if 2 < length {
            self.gaps.extend((0..length).map(|at| gap(word, at)));
        }
    }

    fn cost(&self, word: &[char]) -> Option<u32> {
        let known = self.costs.get(&word.iter().copied().fold(0, key)).copied();
        known.or_else(|| (word.len() == 1).then_some(UNKNOWN))
    }

    /// The slips that would make a word of what stands here. What is a word already is none's slip, nor is what the
    /// cheapest reading has in whole words.
    fn slips(&self, run: &[char], paths: &Paths, start: usize, length: usize, found: &mut Vec<(u32, Suspect)>) {
        let end = start + length;
        let (Some(word), true) = (run.get(start..end), paths.loose(start, end)) else { return };
        let written = word.iter().copied().fold(0, key);
        if self.costs.contains_key(&written) {
            return;
        }
        let around = paths.around(start, end);
        for (offset, c) in word.iter().enumerate() {
            let from_end = length - 1 - offset;
            if 2 < length && !self.gaps.contains(&gap(written, from_end)) {
                continue;
            }
            for (other, extra) in self.alike.get(c).map_or(&[][..], Vec::as_slice) {
                let changed = written ^ (u64::from(u32::from(*c) ^ u32::from(*other)) << (16 * from_end));
                let Some(cost) = self.costs.get(&changed) else { continue };
                let gain = paths.whole().saturating_sub(around + cost + SLIP + extra);
                if GAIN < gain {
                    let suspect = Suspect { at: start + offset, instead: *other, word: (start, end) };
                    found.push((gain, suspect));
                }
            }
        }
    }
}

/// Up to four characters of the basic plane in one number.
fn key(before: u64, c: char) -> u64 {
    before << 16 | u64::from(u32::from(c) & 0xffff)
}

/// A word without the character so far from its end.
fn gap(word: u64, from_end: usize) -> u64 {
    word & !(0xffff << (16 * from_end))
}

/// Words are numbers already, and nobody chooses them to collide: one multiplication spreads them.
type Plain = BuildHasherDefault<Spread>;

#[derive(Default)]
struct Spread(u64);

impl Hasher for Spread {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    fn finish(&self) -> u64 {
        self.0.rotate_left(26)
    }
}

/// The cheapest ways to read a run up to each place, and from it on.
struct Paths {
    before: Vec<u32>,
    after: Vec<u32>,
    /// Whether a character stands by itself in the cheapest reading.
    single: Vec<bool>,
}

impl Paths {
    fn of(model: &Model, run: &[char]) -> Self {
        let size = run.len();
        let (mut before, mut after) = (vec![u32::MAX; size + 1], vec![u32::MAX; size + 1]);
        let mut from = vec![0; size + 1];
        set(&mut before, 0, 0);
        set(&mut after, size, 0);
        for start in 0..size {
            for end in start + 1..=size.min(start + LONGEST) {
                let Some(cost) = run.get(start..end).and_then(|word| model.cost(word)) else { continue };
                let reached = get(&before, start).saturating_add(cost);
                if reached < get(&before, end) {
                    set(&mut before, end, reached);
                    if let Some(from) = from.get_mut(end) {
                        *from = start;
                    }
                }
            }
        }
        for start in (0..size).rev() {
            for end in start + 1..=size.min(start + LONGEST) {
                let Some(cost) = run.get(start..end).and_then(|word| model.cost(word)) else { continue };
                let reached = get(&after, end).saturating_add(cost);
                if reached < get(&after, start) {
                    set(&mut after, start, reached);
                }
            }
        }
        let mut single = vec![false; size];
        let mut end = size;
        while 0 < end {
            let start = from.get(end).copied().unwrap_or_default();
            if let (1, Some(single)) = (end - start, single.get_mut(start)) {
                *single = true;
            }
            end = start;
        }
        Self { before, after, single }
    }

    fn whole(&self) -> u32 {
        get(&self.after, 0)
    }

    fn around(&self, start: usize, end: usize) -> u32 {
        get(&self.before, start).saturating_add(get(&self.after, end))
    }

    fn loose(&self, start: usize, end: usize) -> bool {
        self.single.get(start..end).unwrap_or_default().contains(&true)
    }
}

fn get(costs: &[u32], at: usize) -> u32 {
    costs.get(at).copied().unwrap_or(u32::MAX)
}

fn set(costs: &mut [u32], at: usize, cost: u32) {
    if let Some(old) = costs.get_mut(at) {
        *old = cost;
    }
}

/// Every character with those it is taken for, and what each costs beyond a slip.
fn alike() -> HashMap<char, Vec<(char, u32)>> {
    let mut alike: HashMap<char, HashMap<char, u32>> = HashMap::new();
    let mut group = |characters: &str, extra: u32| {
        for one in characters.chars() {
            for other in characters.chars().filter(|other| *other != one) {
                let known = alike.entry(one).or_default().entry(other).or_insert(extra);
                *known = extra.min(*known);
            }
        }
    };
    let mut near: HashMap<String, String> = HashMap::new();
    for (sound, characters) in lines(HOMOPHONES).filter_map(|line| line.split_once(' ')) {
        group(characters, 0);
        near.entry(blurred(sound)).or_default().push_str(characters);
    }
    near.values().for_each(|characters| group(characters, SOUNDS_NEAR));
    lines(SHAPES).for_each(|characters| group(characters, LOOKS_ALIKE));
    let listed = |(one, others): (char, HashMap<char, u32>)| {
        let mut others: Vec<(char, u32)> = others.into_iter().collect();
        others.sort_unstable();
        (one, others)
    };
    alike.into_iter().map(listed).collect()
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| !line.starts_with('#'))
}

/// Flat and curled tongue, front and back nasal: what many mix up.
fn blurred(sound: &str) -> String {
    let curled = sound.strip_prefix("zh").map(|rest| format!("z{rest}"));
    let curled = curled.or_else(|| sound.strip_prefix("ch").map(|rest| format!("c{rest}")));
    let flat = curled.or_else(|| sound.strip_prefix("sh").map(|rest| format!("s{rest}")));
    let flat = flat.unwrap_or_else(|| sound.to_owned());
    flat.strip_suffix("ng").map_or_else(|| flat.clone(), |front| format!("{front}n"))
}

#[cfg(test)]
mod tests {
    use super::suspects;

    fn mended(text: &str) -> String {
        let mut run: Vec<char> = text.chars().collect();
        for suspect in suspects(&run) {
            run[suspect.at] = suspect.instead;
        }
        run.into_iter().collect()
    }

    #[test]
    fn a_slip_that_makes_a_word_is_suspect() {
        for (wrong, right) in
            [("我想要高诉你", "我想要告诉你"), ("真的很麻坊你们", "真的很麻烦你们"), ("市范大学", "师范大学")]
        {
            assert_eq!(mended(wrong), right);
        }
    }

    #[test]
    fn sound_prose_is_not_suspect() {
        let text = "县委常委会召开会议传达学习重要讲话精神研究部署乡村振兴生态环境保护和安全生产等工作";
        assert_eq!(mended(text), text);
        let text = "县卫健委组织义诊护林员网格化巡护已覆盖全部林区农技人员提醒控旺促壮适时浇灌越冬水";
        assert_eq!(mended(text), text);
    }
}
