//! Numbers of things in messages.

/// "1 row", "2 rows", "1,234 rows".
pub(crate) fn counted(count: u64, thing: &str) -> String {
    let digits = count.to_string();
    let mut number = String::with_capacity(digits.len() + digits.len() / 3);
    for (n, digit) in digits.char_indices() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            number.push(',');
        }
        number.push(digit);
    }
    let end = if count == 1 { "" } else { "s" };
    format!("{number} {thing}{end}")
}

#[cfg(test)]
mod tests {
    use super::counted;

    #[test]
    fn one_is_no_plural() {
        let rows = [0, 1, 2, 999, 1234, 1_234_567].map(|n| counted(n, "row"));
        assert_eq!(rows, ["0 rows", "1 row", "2 rows", "999 rows", "1,234 rows", "1,234,567 rows"]);
    }
}
