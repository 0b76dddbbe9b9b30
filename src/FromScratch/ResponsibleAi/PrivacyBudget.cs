namespace FromScratch.ResponsibleAi;

/// <summary>A budget by the plain rule of composition: answers with ε₁ and ε₂ on the same people give ε₁ + ε₂ together.</summary>
/// <remarks>Source: Dwork and Roth, The Algorithmic Foundations of Differential Privacy (2014), theorem 3.14.</remarks>
public sealed class PrivacyBudget : IBudget
{
    private const double Rounding = 1e-9;   // a tenth, taken ten times from 1, must fit
    private readonly double _total;
    private double _spent;

    /// <summary>A budget of which nothing is spent.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The total is not above 0, or no finite number.</exception>
    public PrivacyBudget(double total)
    {
        Require(total);
        _total = total;
    }

    /// <inheritdoc/>
    public double Left => Math.Max(0, _total - _spent);

    /// <inheritdoc/>
    public bool TrySpend(double epsilon)
    {
        Require(epsilon);
        if (_spent + epsilon > _total * (1 + Rounding)) return false;
        _spent += epsilon;
        return true;
    }

    /// <summary>A budget as its interface.</summary>
    public static IBudget Open(double total) => new PrivacyBudget(total);

    private static void Require(double epsilon)
    {
        if (!(epsilon > 0 && double.IsFinite(epsilon))) throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, $"PrivacyBudget: ε is {epsilon}. It is a finite number above 0.");
    }
}
