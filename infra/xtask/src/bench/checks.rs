//! `cargo xtask bench --checks`: the word list beside pyahocorasick and mint-filter, on the same list and text; the model
//! of wrong characters beside pycorrector, on the pairs it carries. What they need is fetched into the target folder.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::process::{output, run as run_program};
use crate::progress::step;
use crate::project::Project;
use crate::{Failure, Result};

const WORDS: usize = 100_000;
const BYTES: usize = 10 * 1024;
const SECONDS: &str = "3";
const ROUNDS: usize = 3;
const SCRIPTS: [(&str, &str); 3] = [
    ("aho.py", include_str!("checks/aho.py")),
    ("mint.cjs", include_str!("checks/mint.cjs")),
    ("sighan.py", include_str!("checks/sighan.py")),
];
/// The rule-based corrector alone; its neural ones would bring gigabytes.
const PACKAGES: [&str; 7] = ["pyahocorasick", "numpy", "loguru", "six", "jieba", "pypinyin", "kenlm"];

/// Measures and prints the section for `docs/performance.md`.
pub(super) fn run(project: &Project) -> Result {
    let folder = project.target().join("bench/checks");
    std::fs::create_dir_all(&folder)?;
    step("发布构建 release build of the examples", || {
        let examples = ["build", "--quiet", "--release", "-p", "checks", "--examples"];
        run_program(Command::new("cargo").current_dir(&project.root).args(examples))
    })?;
    step("取得对照程序 fetch what is compared", || fetch(&folder))?;
    write_texts(&folder)?;
    let table = step("词库 word list", || word_list(project, &folder))?;
    let wrong = step("错字 wrong characters", || wrong_characters(project, &folder))?;
    println!("\n{table}\n{wrong}");
    Ok(())
}

fn fetch(folder: &Path) -> Result {
    for (name, text) in SCRIPTS {
        std::fs::write(folder.join(name), text)?;
    }
    let python = folder.join("venv/bin/python");
    if !python.exists() {
        run_program(Command::new("python3").args(["-m", "venv"]).arg(folder.join("venv")))?;
    }
    let pip = |arguments: &[&str]| {
        let mut command = Command::new(&python);
        run_program(command.args(["-m", "pip", "install", "--quiet"]).args(arguments))
    };
    pip(&PACKAGES)?;
    pip(&["--no-deps", "pycorrector==1.1.4"])?;
    let mint = folder.join("node_modules/mint-filter");
    if mint.exists() {
        return Ok(());
    }
    run_program(Command::new("npm").current_dir(folder).args(["install", "--silent", "--no-save", "mint-filter@4.0.3"]))
}

/// A list of words of two to six characters and a text of the same 800 characters, with a word of the list in every tenth
/// clause: always the same ones.
fn write_texts(folder: &Path) -> Result {
    let alphabet: Vec<char> = (0x4e00..0x9fff).step_by(26).filter_map(char::from_u32).take(800).collect();
    let mut random = Random(7);
    let mut words = BTreeSet::new();
    while words.len() < WORDS {
        let length = 2 + random.below(5);
        words.insert(random.word(&alphabet, length));
    }
    let words: Vec<String> = words.into_iter().collect();
    let mut text = String::new();
    while text.len() < BYTES {
        let length = 6 + random.below(9);
        text.push_str(&random.word(&alphabet, length));
        if random.below(10) == 0 {
            text.push_str(words.get(random.below(words.len())).map_or("", String::as_str));
        }
        text.push_str(["，", "。", "；", "、", "。\n"].get(random.below(5)).unwrap_or(&""));
    }
    std::fs::write(folder.join("list.txt"), words.join("\n"))?;
    Ok(std::fs::write(folder.join("text.txt"), text)?)
}

/// A linear congruence is random enough to fill a text.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % bound.max(1)
    }

    fn word(&mut self, alphabet: &[char], length: usize) -> String {
        (0..length).filter_map(|_| alphabet.get(self.below(alphabet.len()))).collect()
    }
}

/// All three in turn, so that a busy moment of the machine falls on each; the best of the rounds.
fn word_list(project: &Project, folder: &Path) -> Result<String> {
    let mut programs = [
        ("`checks`: folding, allowed phrases, places", Command::new(project.target().join("release/examples/measure"))),
        ("PyPI `pyahocorasick`: places alone", Command::new(folder.join("venv/bin/python"))),
        ("npm `mint-filter`: words alone", Command::new("node")),
    ];
    for ((_, command), script) in programs.iter_mut().zip([None, Some("aho.py"), Some("mint.cjs")]) {
        command.current_dir(folder).args(script).args(["list.txt", "text.txt", SECONDS]);
    }
    let mut best: Vec<Option<Value>> = vec![None; programs.len()];
    for _ in 0..ROUNDS {
        for ((_, command), best) in programs.iter_mut().zip(&mut best) {
            let measured: Value = serde_json::from_str(&output(command)?)?;
            let faster = best.as_ref().is_none_or(|best| number(best, "ms") > number(&measured, "ms"));
            if faster {
                *best = Some(measured);
            }
        }
    }
    let mut table = "| what | 10 KB, ms | MB/s | hits | list built, ms |\n|---|---|---|---|---|\n".to_owned();
    let mut whole = String::new();
    for ((name, _), measured) in programs.iter().zip(best.iter().flatten()) {
        let of = |key| number(measured, key);
        let (ms, speed, hits, built) = (of("ms"), of("mb_s"), of("hits"), of("build_ms"));
        table.push_str(&format!("| {name} | {ms:.3} | {speed:.0} | {hits:.0} | {built:.0} |\n"));
        if measured.get("prose_ms").is_some() {
            let (prose, nonsense) = (of("prose_ms"), of("nonsense_ms"));
            whole = format!(
                "\nEvery rule, with the list: {prose:.2} ms over official prose, {nonsense:.2} ms over this nonsense.\n"
            );
        }
    }
    Ok(table + &whole)
}

fn wrong_characters(project: &Project, folder: &Path) -> Result<String> {
    let mut command = Command::new(folder.join("venv/bin/python"));
    command.current_dir(folder).arg("sighan.py").arg(project.target().join("release/examples/mend")).arg(folder);
    let said = output(&mut command)?;
    let json = said.lines().rfind(|line| line.starts_with('{')).unwrap_or_default();
    let measured: Value = serde_json::from_str(json)?;
    let mut table =
        "| what | precision | recall | mended rightly | false alarms | seconds |\n|---|---|---|---|---|---|\n"
            .to_owned();
    for (name, key) in [("`checks`", "ours"), ("`pycorrector` 1.1.4, rule-based", "theirs")] {
        let found = measured.get(key).ok_or_else(|| Failure::said(format!("no {key}: {json}")))?;
        let of = |key| number(found, key);
        let (precision, recall) = (of("precision"), of("recall"));
        let (right, alarms, seconds) = (of("right"), of("alarms"), of("seconds"));
        table.push_str(&format!(
            "| {name} | {precision:.3} | {recall:.3} | {right:.0} | {alarms:.0} | {seconds:.1} |\n"
        ));
    }
    Ok(table)
}

fn number(value: &Value, key: &str) -> f64 {
    value.get(key).and_then(Value::as_f64).unwrap_or(f64::NAN)
}
