namespace FromScratch.Statistics;

/// <summary>Mean, standard deviation and lag-1 correlation of a stream that is not kept.</summary>
/// <typeparam name="TSelf">The type itself: <c>class Moments : IMoments&lt;Moments&gt;</c>. A merge may then look into the other object.</typeparam>
public interface IMoments<TSelf>
    where TSelf : IMoments<TSelf>
{
    /// <summary>Takes in one value.</summary>
    void Add(double x);

    /// <summary>Takes in a stream that another object has seen, as if its values came after the own ones. The other is not changed.</summary>
    void Merge(TSelf other);

    /// <summary>The mean so far; NaN for no value.</summary>
    double Mean { get; }

    /// <summary>The sample standard deviation so far (divided by n − 1); NaN for fewer than two values.</summary>
    double StdDev { get; }

    /// <summary>How much a value tells of the next one: Σ (xᵢ − m)(xᵢ₊₁ − m) / Σ (xᵢ − m)², where m is the mean; NaN for fewer than two values, or where all are alike.</summary>
    double Lag1 { get; }
}
