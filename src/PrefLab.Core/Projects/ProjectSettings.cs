namespace PrefLab.Core.Projects;

/// <summary>Everything about a project that a lead may edit, as entered; <see cref="ProjectRules"/> says whether it is right.</summary>
public sealed record ProjectSettings
{
    public required string Name { get; init; }

    public IReadOnlyList<Dimension> Dimensions { get; init; } = Dimension.Default;

    public bool TiesAllowed { get; init; } = true;

    public int Overlap { get; init; } = 3;

    public int BatchSize { get; init; } = 50;

    public double GoldFraction { get; init; } = .10;

    public int? GoldExposureCap { get; init; }

    public int? SkipsPerBatch { get; init; } = 10;

    public QualitySetting QualityRule { get; init; } = new(QualitySetting.Sprt);

    public decimal LabelRate { get; init; }

    public string Currency { get; init; } = "USD";

    public bool PaysExcluded { get; init; } = true;

    public static ProjectSettings Of(Project project) => new()
    {
        Name = project.Name,
        Dimensions = project.Dimensions,
        TiesAllowed = project.TiesAllowed,
        Overlap = project.Overlap,
        BatchSize = project.BatchSize,
        GoldFraction = project.GoldFraction,
        GoldExposureCap = project.GoldExposureCap,
        SkipsPerBatch = project.SkipsPerBatch,
        QualityRule = QualitySetting.Of(project.Quality),
        LabelRate = project.LabelRate,
        Currency = project.Currency,
        PaysExcluded = project.PaysExcluded,
    };

    /// <summary>The same without the spaces that people leave around words.</summary>
    public ProjectSettings Trimmed() => this with
    {
        Name = (Name ?? "").Trim(),
        Currency = (Currency ?? "").Trim().ToUpperInvariant(),
        Dimensions = [.. (Dimensions ?? []).Where(dimension => dimension is not null)
            .Select(dimension => dimension with { Name = (dimension.Name ?? "").Trim() })],
        QualityRule = QualityRule ?? new QualitySetting(""),
    };

    public void ApplyTo(Project project)
    {
        project.Name = Name;
        project.TiesAllowed = TiesAllowed;
        project.Overlap = Overlap;
        project.BatchSize = BatchSize;
        project.GoldFraction = GoldFraction;
        project.GoldExposureCap = GoldExposureCap;
        project.SkipsPerBatch = SkipsPerBatch;
        project.Quality = QualityRule.ToPolicy();
        project.LabelRate = LabelRate;
        project.Currency = Currency;
        project.PaysExcluded = PaysExcluded;
        if (!project.Dimensions.SequenceEqual(Dimensions))
        {
            project.Dimensions = [.. Dimensions];
        }
    }
}
