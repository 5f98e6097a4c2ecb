namespace PrefLab.Metrics;

/// <summary>How a simulated annotator answers; see <see cref="PeerSimulation"/>.</summary>
public enum AnswerStyle
{
    /// <summary>Any of the five levels alike, unread.</summary>
    Random,

    /// <summary>A or B alike, unread.</summary>
    Coin,

    /// <summary>Always response A, wherever it stands.</summary>
    ConstantA,

    /// <summary>Always the response on the left.</summary>
    ConstantLeft,

    /// <summary>Always a tie.</summary>
    ConstantTie,

    /// <summary>Honest: what is perceived, strong or weak alike.</summary>
    Plain,

    /// <summary>Honest, and a perceived tie is decided by a coin.</summary>
    NoTies,

    /// <summary>Honest, with the strong levels only.</summary>
    OnlyStrong,

    /// <summary>Honest, with the weak levels only.</summary>
    OnlyWeak,

    /// <summary>Honest, and two answers in five are ties whatever is perceived.</summary>
    ManyTies,

    /// <summary>Honest, never a tie, and every error is the opposite direction.</summary>
    NoTiesErrorsOpposite,

    /// <summary>Honest, a tie only where there is one, and every error elsewhere is the opposite direction.</summary>
    TrueTiesErrorsOpposite,

    /// <summary>Honest, a fifth of the answers are ties at random, and a perceived tie is decided by a coin.</summary>
    TiesAtRandom,
}
