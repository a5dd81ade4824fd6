-- What the first observation found too late to prevent: the user knows. It used to count as acknowledged, which only
-- a person does.
ALTER TABLE alert_episode ADD COLUMN known_at_start INTEGER NOT NULL DEFAULT 0;

UPDATE alert_episode
SET known_at_start = 1, acknowledged_at = NULL
WHERE acknowledged_at = raised_at
    AND rule IN ('billed', 'exhausted', 'expired')
    AND EXISTS (
        SELECT 1 FROM alert_event found
        WHERE found.change = 'found' AND found.profile = alert_episode.profile AND found.rule = alert_episode.rule
            AND found.subject = alert_episode.subject AND found.episode = alert_episode.key
    );
