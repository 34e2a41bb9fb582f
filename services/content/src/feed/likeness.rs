//! Which texts read nearly alike: MinHash over the three-character shingles of the folded text, cut into bands, so that the ones
//! that may be alike share a key that an index finds; those are then compared in full.

use std::collections::HashSet;

use checks::Folded;

/// Characters of a shingle.
const SHINGLE: usize = 3;
/// The most characters of a text that are looked at.
const LOOKED_AT: usize = 2000;
/// Hashes of a band.
const ROWS: u64 = 3;
/// Bands. Of texts that share 60 shingles in 100, 95 pairs in 100 share a band; of those that share 10, one.
const BANDS: u64 = 12;
/// From this share of common shingles on, two texts read nearly alike.
const ALIKE: f64 = 0.6;

/// The shingles of a text.
#[derive(Clone, Debug)]
pub(super) struct Shingles(HashSet<u64>);

impl Shingles {
    pub(super) fn of(title: &str, body: &str) -> Self {
        Self::of_letters(&format!("{title}\n{body}"), LOOKED_AT)
    }

    /// Of a whole text, however long: a page on which a piece may stand anywhere.
    pub(super) fn of_all(text: &str) -> Self {
        Self::of_letters(text, usize::MAX)
    }

    fn of_letters(text: &str, most: usize) -> Self {
        let folded = Folded::new(text);
        let letters: Vec<char> = folded.text().chars().filter(|letter| letter.is_alphanumeric()).take(most).collect();
        if letters.len() <= SHINGLE {
            return Self(HashSet::from([hash(&letters)]));
        }
        Self(letters.windows(SHINGLE).map(hash).collect())
    }

    /// The keys under which texts that may be alike are found. The first tells the band, so that no two bands share one.
    pub(super) fn bands(&self) -> Vec<i32> {
        (0..BANDS).map(|band| self.band(band)).collect()
    }

    fn band(&self, band: u64) -> i32 {
        let least = |seed: u64| self.0.iter().map(|shingle| mix(shingle ^ mix(seed + 1))).min().unwrap_or_default();
        let key = (0..ROWS).fold(band, |key, row| mix(key ^ least(band * ROWS + row)));
        // Half of the bits are as good as any.
        let [a, b, c, d, ..] = key.to_be_bytes();
        i32::from_be_bytes([a, b, c, d])
    }

    /// The share of the shingles of both that they have in common.
    pub(super) fn likeness(&self, other: &Self) -> f64 {
        let common = self.0.intersection(&other.0).count();
        let all = self.0.len() + other.0.len() - common;
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        count(common) / count(all.max(1))
    }

    /// The share of its shingles that the other has too.
    pub(super) fn found_in(&self, other: &Self) -> f64 {
        let count = |number: usize| f64::from(u32::try_from(number).unwrap_or(u32::MAX));
        count(self.0.intersection(&other.0).count()) / count(self.0.len().max(1))
    }

    /// How alike, where it is nearly alike.
    pub(super) fn alike(&self, other: &Self) -> Option<f64> {
        Some(self.likeness(other)).filter(|likeness| ALIKE <= *likeness)
    }
}

/// FNV-1a over the code points: the same on every machine and in every version, for keys are kept.
fn hash(letters: &[char]) -> u64 {
    let step = |hash: u64, letter: &char| (hash ^ u64::from(u32::from(*letter))).wrapping_mul(0x0000_0100_0000_01b3);
    letters.iter().fold(0xcbf2_9ce4_8422_2325, step)
}

/// The finisher of SplitMix64.
fn mix(value: u64) -> u64 {
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

#[cfg(test)]
mod tests {
    use super::{ALIKE, Shingles};

    const NEWS: &str = "内乡县卫生健康委员会三月九日发布通知，全县十六个乡镇卫生院自下周一起为六十五岁以上老人免费接种流感疫苗。\
        居民可携带身份证到就近的接种点登记，也可由村医上门预约。县疾控中心提醒，接种后请在现场留观三十分钟，如有发热等不适及时就医。\
        今年县财政安排专项资金一百二十万元，疫苗已全部配送到位，预计四月底前完成全部接种任务。";
    const OTHER: &str = "内乡县气象台三月九日发布暴雨蓝色预警信号，预计未来十二小时内我县大部分乡镇降雨量将达五十毫米以上。\
        请有关单位做好防范工作，山洪地质灾害易发区的居民及时转移，学校和幼儿园采取适当措施保证学生安全，司机注意道路积水。";

    fn share_a_band(a: &Shingles, b: &Shingles) -> bool {
        a.bands().iter().any(|band| b.bands().contains(band))
    }

    #[test]
    fn c13_the_same_words_are_alike_whatever_their_width_and_punctuation() {
        let (a, b) = (Shingles::of("标题", NEWS), Shingles::of("标题", &NEWS.replace('，', ", ").replace('。', "！")));
        assert!((a.likeness(&b) - 1.0).abs() < 1e-9);
        assert_eq!(a.bands(), b.bands());
        assert_eq!(Shingles::of("", "").bands().len(), 12);
    }

    /// Each of the news' clauses replaced in turn, in front of it a byline: what other desks do to a piece.
    #[test]
    fn c13_edited_texts_share_a_band_and_other_texts_do_not() {
        let whole = Shingles::of("接种", NEWS);
        let clauses: Vec<&str> = NEWS.split_inclusive(['，', '。']).collect();
        let mut found = 0;
        for at in 0..clauses.len() {
            let changed: String =
                (0..clauses.len()).map(|n| if n == at { "改写过的一句，" } else { clauses[n] }).collect();
            let edited = Shingles::of("老人接种疫苗", &format!("本报讯（记者 王五）{changed}"));
            assert!(ALIKE < whole.likeness(&edited), "{}", whole.likeness(&edited));
            found += usize::from(share_a_band(&whole, &edited));
        }
        assert_eq!(found, clauses.len());
        let other = Shingles::of("暴雨", OTHER);
        assert!(whole.alike(&other).is_none() && !share_a_band(&whole, &other));
    }
}
