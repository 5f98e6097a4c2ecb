using Microsoft.AspNetCore.Mvc.ModelBinding;
using PrefLab.Core;
using PrefLab.Core.Projects;

namespace PrefLab.Web.Pages.Projects;

/// <summary>The settings of a project as a form has them: shares are percentages, empty dimension rows are left out.</summary>
public sealed class ProjectInput
{
    /// <summary>The version that the form was made from.</summary>
    public int Version { get; set; }

    public string Name { get; set; } = "";

    public bool TiesAllowed { get; set; } = true;

    public int Overlap { get; set; } = 3;

    public int BatchSize { get; set; } = 50;

    public double GoldPercent { get; set; } = 10;

    public int? GoldExposureCap { get; set; }

    public int? SkipsPerBatch { get; set; } = 10;

    public string Rule { get; set; } = QualitySetting.Sprt;

    public int MinGolds { get; set; } = 5;

    public double MinAccuracyPercent { get; set; } = 60;

    public double AcceptedPercent { get; set; } = 80;

    public double NoticedPercent { get; set; } = 50;

    public double PeersAccuracyPercent { get; set; } = 86.3;

    public double MostTiesPercent { get; set; } = 60;

    public double AlphaPercent { get; set; } = 1;

    public bool NoticesDrops { get; set; } = true;

    public bool Pauses { get; set; }

    public decimal LabelRate { get; set; }

    public string Currency { get; set; } = "USD";

    public bool PaysExcluded { get; set; } = true;

    public List<DimensionInput> Dimensions { get; set; } = [];

    public static ProjectInput Of(ProjectSettings settings, int version) => new()
    {
        Version = version,
        Name = settings.Name,
        TiesAllowed = settings.TiesAllowed,
        Overlap = settings.Overlap,
        BatchSize = settings.BatchSize,
        GoldPercent = Percent(settings.GoldFraction),
        GoldExposureCap = settings.GoldExposureCap,
        SkipsPerBatch = settings.SkipsPerBatch,
        Rule = settings.QualityRule.Rule,
        MinGolds = settings.QualityRule.MinGolds,
        MinAccuracyPercent = Percent(settings.QualityRule.MinAccuracy),
        AcceptedPercent = Percent(settings.QualityRule.Accepted),
        NoticedPercent = Percent(settings.QualityRule.Noticed),
        PeersAccuracyPercent = Percent(settings.QualityRule.PeersAccuracy),
        MostTiesPercent = Percent(settings.QualityRule.MostTies),
        AlphaPercent = Percent(settings.QualityRule.Alpha),
        NoticesDrops = settings.QualityRule.NoticesDrops,
        Pauses = settings.QualityRule.Pauses,
        // Divided, so that the zeros that the column fills up to four decimals with are not shown.
        LabelRate = settings.LabelRate / 1.0000m,
        Currency = settings.Currency,
        PaysExcluded = settings.PaysExcluded,
        Dimensions = [.. settings.Dimensions.Select(dimension => new DimensionInput
        {
            Name = dimension.Name,
            WeightPercent = Percent(dimension.Weight),
            Asked = dimension.Asked,
        })],
    };

    public ProjectSettings ToSettings() => new()
    {
        Name = Name ?? "",
        TiesAllowed = TiesAllowed,
        Overlap = Overlap,
        BatchSize = BatchSize,
        GoldFraction = Share(GoldPercent),
        GoldExposureCap = GoldExposureCap,
        SkipsPerBatch = SkipsPerBatch,
        QualityRule = new QualitySetting(
            Rule ?? "", MinGolds, Share(MinAccuracyPercent), Share(AcceptedPercent), Share(NoticedPercent),
            Share(PeersAccuracyPercent), Share(MostTiesPercent), Share(AlphaPercent), NoticesDrops, Pauses),
        LabelRate = LabelRate,
        Currency = Currency ?? "",
        PaysExcluded = PaysExcluded,
        Dimensions = [.. Dimensions
            .Where(dimension => !string.IsNullOrWhiteSpace(dimension.Name) || dimension.WeightPercent is > 0 or < 0)
            .Select(dimension => new Dimension(dimension.Name ?? "", Share(dimension.WeightPercent ?? 0), dimension.Asked))],
    };

    /// <summary>Rows for the form: those that are there and some to fill in.</summary>
    public void AddEmptyRows()
    {
        while (Dimensions is [.., { Name: null or "", WeightPercent: null or 0 }])
        {
            Dimensions.RemoveAt(Dimensions.Count - 1);
        }

        var wanted = Math.Min(Limits.MaxDimensions, Dimensions.Count + 2);
        while (Dimensions.Count < wanted)
        {
            Dimensions.Add(new DimensionInput());
        }
    }

    /// <summary>Puts the errors of the rules beside their fields.</summary>
    public static void AddTo(ModelStateDictionary state, IEnumerable<FieldError> errors)
    {
        foreach (var error in errors)
        {
            state.AddModelError(KeyOf(error.Field), error.Field.StartsWith("dimensions", StringComparison.Ordinal) ? $"Rubric: {error.Message}" : error.Message);
        }
    }

    /// <summary>What is neither true nor false is no state of a checkbox: it is shown as not checked, beside its error.</summary>
    public static void MendCheckboxes(ModelStateDictionary state)
    {
        foreach (var (key, entry) in state)
        {
            var isCheckbox = key is "Input.TiesAllowed" or "Input.PaysExcluded" or "Input.NoticesDrops" or "Input.Pauses" || key.EndsWith("].Asked", StringComparison.Ordinal);
            if (isCheckbox && entry.Errors.Count > 0)
            {
                (entry.RawValue, entry.AttemptedValue) = ("false", "false");
            }
        }
    }

    private static string KeyOf(string field) => field switch
    {
        "name" => "Input.Name",
        "overlap" => "Input.Overlap",
        "batchSize" => "Input.BatchSize",
        "goldFraction" => "Input.GoldPercent",
        "goldExposureCap" => "Input.GoldExposureCap",
        "skipsPerBatch" => "Input.SkipsPerBatch",
        "qualityRule.rule" => "Input.Rule",
        "qualityRule.minGolds" => "Input.MinGolds",
        "qualityRule.minAccuracy" => "Input.MinAccuracyPercent",
        "qualityRule.accepted" => "Input.AcceptedPercent",
        "qualityRule.noticed" => "Input.NoticedPercent",
        "qualityRule.peersAccuracy" => "Input.PeersAccuracyPercent",
        "qualityRule.mostTies" => "Input.MostTiesPercent",
        "qualityRule.alpha" => "Input.AlphaPercent",
        "labelRate" => "Input.LabelRate",
        "currency" => "Input.Currency",
        _ => "",
    };

    private static double Percent(double share) => Math.Round(share * 100, 6);

    private static double Share(double percent) => Math.Round(percent / 100, 8);

    public sealed class DimensionInput
    {
        public string? Name { get; set; }

        public double? WeightPercent { get; set; }

        public bool Asked { get; set; }
    }
}
