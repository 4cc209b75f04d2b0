//! Every crate that Dateline is built from carries a licence that its users
//! can live with.

use std::process::Command;

/// SPDX licences that may be depended on.
const ALLOWED: [&str; 13] = [
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "MPL-2.0",
    "OFL-1.1",
    "CC0-1.0",
    "0BSD",
    "Unlicense",
];

/// Whether an SPDX expression can be satisfied with allowed licences alone
/// (SPDX 2.3, annex D: `WITH` binds tighter than `AND`, `AND` than `OR`). The
/// old "A/B" means "A OR B".
fn is_allowed(expression: &str) -> Result<bool, String> {
    let spaced = expression.replace('/', " OR ").replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut at = 0;
    let value = either(&words, &mut at)?;
    if at == words.len() { Ok(value) } else { Err(format!("'{expression}': stray '{}'", words[at])) }
}

fn either(words: &[&str], at: &mut usize) -> Result<bool, String> {
    let mut value = both(words, at)?;
    while words.get(*at) == Some(&"OR") {
        *at += 1;
        value |= both(words, at)?;
    }
    Ok(value)
}

fn both(words: &[&str], at: &mut usize) -> Result<bool, String> {
    let mut value = one(words, at)?;
    while words.get(*at) == Some(&"AND") {
        *at += 1;
        value &= one(words, at)?;
    }
    Ok(value)
}

fn one(words: &[&str], at: &mut usize) -> Result<bool, String> {
    let word = *words.get(*at).ok_or("the expression breaks off")?;
    *at += 1;
    if word == "(" {
        let value = either(words, at)?;
        if words.get(*at) != Some(&")") {
            return Err("a bracket is not closed".to_owned());
        }
        *at += 1;
        return Ok(value);
    }
    if matches!(word, "OR" | "AND" | "WITH" | ")") {
        return Err(format!("'{word}' where a licence should stand"));
    }
    if words.get(*at) == Some(&"WITH") {
        let exception = words.get(*at + 1).ok_or("WITH without an exception")?;
        *at += 2;
        return Ok(ALLOWED.contains(&format!("{word} WITH {exception}").as_str()));
    }
    Ok(ALLOWED.contains(&word))
}

/// `cargo metadata` for this machine's target: what this build is made of.
/// Where the makers' crates are not on disk yet, cargo fetches them.
fn metadata() -> serde_json::Value {
    let version = Command::new(env!("CARGO")).arg("-vV").output().unwrap();
    let version = String::from_utf8_lossy(&version.stdout).into_owned();
    let host = version.lines().find_map(|l| l.strip_prefix("host: ")).unwrap();
    let run = |offline: bool| {
        let mut cargo = Command::new(env!("CARGO"));
        cargo.current_dir(env!("CARGO_MANIFEST_DIR"));
        cargo.args(["metadata", "--format-version", "1", "--locked", "--filter-platform", host]);
        if offline {
            cargo.arg("--offline");
        }
        cargo.output().unwrap()
    };
    let mut out = run(true);
    if !out.status.success() {
        out = run(false);
    }
    assert!(out.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&out.stderr));
    serde_json::from_slice(&out.stdout).unwrap()
}

#[test]
fn every_dependency_has_an_allowed_licence() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 50, "cargo metadata names only {} packages", packages.len());
    let mut broken = Vec::new();
    for package in packages {
        let name =
            format!("{} {}", package["name"].as_str().unwrap_or("?"), package["version"].as_str().unwrap_or("?"));
        match package["license"].as_str().map(is_allowed) {
            Some(Ok(true)) => {}
            Some(Ok(false)) => broken.push(format!("{name}: {}", package["license"])),
            Some(Err(why)) => broken.push(format!("{name}: {why}")),
            None => broken.push(format!("{name}: names no licence")),
        }
    }
    assert!(broken.is_empty(), "replace these crates or discuss their licence:\n{}", broken.join("\n"));
}

#[test]
fn expressions_are_read_as_spdx_says() {
    for (expression, expected) in [
        ("MIT", true),
        ("MIT OR GPL-3.0-only", true),
        ("MIT AND GPL-3.0-only", false),
        ("MIT/Apache-2.0", true),
        ("GPL-3.0-only OR LGPL-3.0-only", false),
        ("(MIT OR GPL-2.0-only) AND Unicode-3.0", true),
        ("GPL-2.0-only OR MIT AND Zlib", true),
        ("Apache-2.0 WITH LLVM-exception OR GPL-2.0-only", true),
        ("GPL-2.0-only WITH Classpath-exception-2.0", false),
    ] {
        assert_eq!(is_allowed(expression), Ok(expected), "{expression}");
    }
    assert!(is_allowed("MIT OR").is_err());
    assert!(is_allowed("(MIT").is_err());
}
