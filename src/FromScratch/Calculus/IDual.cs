namespace FromScratch.Calculus;

/// <summary>What every type of dual numbers offers, so that a program can be written once and run with any of them.</summary>
/// <typeparam name="T">The type itself: <c>record struct D(double V, …) : IDual&lt;D&gt;</c>.</typeparam>
public interface IDual<T>
    where T : struct, IDual<T>
{
    /// <summary>The value.</summary>
    double V { get; }

    /// <summary>The slope that travels with it.</summary>
    double D { get; }

    /// <summary>A number that does not move with the input.</summary>
    static abstract T Constant(double c);

    /// <summary>The sum.</summary>
    static abstract T operator +(T a, T b);

    /// <summary>The difference.</summary>
    static abstract T operator -(T a, T b);

    /// <summary>The product.</summary>
    static abstract T operator *(T a, T b);

    /// <summary>The quotient.</summary>
    static abstract T operator /(T a, T b);

    /// <summary>The sine.</summary>
    static abstract T Sin(T x);

    /// <summary>The exponential.</summary>
    static abstract T Exp(T x);

    /// <summary>The natural logarithm.</summary>
    static abstract T Log(T x);

    /// <summary>The power with a fixed exponent.</summary>
    static abstract T Pow(T x, double p);

    /// <summary>The larger of the two values, with what belongs to it.</summary>
    static abstract T Max(T a, T b);
}
