namespace PrefLab.Metrics;

/// <summary>What an annotator's answers are looked at for, beside golds and the answers of others.</summary>
public enum SignalKind
{
    /// <summary>One side is preferred too often.</summary>
    Side,

    /// <summary>The same answer many times in succession.</summary>
    StraightLine,

    /// <summary>The answer before is given again too often.</summary>
    Repeat,

    /// <summary>Many answers in less than a third of the usual time for their length.</summary>
    Hurry,

    /// <summary>Many such answers in succession.</summary>
    Burst,

    /// <summary>The same answers as another account.</summary>
    Twin,
}
