//! The command or URL that fixes a problem of one profile.

use super::Profile;
use crate::domain::{
    ModelName, Site,
    alert::{Episode, Facts, Subject},
    remedy::free_quota_only,
};

impl Profile {
    fn site(&self) -> Site {
        self.snapshot.site.unwrap_or(Site::International)
    }

    /// What turns on Free Quota Only for a model: a command or, if its name is unfit for one, the console. `None`
    /// if it is on or unknown, or if no quota is left: then it can no longer be turned on.
    pub fn free_quota_only_remedy(&self, name: &ModelName) -> Option<String> {
        let (model, row) = self.model(name)?;
        let can_be_on = model.free_quota_only == Some(false) && row.status.has_left();
        can_be_on.then(|| {
            let command = free_quota_only(name.as_str(), true);
            command.map_or_else(|| self.site().console().to_owned(), |command| command + &self.option())
        })
    }

    /// The option that names this profile in a command, with a blank before it; empty for the default one.
    fn option(&self) -> String {
        let profile = Some(self.name()).filter(|name| *name != "default");
        profile.map(|name| format!(" --profile {name}")).unwrap_or_default()
    }

    /// What to do about an alert.
    pub fn remedy_of(&self, alert: &Episode) -> Option<String> {
        if let Facts::Speed(facts) = &alert.facts {
            return Some(facts.remedy() + &self.option());
        }
        match &alert.subject {
            Subject::Model(name) => self.free_quota_only_remedy(name),
            Subject::Account => Some(self.site().billing_console().to_owned()),
            Subject::Feed(feed) => {
                let cause = &self.snapshot.feed(*feed).failure.as_ref()?.cause;
                let remedy = cause.remedy(self.site()).map(String::from);
                Some(remedy.unwrap_or_else(|| "quotatop doctor".to_owned()))
            }
        }
    }
}
