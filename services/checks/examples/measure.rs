//! Measures the word list, and the whole engine, over one text: `measure LIST TEXT SECONDS`. The list has one word a line.
//! `cargo xtask bench --checks` runs it beside other programs on the same files.

use std::error::Error;
use std::time::{Duration, Instant};

use checks::{
    Checker, Document, Entry, Folded, Gate, Leaders, Level, Part, PartKind, Severity, Usage, WordList, own_entries,
};
use time::macros::date;

/// What an official text reads like; repeated until it is as long as the other.
const PROSE: &str = "11月24日，县政府召开秋冬季森林防火工作会议，传达学习全省森林防火工作会议精神，分析研判当前形势，安排部署下一阶段\
    重点任务。会议指出，入冬以来气温持续偏低，降水较常年同期减少20%，林区可燃物增多，防火形势严峻复杂。各乡镇（街道）、县直有关单位要\
    提高政治站位，压实属地责任，落实“日报告、零报告”制度，组织护林员开展网格化巡护，及时排查整治火灾隐患。要加强宣传教育，通过广播、\
    标语、短信和新媒体等方式普及防火知识，引导群众文明祭祀、移风易俗。会议强调，要严格执行24小时值班和领导带班制度，备足物资装备，加强\
    实战演练，确保一旦发生火情能够打早、打小、打了，切实保障人民群众生命财产安全和生态安全。县长主持会议，有关负责同志参加会议。\n";

const DAY: time::Date = date!(2026 - 11 - 24);

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let (Some(list), Some(text), Some(seconds)) = (arguments.next(), arguments.next(), arguments.next()) else {
        return Err("measure LIST TEXT SECONDS".into());
    };
    let (list, text) = (std::fs::read_to_string(list)?, std::fs::read_to_string(text)?);
    let span = Duration::from_secs_f64(seconds.parse()?);
    let begun = Instant::now();
    let words = WordList::new(list.lines().map(entry).collect())?;
    let built = begun.elapsed();

    let mut folded = Folded::default();
    let hits = words.hits_with(&text, DAY, &mut folded).len();
    let once = lap(span, || words.hits_with(&text, DAY, &mut folded).len());
    let all = own_entries().into_iter().chain(list.lines().map(entry)).collect();
    let checker = Checker::new(WordList::new(all)?.into(), Leaders::default().into());
    let parts = text.lines().enumerate().map(|(at, line)| Part::new(at.to_string(), PartKind::Body, line)).collect();
    let document = Document { parts, ..Document::default() };
    let nonsense = lap(span, || checker.check(&document, DAY).len());
    let paragraph = |at: usize| Part::new(at.to_string(), PartKind::Body, PROSE);
    let parts = (0..=text.len() / PROSE.len()).map(paragraph).collect();
    let document = Document { parts, ..Document::default() };
    let prose = lap(span, || checker.check(&document, DAY).len());
    let bytes = f64::from(u32::try_from(text.len())?);
    println!(
        "{{\"hits\":{hits},\"build_ms\":{:.0},\"ms\":{:.4},\"mb_s\":{:.1},\"prose_ms\":{:.4},\"nonsense_ms\":{:.4}}}",
        built.as_secs_f64() * 1e3,
        once * 1e3,
        bytes / once / 1e6,
        prose * 1e3,
        nonsense * 1e3
    );
    Ok(())
}

/// Seconds one turn takes: the best of many stretches of a millisecond, as what else the machine does only slows it.
fn lap(span: Duration, mut turn: impl FnMut() -> usize) -> f64 {
    let (all, mut best) = (Instant::now(), f64::INFINITY);
    while all.elapsed() < span {
        let (begun, mut turns) = (Instant::now(), 0u32);
        while begun.elapsed() < Duration::from_millis(1) {
            std::hint::black_box(turn());
            turns += 1;
        }
        best = best.min(begun.elapsed().as_secs_f64() / f64::from(turns.max(1)));
    }
    best
}

fn entry(word: &str) -> Entry {
    Entry {
        word: word.to_owned(),
        usage: Usage::Deny,
        category: "测量".to_owned(),
        gate: Gate::Wording,
        severity: Severity::Warn,
        level: Level::County,
        from: None,
        until: None,
        suggestion: None,
        reason: String::new(),
    }
}
