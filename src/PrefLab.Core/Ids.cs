// Linked into every project that speaks of these ids.
global using AnnotatorActionId = PrefLab.Core.Storage.Id<PrefLab.Core.Annotators.AnnotatorAction>;
global using AnnotatorId = PrefLab.Core.Storage.Id<PrefLab.Core.Annotators.Annotator>;
global using AppealId = PrefLab.Core.Storage.Id<PrefLab.Core.Annotators.Appeal>;
global using AssignmentId = PrefLab.Core.Storage.Id<PrefLab.Core.Assignments.Assignment>;
global using BatchId = PrefLab.Core.Storage.Id<PrefLab.Core.Assignments.Batch>;
global using ComparisonId = PrefLab.Core.Storage.Id<PrefLab.Core.Comparisons.Comparison>;
global using GoldRescoreId = PrefLab.Core.Storage.Id<PrefLab.Core.Golds.GoldRescore>;
global using ImportId = PrefLab.Core.Storage.Id<PrefLab.Core.Exchange.Import>;
global using LabelId = PrefLab.Core.Storage.Id<PrefLab.Core.Labels.Label>;
global using OnboardingRunId = PrefLab.Core.Storage.Id<PrefLab.Core.Onboarding.OnboardingRun>;
global using ProjectId = PrefLab.Core.Storage.Id<PrefLab.Core.Projects.Project>;
global using ReviewId = PrefLab.Core.Storage.Id<PrefLab.Core.Review.ExpertReview>;
