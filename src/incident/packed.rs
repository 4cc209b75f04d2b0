//! Accounts, packed until they are written: an archive has hundreds of
//! thousands, of thousands of bytes each, and a run looks into few of them.

use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;

use super::telling::Account;

/// An account as deflated JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackedAccount(Box<[u8]>);

impl PackedAccount {
    /// Unpacks it.
    pub fn account(&self) -> Account {
        let mut json = Vec::new();
        // What was packed here is whole.
        let read = DeflateDecoder::new(&*self.0).read_to_end(&mut json);
        read.ok().and_then(|_| serde_json::from_slice(&json).ok()).unwrap_or_default()
    }
}

impl From<&Account> for PackedAccount {
    fn from(account: &Account) -> Self {
        // Writing into memory does not fail, nor does an account as JSON.
        let json = serde_json::to_vec(account).unwrap_or_default();
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::fast());
        let done = packed.write_all(&json).and_then(|()| packed.finish());
        Self(done.unwrap_or_default().into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::telling::Reason;

    #[test]
    fn an_account_comes_back_as_it_was() {
        let status = Reason { value: "reported".into(), why: "told as having taken place".into() };
        let account = Account { report: "a.txt \u{1f}é".into(), status, ..Account::default() };
        assert_eq!(PackedAccount::from(&account).account(), account);
    }
}
