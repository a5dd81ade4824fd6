//! To be written.

pub mod credentials;
pub mod signing;
#[derive(Debug)]
pub struct AlibabaSource;
pub struct Endpoints {
    pub console: Option<String>,
    pub billing: Option<String>,
    pub openapi: Option<String>,
}
impl AlibabaSource {
    pub fn new(
        _: std::sync::Arc<dyn Fn() -> credentials::Logins + Send + Sync>,
        _: Endpoints,
        _: crate::source::Clock,
    ) -> Result<Self, crate::domain::Cause> {
        Ok(Self)
    }
}
impl crate::source::Source for AlibabaSource {
    fn fetch(&self, _a: crate::domain::Ask) -> crate::source::Fetching {
        Box::pin(async { Err(crate::domain::Cause::Internal { detail: "stub".into() }).into() })
    }
}
