namespace FromScratch.Complexity;

/// <summary>How a cost grows with the size n.</summary>
public enum GrowthClass
{
    /// <summary>Not at all.</summary>
    Constant,

    /// <summary>As log n.</summary>
    Logarithmic,

    /// <summary>As n.</summary>
    Linear,

    /// <summary>As n·log n.</summary>
    Linearithmic,

    /// <summary>As n².</summary>
    Quadratic,

    /// <summary>As n³.</summary>
    Cubic,

    /// <summary>As 2ⁿ.</summary>
    Exponential,
}

/// <summary>The growth that fits counted costs best.</summary>
/// <param name="Class">Which of the classes it is.</param>
/// <param name="Exponent">The slope of log cost over log n, for the larger half of the sizes: p where the cost is a multiple of nᵖ.</param>
public sealed record GrowthFit(GrowthClass Class, double Exponent);

/// <summary>The growth n^Exponent·(log n)^Logs.</summary>
/// <param name="Exponent">The power of n.</param>
/// <param name="Logs">The power of log n: 0 or 1.</param>
public sealed record PowerLog(double Exponent, int Logs);
