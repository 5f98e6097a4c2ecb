namespace PrefLab.Core.Projects;

/// <summary>What settings a project may have; the database's constraints say the same once more.</summary>
public static class ProjectRules
{
    /// <summary>Weights are typed by hand: .33 + .33 + .34 and 1/3 + 1/3 + 1/3 both sum to 1.</summary>
    private const double WeightTolerance = .0051;

    private const decimal MaxRate = 10_000;

    private const string Between = "Above 0 % and below 100 %.";

    /// <summary>Names every error, by field; empty when the settings are right.</summary>
    public static IReadOnlyList<FieldError> Check(ProjectSettings settings)
    {
        var errors = new List<FieldError>();
        CheckName(settings.Name, errors);
        CheckRange("overlap", settings.Overlap, 1, Limits.MaxOverlap, errors);
        CheckRange("batchSize", settings.BatchSize, 1, Limits.MaxBatchSize, errors);
        if (settings.GoldFraction is not (>= 0 and <= .5))
        {
            errors.Add(new("goldFraction", "Between 0 and 50 % of a batch can be golds."));
        }

        if (settings.GoldExposureCap is { } cap)
        {
            CheckRange("goldExposureCap", cap, 1, 1_000_000, errors);
        }

        if (settings.SkipsPerBatch is { } skips)
        {
            CheckRange("skipsPerBatch", skips, 0, Limits.MaxBatchSize, errors);
        }

        CheckPay(settings, errors);
        CheckQuality(settings.QualityRule, errors);
        CheckDimensions(settings.Dimensions, errors);
        return errors;
    }

    /// <summary>
    /// Simulated annotators work in demonstration projects only. Their first one makes a project a demonstration, which it can
    /// become as long as no person has labelled there; so their labels take no part in a real project's agreement.
    /// </summary>
    public static bool AdmitsSimulated(bool isDemonstration, bool peopleHaveLabelled) => isDemonstration || !peopleHaveLabelled;

    private static void CheckName(string name, List<FieldError> errors)
    {
        if (name.Length == 0)
        {
            errors.Add(new("name", "A project needs a name."));
        }
        else if (name.Length > Limits.Name)
        {
            errors.Add(new("name", $"At most {Limits.Name} characters."));
        }
        else if (name.Any(char.IsControl) || !name.IsStorable())
        {
            errors.Add(new("name", "A name has no control characters and no broken ones."));
        }
    }

    private static void CheckRange(string field, int value, int least, int most, List<FieldError> errors)
    {
        if (value < least || value > most)
        {
            errors.Add(new(field, $"A whole number from {least} to {most}."));
        }
    }

    private static void CheckPay(ProjectSettings settings, List<FieldError> errors)
    {
        if (settings.LabelRate is < 0 or > MaxRate)
        {
            errors.Add(new("labelRate", $"From 0 to {MaxRate:0}."));
        }
        else if (decimal.Round(settings.LabelRate, 4) != settings.LabelRate)
        {
            errors.Add(new("labelRate", "At most four decimals."));
        }

        if (settings.Currency.Length != 3 || !settings.Currency.All(char.IsAsciiLetterUpper))
        {
            errors.Add(new("currency", "Three letters, such as USD or EUR."));
        }
    }

    private static void CheckQuality(QualitySetting quality, List<FieldError> errors)
    {
        switch (quality.Rule)
        {
            case QualitySetting.None:
                break;
            case QualitySetting.Classic:
                CheckRange("qualityRule.minGolds", quality.MinGolds, 1, 1_000, errors);
                CheckShare("qualityRule.minAccuracy", quality.MinAccuracy is >= 0 and <= 1, "From 0 to 100 %.", errors);
                break;
            case QualitySetting.Sprt:
                CheckShare("qualityRule.accepted", quality.Accepted is > 0 and < 1, Between, errors);
                CheckShare("qualityRule.noticed", quality.Noticed > 0 && quality.Noticed < quality.Accepted, "Above 0 % and below the accepted accuracy.", errors);
                CheckAlpha(quality, errors);
                break;
            case QualitySetting.Peers:
                CheckShare("qualityRule.peersAccuracy", quality.PeersAccuracy is > .5 and < 1, "Above 50 % and below 100 %.", errors);
                CheckShare("qualityRule.mostTies", quality.MostTies is > 0 and < 1, Between, errors);
                CheckAlpha(quality, errors);
                break;
            default:
                errors.Add(new("qualityRule.rule", $"One of {string.Join(", ", QualitySetting.Rules)}."));
                break;
        }
    }

    /// <summary>Below one in a million nobody is ever flagged, and above one in two everybody is.</summary>
    private static void CheckAlpha(QualitySetting quality, List<FieldError> errors) =>
        CheckShare("qualityRule.alpha", quality.Alpha is >= .000001 and <= .5, "From 0.0001 to 50 %.", errors);

    private static void CheckShare(string field, bool isRight, string message, List<FieldError> errors)
    {
        if (!isRight)
        {
            errors.Add(new(field, message));
        }
    }

    private static void CheckDimensions(IReadOnlyList<Dimension> dimensions, List<FieldError> errors)
    {
        if (dimensions.Count > Limits.MaxDimensions)
        {
            errors.Add(new("dimensions", $"At most {Limits.MaxDimensions} dimensions."));
            return;
        }

        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < dimensions.Count; i++)
        {
            var (name, weight, _) = dimensions[i];
            if (name.Length is 0 or > Limits.Name || name.Any(char.IsControl) || !name.IsStorable())
            {
                errors.Add(new($"dimensions[{i}].name", $"A name of 1 to {Limits.Name} characters."));
            }
            else if (!names.Add(name))
            {
                errors.Add(new($"dimensions[{i}].name", "Another dimension has this name."));
            }

            if (weight is not (>= 0 and <= 1))
            {
                errors.Add(new($"dimensions[{i}].weight", "A weight from 0 to 1."));
            }
        }

        var sum = dimensions.Sum(dimension => dimension.Weight);
        if (dimensions.Count > 0 && !(Math.Abs(sum - 1) <= WeightTolerance))
        {
            errors.Add(new("dimensions", $"The weights sum to {sum * 100:0.##} %; together they must be 100 %."));
        }
    }
}
