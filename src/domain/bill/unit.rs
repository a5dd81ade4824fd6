//! The units in which usage is billed. Usage is never added across them.

/// The contract's word for a unit; any other stays as it came.
pub fn unit_word(vendor: &str) -> &str {
    match vendor {
        "千tokens" => "1000 tokens",
        "万字" => "10000 characters",
        "秒" => "seconds",
        "张" => "images",
        "次" => "calls",
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_units_have_the_contracts_word() {
        assert_eq!(unit_word("千tokens"), "1000 tokens");
        assert_eq!(unit_word("Gigaflops"), "Gigaflops");
        assert_eq!(unit_word(""), "");
    }
}
