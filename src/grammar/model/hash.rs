//! Keys of features: 32-bit hashes, the same on every machine.

/// Mixes a feature's kind and two ids into one key.
pub fn mix(kind: u8, a: u32, b: u32) -> u32 {
    let mut x = (u64::from(a) << 32) | u64::from(b);
    x ^= u64::from(kind).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    x ^= x >> 32;
    x = x.wrapping_mul(0xD6E8_FEB8_6659_FD93);
    (x >> 32) as u32
}

/// The id of a string of letters (FNV-1a over code points, folded to 32 bits).
pub fn letters(word: &[char]) -> u32 {
    let mut x: u64 = 0xCBF2_9CE4_8422_2325;
    for c in word {
        x ^= u64::from(*c as u32);
        x = x.wrapping_mul(0x0000_0100_0000_01B3);
    }
    (x ^ (x >> 32)) as u32
}
