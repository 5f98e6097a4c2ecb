-- Run by the migrator after every migration, on its own connection. What the application's role may do, and no more:
-- labels and audit events are never deleted, and of a label only its marks ever change.
REVOKE ALL ON ALL TABLES IN SCHEMA public, audit FROM preflab_app;
GRANT USAGE ON SCHEMA public, audit TO preflab_app;
GRANT SELECT ON ALL TABLES IN SCHEMA audit TO preflab_app;
GRANT SELECT ON public."__EFMigrationsHistory" TO preflab_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO preflab_app;

GRANT SELECT, INSERT ON labels, audit_events, guidelines, batches, assignments, annotators, data_protection_keys, imports TO preflab_app;
GRANT UPDATE (is_current, excluded, excluded_by) ON labels TO preflab_app;
GRANT UPDATE ON batches, assignments, annotators, imports TO preflab_app;
GRANT SELECT, INSERT ON appeals, consent_texts, annotator_actions TO preflab_app;
GRANT UPDATE (answer, answered_by, answered_at) ON appeals TO preflab_app;
GRANT UPDATE (undone_at, undone_by, undo_reason) ON annotator_actions TO preflab_app;
GRANT SELECT, INSERT, UPDATE ON guideline_readings, onboardings, onboarding_runs, onboarding_answers TO preflab_app;
GRANT SELECT, INSERT, UPDATE ON reviews, gold_rescores TO preflab_app;
GRANT SELECT, INSERT, UPDATE ON projects, people, memberships, api_keys, one_time_links, person_claims, person_logins, person_tokens TO preflab_app;
GRANT DELETE ON memberships, person_claims, person_logins, person_tokens TO preflab_app;
-- An import without labels can be undone: its comparisons go. Those with assignments are held by their foreign keys.
GRANT SELECT, INSERT, UPDATE, DELETE ON comparisons TO preflab_app;

-- Only a table's owner may analyze it; the function does it in the owner's name.
REVOKE ALL ON FUNCTION public.refresh_statistics() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION public.refresh_statistics() TO preflab_app;
